import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Alert, AlertItem, Alerts as Waiting } from "../../protocol/alert.ts";
import { call } from "../link/queries.ts";
import { useNow } from "../ui/clock.tsx";
import { Key, useKeys } from "../ui/keys.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityMark } from "../ui/marks.tsx";
import { sinceTime, siteTime } from "../ui/site-time.ts";
import { useToldActs } from "../ui/told-acts.ts";
import { useAlertSound } from "./alert-sound.ts";
import { ShelfForm, Shelves } from "./shelves.tsx";

/** Of a group so many are shown before somebody asks for the list. */
const SHOWN = 1;
const ASKED = ["alerts", "incidents"] as const;
const none: readonly AlertItem[] = [];

/** Acknowledges the incidents of alerts, which waits for nobody else then. */
function useAcknowledge(): (alerts: readonly Alert[]) => Promise<void> {
  const run = useToldActs(ASKED);
  return async (alerts) => {
    await run(async () => {
      for (const id of new Set(alerts.map(({ incidentId }) => incidentId)))
        await call("editIncident", { params: { id }, body: { status: "acknowledged" } });
    });
  };
}

interface CardProps {
  readonly item: AlertItem;
  readonly zone: string;
  readonly now: number;
  readonly isFirst: boolean;
  readonly onAcknowledge: (alerts: readonly Alert[]) => void;
}

function AlertLine({ alert, zone, now }: { alert: Alert; zone: string; now: number }) {
  const { t } = useTranslation("console");
  const kindWord = useKindWord();
  return (
    <>
      <p className="item-more">
        {alert.drill === true && <strong>{t("alerts.drill")} · </strong>}
        {kindWord(alert.kind)} ·{" "}
        {t("alerts.ofPriority", { priority: t(`alerts.priority.${alert.priority}`) })} ·{" "}
        <time dateTime={alert.since}>{sinceTime(alert.since, zone, now)}</time> ·{" "}
        {t("alerts.by", { rule: alert.ruleName })}
      </p>
      <p className="incident-what">{alert.text}</p>
      {alert.place !== undefined && <p>{alert.place}</p>}
    </>
  );
}

function AlertCard({ item, zone, now, isFirst, onAcknowledge }: CardProps) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState(false);
  const [shelving, setShelving] = useState(false);
  const [first] = item.alerts;
  if (first === undefined) return null;
  const shown = item.alerts.slice(0, open ? undefined : SHOWN);
  const left = item.count - shown.length;
  return (
    <li className="alert" data-severity={first.severity} data-priority={first.priority}>
      <SeverityMark severity={first.severity} />
      <div className="incident-text">
        {item.count > 1 && <p className="alert-count">{t("alerts.group", { count: item.count })}</p>}
        {shown.map((alert) => (
          <AlertLine key={alert.id} alert={alert} zone={zone} now={now} />
        ))}
        {left > 0 && (
          <button type="button" className="button small quiet" onClick={() => setOpen(true)}>
            {item.alerts.length > shown.length ? t("alerts.showAll") : t("alerts.more", { count: left })}
          </button>
        )}
        <div className="acts">
          <button type="button" className="button small strong" onClick={() => onAcknowledge([first])}>
            {t("alerts.acknowledge")}
            {isFirst && <Key>A</Key>}
          </button>
          {item.alerts.length > 1 && (
            <button type="button" className="button small" onClick={() => onAcknowledge(item.alerts)}>
              {t("alerts.acknowledgeAll", { count: item.alerts.length })}
            </button>
          )}
          <button type="button" className="button small quiet" onClick={() => setShelving(!shelving)}>
            {t("alerts.shelve")}
          </button>
        </div>
        {shelving && <ShelfForm alert={first} onDone={() => setShelving(false)} />}
      </div>
    </li>
  );
}

interface AlertsProps {
  readonly waiting: Waiting | undefined;
  readonly zone: string;
}

/** What asks for this operator, above the incidents; nothing at all where nothing does. */
export function Alerts({ waiting, zone }: AlertsProps) {
  const { t } = useTranslation("console");
  const now = useNow(60_000);
  const acknowledge = useAcknowledge();
  const told = waiting?.told ?? none;
  const { blocked, unblock } = useAlertSound(told);
  const first = told[0]?.alerts[0];
  useKeys({ a: () => first !== undefined && void acknowledge([first]) });
  const held = waiting?.held ?? null;
  const shelved = waiting?.shelved ?? 0;
  return (
    <>
      {(told.length > 0 || held !== null) && (
        <section className="side-part alerts" aria-label={t("alerts.title")}>
          <header className="part-head">
            <h2>{t("alerts.title")}</h2>
            <span className="dim">{shelved > 0 && t("alerts.shelved", { count: shelved })}</span>
          </header>
          {blocked && (
            <p className="alert-sound" role="status">
              {t("alerts.blocked")}{" "}
              <button type="button" className="button small" onClick={unblock}>
                {t("alerts.unblock")}
              </button>
            </p>
          )}
          <ul className="incidents" aria-live="polite">
            {told.map((item, index) => (
              <AlertCard
                key={item.id}
                item={item}
                zone={zone}
                now={now}
                isFirst={index === 0}
                onAcknowledge={(alerts) => void acknowledge(alerts)}
              />
            ))}
          </ul>
          {held !== null && (
            <p className="alert-held" role="status">
              {t("alerts.held", { count: held.count, time: siteTime(Date.parse(held.until), zone).time })}
            </p>
          )}
        </section>
      )}
      <Shelves zone={zone} />
    </>
  );
}

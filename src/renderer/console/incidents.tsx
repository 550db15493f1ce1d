import { useTranslation } from "react-i18next";
import type { Incident } from "../../protocol/incident.ts";
import { useNow } from "../ui/clock.tsx";
import { Key } from "../ui/keys.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityMark } from "../ui/marks.tsx";
import { sinceTime, siteTime } from "../ui/site-time.ts";
import { useNotices } from "../ui/toasts.tsx";
import { asApiError, call, useAskAgain } from "../link/queries.ts";

/** Changes an incident's status, and offers to take that back. */
function useIncidentActs() {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  /** The incident as it is then; null where somebody else changed `seen` meanwhile, or it failed. */
  async function put(seen: Incident, status: Incident["status"]): Promise<Incident | null> {
    try {
      const { id, version } = seen;
      return (await call("editIncident", { params: { id }, body: { status }, ifMatch: `"${version}"` }))
        .value;
    } catch (error) {
      const failed = asApiError(error);
      if (failed.kind === "preconditionFailed")
        notify({ title: t("incidents.changedTitle"), description: t("incidents.changedByOther") });
      else notify({ title: common("failed"), description: failed.message });
      return null;
    } finally {
      await askAgain("incidents");
    }
  }
  return async (incident: Incident, status: "acknowledged" | "closed") => {
    const done = await put(incident, status);
    if (done === null) return;
    notify({
      title: status === "closed" ? t("incidents.closedToast") : t("incidents.acknowledgedToast"),
      description: incident.text,
      undo: { label: common("undo"), act: () => void put(done, incident.status) },
    });
  };
}

interface IncidentsProps {
  readonly incidents: readonly Incident[] | undefined;
  readonly zone: string;
  readonly mayAct: boolean;
}

/** The right of the desk while nothing is selected: what happened and waits for somebody. */
export function Incidents({ incidents, zone, mayAct }: IncidentsProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const act = useIncidentActs();
  const kindWord = useKindWord();
  const now = useNow(60_000);
  const standing = (incidents ?? []).filter(({ status }) => status !== "closed");
  return (
    <section className="side-part" aria-label={t("incidents.title")}>
      <header className="part-head">
        <h2>
          {t("incidents.title")}
          <Key>I</Key>
        </h2>
        <span className="dim">{standing.length > 0 && standing.length}</span>
      </header>
      {incidents !== undefined && standing.length === 0 && (
        <div className="empty">
          <p>{t("incidents.none")}</p>
          <p className="dim">{t("incidents.noneNext")}</p>
        </div>
      )}
      <ul className="incidents">
        {standing.map((incident, index) => {
          const open = incident.status === "open";
          const { zone: zoneName } = siteTime(Date.parse(incident.occurredAt), zone);
          return (
            <li key={incident.id} className="incident" data-status={incident.status}>
              <SeverityMark severity={incident.severity} hollow={!open} />
              <div className="incident-text">
                <p className="item-more">
                  {kindWord(incident.kind)} · {common(`severity.${incident.severity}`)} ·{" "}
                  <time dateTime={incident.occurredAt}>
                    {sinceTime(incident.occurredAt, zone, now)} {zoneName}
                  </time>
                  {!open && ` · ${t("incidents.acknowledged")}`}
                </p>
                <p className="incident-what">{incident.text}</p>
                {incident.place !== undefined && <p>{incident.place}</p>}
                <p className="item-more">{t("incidents.source", { source: incident.source })}</p>
                {mayAct && (
                  <button
                    type="button"
                    className="button small"
                    data-first-incident={index === 0 ? "true" : undefined}
                    onClick={() => void act(incident, open ? "acknowledged" : "closed")}
                  >
                    {open ? t("incidents.acknowledge") : t("incidents.finish")}
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

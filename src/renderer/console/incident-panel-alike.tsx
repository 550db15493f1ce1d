import { useTranslation } from "react-i18next";
import type { Incident } from "../../protocol/incident.ts";
import { telOf } from "../../protocol/dial.ts";
import { useAlike, useIncident } from "../link/incident-queries.ts";
import { Key, useKeys } from "../ui/keys.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { siteTime } from "../ui/site-time.ts";
import { useApartWords } from "./incident-alike.ts";
import { useIncidentActs } from "./incident-acts.ts";

interface IncidentAlikeProps {
  readonly incident: Incident;
  readonly zone: string;
  readonly onOpen: (id: string) => void;
}

/** What may be the same as an incident, what was made one with it, and what it became a part of. */
export function IncidentAlike({ incident, zone, onOpen }: IncidentAlikeProps) {
  const { joined = [], joinedTo } = incident;
  return (
    <>
      {joinedTo !== undefined && <PartOf id={incident.id} of={joinedTo} onOpen={onOpen} />}
      {joinedTo === undefined && incident.status !== "closed" && (
        <Suggested id={incident.id} zone={zone} onOpen={onOpen} />
      )}
      {joined.length > 0 && <JoinedHere ids={joined} into={incident} zone={zone} onOpen={onOpen} />}
    </>
  );
}

interface SuggestedProps {
  readonly id: string;
  readonly zone: string;
  readonly onOpen: (id: string) => void;
}

function Suggested({ id, zone, onOpen }: SuggestedProps) {
  const { t } = useTranslation("console");
  const acts = useIncidentActs();
  const apart = useApartWords();
  const kindWord = useKindWord();
  const asked = useAlike(id, true);
  const pairs = asked.data?.value ?? [];
  const [first] = pairs;
  async function join(pair: (typeof pairs)[number]) {
    const kept = await acts.join(pair);
    if (kept !== null) onOpen(kept.id);
  }
  useKeys({ g: () => first !== undefined && void join(first) });
  if (asked.isError)
    return (
      <p className="item-more" role="alert">
        {t("followup.alike.failed")}
      </p>
    );
  if (pairs.length === 0) return null;
  return (
    <section className="stream alike" aria-label={t("followup.alike.title")}>
      <h4>{t("followup.alike.title")}</h4>
      <ul className="plain-list">
        {pairs.map((pair) => {
          const other = pair.stays.id === id ? pair.joins : pair.stays;
          const { time, zone: name } = siteTime(Date.parse(other.occurredAt), zone);
          return (
            <li key={other.id} className="conflict">
              <button type="button" className="incident-open" onClick={() => onOpen(other.id)}>
                {other.text}
              </button>
              <p className="item-more">
                {kindWord(other.kind)} · {time} {name} · {apart(pair)}
              </p>
              <p className="item-more">{t("incidents.source", { source: other.source })}</p>
              <div className="acts">
                <button
                  type="button"
                  className="button small"
                  aria-keyshortcuts={pair === first ? "g" : undefined}
                  onClick={() => void join(pair)}
                >
                  {t("followup.alike.join")}
                  {pair === first && <Key>G</Key>}
                </button>
                <button type="button" className="button small" onClick={() => void acts.setApart(pair)}>
                  {t("followup.alike.two")}
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface PartOfProps {
  readonly id: string;
  readonly of: string;
  readonly onOpen: (id: string) => void;
}

function PartOf({ id, of, onOpen }: PartOfProps) {
  const { t } = useTranslation("console");
  const acts = useIncidentActs();
  const other = useIncident(of).data?.value;
  return (
    <section className="stream alike" aria-label={t("followup.alike.joinedTo")}>
      <h4>{t("followup.alike.joinedTo")}</h4>
      <p className="item-more">{t("followup.alike.partOf")}</p>
      {other !== undefined && <p>{other.text}</p>}
      <div className="acts">
        <button type="button" className="button small" onClick={() => onOpen(of)}>
          {t("followup.alike.openOther")}
        </button>
        {other !== undefined && other.joinedTo === undefined && (
          <button type="button" className="button small" onClick={() => void acts.split(id, of)}>
            {t("followup.alike.split")}
          </button>
        )}
      </div>
    </section>
  );
}

interface JoinedHereProps {
  readonly ids: readonly string[];
  readonly into: Incident;
  readonly zone: string;
  readonly onOpen: (id: string) => void;
}

function JoinedHere({ ids, into, zone, onOpen }: JoinedHereProps) {
  const { t } = useTranslation("console");
  return (
    <section className="stream alike" aria-label={t("followup.alike.joined")}>
      <h4>{t("followup.alike.joined")}</h4>
      <ul className="plain-list">
        {ids.map((id) => (
          <JoinedOne key={id} id={id} into={into} zone={zone} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function JoinedOne({ id, into, zone, onOpen }: Omit<JoinedHereProps, "ids"> & { id: string }) {
  const { t } = useTranslation("console");
  const acts = useIncidentActs();
  const incident = useIncident(id).data?.value;
  if (incident === undefined) return null;
  const { reporter } = incident;
  const tel = reporter?.phone === undefined ? null : telOf(reporter.phone);
  const { time, zone: name } = siteTime(Date.parse(incident.occurredAt), zone);
  return (
    <li className="conflict">
      <button type="button" className="incident-open" onClick={() => onOpen(id)}>
        {incident.text}
      </button>
      <p className="item-more">
        {time} {name} · {t("incidents.source", { source: incident.source })}
      </p>
      {reporter !== undefined && (
        <p className="item-more">
          {t("followup.reporter")}: {reporter.name}{" "}
          {tel === null ? reporter.phone : <a href={tel}>{reporter.phone}</a>}
        </p>
      )}
      {into.joinedTo === undefined && (
        <div className="acts">
          <button type="button" className="button small" onClick={() => void acts.split(id, into.id)}>
            {t("followup.alike.split")}
          </button>
        </div>
      )}
    </li>
  );
}

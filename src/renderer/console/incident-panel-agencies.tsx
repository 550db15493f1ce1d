import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListedAgency } from "../../protocol/agency.ts";
import { dialText, isDialUri } from "../../protocol/dial.ts";
import type { Assignment, Incident } from "../../protocol/incident.ts";
import { useNow } from "../ui/clock.tsx";
import { SeverityMark } from "../ui/marks.tsx";
import { sinceTime } from "../ui/site-time.ts";
import { CrewLinks } from "./incident-panel-crew.tsx";
import { useIncidentActs } from "./incident-acts.ts";

interface IncidentAgenciesProps {
  readonly incident: Incident;
  readonly agencies: readonly ListedAgency[];
  readonly zone: string;
}

/** Who was asked, what they said and how soon, and their checklists; others are asked, several at once. */
export function IncidentAgencies({ incident, agencies, zone }: IncidentAgenciesProps) {
  const { t } = useTranslation("console");
  const acts = useIncidentActs();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const assignments = incident.assignments ?? [];
  const others = agencies
    .filter(({ id }) => !assignments.some(({ agencyId }) => agencyId === id))
    .toSorted((a, b) => Number(b.kinds.includes(incident.kind)) - Number(a.kinds.includes(incident.kind)));

  async function assign() {
    if ((await acts.assign(incident, [...chosen])) !== null) setChosen(new Set());
  }

  return (
    <section className="stream agencies" aria-label={t("followup.agencies")}>
      <h4>{t("followup.agencies")}</h4>
      <ul className="plain-list">
        {assignments.map((assignment) => (
          <AgencyAtWork
            key={assignment.agencyId}
            incident={incident}
            assignment={assignment}
            agency={agencies.find(({ id }) => id === assignment.agencyId)}
            zone={zone}
          />
        ))}
      </ul>
      {incident.status !== "closed" && others.length > 0 && (
        <fieldset className="agency-choice">
          <legend className="field-label">{t("followup.choose")}</legend>
          {others.map(({ id, shortName, kinds }) => (
            <label key={id} className="wall-choice">
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={({ target }) => {
                  const next = new Set(chosen);
                  if (target.checked) next.add(id);
                  else next.delete(id);
                  setChosen(next);
                }}
              />
              {shortName}
              {kinds.includes(incident.kind) && <span className="dim">{t("followup.fits")}</span>}
            </label>
          ))}
          <button
            type="button"
            className="button small"
            disabled={chosen.size === 0}
            onClick={() => void assign()}
          >
            {t("followup.assign")}
          </button>
        </fieldset>
      )}
    </section>
  );
}

const said = ["accepted", "arrived", "done"] as const;
const saidWord = { accepted: "saidAccepted", arrived: "saidArrived", done: "saidDone" } as const;

interface AgencyAtWorkProps {
  readonly incident: Incident;
  readonly assignment: Assignment;
  /** Absent where the directory has it no more. */
  readonly agency: ListedAgency | undefined;
  readonly zone: string;
}

function AgencyAtWork({ incident, assignment, agency, zone }: AgencyAtWorkProps) {
  const { t } = useTranslation("console");
  const acts = useIncidentActs();
  const now = useNow(60_000);
  const { agencyId, assignedAt, helpAskedAt, steps = [] } = assignment;
  const name = agency?.shortName ?? agencyId;

  function after(time: string): string {
    const minutes = Math.max(0, Math.round((Date.parse(time) - Date.parse(assignedAt)) / 60_000));
    return minutes < 60
      ? t("followup.minutes", { count: minutes })
      : t("followup.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  }

  const told = said.flatMap((what) => {
    const time = assignment[`${what}At`];
    return time === undefined ? [] : [t(`followup.${what}`, { after: after(time) })];
  });
  return (
    <li className="agency" data-agency={agencyId}>
      <p className="incident-what">{name}</p>
      {(agency?.dial ?? []).filter(isDialUri).map((uri) => (
        <a key={uri} href={uri}>
          {dialText(uri)}
        </a>
      ))}
      <p className="item-more">
        {t("followup.asked", { time: sinceTime(assignedAt, zone, now) })} ·{" "}
        {told.length === 0 ? t("followup.waiting") : told.join(" · ")}
      </p>
      {helpAskedAt !== undefined && (
        <p className="state">
          <SeverityMark severity="high" />
          {t("followup.needsHelp", { time: sinceTime(helpAskedAt, zone, now) })}
        </p>
      )}
      <div className="acts">
        {said
          .filter((what) => assignment[`${what}At`] === undefined)
          .map((what) => (
            <button
              key={what}
              type="button"
              className="button small"
              onClick={() => void acts.editAssignment(incident, agencyId, { said: what })}
            >
              {t(`followup.${saidWord[what]}`)}
            </button>
          ))}
        <button
          type="button"
          className="button small quiet"
          onClick={() => void acts.unassign(incident, agencyId, name)}
        >
          {t("followup.unassign")}
        </button>
      </div>
      <CrewLinks incident={incident} agencyId={agencyId} name={name} zone={zone} />
      {steps.length > 0 && (
        <ol className="steps" aria-label={t("followup.checklist", { name })}>
          {steps.map(({ text, doneAt, doneBy }, index) => (
            // A checklist never changes once it was begun.
            <li key={`${index} ${text}`}>
              <label>
                <input
                  type="checkbox"
                  checked={doneAt !== undefined}
                  onChange={({ target }) =>
                    void acts.editAssignment(incident, agencyId, { step: { index, done: target.checked } })
                  }
                />
                {text}
              </label>
              {doneAt !== undefined && (
                <span className="dim">
                  {t("followup.stepDone", { by: doneBy, time: sinceTime(doneAt, zone, now) })}
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListedAgency } from "../../protocol/agency.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Incident } from "../../protocol/incident.ts";
import { useEntries } from "../link/incident-queries.ts";
import { useNow } from "../ui/clock.tsx";
import { sinceTime, siteTime } from "../ui/site-time.ts";
import { useEntrySentence } from "../ui/entry-sentence.ts";
import { useIncidentActs } from "./incident-acts.ts";

interface IncidentCourseProps {
  readonly incident: Incident;
  readonly zone: string;
  readonly agencies: readonly ListedAgency[];
  readonly cameras: readonly Camera[];
  readonly wallName: (id: string) => string;
}

/** What happened with an incident, the newest first, each with who and when; and a line to write. */
export function IncidentCourse({ incident, zone, agencies, cameras, wallName }: IncidentCourseProps) {
  const { t } = useTranslation("console");
  const entries = useEntries(incident.id).data ?? [];
  const now = useNow(60_000);
  const sentence = useEntrySentence(zone, {
    agency: (id) => agencies.find((one) => one.id === id)?.shortName ?? id,
    camera: (id) => cameras.find((one) => one.id === id)?.name ?? id,
    wall: wallName,
  });
  return (
    <section className="stream" aria-label={t("followup.course")}>
      <h4>{t("followup.course")}</h4>
      <NoteForm incident={incident} agencies={agencies} />
      <ol className="course">
        {entries.toReversed().map(({ seq, at, by, event }) => (
          <li key={seq}>
            <p className="item-more">
              <time dateTime={at}>
                {sinceTime(at, zone, now)} {siteTime(Date.parse(at), zone).zone}
              </time>{" "}
              · {by}
            </p>
            {sentence(event).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

function NoteForm({ incident, agencies }: Pick<IncidentCourseProps, "incident" | "agencies">) {
  const { t } = useTranslation("console");
  const acts = useIncidentActs();
  const [text, setText] = useState("");
  const [agencyId, setAgencyId] = useState("");
  const asked = incident.assignments ?? [];

  async function write(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === "") return;
    // What could not be written stays to be sent again.
    if ((await acts.note(incident, text.trim(), agencyId === "" ? null : agencyId)) !== null) setText("");
  }

  return (
    <form className="note" onSubmit={(event) => void write(event)}>
      <input
        className="input"
        aria-label={t("followup.note")}
        placeholder={t("followup.note")}
        autoComplete="off"
        maxLength={4000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {asked.length > 0 && (
        <select
          className="input"
          aria-label={t("followup.noteFor")}
          value={agencyId}
          onChange={({ target }) => setAgencyId(target.value)}
        >
          <option value="">{t("followup.noteDesk")}</option>
          {asked.map(({ agencyId: id }) => (
            <option key={id} value={id}>
              {agencies.find((one) => one.id === id)?.shortName ?? id}
            </option>
          ))}
        </select>
      )}
      <button type="submit" className="button small">
        {t("followup.noteAct")}
      </button>
    </form>
  );
}

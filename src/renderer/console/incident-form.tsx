import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GeoPoint } from "../../layouts/geography.ts";
import type { Camera } from "../../protocol/camera.ts";
import { type Incident, severities, type Severity } from "../../protocol/incident.ts";
import { isKnownKind, knownKinds } from "../../protocol/incident-kind.ts";
import { FormTrouble } from "../ui/field.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { PlaceMap } from "./place-map.tsx";
import { PlaceField } from "./place-field.tsx";
import { type MeantPlace, meantPlace } from "./typed-place.ts";
import { usualSeverity } from "./usual-severity.ts";

/** What was filled in so far. */
export interface IncidentDraft {
  readonly kind: string;
  /** Null while it is what incidents of the kind usually are. */
  readonly severity: Severity | null;
  readonly text: string;
  readonly place: string;
  readonly location: GeoPoint | null;
  /** The point was shown on the map, and stands whatever the place is called. */
  readonly pointed: boolean;
  readonly caller: string;
  readonly phone: string;
}

export const emptyDraft: IncidentDraft = {
  ...{
    kind: "other",
    severity: null,
    text: "",
    place: "",
    location: null,
    pointed: false,
    caller: "",
    phone: "",
  },
};

/** What is filled in of an incident that there is. */
export const draftOf = ({ kind, severity, text, place, location, reporter }: Incident): IncidentDraft => ({
  ...{ kind, severity, text, place: place ?? "", location: location ?? null },
  ...{ pointed: false, caller: reporter?.name ?? "", phone: reporter?.phone ?? "" },
});

/** What the fields of a draft are, as the core takes them; without words its kind is what happened. */
export function fieldsOf(draft: IncidentDraft, kindWord: (kind: string) => string) {
  const { kind, severity, text, place, location, caller, phone } = draft;
  const reporter = {
    ...(caller.trim() === "" ? {} : { name: caller.trim() }),
    ...(phone.trim() === "" ? {} : { phone: phone.trim() }),
  };
  return {
    ...{ kind, severity: severity ?? usualSeverity(kind), text: text.trim() || kindWord(kind) },
    place: place.trim() || null,
    location,
    reporter: Object.keys(reporter).length === 0 ? null : reporter,
  };
}

interface IncidentFormProps {
  readonly draft: IncidentDraft;
  readonly onDraft: (draft: IncidentDraft) => void;
  readonly cameras: readonly Camera[];
  /** Where incidents were before. */
  readonly earlier: readonly MeantPlace[];
  readonly action: string;
  readonly trouble: string | null;
  readonly onSend: () => Promise<void>;
  /** Throws away what is filled in. */
  readonly onDrop: () => void;
}

/**
 * What happened, by keys alone: the kind by its first letters, a place as it is typed, Enter sends from any field. Alt+M
 * opens the map beside it, where a click or Enter points at a place.
 */
export function IncidentForm(props: IncidentFormProps) {
  const { draft, onDraft, cameras, earlier, trouble } = props;
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const [busy, setBusy] = useState(false);
  const [mapped, setMapped] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const set = (patch: Partial<IncidentDraft>) => onDraft({ ...draft, ...patch });
  const kinds: readonly string[] = isKnownKind(draft.kind) ? knownKinds : [...knownKinds, draft.kind];

  async function send(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    await props.onSend();
    setBusy(false);
  }

  /** One key, so that a report by keys alone goes on past it. */
  function mapKey(event: KeyboardEvent<HTMLFormElement>) {
    if (event.code !== "KeyM" || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setMapped(true);
  }

  function leaveMap() {
    const field = form.current?.querySelector('[role="combobox"]');
    if (field instanceof HTMLElement) field.focus();
  }

  /** Enter on a list of choices is not the browser's to send. */
  function sends(event: KeyboardEvent<HTMLSelectElement>) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }

  return (
    <form
      ref={form}
      className="form report-form"
      data-mapped={mapped}
      onSubmit={(event) => void send(event)}
      onKeyDown={mapKey}
    >
      <div className="form-row">
        <label className="field">
          <span className="field-label">{t("followup.kind")}</span>
          <select
            className="input"
            autoFocus
            value={draft.kind}
            onChange={({ target }) => set({ kind: target.value })}
            onKeyDown={sends}
          >
            {kinds
              .map((kind) => ({ kind, word: kindWord(kind) }))
              .toSorted((a, b) => a.word.localeCompare(b.word))
              .map(({ kind, word }) => (
                <option key={kind} value={kind}>
                  {word}
                </option>
              ))}
          </select>
          <span className="field-hint">{t("followup.entry.kindHint")}</span>
        </label>
        <label className="field">
          <span className="field-label">{t("followup.severity")}</span>
          <select
            className="input"
            value={draft.severity ?? usualSeverity(draft.kind)}
            onChange={({ target }) => {
              const severity = severities.find((one) => one === target.value);
              if (severity !== undefined) set({ severity });
            }}
            onKeyDown={sends}
          >
            {severities.map((severity) => (
              <option key={severity} value={severity}>
                {common(`severity.${severity}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <PlaceField
        place={draft.place}
        location={draft.location}
        cameras={cameras}
        earlier={earlier}
        onPlace={(place) => {
          const { location } = meantPlace(place, cameras, earlier);
          set(location === null && draft.pointed ? { place } : { place, location, pointed: false });
        }}
        onChoose={({ name, location }) => set({ place: name, location, pointed: false })}
      />
      <label className="field">
        <span className="field-label">{t("followup.entry.textOr")}</span>
        <input
          className="input"
          autoComplete="off"
          maxLength={500}
          placeholder={kindWord(draft.kind)}
          value={draft.text}
          onChange={({ target }) => set({ text: target.value })}
        />
      </label>
      <div className="form-row">
        <label className="field">
          <span className="field-label">{t("followup.entry.caller")}</span>
          <input
            className="input"
            autoComplete="off"
            maxLength={120}
            value={draft.caller}
            onChange={({ target }) => set({ caller: target.value })}
          />
        </label>
        <label className="field">
          <span className="field-label">{t("followup.entry.phone")}</span>
          <input
            className="input"
            autoComplete="off"
            inputMode="tel"
            maxLength={40}
            value={draft.phone}
            onChange={({ target }) => set({ phone: target.value })}
          />
        </label>
      </div>
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <div className="acts">
        <button type="submit" className="button strong" disabled={busy}>
          {props.action}
        </button>
        <button type="button" className="button quiet" onClick={props.onDrop}>
          {t("followup.entry.drop")}
        </button>
        <button
          type="button"
          className="button report-map-button"
          aria-expanded={mapped}
          aria-keyshortcuts="Alt+M"
          onClick={() => setMapped(!mapped)}
        >
          {t(mapped ? "followup.entry.mapClose" : "followup.entry.mapOpen")} <kbd>Alt+M</kbd>
        </button>
      </div>
      {mapped && (
        <PlaceMap
          label={t("followup.entry.map")}
          picked={draft.location}
          onPlace={({ name, location }) =>
            set(name === "" ? { location, pointed: true } : { place: name, location, pointed: false })
          }
          onLeave={leaveMap}
        />
      )}
    </form>
  );
}

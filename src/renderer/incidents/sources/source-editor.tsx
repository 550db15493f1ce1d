import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  AdapterKind,
  IncidentSource,
  SourceAnswer,
  SourceTrial,
} from "../../../protocol/incident-source.ts";
import { severities } from "../../../protocol/incident.ts";
import { asApiError, call, useAskAgain } from "../../link/queries.ts";
import { useNotices } from "../../ui/toasts.tsx";
import { Choice, Labelled, Line } from "../form-lines.tsx";
import { Troubles } from "../troubles.tsx";
import { useUnsaved } from "../unsaved.ts";
import { useKindOptions } from "../use-kind-options.ts";
import { AdapterFields } from "./adapter-fields.tsx";
import { guessedFields } from "./mapping-guess.ts";
import { MappingEditor } from "./mapping-editor.tsx";
import { exampleReport } from "./signing-example.ts";
import { formOf, inputOf, isMapped, isSent, newForm, type SourceForm } from "./source-form.ts";
import { useTroubles } from "./source-words.ts";
import { TrialResult } from "./trial-result.tsx";

interface EditorProps {
  /** The stored one with its ETag, or the kind of a new one. */
  readonly editing:
    | { readonly source: IncidentSource; readonly etag: string | null }
    | { readonly kind: AdapterKind };
  readonly zone: string;
  /** `secret`: the one that the core made for a new webhook. */
  readonly onSaved: (id: string, secret: string | null) => void;
  readonly onChangedByOther: () => void;
  readonly onCancel: () => void;
}

/** Adds a source or changes one, after a dry run that shows what it would bring. */
export function SourceEditor({ editing, zone, onSaved, onChangedByOther, onCancel }: EditorProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const troublesOf = useTroubles();
  const before = "source" in editing ? editing.source : null;
  const [begun] = useState<SourceForm>(() =>
    "source" in editing ? formOf(editing.source) : newForm(editing.kind),
  );
  const [form, setForm] = useState(begun);
  const [sample, setSample] = useState(() =>
    begun.kind === "webhook" ? JSON.stringify(exampleReport, null, 2) : "",
  );
  const [busy, setBusy] = useState<"try" | "save" | null>(null);
  const [troubles, setTroubles] = useState<readonly string[]>([]);
  const [trial, setTrial] = useState<SourceTrial | null>(null);
  const [answer, setAnswer] = useState<SourceAnswer | null>(null);
  const [guessed, setGuessed] = useState(false);
  const [triedAs, setTriedAs] = useState("");
  const trying = useRef<AbortController | null>(null);
  const set = (part: Partial<SourceForm>) => setForm((now) => ({ ...now, ...part }));
  const kinds = useKindOptions(form.defaultKind);
  useUnsaved(form !== begun && busy !== "save");

  async function tryOut() {
    const own = new AbortController();
    trying.current = own;
    setBusy("try");
    setTroubles([]);
    setTrial(null);
    try {
      const sent = isSent(form) && sample.trim() !== "" ? { sample } : {};
      const source = inputOf(form, true);
      const { value } = await call("tryIncidentSource", {
        body: { source, ...sent, ...(before === null ? {} : { sourceId: before.id }) },
        signal: own.signal,
      });
      setTrial(value);
      setTriedAs(JSON.stringify(form));
      setGuessed(false);
      if (value.answer !== undefined) learn(value.answer);
    } catch (error) {
      if (!own.signal.aborted) setTroubles(troublesOf(asApiError(error)));
    } finally {
      trying.current = null;
      setBusy(null);
    }
  }

  /** What came is offered to be picked from; a mapping that is still empty is filled by what names suggest. */
  function learn(came: SourceAnswer) {
    setAnswer(came);
    if (!isMapped(form) || Object.values(form.mapping.fields).some((place) => place !== "")) return;
    const fields = guessedFields(came);
    const items = form.mapping.items === "" && form.kind !== "geojson" && form.kind !== "csv";
    if (Object.keys(fields).length === 0) return;
    set({ mapping: { ...form.mapping, fields, ...(items ? { items: came.items ?? "" } : {}) } });
    setGuessed(true);
  }

  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy !== null) return;
    setBusy("save");
    setTroubles([]);
    try {
      const body = inputOf(form, before?.enabled ?? true);
      if ("source" in editing) {
        const { etag, source } = editing;
        const match = etag === null ? {} : { ifMatch: etag };
        await call("editIncidentSource", { params: { id: source.id }, body, ...match });
        onSaved(source.id, null);
      } else {
        const { value } = await call("addIncidentSource", { body });
        onSaved(value.id, value.secret ?? null);
      }
      notify({ title: t("sources.saved", { name: form.name }) });
    } catch (error) {
      const failed = asApiError(error);
      if (failed.kind === "preconditionFailed") {
        notify({ title: t("changed") });
        onChangedByOther();
      } else setTroubles(troublesOf(failed));
    } finally {
      setBusy(null);
      await askAgain("sources");
    }
  }

  const tried = trial !== null && triedAs === JSON.stringify(form);
  return (
    <form className="form source-form" onSubmit={(event) => void save(event)}>
      <Line
        label={t("sources.field.name")}
        hint={t("sources.hint.name")}
        required
        autoFocus
        maxLength={120}
        value={form.name}
        onChange={(name) => set({ name })}
      />
      <AdapterFields form={form} set={set} hasSecret={before?.hasSecret ?? false} />
      {isMapped(form) && (
        <MappingEditor
          mapping={form.mapping}
          answer={answer}
          table={form.kind === "csv"}
          onMapping={(mapping) => set({ mapping })}
        />
      )}
      <fieldset className="lines">
        <legend className="part-title">
          {t(form.kind === "bmkg" ? "sources.pace" : "sources.otherwise")}
        </legend>
        {form.kind !== "bmkg" && (
          <>
            <Choice
              label={t("sources.field.defaultKind")}
              value={form.defaultKind}
              options={kinds}
              onChange={(defaultKind) => set({ defaultKind })}
            />
            <Choice
              label={t("sources.field.defaultSeverity")}
              value={form.defaultSeverity}
              options={severities.map((one) => [one, common(`severity.${one}`)] as const)}
              onChange={(defaultSeverity) => set({ defaultSeverity })}
            />
          </>
        )}
        <Line
          label={t("sources.field.lifetimeMin")}
          hint={t("sources.hint.lifetimeMin")}
          type="number"
          min={1}
          max={525_600}
          value={form.lifetimeMin}
          onChange={(lifetimeMin) => set({ lifetimeMin })}
        />
        {!isSent(form) && (
          <Line
            label={t("sources.field.everyS")}
            type="number"
            min={5}
            max={86_400}
            required
            value={form.everyS}
            onChange={(everyS) => set({ everyS })}
          />
        )}
      </fieldset>
      {isSent(form) && (
        <Labelled
          label={t("sources.field.sample")}
          hint={t(form.kind === "mqtt" ? "sources.hint.sampleMqtt" : "sources.hint.sample")}
        >
          {(id, described) => (
            <textarea
              id={id}
              className="input code"
              rows={form.kind === "mqtt" ? 3 : 8}
              spellCheck={false}
              aria-describedby={described}
              value={sample}
              onChange={({ target }) => setSample(target.value)}
            />
          )}
        </Labelled>
      )}
      <Troubles troubles={troubles} />
      {guessed && (
        <p role="status" className="told">
          {t("sources.guessed")}
        </p>
      )}
      {trial !== null && <TrialResult trial={trial} zone={zone} />}
      <div className="acts form-end">
        <button
          type="button"
          className={tried ? "button" : "button strong"}
          disabled={busy !== null}
          onClick={({ currentTarget }) => {
            if (currentTarget.form?.reportValidity() === true) void tryOut();
          }}
        >
          {busy === "try" ? t("sources.trying") : t("sources.try")}
        </button>
        <button type="submit" className={tried ? "button strong" : "button"} disabled={busy !== null}>
          {common("save")}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={() => (trying.current === null ? onCancel() : trying.current.abort())}
        >
          {t("cancel")}
        </button>
        {!tried && <span className="dim small">{t("sources.notTried")}</span>}
      </div>
    </form>
  );
}

import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Checklist, ListedAgency } from "../../../protocol/agency.ts";
import type { ApiError } from "../../link/api.ts";
import { asApiError, call, useAskAgain } from "../../link/queries.ts";
import { useKindWord } from "../../ui/kind-word.ts";
import { useNotices } from "../../ui/toasts.tsx";
import { Line } from "../form-lines.tsx";
import { KindChecks } from "../kind-checks.tsx";
import { OrderedLines } from "../ordered-lines.tsx";
import { Troubles } from "../troubles.tsx";
import { useUnsaved } from "../unsaved.ts";
import { doubled, emptyAgency, emptyChecklist, formOf, idFor, inputOf } from "./agency-form.ts";

const MOST_CHECKLISTS = 32;

/** Refusals, each with the name that the form has for its field. */
function useAgencyTroubles(): (error: ApiError) => string[] {
  const { t } = useTranslation("incidents");
  const label = (field: string): string => {
    const number = (text: string | undefined) => Number(text) + 1;
    const dial = /^dial\.(\d+)$/.exec(field);
    if (dial !== null) return t("agencies.dialLine", { number: number(dial[1]) });
    const step = /^checklists\.(\d+)\.steps(?:\.(\d+))?$/.exec(field);
    if (step !== null)
      return step[2] === undefined
        ? t("agencies.checklist", { number: number(step[1]) })
        : t("agencies.stepOf", { list: number(step[1]), number: number(step[2]) });
    if (field === "name") return t("agencies.name");
    return field === "shortName" ? t("agencies.shortName") : field;
  };
  return ({ fields, message }) =>
    fields.length === 0 ? [message] : fields.map(({ field, detail }) => `${label(field)}: ${detail}`);
}

interface EditorProps {
  /** Null: a new one. */
  readonly agency: ListedAgency | null;
  /** Ids that there are. */
  readonly taken: readonly string[];
  readonly onSaved: (id: string) => void;
  readonly onChangedByOther: () => void;
  readonly onCancel: () => void;
}

/** Adds an agency or changes one: how it is called, what it answers to, and what it does at each kind. */
export function AgencyEditor({ agency, taken, onSaved, onChangedByOther, onCancel }: EditorProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const troublesOf = useAgencyTroubles();
  const [begun] = useState(() => (agency === null ? emptyAgency : formOf(agency)));
  const [form, setForm] = useState(begun);
  const [busy, setBusy] = useState(false);
  const [troubles, setTroubles] = useState<readonly string[]>([]);
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const putList = (at: number, part: Partial<Checklist>) =>
    set({ checklists: form.checklists.map((list, index) => (index === at ? { ...list, ...part } : list)) });
  const twice = doubled(form.checklists);
  useUnsaved(form !== begun && !busy);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTroubles([]);
    const id = agency?.id ?? idFor(form.shortName, taken);
    const match = agency === null ? {} : { ifMatch: `"${agency.version}"` };
    try {
      const { value } = await call("putAgency", { params: { id }, body: inputOf(form), ...match });
      await askAgain("agencies");
      notify({ title: t("agencies.saved", { name: value.name }) });
      onSaved(id);
    } catch (error) {
      const failed = asApiError(error);
      if (failed.kind === "preconditionFailed") {
        await askAgain("agencies");
        notify({ title: t("changed") });
        onChangedByOther();
      } else setTroubles(troublesOf(failed));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="form" onSubmit={(event) => void save(event)}>
      <div className="lines">
        <Line
          label={t("agencies.name")}
          required
          autoFocus
          maxLength={120}
          value={form.name}
          onChange={(name) => set({ name })}
        />
        <Line
          label={t("agencies.shortName")}
          hint={t("agencies.shortNameHint")}
          required
          maxLength={24}
          value={form.shortName}
          onChange={(shortName) => set({ shortName })}
        />
      </div>
      <OrderedLines
        label={t("agencies.dial")}
        hint={t("agencies.dialHint")}
        lineLabel={(number) => t("agencies.dialLine", { number })}
        lines={form.dial}
        onLines={(dial) => set({ dial })}
        most={8}
        maxLength={200}
        placeholder="110"
      />
      <KindChecks
        label={t("agencies.kinds")}
        hint={t("agencies.kindsHint")}
        kinds={form.kinds}
        onKinds={(kinds) => set({ kinds })}
      />
      <h3 className="part-title">{t("agencies.checklists")}</h3>
      <p className="field-hint">{t("agencies.checklistsHint")}</p>
      {form.checklists.map((list, at) => (
        <section key={at} className="checklist" aria-label={t("agencies.checklist", { number: at + 1 })}>
          <header className="listed-head">
            <h4 className="part-title">
              {list.kinds.length === 0 ? t("agencies.anyKind") : list.kinds.map(kindWord).join(", ")}
            </h4>
            <button
              type="button"
              className="button small"
              onClick={() => set({ checklists: form.checklists.toSpliced(at, 1) })}
            >
              {t("agencies.removeList")}
            </button>
          </header>
          <details open={list.kinds.length === 0}>
            <summary>{t("agencies.listKinds")}</summary>
            <KindChecks
              label={t("agencies.listKinds")}
              hint={t("agencies.listKindsHint")}
              kinds={list.kinds}
              onKinds={(kinds) => putList(at, { kinds: [...kinds] })}
            />
          </details>
          <OrderedLines
            label={t("agencies.steps")}
            lineLabel={(number) => t("agencies.step", { number })}
            lines={list.steps}
            onLines={(steps) => putList(at, { steps: [...steps] })}
            most={40}
            maxLength={300}
          />
        </section>
      ))}
      {twice.length > 0 && (
        <p className="trouble" role="status">
          {t("agencies.twice", {
            kinds: twice.map((kind) => (kind === "" ? t("agencies.anyKind") : kindWord(kind))).join(", "),
          })}
        </p>
      )}
      <button
        type="button"
        className="button"
        disabled={form.checklists.length >= MOST_CHECKLISTS}
        onClick={() => set({ checklists: [...form.checklists, emptyChecklist] })}
      >
        {t("agencies.addList")}
      </button>
      <Troubles troubles={troubles} />
      <div className="acts form-end">
        <button type="submit" className="button strong" disabled={busy}>
          {common("save")}
        </button>
        <button type="button" className="button quiet" onClick={onCancel}>
          {t("cancel")}
        </button>
      </div>
    </form>
  );
}

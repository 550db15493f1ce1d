import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type MappedField, mappedFields } from "../../../protocol/field-mapping.ts";
import { severities } from "../../../protocol/incident.ts";
import type { SourceAnswer } from "../../../protocol/incident-source.ts";
import { Line } from "../form-lines.tsx";
import { useKindOptions } from "../use-kind-options.ts";
import type { MappingForm } from "./source-form.ts";
import { WordPairs } from "./word-pairs.tsx";

/** Those that nearly every source has; the rest waits behind a heading. */
const first: readonly MappedField[] = [
  "externalId",
  "text",
  "kind",
  "severity",
  "place",
  "lat",
  "lon",
  "occurredAt",
  "ended",
];
const rest = mappedFields.filter((field) => !first.includes(field));

interface MappingProps {
  readonly mapping: MappingForm;
  /** What came at the last trial; null before. */
  readonly answer: SourceAnswer | null;
  /** Words of a table's columns rather than paths. */
  readonly table: boolean;
  readonly onMapping: (mapping: MappingForm) => void;
}

/** What of a source's answer becomes which field, picked from what came beside it. */
export function MappingEditor({ mapping, answer, table, onMapping }: MappingProps) {
  const { t } = useTranslation("incidents");
  const { t: common } = useTranslation();
  const [active, setActive] = useState<MappedField>("externalId");
  const kinds = useKindOptions();
  const id = useId();
  const set = (part: Partial<MappingForm>) => onMapping({ ...mapping, ...part });
  const put = (field: MappedField, place: string) => set({ fields: { ...mapping.fields, [field]: place } });
  const valueOf = (place: string | undefined) => answer?.fields.find(({ path }) => path === place)?.value;

  function pick(path: string) {
    const fields = { ...mapping.fields, [active]: path };
    set({ fields });
    const next = first.find((field) => (fields[field] ?? "") === "");
    if (next !== undefined) setActive(next);
  }

  const row = (field: MappedField) => {
    const place = mapping.fields[field] ?? "";
    const value = valueOf(place);
    return (
      <div key={field} className="mapping-row" data-active={answer !== null && field === active}>
        <label className="field-label" htmlFor={`${id}-${field}`}>
          {t(`sources.mappedField.${field}`)}
        </label>
        <input
          id={`${id}-${field}`}
          className="input"
          list={`${id}-places`}
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          value={place}
          aria-describedby={value === undefined ? undefined : `${id}-${field}-value`}
          onFocus={() => setActive(field)}
          onChange={({ target }) => put(field, target.value)}
        />
        {value !== undefined && (
          <p id={`${id}-${field}-value`} className="mapping-value">
            {value === "" ? t("sources.emptyValue") : value}
          </p>
        )}
      </div>
    );
  };

  const usedBy = (path: string) => mappedFields.filter((field) => mapping.fields[field] === path);
  return (
    <fieldset className="mapping">
      <legend className="part-title">{t("sources.mapping")}</legend>
      <p className="field-hint">{t(table ? "sources.hint.columns" : "sources.hint.mapping")}</p>
      <datalist id={`${id}-places`}>
        {(answer?.fields ?? []).map(({ path, value }) => (
          <option key={path} value={path}>
            {value}
          </option>
        ))}
      </datalist>
      <div className="mapping-sides" data-sample={answer !== null}>
        <div className="mapping-rows">
          {!table && <ItemsLine {...{ mapping, answer }} onItems={(items) => set({ items })} />}
          {first.map(row)}
          <details open={rest.some((field) => (mapping.fields[field] ?? "") !== "")}>
            <summary>{t("sources.moreFields")}</summary>
            {rest.map(row)}
          </details>
        </div>
        {answer !== null && (
          <section className="sample" aria-label={t("sources.sample")}>
            <h3 className="field-label">{t("sources.sample")}</h3>
            <p className="field-hint">
              {t("sources.pickFor", { field: t(`sources.mappedField.${active}`) })}
            </p>
            <ul className="sample-fields">
              {answer.fields.map(({ path, value }) => {
                const used = usedBy(path);
                return (
                  <li key={path}>
                    <button type="button" className="sample-field" onClick={() => pick(path)}>
                      <span className="sample-path">{path}</span>
                      <span className="sample-value">{value}</span>
                      {used.length > 0 && (
                        <span className="sample-used">
                          → {used.map((field) => t(`sources.mappedField.${field}`)).join(", ")}
                        </span>
                      )}
                    </button>
                  </li>
                );
              })}
            </ul>
            {answer.fields.length === 0 && <p className="dim">{t("sources.noSampleFields")}</p>}
          </section>
        )}
      </div>
      <WordPairs
        label={t("sources.field.kinds")}
        pairs={mapping.kinds}
        options={kinds}
        onChange={(pairs) => set({ kinds: pairs })}
      />
      <WordPairs
        label={t("sources.field.severities")}
        pairs={mapping.severities}
        options={severities.map((one) => [one, common(`severity.${one}`)] as const)}
        onChange={(pairs) => set({ severities: pairs })}
      />
      <div className="lines">
        <Line
          label={t("sources.field.endedWords")}
          hint={t("sources.hint.endedWords")}
          value={mapping.endedWords}
          onChange={(endedWords) => set({ endedWords })}
        />
        <Line
          label={t("sources.field.zone")}
          hint={t("sources.hint.zone")}
          placeholder="Asia/Makassar"
          value={mapping.zone}
          onChange={(zone) => set({ zone })}
        />
      </div>
    </fieldset>
  );
}

interface ItemsProps {
  readonly mapping: MappingForm;
  readonly answer: SourceAnswer | null;
  readonly onItems: (items: string) => void;
}

/** Where the list stands: chosen from the lists that came, else typed. */
function ItemsLine({ mapping: { items }, answer, onItems }: ItemsProps) {
  const { t } = useTranslation("incidents");
  const id = useId();
  const lists = (answer?.lists ?? []).filter(({ path }) => path !== "");
  return (
    <div className="mapping-row">
      <label className="field-label" htmlFor={id}>
        {t("sources.field.items")}
      </label>
      <input
        id={id}
        className="input"
        list={`${id}-lists`}
        autoComplete="off"
        spellCheck={false}
        maxLength={300}
        placeholder={t("sources.wholeAnswer")}
        value={items}
        onChange={({ target }) => onItems(target.value)}
      />
      <datalist id={`${id}-lists`}>
        {lists.map(({ path, count }) => (
          <option key={path} value={path}>
            {t("sources.listOf", { count })}
          </option>
        ))}
      </datalist>
    </div>
  );
}

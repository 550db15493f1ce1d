import { useTranslation } from "react-i18next";
import type { WordPair } from "./source-form.ts";

interface WordPairsProps {
  readonly label: string;
  readonly pairs: readonly WordPair[];
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChange: (pairs: readonly WordPair[]) => void;
}

/** What the source's words mean here, one a line. */
export function WordPairs({ label, pairs, options, onChange }: WordPairsProps) {
  const { t } = useTranslation("incidents");
  const put = (at: number, part: Partial<WordPair>) =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...part } : pair)));
  const first = options[0]?.[0] ?? "";
  return (
    <fieldset className="pairs">
      <legend className="field-label">{label}</legend>
      {pairs.map((pair, index) => (
        <div key={index} className="pair">
          <input
            className="input"
            aria-label={t("sources.pair.word")}
            placeholder={t("sources.pair.word")}
            maxLength={120}
            autoComplete="off"
            value={pair.word}
            onChange={({ target }) => put(index, { word: target.value })}
          />
          <span aria-hidden="true">=</span>
          <select
            className="input"
            aria-label={t("sources.pair.means")}
            value={pair.means}
            onChange={({ target }) => put(index, { means: target.value })}
          >
            {options.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="button quiet"
            aria-label={t("sources.pair.remove", { word: pair.word })}
            onClick={() => onChange(pairs.filter((_, at) => at !== index))}
          >
            ×
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button small"
        onClick={() => onChange([...pairs, { word: "", means: first }])}
      >
        {t("sources.pair.add")}
      </button>
    </fieldset>
  );
}

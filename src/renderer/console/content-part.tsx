import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Content, Tile } from "../../layouts/layout.ts";
import { TextField } from "../ui/field.tsx";

type Text = Extract<Content, { kind: "text" }>;

const fits = ["contain", "cover", "fill"] as const;
const aligns = ["start", "middle", "end"] as const;

interface ContentPartProps {
  readonly tile: Tile;
  readonly onPut: (content: Content) => void;
  readonly onFit: (fit: Tile["fit"]) => void;
}

/** What is set of a tile of words or of an uploaded picture; nothing of any other. */
export function ContentPart({ tile, onPut, onFit }: ContentPartProps) {
  const { t } = useTranslation("console");
  const { content } = tile;
  if (content.kind === "text")
    return <TextForm key={`${tile.id} ${content.text}`} content={content} onPut={onPut} />;
  if (content.kind !== "image") return null;
  return (
    <section className="stream" aria-label={t("pictures.content")}>
      <label className="field">
        <span className="field-label">{t("pictures.fit")}</span>
        <select
          className="input"
          value={tile.fit}
          onChange={({ target }) => onFit(fits.find((fit) => fit === target.value) ?? "contain")}
        >
          {fits.map((fit) => (
            <option key={fit} value={fit}>
              {t(`pictures.fits.${fit}`)}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

function TextForm({ content, onPut }: { readonly content: Text; readonly onPut: (content: Text) => void }) {
  const { t } = useTranslation("console");
  const [text, setText] = useState(content.text);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onPut({ ...content, text });
  };
  const { size: _, ...unsized } = content;
  const { weight: __, ...light } = content;
  const { align: ___, ...centred } = content;
  const { quiet: ____, ...loud } = content;
  return (
    <form className="stream text-form" aria-label={t("pictures.content")} onSubmit={apply}>
      <TextField
        name="text"
        label={t("pictures.text")}
        maxLength={2000}
        value={text}
        onValueChange={setText}
        render={<textarea rows={3} />}
      />
      <div className="acts">
        <button type="submit" className="button" disabled={text.trim() === "" || text === content.text}>
          {t("pictures.apply")}
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={content.size === "fill"}
          onClick={() => onPut(content.size === "fill" ? unsized : { ...content, size: "fill" })}
        >
          {t("pictures.fill")}
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={content.weight === "strong"}
          onClick={() => onPut(content.weight === "strong" ? light : { ...content, weight: "strong" })}
        >
          {t("pictures.strong")}
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={content.quiet === true}
          onClick={() => onPut(content.quiet === true ? loud : { ...content, quiet: true })}
        >
          {t("pictures.quiet")}
        </button>
        <select
          className="input"
          aria-label={t("pictures.align")}
          value={content.align ?? "middle"}
          onChange={({ target }) => {
            const align = aligns.find((one) => one === target.value);
            onPut(align === undefined || align === "middle" ? centred : { ...content, align });
          }}
        >
          {aligns.map((align) => (
            <option key={align} value={align}>
              {t(`pictures.aligns.${align}`)}
            </option>
          ))}
        </select>
      </div>
    </form>
  );
}

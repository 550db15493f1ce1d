import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import { Key } from "../ui/keys.tsx";
import type { EditingFace } from "./editing.ts";

interface LayoutToolsProps {
  readonly preview: Layout | null;
  readonly editing: EditingFace;
}

/** The name of the layout in the preview; pressed, it is written anew where it stands. */
function LayoutName({ preview, editing }: { preview: Layout; editing: EditingFace }) {
  const { t } = useTranslation("console");
  const [writing, setWriting] = useState<string | null>(null);
  const given = useRef(false);

  function end(keep: boolean) {
    if (given.current) return;
    given.current = true;
    if (keep && writing !== null) editing.rename(writing);
    setWriting(null);
  }

  if (writing === null)
    return (
      <button
        type="button"
        className="button quiet layout-name"
        title={t("editing.rename")}
        onClick={() => {
          given.current = false;
          setWriting(preview.name);
        }}
      >
        <strong className="cut">{preview.name}</strong>
        <span className="hidden-label">{t("editing.rename")}</span>
      </button>
    );
  return (
    <input
      className="input layout-name"
      aria-label={t("editing.name")}
      maxLength={120}
      value={writing}
      ref={(element) => element?.focus()}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setWriting(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") end(false);
      }}
    />
  );
}

/** What is done to whole layouts, over the preview. */
export function LayoutTools({ preview, editing }: LayoutToolsProps) {
  const { t } = useTranslation("console");
  return (
    <>
      {preview !== null && <LayoutName key={preview.id} preview={preview} editing={editing} />}
      <span className="layout-acts">
        <button
          type="button"
          className="button small"
          disabled={!editing.canUndo}
          aria-label={t("editing.undo")}
          title={t("editing.undo")}
          onClick={() => editing.undo()}
        >
          ↶<Key>Ctrl Z</Key>
        </button>
        <button
          type="button"
          className="button small"
          disabled={!editing.canRedo}
          aria-label={t("editing.redo")}
          title={t("editing.redo")}
          onClick={() => editing.redo()}
        >
          ↷<Key>Ctrl Y</Key>
        </button>
        {preview !== null && (
          <>
            <button
              type="button"
              className="button small"
              onClick={() => editing.keep(t("editing.copyName", { name: preview.name }), preview.tiles)}
            >
              {t("editing.copy")}
            </button>
            <button type="button" className="button small" onClick={() => editing.remove()}>
              {t("editing.remove")}
            </button>
          </>
        )}
      </span>
    </>
  );
}

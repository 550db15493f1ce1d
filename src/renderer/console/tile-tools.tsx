import { useState } from "react";
import { useTranslation } from "react-i18next";
import { splits } from "../../layouts/edit/split.ts";
import type { Tile } from "../../layouts/layout.ts";
import type { Camera } from "../../protocol/camera.ts";
import { Key } from "../ui/keys.tsx";
import { Keypad } from "./keypad.tsx";
import type { TileActsFace } from "./tile-acts.ts";
import type { TypedNumber } from "./typed-number.ts";

interface TileToolsProps {
  readonly acts: TileActsFace;
  /** The chosen tiles, at least one. */
  readonly tiles: readonly Tile[];
  /** What the chosen tile can be given: the camera that is chosen in the library. */
  readonly camera: Camera | undefined;
  /** The number of the camera that is typed for them. */
  readonly number: TypedNumber;
  readonly several: boolean;
  readonly onSeveral: (several: boolean) => void;
}

/** The acts over the chosen tiles, each with its key. */
export function TileTools({ acts, tiles, camera, number, several, onSeveral }: TileToolsProps) {
  const { t } = useTranslation("console");
  const [typing, setTyping] = useState(false);
  const [one] = tiles;
  const pinned = tiles.every((tile) => tile.pinned === true);
  const emptied = tiles.every(({ content }) => content.kind === "empty");
  return (
    <section className="side-part tile-tools" aria-label={t("editing.tools")}>
      <header className="part-head">
        <h2>{t("editing.chosen", { count: tiles.length })}</h2>
        <button
          type="button"
          className="button small"
          aria-pressed={several}
          onClick={() => onSeveral(!several)}
        >
          {t("editing.several")}
        </button>
      </header>
      {camera !== undefined && (
        <button
          type="button"
          className="button wide strong"
          onClick={() => acts.put({ kind: "camera", cameraId: camera.id })}
        >
          <span className="cut">{t("editing.putCamera", { name: camera.name })}</span>
          <Key>O</Key>
        </button>
      )}
      <button type="button" className="button wide" aria-expanded={typing} onClick={() => setTyping(!typing)}>
        {t("number.title")}
        <Key>{t("number.hint")}</Key>
      </button>
      {typing && <Keypad number={number} />}
      <div className="tool-rows">
        <button type="button" className="button" aria-pressed={acts.waiting === "swap"} onClick={acts.swap}>
          {t("editing.swap")}
          <Key>X</Key>
        </button>
        <button type="button" className="button" disabled={tiles.length < 2} onClick={acts.merge}>
          {t("editing.merge")}
          <Key>J</Key>
        </button>
        <button
          type="button"
          className="button"
          aria-pressed={one?.back !== undefined}
          onClick={acts.maximise}
        >
          {one?.back === undefined ? t("editing.maximise") : t("editing.bringBack")}
          <Key>F</Key>
        </button>
        <button type="button" className="button" aria-pressed={pinned} onClick={acts.pin}>
          {pinned ? t("editing.unpin") : t("editing.pin")}
          <Key>B</Key>
        </button>
        <button type="button" className="button" onClick={acts.clear}>
          {emptied ? t("editing.removeTile") : t("editing.clear")}
          <Key>Del</Key>
        </button>
        <fieldset className="split" data-waiting={acts.waiting === "split" ? "true" : undefined}>
          <legend className="hidden-label">{t("editing.split")}</legend>
          <span aria-hidden="true">
            {t("editing.split")}
            <Key>S</Key>
          </span>
          {splits.map((parts) => (
            <button
              key={parts}
              type="button"
              className="button"
              aria-label={t("editing.splitIn", { parts })}
              onClick={() => acts.split(parts)}
            >
              {parts}
            </button>
          ))}
        </fieldset>
      </div>
      {acts.waiting !== null && (
        <p role="status" className="dim">
          {t(`editing.waiting.${acts.waiting}`)}
        </p>
      )}
    </section>
  );
}

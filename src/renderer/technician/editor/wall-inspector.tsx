import { useState } from "react";
import { useTranslation } from "react-i18next";
import { panelModels, type PanelModel } from "../../../layouts/library.ts";
import type { Wall } from "../../../layouts/site.ts";
import { numberPanels } from "../draft/order.ts";
import { checked } from "../draft/outcome.ts";
import { addPanel } from "../draft/panels.ts";
import { trimWall } from "../draft/walls.ts";
import { removeWall } from "../draft/wizard.ts";
import { NumberInput } from "./number-input.tsx";
import { TextInput } from "./text-input.tsx";
import { WallCables, type WallCablesProps } from "./wall-cables.tsx";

const models: Readonly<Record<string, PanelModel>> = panelModels;

/** A wall and its room: names, measures, cables, and acts on all of its panels. */
export function WallInspector(props: WallCablesProps) {
  const { editing, wall, mayEdit } = props;
  const { t } = useTranslation("technician");
  const [model, setModel] = useState("led-600-p1.8");
  const { site } = editing.draft;
  const room = site.rooms.find(({ id }) => id === wall.roomId);
  const setWall = (patch: Partial<Pick<Wall, "name" | "roomId" | "standing" | "public">>) =>
    editing.edit((now) =>
      checked(now, {
        ...now,
        walls: now.walls.map((each) => (each.id === wall.id ? { ...each, ...patch } : each)),
      }),
    );
  const setRoom = (patch: Partial<NonNullable<typeof room>>) =>
    editing.edit((now) =>
      checked(now, {
        ...now,
        rooms: now.rooms.map((each) => (each.id === wall.roomId ? { ...each, ...patch } : each)),
      }),
    );
  const mm = { unit: "mm", disabled: !mayEdit, least: 1, most: 100_000 };
  const button = (label: string, act: () => void, disabled = false) => (
    <button type="button" className="button small" disabled={disabled} onClick={act}>
      {label}
    </button>
  );

  return (
    <section className="side-part" aria-label={wall.name}>
      <header className="part-head">
        <h2>{wall.name}</h2>
        <span className="dim">{wall.id}</span>
      </header>
      <div className="entries">
        <TextInput
          label={t("wizard.wallName")}
          value={wall.name}
          disabled={!mayEdit}
          onValue={(name) => name !== "" && setWall({ name })}
        />
        <TextInput
          label={t("wizard.room")}
          value={room?.name ?? ""}
          disabled={!mayEdit}
          onValue={(name) => name !== "" && setRoom({ name })}
        />
        <label className="entry wide">
          <span className="entry-line">
            <input
              type="checkbox"
              checked={wall.public === true}
              disabled={!mayEdit}
              onChange={({ target }) => setWall({ public: target.checked })}
            />
            <span>{t("editor.public")}</span>
          </span>
          <span className="dim">{t("editor.publicHint")}</span>
        </label>
        <NumberInput
          {...mm}
          label={t("editor.roomWidth")}
          value={room?.widthMm ?? null}
          onValue={(widthMm) => setRoom({ widthMm })}
        />
        <NumberInput
          {...mm}
          label={t("editor.roomDepth")}
          value={room?.depthMm ?? null}
          onValue={(depthMm) => setRoom({ depthMm })}
        />
        <NumberInput
          {...mm}
          label={t("editor.roomHeight")}
          value={room?.heightMm ?? null}
          onValue={(heightMm) => setRoom({ heightMm })}
        />
      </div>
      {mayEdit && (
        <>
          <div className="entries">
            <label className="entry wide">
              <span className="entry-name">{t("editor.addPanel")}</span>
              <span className="entry-line">
                <select className="input" value={model} onChange={(event) => setModel(event.target.value)}>
                  {Object.entries(models).map(([id, { name }]) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
                {button(t("editor.add"), () => {
                  const kind = models[model];
                  if (kind !== undefined) editing.edit((now) => addPanel(now, wall.id, kind, model));
                })}
              </span>
            </label>
          </div>
          <div className="acts">
            {button(
              t("editor.number"),
              () => editing.edit((now) => numberPanels(now, wall.id, "rows")),
              wall.panels.length === 0,
            )}
            {button(
              t("editor.trim"),
              () => editing.edit((now) => checked(now, trimWall(now, wall.id))),
              wall.panels.length === 0,
            )}
            {button(
              t("editor.removeWall"),
              () => editing.edit((now) => removeWall(now, wall.id)),
              site.walls.length === 1,
            )}
          </div>
        </>
      )}
      {wall.panels.some(({ kind }) => kind === "led") && <WallCables {...props} />}
    </section>
  );
}

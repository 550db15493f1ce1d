import { useTranslation } from "react-i18next";
import { bezelsOf, type Panel, pitchOf } from "../../../layouts/panel.ts";
import type { Wall } from "../../../layouts/site.ts";
import {
  movePanels,
  type PanelPatch,
  removePanels,
  setPanels,
  setStatus,
  turnPanels,
} from "../draft/panels.ts";
import { extentOf } from "../draft/walls.ts";
import { useNumber } from "../../ui/use-number.ts";
import { NumberInput } from "./number-input.tsx";
import type { Edit } from "./use-draft.ts";
import { copyBeside } from "./wall-keys.ts";

interface PanelInspectorProps {
  readonly edit: Edit;
  readonly wall: Wall;
  /** At least one. */
  readonly panels: readonly Panel[];
  readonly mayEdit: boolean;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
}

const statuses = ["present", "planned", "dead"] as const satisfies Panel["status"][];

/** The chosen panels: figures in millimetres and pixels to be changed where they stand, and acts. */
export function PanelInspector({ edit, wall, panels, mayEdit, onSelect }: PanelInspectorProps) {
  const { t } = useTranslation("technician");
  const number = useNumber();
  const ids = { wallId: wall.id, ids: new Set(panels.map(({ id }) => id)) };
  const only = panels.length === 1 ? panels[0] : undefined;
  const block = extentOf(panels);
  const [status, ...more] = new Set(panels.map((panel) => panel.status));
  const set = (patch: PanelPatch) => edit((site) => setPanels(site, ids, patch));
  const mm = { unit: "mm", disabled: !mayEdit, most: 100_000 };
  const px = { unit: "px", disabled: !mayEdit, most: 65_536, whole: true };
  const { left, top, right, bottom } = bezelsOf(panels[0] ?? { bezelMm: 0 });
  const title = only?.id ?? t("editor.several", { count: panels.length });

  return (
    <section className="side-part" aria-label={title}>
      <header className="part-head">
        <h2>{title}</h2>
        {only !== undefined && (
          <span className="dim">
            {t(`panel.${only.kind}`)} · {t("editor.pitch", { mm: number(pitchOf(only).x) })}
          </span>
        )}
      </header>
      <div className="entries">
        <label className="entry wide">
          <span className="entry-name">{t("panel.status")}</span>
          <select
            className="input"
            disabled={!mayEdit}
            value={more.length > 0 ? "" : status}
            onChange={({ target: { value } }) => {
              const chosen = statuses.find((each) => each === value);
              if (chosen !== undefined) edit((site) => setStatus(site, ids, chosen));
            }}
          >
            {more.length > 0 && <option value="">{t("editor.mixed")}</option>}
            {statuses.map((each) => (
              <option key={each} value={each}>
                {t(`panel.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <NumberInput
          {...mm}
          label={t("editor.x")}
          least={-100_000}
          value={block.leftMm}
          onValue={(x) => edit((site) => movePanels(site, ids, x - block.leftMm, 0))}
        />
        <NumberInput
          {...mm}
          label={t("editor.y")}
          least={-100_000}
          value={block.topMm}
          onValue={(y) => edit((site) => movePanels(site, ids, 0, y - block.topMm))}
        />
        {only !== undefined && (
          <>
            <NumberInput
              {...mm}
              label={t("editor.width")}
              least={1}
              value={only.widthMm}
              onValue={(widthMm) => set({ widthMm })}
            />
            <NumberInput
              {...mm}
              label={t("editor.height")}
              least={1}
              value={only.heightMm}
              onValue={(heightMm) => set({ heightMm })}
            />
            {(
              [
                ["left", left],
                ["top", top],
                ["right", right],
                ["bottom", bottom],
              ] as const
            ).map(([side, value]) => (
              <NumberInput
                key={side}
                {...mm}
                label={t(`editor.bezel.${side}`)}
                least={0}
                most={1000}
                value={value}
                onValue={(next) => set({ bezelMm: { left, top, right, bottom, [side]: next } })}
              />
            ))}
            <NumberInput
              {...px}
              label={t("editor.canvasX")}
              least={0}
              value={only.canvas.x}
              onValue={(x) => set({ canvas: { x } })}
            />
            <NumberInput
              {...px}
              label={t("editor.canvasY")}
              least={0}
              value={only.canvas.y}
              onValue={(y) => set({ canvas: { y } })}
            />
            <NumberInput
              {...px}
              label={t("editor.pixelsWide")}
              least={1}
              value={only.canvas.width}
              onValue={(width) => set({ canvas: { width } })}
            />
            <NumberInput
              {...px}
              label={t("editor.pixelsHigh")}
              least={1}
              value={only.canvas.height}
              onValue={(height) => set({ canvas: { height } })}
            />
          </>
        )}
      </div>
      {mayEdit && (
        <div className="acts">
          <button
            type="button"
            className="button small"
            title="R"
            onClick={() => edit((site) => turnPanels(site, ids))}
          >
            {t("editor.turn")}
          </button>
          <button
            type="button"
            className="button small"
            title="Ctrl+D"
            onClick={() => copyBeside(edit, ids, onSelect)}
          >
            {t("editor.copy")}
          </button>
          <button
            type="button"
            className="button small"
            title="Delete"
            onClick={() => {
              if (edit((site) => removePanels(site, ids))) onSelect(new Set());
            }}
          >
            {t("editor.remove")}
          </button>
        </div>
      )}
    </section>
  );
}

import { useTranslation } from "react-i18next";
import type { Output, Site, Wall } from "../../../layouts/site.ts";
import { removeOutput, setOutput } from "../draft/outputs.ts";
import { setSpare, twinsOf } from "../draft/spares.ts";
import { addViewport, removeViewport, setViewport } from "../draft/viewports.ts";
import { DisplayChoice } from "./display-choice.tsx";
import { NumberInput } from "./number-input.tsx";
import { TextInput } from "./text-input.tsx";
import type { Edit } from "./use-draft.ts";

interface OutputInspectorProps {
  readonly edit: Edit;
  readonly site: Site;
  readonly output: Output;
  /** The wall that is drawn, of which a viewport may be added. */
  readonly wall: Wall;
  readonly viewport: number | null;
  readonly mayEdit: boolean;
  readonly onViewport: (index: number | null) => void;
}

const rotations = [0, 90, 180, 270] as const;
const axes = ["x", "y"] as const;
const sides = ["width", "height"] as const;

/** An output and what it shows: size, place, and each viewport in pixels of the canvas and of the output. */
export function OutputInspector(props: OutputInspectorProps) {
  const { edit, site, output, wall, viewport, mayEdit, onViewport } = props;
  const { t } = useTranslation("technician");
  const px = { unit: "px", disabled: !mayEdit, most: 65_536, whole: true };
  const twins = twinsOf(site, output.id);
  const set = (patch: Partial<Omit<Output, "id" | "spareOf">>) =>
    edit((now) => setOutput(now, output.id, patch));
  const { placement } = output;
  const shown = site.viewports.flatMap((each, index) =>
    each.outputId === output.id ? [{ each, index }] : [],
  );
  const label = { x: "editor.x", y: "editor.y", width: "editor.width", height: "editor.height" } as const;

  return (
    <section className="side-part" aria-label={output.name}>
      <header className="part-head">
        <h2>{output.name}</h2>
        <span className="dim">{output.id}</span>
      </header>
      <div className="entries">
        <TextInput
          label={t("editor.name")}
          value={output.name}
          disabled={!mayEdit}
          onValue={(name) => name !== "" && set({ name })}
        />
        {sides.map((side) => (
          <NumberInput
            key={side}
            {...px}
            label={t(label[side])}
            least={1}
            most={16_384}
            value={output[side]}
            onValue={(value) => set({ [side]: value })}
          />
        ))}
        <label className="entry wide">
          <span className="entry-name">{t("editor.placement")}</span>
          <select
            className="input"
            disabled={!mayEdit}
            value={placement.kind}
            onChange={({ target: { value } }) => {
              if (value === "window" || value === "remote") set({ placement: { kind: value } });
              if (value === "display") set({ placement: { kind: value } });
            }}
          >
            <option value="display">{t("editor.onDisplay")}</option>
            <option value="window">{t("output.window")}</option>
            <option value="remote">{t("output.remote")}</option>
          </select>
        </label>
        <label className="entry wide">
          <span className="entry-name">{t("editor.spareOf")}</span>
          <select
            className="input"
            disabled={!mayEdit}
            value={output.spareOf ?? ""}
            onChange={({ target: { value } }) =>
              edit((now) => setSpare(now, output.id, value === "" ? null : value))
            }
          >
            <option value="">{t("editor.noSpare")}</option>
            {site.outputs.map(
              ({ id, name, spareOf }) =>
                id !== output.id &&
                spareOf === undefined && (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ),
            )}
          </select>
        </label>
        {placement.kind === "display" && (
          <>
            <DisplayChoice edit={edit} site={site} output={output} mayEdit={mayEdit} />
            <TextInput
              label={t("editor.connector")}
              value={placement.connector ?? ""}
              most={64}
              disabled={!mayEdit}
              onValue={(connector) => {
                const { x, y } = placement;
                const place = x === undefined || y === undefined ? {} : { x, y };
                return set({
                  placement: { kind: "display", ...place, ...(connector !== "" && { connector }) },
                });
              }}
            />
            {axes.map((axis) => (
              <NumberInput
                key={axis}
                {...px}
                label={t(axis === "x" ? "editor.desktopX" : "editor.desktopY")}
                least={-65_536}
                value={placement[axis] ?? 0}
                onValue={(value) =>
                  set({ placement: { x: 0, y: 0, ...placement, kind: "display", [axis]: value } })
                }
              />
            ))}
          </>
        )}
      </div>
      {twins.length > 0 && (
        <p className="dim frame-keys">
          {t("editor.twins", { names: twins.map(({ name }) => name).join(", ") })}
        </p>
      )}
      {shown.map(({ each, index }, at) => (
        <div
          key={`${each.wallId} ${index}`}
          className="viewport-fields"
          data-chosen={index === viewport}
          onFocusCapture={() => onViewport(index)}
        >
          <h3>
            {t("editor.viewport", {
              number: at + 1,
              wall: site.walls.find(({ id }) => id === each.wallId)?.name ?? each.wallId,
            })}
          </h3>
          <div className="entries">
            {[...axes, ...sides].map((key) => (
              <NumberInput
                key={key}
                {...px}
                label={`${t("editor.onCanvas")} ${t(label[key])}`}
                least={key === "x" || key === "y" ? 0 : 1}
                value={each.canvas[key]}
                onValue={(value) => edit((now) => setViewport(now, index, { canvas: { [key]: value } }))}
              />
            ))}
            {axes.map((key) => (
              <NumberInput
                key={key}
                {...px}
                label={`${t("editor.onOutput")} ${t(label[key])}`}
                least={0}
                value={each.output[key]}
                onValue={(value) => edit((now) => setViewport(now, index, { output: { [key]: value } }))}
              />
            ))}
            <label className="entry">
              <span className="entry-name">{t("editor.rotation")}</span>
              <select
                className="input"
                disabled={!mayEdit}
                value={each.rotation}
                onChange={({ target: { value } }) => {
                  const rotation = rotations.find((one) => String(one) === value);
                  if (rotation !== undefined) edit((now) => setViewport(now, index, { rotation }));
                }}
              >
                {rotations.map((rotation) => (
                  <option key={rotation} value={rotation}>
                    {rotation}°
                  </option>
                ))}
              </select>
            </label>
            {mayEdit && (
              <button
                type="button"
                className="button small"
                onClick={() => edit((now) => removeViewport(now, index))}
              >
                {t("editor.remove")}
              </button>
            )}
          </div>
        </div>
      ))}
      {mayEdit && shown.length > 0 && <p className="dim frame-keys">{t("editor.frameKeys")}</p>}
      {mayEdit && (
        <div className="acts">
          <button
            type="button"
            className="button small"
            onClick={() => {
              let index: number | undefined;
              const done = edit((now) => {
                const outcome = addViewport(now, wall, output.id);
                ({ index } = outcome);
                return outcome;
              });
              if (done && index !== undefined) onViewport(index);
            }}
          >
            {t("editor.addViewport")}
          </button>
          <button
            type="button"
            className="button small"
            onClick={() => edit((now) => removeOutput(now, output.id))}
          >
            {t("editor.removeOutput")}
          </button>
        </div>
      )}
    </section>
  );
}

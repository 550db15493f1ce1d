import { useTranslation } from "react-i18next";
import { controllerModels } from "../../../layouts/controllers.ts";
import { controllerLoads } from "../../../layouts/load.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { SeverityMark } from "../../ui/marks.tsx";
import { useNumber } from "../../ui/use-number.ts";
import { type Cabling, controllersOf } from "../draft/cables.ts";
import { cablingOf, setSending, unwire, wireSerpentine } from "../draft/wiring.ts";
import { NumberInput } from "./number-input.tsx";
import type { Editing } from "./use-draft.ts";

export interface WallCablesProps {
  readonly editing: Editing;
  readonly wall: Wall;
  readonly mayEdit: boolean;
  /** What was chosen for this wall; null: as it is wired. */
  readonly cabling: Cabling | null;
  readonly onCabling: (cabling: Cabling) => void;
  /** Clicks lay cables. */
  readonly wiring: boolean;
  readonly onWiring: (wiring: boolean) => void;
}

const depths = [8, 10, 12] as const;

function Loads({ site, wall }: { site: Site; wall: Wall }) {
  const { t } = useTranslation("technician");
  const number = useNumber();
  const loads = controllerLoads(site).filter(({ ports }) =>
    ports.some(({ port }) => port.panels.some(({ wallId }) => wallId === wall.id)),
  );
  return (
    <ul className="loads">
      {loads.map(({ controller, ports, pixels, limit }) => (
        <li key={controller.id}>
          <strong>{controller.name}</strong>{" "}
          <span className="dim">{t("wires.load", { pixels: number(pixels), limit: number(limit) })}</span>
          {ports.map((load) => (
            <p key={load.port.id} className="dim">
              {load.pixels > load.limit && <SeverityMark severity="medium" />} {load.port.id}:{" "}
              {t("wires.port", {
                count: load.port.panels.length,
                pixels: number(load.pixels),
                limit: number(load.limit),
              })}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** How a wall's LED panels are wired: by which controllers, what these send, along which lines, and what each port drives. */
export function WallCables(props: WallCablesProps) {
  const { editing, wall, mayEdit, cabling, onCabling, wiring, onWiring } = props;
  const { t } = useTranslation("technician");
  const { site } = editing.draft;
  // What drives the wall already says what it sends; a model chosen beside it is what the wall would be wired by.
  const driving = controllersOf(site, wall.id).find(
    ({ model }) => cabling === null || model === cabling.model,
  );
  const { model, bits, hertz } = driving ?? cabling ?? cablingOf(site, wall.id);
  const send = (sending: Partial<Pick<Cabling, "bits" | "hertz">>): boolean => {
    if (driving !== undefined) return editing.edit((now) => setSending(now, wall.id, sending));
    onCabling({ model, bits, hertz, ...sending });
    return true;
  };
  const button = (label: string, act: () => void) => (
    <button type="button" className="button small" onClick={act}>
      {label}
    </button>
  );
  return (
    <div className="wires">
      <h3>{t("wires.title")}</h3>
      <div className="entries">
        <label className="entry wide">
          <span className="entry-name">{t("wizard.controller")}</span>
          <select
            className="input"
            disabled={!mayEdit}
            value={model}
            onChange={({ target: { value } }) => onCabling({ model: value, bits, hertz })}
          >
            {Object.entries(controllerModels).map(([id, { name }]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="entry">
          <span className="entry-name">{t("wires.bits")}</span>
          <span className="entry-line">
            <select
              className="input"
              aria-label={t("wires.bits")}
              disabled={!mayEdit}
              value={bits}
              onChange={({ target: { value } }) => {
                const chosen = depths.find((each) => String(each) === value);
                if (chosen !== undefined) send({ bits: chosen });
              }}
            >
              {depths.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
            <span className="dim">bit</span>
          </span>
        </label>
        <NumberInput
          label={t("wires.hertz")}
          unit="Hz"
          least={1}
          most={480}
          disabled={!mayEdit}
          value={hertz}
          onValue={(value) => send({ hertz: value })}
        />
      </div>
      {mayEdit && (
        <>
          <div className="acts">
            {button(t("wires.columns"), () =>
              editing.edit((now) => wireSerpentine(now, wall.id, cabling, "columns")),
            )}
            {button(t("wires.rows"), () =>
              editing.edit((now) => wireSerpentine(now, wall.id, cabling, "rows")),
            )}
            <button
              type="button"
              className="button small"
              aria-pressed={wiring}
              onClick={() => onWiring(!wiring)}
            >
              {t("wires.clicks")}
            </button>
            {button(t("wires.none"), () => {
              // What the wall is wired by next is what it was wired by.
              if (editing.edit((now) => unwire(now, wall.id))) onCabling({ model, bits, hertz });
            })}
          </div>
          {wiring && <p className="dim">{t("wires.how")}</p>}
        </>
      )}
      <Loads site={site} wall={wall} />
    </div>
  );
}

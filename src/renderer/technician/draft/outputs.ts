import { folded } from "../../../layouts/fold.ts";
import type { Rect, Size } from "../../../layouts/rect.ts";
import type { Output, Site, Viewport, Wall } from "../../../layouts/site.ts";
import { checked, type Outcome, refusedFor } from "./outcome.ts";
import { freeId } from "./panels.ts";
import { say } from "./sentences.ts";
import { withOutput } from "./spares.ts";

/** How a wall lies on its outputs: side by side, each folded into rows, or a monitor an output. */
export type Arrangement = "beside" | "folded" | "panel";

/** The first free pixel of the desktop to the right of every output that has a place on it. */
function freePlace(outputs: readonly Output[]): number {
  return outputs.reduce(
    (most, { placement, width }) =>
      placement.kind === "display" && placement.x !== undefined ? Math.max(most, placement.x + width) : most,
    0,
  );
}

/** New outputs of one size, side by side on the desktop. */
export function newOutputs(outputs: readonly Output[], sizes: readonly Size[], name: string): Output[] {
  const made: Output[] = [];
  for (const size of sizes) {
    const all = [...outputs, ...made];
    const id = freeId(`out-${all.length + 1}`, new Set(all.map((each) => each.id)));
    const called = sizes.length === 1 ? name : `${name} ${made.length + 1}`;
    made.push({
      id,
      name: called.slice(0, 120),
      ...{ width: size.width, height: size.height },
      placement: { kind: "display", x: freePlace(all), y: 0 },
    });
  }
  return made;
}

const whole = (rect: Rect): Rect => ({ x: 0, y: 0, width: rect.width, height: rect.height });

/** Side by side, each output up to the last of `edges` (canvas pixels) that it reaches, or as far as it reaches. */
function beside(wall: Wall, outputs: readonly Output[], edges: readonly number[]): Viewport[] | null {
  const viewports: Viewport[] = [];
  let x = 0;
  for (const output of outputs) {
    if (output.height < wall.canvas.height) return null;
    const reach = Math.min(x + output.width, wall.canvas.width);
    const start = x;
    const edge = edges.findLast((at) => at > start && at <= reach) ?? reach;
    const width = (reach === wall.canvas.width ? reach : edge) - x;
    if (width <= 0) break;
    const canvas = { x, y: 0, width, height: wall.canvas.height };
    viewports.push({ wallId: wall.id, outputId: output.id, canvas, output: whole(canvas), rotation: 0 });
    x += width;
  }
  return x < wall.canvas.width ? null : viewports;
}

/** Where cabinets begin, canvas pixels from the left; none of a wall of monitors, which are not fed side by side. */
function cabinetEdges({ panels }: Wall): number[] {
  const edges = new Set(panels.flatMap(({ kind, canvas }) => (kind === "led" ? [canvas.x] : [])));
  return [...edges].toSorted((a, b) => a - b);
}

/** Equal stretches of whole columns, one for each output, folded there. */
function foldedOver(wall: Wall, outputs: readonly Output[], columns: number): Viewport[] | null {
  const columnPx = wall.canvas.width / columns;
  const each = Math.ceil(columns / outputs.length) * columnPx;
  const viewports: Viewport[] = [];
  for (const [index, output] of outputs.entries()) {
    const x = index * each;
    const width = Math.min(each, wall.canvas.width - x);
    if (width <= 0) break;
    const part = folded({ id: wall.id, canvas: { width, height: wall.canvas.height } }, output, columnPx);
    if (part === null) return null;
    viewports.push(...part.map((view) => ({ ...view, canvas: { ...view.canvas, x: view.canvas.x + x } })));
  }
  return viewports;
}

function eachPanel(wall: Wall, outputs: readonly Output[]): Viewport[] | null {
  if (outputs.length < wall.panels.length) return null;
  return outputs.slice(0, wall.panels.length).flatMap((output, index) => {
    const panel = wall.panels[index];
    if (panel === undefined) return [];
    const { canvas, turn = 0 } = panel;
    const upright = turn === 0 || turn === 180;
    const rotation = turn === 90 ? 270 : turn === 270 ? 90 : turn;
    const size = upright ? canvas : { ...canvas, width: canvas.height, height: canvas.width };
    return { wallId: wall.id, outputId: output.id, canvas, output: whole(size), rotation };
  });
}

/**
 * The wall's viewports laid anew onto `outputs`, which show nothing else; a refusal where they have no room for it. Outputs
 * side by side meet at a cabinet's edge where they have room for that.
 */
export function layOut(
  site: Site,
  wall: Wall,
  outputs: readonly Output[],
  arrangement: Arrangement,
  columns: number,
): Outcome {
  if (arrangement === "folded" && wall.canvas.width % columns !== 0)
    return refusedFor(say("cannotFold", { width: wall.canvas.width, columns }));
  const viewports =
    arrangement === "beside"
      ? (beside(wall, outputs, cabinetEdges(wall)) ?? beside(wall, outputs, []))
      : arrangement === "folded"
        ? foldedOver(wall, outputs, columns)
        : eachPanel(wall, outputs);
  if (viewports === null) {
    const size = outputs.map(({ width, height }) => `${width} x ${height}`);
    return refusedFor(
      say("tooFewOutputs", {
        count: outputs.length,
        size: [...new Set(size)].join(", "),
        canvas: `${wall.canvas.width} x ${wall.canvas.height}`,
      }),
    );
  }
  const others = site.viewports.filter(({ wallId }) => wallId !== wall.id);
  return checked(site, { ...site, viewports: [...others, ...viewports] });
}

/** An output with other figures; those that show the same follow its size. */
export function setOutput(
  site: Site,
  outputId: string,
  patch: Partial<Omit<Output, "id" | "spareOf">>,
): Outcome {
  return checked(
    site,
    withOutput(site, outputId, (output) => ({ ...output, ...patch })),
  );
}

export function addOutput(site: Site, name: string): Outcome {
  const size = site.outputs.at(-1) ?? { width: 1920, height: 1080 };
  return checked(site, { ...site, outputs: [...site.outputs, ...newOutputs(site.outputs, [size], name)] });
}

/** An output with its viewports and controllers, and no longer the original of a spare. */
export function removeOutput(site: Site, outputId: string): Outcome {
  if (site.outputs.length === 1) return refusedFor(say("lastOne"));
  const { controllers } = site;
  return checked(site, {
    ...site,
    outputs: site.outputs.flatMap(({ spareOf, ...output }) =>
      output.id === outputId
        ? []
        : { ...output, ...(spareOf !== undefined && spareOf !== outputId && { spareOf }) },
    ),
    viewports: site.viewports.filter((viewport) => viewport.outputId !== outputId),
    ...(controllers !== undefined && {
      controllers: controllers.filter((controller) => controller.outputId !== outputId),
    }),
  });
}

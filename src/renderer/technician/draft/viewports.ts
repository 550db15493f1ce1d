import { uncovered, unshown } from "../../../layouts/coverage.ts";
import { intersection, type Rect, type Size } from "../../../layouts/rect.ts";
import type { Output, Site, Viewport, Wall } from "../../../layouts/site.ts";
import {
  canvasToOutput,
  mapRect,
  outputToCanvas,
  rotatedSize,
  viewportsOf,
} from "../../../layouts/viewport.ts";
import { checked, type Outcome, refusedFor } from "./outcome.ts";
import { say } from "./sentences.ts";
import { withOneMore, withViewport } from "./spares.ts";

/**
 * Viewport number `index` of the site, here and below with that of each output that shows the same. Its output rectangle
 * follows the size of the canvas's and the turn.
 */
export function setViewport(
  site: Site,
  index: number,
  patch: {
    readonly canvas?: Partial<Rect>;
    readonly output?: Partial<Pick<Rect, "x" | "y">>;
    readonly rotation?: Viewport["rotation"];
  },
): Outcome {
  const next = withViewport(site, index, (viewport) => {
    const canvas = { ...viewport.canvas, ...patch.canvas };
    const rotation = patch.rotation ?? viewport.rotation;
    const output = { ...viewport.output, ...patch.output, ...rotatedSize(canvas, rotation) };
    return { ...viewport, canvas, output, rotation };
  });
  return checked(site, next);
}

export function removeViewport(site: Site, index: number): Outcome {
  return checked(
    site,
    withViewport(site, index, () => null),
  );
}

/** A rectangle of the same size, moved as little as puts it onto a ground that has room for it. */
function within(rect: Rect, { width, height }: Size): Rect {
  const x = Math.max(0, Math.min(rect.x, width - rect.width));
  const y = Math.max(0, Math.min(rect.y, height - rect.height));
  return { ...rect, x, y };
}

/**
 * Viewport number `index` with other pixels of the canvas. Pixels that it goes on showing stay where they are on the output
 * where it was cut or grew; as a whole it may show anything in its place.
 */
export function reframeCanvas(site: Site, index: number, canvas: Rect): Outcome {
  return reframed(site, index, (viewport, output) => {
    const moved = canvas.width === viewport.canvas.width && canvas.height === viewport.canvas.height;
    if (moved) return { ...viewport, canvas };
    return { ...viewport, canvas, output: within(mapRect(canvasToOutput(viewport), canvas), output) };
  });
}

/** Viewport number `index` on other pixels of its output; where these are more or fewer, the canvas's follow. */
export function reframeOutput(site: Site, index: number, output: Rect): Outcome {
  return reframed(site, index, (viewport) => {
    const moved = output.width === viewport.output.width && output.height === viewport.output.height;
    if (moved) return { ...viewport, output };
    const wall = site.walls.find(({ id }) => id === viewport.wallId);
    const canvas = mapRect(outputToCanvas(viewport), output);
    return { ...viewport, output, canvas: wall === undefined ? canvas : within(canvas, wall.canvas) };
  });
}

function reframed(
  site: Site,
  index: number,
  change: (viewport: Viewport, output: Output) => Viewport,
): Outcome {
  const next = withViewport(site, index, (viewport) => {
    const output = site.outputs.find(({ id }) => id === viewport.outputId);
    return output === undefined ? viewport : change(viewport, output);
  });
  return checked(site, next);
}

/**
 * Canvas pixels of a wall that are waiting for an output: those of a monitor, which has an output of its own, then parts of
 * the canvas that cabinets light, then all that no output shows.
 */
function orphansOf(site: Site, wall: Wall): Rect[] {
  const shown = site.viewports.filter(({ wallId }) => wallId === wall.id).map(({ canvas }) => canvas);
  const monitors = wall.panels.filter(({ kind }) => kind === "lcd");
  const dark = unshown(site, wall.id);
  const lit = dark.filter((rect) => wall.panels.some(({ canvas }) => intersection(canvas, rect) !== null));
  return [...monitors.flatMap(({ canvas }) => uncovered(canvas, shown)), ...lit, ...dark];
}

/**
 * A further viewport of an output: the first canvas pixels that no output shows, on the first pixels of the output that are
 * free and have room for most of them. Where every pixel is shown already, the output mirrors the canvas from its corner.
 */
export function addViewport(site: Site, wall: Wall, outputId: string): Outcome & { readonly index?: number } {
  const output = site.outputs.find(({ id }) => id === outputId);
  if (output === undefined) return { site };
  const shown = viewportsOf(site, outputId).map((viewport) => viewport.output);
  const free = uncovered({ x: 0, y: 0, width: output.width, height: output.height }, shown);
  const [orphan] = orphansOf(site, wall);
  const wanted = orphan ?? { x: 0, y: 0, ...wall.canvas };
  const taken = (place: Rect): Size => ({
    width: Math.min(place.width, wanted.width),
    height: Math.min(place.height, wanted.height),
  });
  const room = (place: Rect) => taken(place).width * taken(place).height;
  const [place] = free.toSorted((a, b) => room(b) - room(a));
  if (place === undefined) return refusedFor(say("outputFull", { output: output.name }));
  const size = taken(place);
  const viewport: Viewport = {
    ...{ wallId: wall.id, outputId, rotation: 0 },
    canvas: { x: wanted.x, y: wanted.y, ...size },
    output: { x: place.x, y: place.y, ...size },
  };
  const outcome = checked(site, withOneMore(site, viewport));
  return { ...outcome, index: site.viewports.length };
}

import { uncovered } from "../../layouts/coverage.ts";
import type { Layer } from "../../layouts/patterns/layers.ts";
import {
  type Colour,
  fillsOf,
  type Mark,
  type Moving,
  movedTo,
  type Text,
} from "../../layouts/patterns/mark.ts";
import { LINE } from "../../layouts/patterns/pieces.ts";
import { intersection, type Rect } from "../../layouts/rect.ts";
import { mapRect } from "../../layouts/viewport.ts";

function css([r, g, b]: Colour): string {
  return `rgb(${r} ${g} ${b})`;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("the page has no memory for a test pattern");
  return context;
}

/** Fills what lies of `rect` within the layer. Whole pixels, so that nothing is smoothed. */
function fillRect(context: CanvasRenderingContext2D, layer: Layer, rect: Rect): void {
  const part = intersection(mapRect(layer.matrix, rect), layer.clip);
  if (part !== null) context.fillRect(part.x, part.y, part.width, part.height);
}

/** Pixels of the side of what is repeated: repeating two by two pixels was measured to take 0.6 s of a 4K output. */
const REPEATED = 64;

/** Fields of which every other one is coloured, to be repeated. */
function checkerOf(
  context: CanvasRenderingContext2D,
  layer: Layer,
  { cell, colour }: Extract<Mark, { kind: "checker" }>,
): CanvasPattern | null {
  const fieldsAcross = 2 * Math.max(1, Math.floor(REPEATED / (2 * cell)));
  const tile = document.createElement("canvas");
  tile.width = fieldsAcross * cell;
  tile.height = fieldsAcross * cell;
  const fields = contextOf(tile);
  fields.fillStyle = css(colour);
  for (let row = 0; row < fieldsAcross; row += 1)
    for (let column = (row + 1) % 2; column < fieldsAcross; column += 2)
      fields.fillRect(column * cell, row * cell, cell, cell);
  const pattern = context.createPattern(tile, "repeat");
  // After any quarter turn neighbours still differ: where the first field comes to lie says all.
  const first = mapRect(layer.matrix, { x: 0, y: 0, width: cell, height: cell });
  pattern?.setTransform(new DOMMatrix([1, 0, 0, 1, first.x, first.y]));
  return pattern;
}

function drawText(context: CanvasRenderingContext2D, layer: Layer, mark: Text): void {
  if (intersection(mapRect(layer.matrix, mark.rect), layer.clip) === null) return;
  const { rect, lines, sizePx, colour, turn } = mark;
  const { x, y, width, height } = layer.clip;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.setTransform(...layer.matrix);
  context.translate(rect.x + rect.width / 2, rect.y + rect.height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.font = `600 ${sizePx}px "IBM Plex Sans", sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = css(colour);
  lines.forEach((line, index) => {
    context.fillText(line, 0, (index - (lines.length - 1) / 2) * sizePx * LINE);
  });
  context.restore();
}

function drawMark(context: CanvasRenderingContext2D, layer: Layer, mark: Mark): void {
  switch (mark.kind) {
    case "fill":
    case "lines":
    case "ramp":
      for (const { rect, colour } of fillsOf(mark)) {
        context.fillStyle = css(colour);
        fillRect(context, layer, rect);
      }
      break;
    case "checker":
      context.fillStyle = checkerOf(context, layer, mark) ?? css(mark.colour);
      fillRect(context, layer, mark.rect);
      break;
    case "text":
      drawText(context, layer, mark);
      break;
    case "moving":
      break;
  }
}

/** Draws whatever does not move. */
export function paintStill(canvas: HTMLCanvasElement, layers: readonly Layer[]): void {
  const context = contextOf(canvas);
  context.clearRect(0, 0, canvas.width, canvas.height);
  for (const layer of layers) for (const mark of layer.marks) drawMark(context, layer, mark);
}

interface Line {
  readonly layer: Layer;
  readonly mark: Moving;
  /** What lies above. */
  readonly above: readonly Rect[];
}

/** Lines that move through `layers`. */
export function movingLines(layers: readonly Layer[]): Line[] {
  return layers.flatMap((layer, index) => {
    const above = layers.slice(index + 1).map(({ clip }) => clip);
    return layer.marks.flatMap((mark) => (mark.kind === "moving" ? [{ layer, mark, above }] : []));
  });
}

/** Draws the lines where `coreNow` (milliseconds since 1970) has them; what was drawn, to be taken away again. */
function drawLines(context: CanvasRenderingContext2D, lines: readonly Line[], coreNow: number): Rect[] {
  return lines.flatMap(({ layer, mark, above }) => {
    context.fillStyle = css(mark.colour);
    const parts = movedTo(mark, coreNow)
      .flatMap((rect) => intersection(mapRect(layer.matrix, rect), layer.clip) ?? [])
      .flatMap((rect) => uncovered(rect, above));
    for (const { x, y, width, height } of parts) context.fillRect(x, y, width, height);
    return parts;
  });
}

/** All of `layers` as one picture of the moment `coreNow`, milliseconds since 1970. */
export function paintMoment(canvas: HTMLCanvasElement, layers: readonly Layer[], coreNow: number): void {
  paintStill(canvas, layers);
  drawLines(contextOf(canvas), movingLines(layers), coreNow);
}

/**
 * Draws the lines at every picture of the display where `coreNow` (milliseconds since 1970) has them, until the returned
 * function is called.
 */
export function move(canvas: HTMLCanvasElement, lines: readonly Line[], coreNow: () => number): () => void {
  const context = contextOf(canvas);
  let drawn: Rect[] = [];
  let frame = 0;
  const draw = () => {
    for (const { x, y, width, height } of drawn) context.clearRect(x, y, width, height);
    drawn = drawLines(context, lines, coreNow());
    frame = requestAnimationFrame(draw);
  };
  draw();
  return () => {
    cancelAnimationFrame(frame);
    context.clearRect(0, 0, canvas.width, canvas.height);
  };
}

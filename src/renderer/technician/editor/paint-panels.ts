import { type Panel, pictureOf, pitchOf } from "../../../layouts/panel.ts";
import { type Box, boxIn, type Context, type Ink, type Scene } from "./scene.ts";
import type { Extent, View } from "./view.ts";

/** CSS pixels of a panel below which its name, and of a light-giving pixel below which the grid, is not drawn. */
const NAME_PX = { width: 44, height: 18 };
const GRID_PX = 7;
/** A panel that is less wide than a grid of its pixels needs has no need of its pitch. */
const NO_PITCH = { x: 0, y: 0 };
/** CSS pixels of a panel's side below which a broken line around it is no longer seen as one, and takes long. */
const DASHED_PX = 20;

interface Seen {
  readonly panel: Panel;
  readonly at: Box;
}

function seenPanels({ drag, selected, wall }: Scene, view: View, size: Extent): Seen[] {
  const box = boxIn(view);
  const seen: Seen[] = [];
  for (const panel of wall.panels) {
    const moved = drag !== null && selected.has(panel.id);
    const xMm = panel.xMm + (moved ? drag.dxMm : 0);
    const yMm = panel.yMm + (moved ? drag.dyMm : 0);
    const at = box(xMm, yMm, panel.widthMm, panel.heightMm);
    if (at[0] + at[2] >= 0 && at[1] + at[3] >= 0 && at[0] <= size.width && at[1] <= size.height)
      seen.push({ panel, at });
  }
  return seen;
}

/** Boxes that go on where the one before them ends are filled as one: 2,000 cabinets are some fifty. */
function fillJoined(context: Context, seen: readonly Seen[]): void {
  let [left, top, right, bottom] = [0, 0, 0, 0];
  for (const {
    at: [x, y, width, height],
  } of seen) {
    const beside = y === top && y + height === bottom && x === right;
    const below = x === left && x + width === right && y === bottom;
    if (!beside && !below) {
      context.fillRect(left, top, right - left, bottom - top);
      [left, top] = [x, y];
    }
    [right, bottom] = [x + width, y + height];
  }
  context.fillRect(left, top, right - left, bottom - top);
}

/** Parts of lines that lie in a row, by what they have in common: those that touch are one. */
function addPart(
  lines: Map<number, [from: number, to: number][]>,
  at: number,
  from: number,
  to: number,
): void {
  const parts = lines.get(at);
  const last = parts?.at(-1);
  if (parts === undefined) lines.set(at, [[from, to]]);
  else if (last === undefined || from > last[1] || to < last[0]) parts.push([from, to]);
  else {
    last[0] = Math.min(last[0], from);
    last[1] = Math.max(last[1], to);
  }
}

/** A fine line around each; the sides of 2,000 cabinets are some hundred lines, drawn in a fifth of a path's time. */
function frame(context: Context, seen: readonly Seen[]): void {
  const [upright, level] = [new Map<number, [number, number][]>(), new Map<number, [number, number][]>()];
  for (const {
    at: [x, y, width, height],
  } of seen) {
    addPart(upright, x, y, y + height);
    addPart(upright, x + width, y, y + height);
    addPart(level, y, x, x + width);
    addPart(level, y + height, x, x + width);
  }
  for (const [x, parts] of upright)
    for (const [from, to] of parts) context.fillRect(x, from, 1, to - from + 1);
  for (const [y, parts] of level) for (const [from, to] of parts) context.fillRect(from, y, to - from + 1, 1);
}

/** A fine line around each of one status; planned ones have a broken line, dead ones a cross. */
function outline(context: Context, seen: readonly Seen[], status: Panel["status"], ink: Ink): void {
  const fine = seen.some(({ at }) => Math.min(at[2], at[3]) >= DASHED_PX);
  const isBroken = status === "planned" && fine;
  context.strokeStyle = status === "present" ? ink.line : ink["text-dim"];
  context.fillStyle = context.strokeStyle;
  if (!isBroken) frame(context, seen);
  if (!isBroken && status !== "dead") return;
  context.setLineDash(isBroken ? [4, 4] : []);
  context.beginPath();
  for (const {
    at: [x, y, width, height],
  } of seen) {
    if (isBroken) context.rect(x + 0.5, y + 0.5, width, height);
    else {
      context.moveTo(x, y);
      context.lineTo(x + width, y + height);
      context.moveTo(x + width, y);
      context.lineTo(x, y + height);
    }
  }
  context.stroke();
  context.setLineDash([]);
}

/** All panels, those of one status together: 2,000 are drawn like one. */
export function paintPanels(context: Context, scene: Scene, view: View, size: Extent, ink: Ink): void {
  const fills = { present: ink.raised, planned: ink.surface, dead: ink.ground } as const;
  const seen = seenPanels(scene, view, size);
  for (const status of ["present", "planned", "dead"] as const) {
    const those = seen.filter(({ panel }) => panel.status === status);
    context.fillStyle = fills[status];
    fillJoined(context, those);
    outline(context, those, status, ink);
  }
  for (const { panel, at } of seen) paintInside(context, scene, panel, at, view, size, ink);
  context.strokeStyle = ink.accent;
  context.lineWidth = 3;
  for (const {
    panel,
    at: [x, y, width, height],
  } of seen)
    if (scene.selected.has(panel.id))
      context.strokeRect(x + 1.5, y + 1.5, Math.max(1, width - 3), Math.max(1, height - 3));
  context.lineWidth = 1;
}

/** The border of a panel's picture, its pixels from near, its name, and the mark of what is wrong with it. */
function paintInside(
  context: Context,
  { troubled, refused }: Scene,
  panel: Panel,
  [x, y, width, height]: Box,
  view: View,
  size: Extent,
  ink: Ink,
): void {
  const { x: pitchX, y: pitchY } = width < GRID_PX * panel.canvas.width ? NO_PITCH : pitchOf(panel);
  if (pitchX * view.scale >= GRID_PX && pitchY * view.scale >= GRID_PX) {
    const picture = pictureOf(panel);
    context.strokeStyle = ink.line;
    context.beginPath();
    const left = x + (picture.xMm - panel.xMm) * view.scale;
    const top = y + (picture.yMm - panel.yMm) * view.scale;
    const [dx, dy] = [pitchX * view.scale, pitchY * view.scale];
    const right = left + panel.canvas.width * dx;
    const bottom = top + panel.canvas.height * dy;
    const from = (start: number, step: number) => Math.max(0, Math.floor(-start / step));
    for (let at = from(left, dx); at <= panel.canvas.width && left + at * dx <= size.width; at += 1) {
      context.moveTo(Math.round(left + at * dx) + 0.5, Math.max(0, top));
      context.lineTo(Math.round(left + at * dx) + 0.5, Math.min(size.height, bottom));
    }
    for (let at = from(top, dy); at <= panel.canvas.height && top + at * dy <= size.height; at += 1) {
      context.moveTo(Math.max(0, left), Math.round(top + at * dy) + 0.5);
      context.lineTo(Math.min(size.width, right), Math.round(top + at * dy) + 0.5);
    }
    context.stroke();
  }
  if (width >= NAME_PX.width && height >= NAME_PX.height) {
    context.fillStyle = ink["text-dim"];
    const turn = panel.turn === undefined ? "" : ` ↻${panel.turn}°`;
    context.fillText(panel.id + turn, Math.max(x, 0) + 6, Math.min(y + height, size.height) - 7, width - 10);
  }
  if (troubled.has(panel.id)) {
    const side = Math.min(10, width / 2, height / 2);
    context.fillStyle = ink.medium;
    context.fillRect(x + width - side - 2, y + 3, side, side);
  }
  if (refused.has(panel.id)) {
    context.strokeStyle = ink.high;
    context.lineWidth = 3;
    context.strokeRect(x + 1.5, y + 1.5, Math.max(1, width - 3), Math.max(1, height - 3));
    context.lineWidth = 1;
  }
}

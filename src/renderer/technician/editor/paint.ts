import { type Panel, pictureOf, pitchOf } from "../../../layouts/panel.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { faceOfCanvas, faceSize } from "./face-of-canvas.ts";
import type { Extent, View } from "./view.ts";

/** What is drawn of a wall. */
export interface Scene {
  readonly site: Site;
  readonly wall: Wall;
  readonly selected: ReadonlySet<string>;
  /** Panels that something is wrong with, and those about which the last act was refused. */
  readonly troubled: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly viewport: number | null;
  readonly wires: boolean;
  /** By how much the selected panels are dragged now, and the lines that they are drawn to. */
  readonly drag: {
    readonly dxMm: number;
    readonly dyMm: number;
    readonly xMm: number | null;
    readonly yMm: number | null;
  } | null;
  readonly marquee: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  } | null;
}

/** The page's colours, by their names in tokens.css. */
export type Ink = Readonly<
  Record<
    | "ground"
    | "surface"
    | "raised"
    | "line"
    | "line-strong"
    | "text"
    | "text-dim"
    | "accent"
    | "medium"
    | "high"
    | "hatch"
    | "strip",
    string
  >
>;

/** CSS pixels of a panel below which its name, and of a light-giving pixel below which the grid, is not drawn. */
const NAME_PX = { width: 44, height: 18 };
const GRID_PX = 7;
/** From the lower edge of a wall of which it is not said, to the floor, millimetres; as the floor plan has it. */
const BASE_MM = 900;

type Context = CanvasRenderingContext2D;
type Box = readonly [x: number, y: number, width: number, height: number];

/** Rectangles in whole CSS pixels, so that lines are sharp and neighbours share theirs. */
function boxIn(view: View) {
  return (xMm: number, yMm: number, widthMm: number, heightMm: number): Box => {
    const x = Math.round((xMm - view.xMm) * view.scale);
    const y = Math.round((yMm - view.yMm) * view.scale);
    return [
      x,
      y,
      Math.round((xMm + widthMm - view.xMm) * view.scale) - x,
      Math.round((yMm + heightMm - view.yMm) * view.scale) - y,
    ];
  };
}

function paintRoom(context: Context, { site, wall }: Scene, view: View, ink: Ink): void {
  const room = site.rooms.find(({ id }) => id === wall.roomId);
  const { widthMm: face, heightMm } = faceSize(wall);
  const box = boxIn(view);
  if (wall.widthMm !== undefined && room?.widthMm !== undefined) {
    const floor = heightMm + (wall.standing?.baseMm ?? BASE_MM);
    const left = wall.standing?.facingDeg === 0 ? 0 - wall.standing.xMm : (face - room.widthMm) / 2;
    const high = room.heightMm ?? floor + 600;
    const [x, y, width, height] = box(left, floor - high, room.widthMm, high);
    context.strokeStyle = ink.line;
    context.strokeRect(x + 0.5, y + 0.5, width, height);
    context.fillStyle = ink["text-dim"];
    context.fillText(room.name, x + 6, y + height - 8);
  }
  const [x, y, width, height] = box(0, 0, face, heightMm);
  context.fillStyle = ink.surface;
  context.fillRect(x, y, width, height);
  context.strokeStyle = ink["line-strong"];
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
}

/** All panels of one status in one path: 2,000 are drawn like one. */
function paintPanels(context: Context, scene: Scene, view: View, size: Extent, ink: Ink): void {
  const box = boxIn(view);
  const { drag, selected, wall } = scene;
  const fills = { present: ink.raised, planned: ink.surface, dead: ink.ground } as const;
  const seen: { panel: Panel; at: Box }[] = [];
  for (const panel of wall.panels) {
    const moved = drag !== null && selected.has(panel.id);
    const at = box(
      panel.xMm + (moved ? drag.dxMm : 0),
      panel.yMm + (moved ? drag.dyMm : 0),
      panel.widthMm,
      panel.heightMm,
    );
    if (at[0] + at[2] >= 0 && at[1] + at[3] >= 0 && at[0] <= size.width && at[1] <= size.height)
      seen.push({ panel, at });
  }
  for (const status of ["present", "planned", "dead"] as const) {
    const those = seen.filter(({ panel }) => panel.status === status);
    context.fillStyle = fills[status];
    for (const { at } of those) context.fillRect(...at);
    // A fine line between neighbours; planned ones are broken.
    context.strokeStyle = status === "present" ? ink.line : ink["text-dim"];
    context.setLineDash(status === "planned" ? [4, 4] : []);
    context.beginPath();
    for (const {
      at: [x, y, width, height],
    } of those) {
      context.rect(x + 0.5, y + 0.5, width, height);
      if (status === "dead") {
        context.moveTo(x, y);
        context.lineTo(x + width, y + height);
        context.moveTo(x + width, y);
        context.lineTo(x, y + height);
      }
    }
    context.stroke();
  }
  context.setLineDash([]);
  for (const { panel, at } of seen) paintInside(context, scene, panel, at, view, size, ink);
  context.strokeStyle = ink.accent;
  context.lineWidth = 3;
  for (const {
    panel,
    at: [x, y, width, height],
  } of seen)
    if (selected.has(panel.id))
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
  const pitch = pitchOf(panel);
  const picture = pictureOf(panel);
  if (pitch.x * view.scale >= GRID_PX && pitch.y * view.scale >= GRID_PX) {
    context.strokeStyle = ink.line;
    context.beginPath();
    const left = x + (picture.xMm - panel.xMm) * view.scale;
    const top = y + (picture.yMm - panel.yMm) * view.scale;
    const [dx, dy] = [pitch.x * view.scale, pitch.y * view.scale];
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

function paintViewports(
  context: Context,
  { site, wall, viewport: chosen }: Scene,
  view: View,
  ink: Ink,
): void {
  const box = boxIn(view);
  const place = faceOfCanvas(wall);
  context.textBaseline = "middle";
  site.viewports.forEach(({ wallId, outputId, canvas, rotation }, index) => {
    if (wallId !== wall.id) return;
    const at = place(canvas);
    const [x, y, width, height] = box(at.xMm, at.yMm, at.widthMm, at.heightMm);
    context.setLineDash([6, 4]);
    context.strokeStyle = index === chosen ? ink.accent : ink["line-strong"];
    context.lineWidth = index === chosen ? 3 : 1;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    context.setLineDash([]);
    context.lineWidth = 1;
    const name = site.outputs.find(({ id }) => id === outputId)?.name ?? outputId;
    const label = rotation === 0 ? name : `${name} ↻${rotation}°`;
    if (width < 60) return;
    // Above the wall, where it hides no panel's name.
    const top = canvas.y === 0 ? y - 21 : y + 1;
    const wide = Math.min(context.measureText(label).width + 12, width);
    context.fillStyle = ink.strip;
    context.fillRect(x + 1, top, wide, 19);
    context.fillStyle = ink.text;
    context.fillText(label, x + 7, top + 10, width - 12);
  });
  context.textBaseline = "alphabetic";
}

/** Cables from panel to panel with a dot where each port begins. */
function paintWires(context: Context, { site, wall, drag, selected }: Scene, view: View, ink: Ink): void {
  const panels = new Map(wall.panels.map((panel) => [panel.id, panel]));
  for (const { ports } of site.controllers ?? [])
    for (const port of ports) {
      const points = port.panels.flatMap(({ wallId, panelId }) => {
        const panel = wallId === wall.id ? panels.get(panelId) : undefined;
        if (panel === undefined) return [];
        const [dx, dy] = drag !== null && selected.has(panelId) ? [drag.dxMm, drag.dyMm] : [0, 0];
        return {
          x: (panel.xMm + dx + panel.widthMm / 2 - view.xMm) * view.scale,
          y: (panel.yMm + dy + panel.heightMm / 2 - view.yMm) * view.scale,
        };
      });
      const [first] = points;
      if (first === undefined) continue;
      context.setLineDash(port.spareOf === undefined ? [] : [3, 3]);
      context.strokeStyle = ink.text;
      context.beginPath();
      for (const { x, y } of points) context.lineTo(x, y);
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = ink.text;
      context.beginPath();
      context.arc(first.x, first.y, 4, 0, 2 * Math.PI);
      context.fill();
      context.fillText(port.id, first.x + 7, first.y - 5);
    }
}

/** The whole picture, `size` in CSS pixels; the context is scaled to the screen's own pixels. */
export function paint(
  context: Context,
  scene: Scene,
  view: View,
  size: Extent,
  ink: Ink,
  font: string,
): void {
  context.clearRect(0, 0, size.width, size.height);
  context.font = font;
  context.lineWidth = 1;
  context.setLineDash([]);
  paintRoom(context, scene, view, ink);
  paintPanels(context, scene, view, size, ink);
  paintViewports(context, scene, view, ink);
  if (scene.wires) paintWires(context, scene, view, ink);
  const { drag, marquee } = scene;
  context.strokeStyle = ink.accent;
  context.beginPath();
  if (drag !== null && drag.xMm !== null) {
    const x = Math.round((drag.xMm - view.xMm) * view.scale) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, size.height);
  }
  if (drag !== null && drag.yMm !== null) {
    const y = Math.round((drag.yMm - view.yMm) * view.scale) + 0.5;
    context.moveTo(0, y);
    context.lineTo(size.width, y);
  }
  if (marquee !== null) context.rect(marquee.x + 0.5, marquee.y + 0.5, marquee.width, marquee.height);
  context.stroke();
}

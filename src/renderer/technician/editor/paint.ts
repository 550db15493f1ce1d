import { faceOfCanvas, faceSize } from "./face-of-canvas.ts";
import { paintPanels } from "./paint-panels.ts";
import { boxIn, type Context, type Ink, type Scene } from "./scene.ts";
import type { Extent, View } from "./view.ts";

/** From the lower edge of a wall of which it is not said, to the floor, millimetres; as the floor plan has it. */
const BASE_MM = 900;
/** Of a panel that is not dragged. */
const STILL = { dxMm: 0, dyMm: 0 };

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

/**
 * Cables from panel to panel with a dot where each port begins. A port is named with its controller where several serve
 * the wall, for each counts its ports from the first.
 */
function paintWires(context: Context, { site, wall, drag, selected }: Scene, view: View, ink: Ink): void {
  const panels = new Map(wall.panels.map((panel) => [panel.id, panel]));
  const serving = (site.controllers ?? []).filter(({ ports }) =>
    ports.some((port) => port.panels.some(({ wallId }) => wallId === wall.id)),
  );
  for (const controller of serving)
    for (const port of controller.ports) {
      let first: { readonly x: number; readonly y: number } | null = null;
      context.setLineDash(port.spareOf === undefined ? [] : [3, 3]);
      context.strokeStyle = ink.text;
      context.beginPath();
      for (const { wallId, panelId } of port.panels) {
        const panel = wallId === wall.id ? panels.get(panelId) : undefined;
        if (panel === undefined) continue;
        const moved = drag !== null && selected.has(panelId) ? drag : STILL;
        const x = (panel.xMm + moved.dxMm + panel.widthMm / 2 - view.xMm) * view.scale;
        const y = (panel.yMm + moved.dyMm + panel.heightMm / 2 - view.yMm) * view.scale;
        first ??= { x, y };
        context.lineTo(x, y);
      }
      if (first === null) continue;
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = ink.text;
      context.beginPath();
      context.arc(first.x, first.y, 4, 0, 2 * Math.PI);
      context.fill();
      const name = serving.length > 1 ? `${controller.id}/${port.id}` : port.id;
      context.fillText(name, first.x + 7, first.y - 5);
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
  paintWires(context, scene, view, ink);
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

import { type Panel, pictureOf } from "../../../layouts/panel.ts";
import type { Rect } from "../../../layouts/rect.ts";
import type { Wall } from "../../../layouts/site.ts";

interface Part {
  readonly px: number;
  readonly lengthPx: number;
  readonly mm: number;
  readonly lengthMm: number;
}

/** Where pixels of one axis lie, millimetres: through the panels that light them, else in proportion. */
function axis(panels: readonly Panel[], partOf: (panel: Panel) => Part, mmPerPx: number) {
  const byStart = new Map<number, Part>();
  for (const panel of panels) {
    const part = partOf(panel);
    if (!byStart.has(part.px)) byStart.set(part.px, part);
  }
  const parts = [...byStart.values()];
  return (px: number): number => {
    const part = parts.find((each) => px >= each.px && px <= each.px + each.lengthPx);
    return part === undefined ? px * mmPerPx : part.mm + ((px - part.px) * part.lengthMm) / part.lengthPx;
  };
}

/** A wall without millimetres is drawn a millimetre a pixel. */
export function faceSize({ widthMm, heightMm, canvas }: Wall) {
  return { widthMm: widthMm ?? canvas.width, heightMm: heightMm ?? canvas.height };
}

/** Where rectangles of the canvas lie on the wall's face, millimetres. */
export function faceOfCanvas(wall: Wall) {
  const { widthMm, heightMm } = faceSize(wall);
  const across = axis(
    wall.panels,
    (panel) => {
      const { xMm, widthMm: lengthMm } = pictureOf(panel);
      return { px: panel.canvas.x, lengthPx: panel.canvas.width, mm: xMm, lengthMm };
    },
    widthMm / wall.canvas.width,
  );
  const down = axis(
    wall.panels,
    (panel) => {
      const { yMm, heightMm: lengthMm } = pictureOf(panel);
      return { px: panel.canvas.y, lengthPx: panel.canvas.height, mm: yMm, lengthMm };
    },
    heightMm / wall.canvas.height,
  );
  return ({ x, y, width, height }: Rect) => {
    const xMm = across(x);
    const yMm = down(y);
    return { xMm, yMm, widthMm: across(x + width) - xMm, heightMm: down(y + height) - yMm };
  };
}

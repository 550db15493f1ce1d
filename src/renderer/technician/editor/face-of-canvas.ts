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
function axis(panels: readonly Panel[], start: "x" | "y", partOf: (panel: Panel) => Part, mmPerPx: number) {
  const byStart = new Map<number, Part>();
  for (const panel of panels)
    if (!byStart.has(panel.canvas[start])) byStart.set(panel.canvas[start], partOf(panel));
  const parts = [...byStart.values()];
  return {
    toMm(px: number): number {
      const part = parts.find((each) => px >= each.px && px <= each.px + each.lengthPx);
      return part === undefined ? px * mmPerPx : part.mm + ((px - part.px) * part.lengthMm) / part.lengthPx;
    },
    /** The way back, to the next whole pixel. */
    toPx(mm: number): number {
      const part = parts.find((each) => mm >= each.mm && mm <= each.mm + each.lengthMm);
      return Math.round(
        part === undefined ? mm / mmPerPx : part.px + ((mm - part.mm) * part.lengthPx) / part.lengthMm,
      );
    },
  };
}

/** A wall without millimetres is drawn a millimetre a pixel. */
export function faceSize({ widthMm, heightMm, canvas }: Wall) {
  return { widthMm: widthMm ?? canvas.width, heightMm: heightMm ?? canvas.height };
}

/** The two axes of a wall, each from canvas pixels to the face's millimetres and back. */
export function axesOf(wall: Wall) {
  const { widthMm, heightMm } = faceSize(wall);
  const across = axis(
    wall.panels,
    "x",
    (panel) => {
      const { xMm, widthMm: lengthMm } = pictureOf(panel);
      return { px: panel.canvas.x, lengthPx: panel.canvas.width, mm: xMm, lengthMm };
    },
    widthMm / wall.canvas.width,
  );
  const down = axis(
    wall.panels,
    "y",
    (panel) => {
      const { yMm, heightMm: lengthMm } = pictureOf(panel);
      return { px: panel.canvas.y, lengthPx: panel.canvas.height, mm: yMm, lengthMm };
    },
    heightMm / wall.canvas.height,
  );
  return { across, down };
}

/** Where rectangles of the canvas lie on the wall's face, millimetres. */
export function faceOfCanvas(wall: Wall) {
  const { across, down } = axesOf(wall);
  return ({ x, y, width, height }: Rect) => {
    const xMm = across.toMm(x);
    const yMm = down.toMm(y);
    return { xMm, yMm, widthMm: across.toMm(x + width) - xMm, heightMm: down.toMm(y + height) - yMm };
  };
}

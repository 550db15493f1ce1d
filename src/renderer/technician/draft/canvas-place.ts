import { type Panel, pictureOf, pitchOf } from "../../../layouts/panel.ts";
import type { Pixels } from "../../../layouts/units.ts";

/** Pitches that differ by less than this part are the same: sizes are given to a tenth of a millimetre. */
const SAME = 0.001;

type Axis = "x" | "y";

const along = (panel: Panel, axis: Axis) => {
  const picture = pictureOf(panel);
  return axis === "x"
    ? { mm: picture.xMm, lengthMm: picture.widthMm, px: panel.canvas.x, lengthPx: panel.canvas.width }
    : { mm: picture.yMm, lengthMm: picture.heightMm, px: panel.canvas.y, lengthPx: panel.canvas.height };
};

/** What panels that stay have in common along one axis, found once for all that are placed among them. */
function groundOf(others: readonly Panel[], axis: Axis) {
  const parts = others.map((other) => ({ ...along(other, axis), pitch: pitchOf(other)[axis] }));
  const first = parts.reduce<(typeof parts)[number] | null>(
    (least, part) => (least === null || part.px < least.px ? part : least),
    null,
  );
  const alike = (pitch: number) => first !== null && Math.abs(first.pitch / pitch - 1) < SAME;
  return { parts, first, uniform: parts.every(({ pitch }) => alike(pitch)), alike };
}

function place(
  panel: Panel,
  { parts, first, uniform, alike }: ReturnType<typeof groundOf>,
  axis: Axis,
): Pixels {
  const pitch = pitchOf(panel)[axis];
  const own = along(panel, axis);
  if (first === null) return 0;
  // Counted from the first of all, so that no roundings add up [G5].
  if (uniform && alike(pitch)) return first.px + Math.round((own.mm - first.mm) / pitch);
  const distance = ({ mm, lengthMm }: { mm: number; lengthMm: number }) =>
    Math.max(mm - (own.mm + own.lengthMm), own.mm - (mm + lengthMm));
  const next = parts.reduce((near, part) => (distance(part) < distance(near) ? part : near), first);
  if (own.mm >= next.mm + next.lengthMm - pitch)
    return next.px + next.lengthPx + Math.round((own.mm - next.mm - next.lengthMm) / pitch);
  if (own.mm + own.lengthMm <= next.mm + pitch)
    return next.px - own.lengthPx - Math.round((next.mm - own.mm - own.lengthMm) / pitch);
  return next.px + Math.round((own.mm - next.mm) / next.pitch);
}

/**
 * Panels with their pixels where their millimetres say, among `others` that stay: counted from the first of these, where
 * all are of one pitch; among several pitches a panel lies beside its nearest neighbour. Where none stays, the first of
 * the panels keeps the place that the block began at.
 */
export function onCanvas(panels: readonly Panel[], others: readonly Panel[]): Panel[] {
  const [first] = panels;
  if (others.length > 0 || first === undefined) {
    const across = groundOf(others, "x");
    const down = groundOf(others, "y");
    return panels.map((panel) => ({
      ...panel,
      canvas: { ...panel.canvas, x: place(panel, across, "x"), y: place(panel, down, "y") },
    }));
  }
  const least = (of: (panel: Panel) => number) => panels.reduce((m, p) => Math.min(m, of(p)), Infinity);
  const origin = { xMm: least((p) => pictureOf(p).xMm), yMm: least((p) => pictureOf(p).yMm) };
  const left = least(({ canvas }) => canvas.x);
  const top = least(({ canvas }) => canvas.y);
  return panels.map((panel) => {
    const { xMm, yMm } = pictureOf(panel);
    const pitch = pitchOf(panel);
    const x = left + Math.round((xMm - origin.xMm) / pitch.x);
    const y = top + Math.round((yMm - origin.yMm) / pitch.y);
    return { ...panel, canvas: { ...panel.canvas, x, y } };
  });
}

import { BLACK, GREY, WHITE, YELLOW } from "./colours.ts";
import type { Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { fill, frame, ring } from "./pieces.ts";

/** Thickness of lines by the shorter side. */
const THICK = 1 / 540;

/**
 * A cross through the middle, a circle about it, one in every corner, and a frame of a single pixel: pictures that are
 * shifted, cropped or stretched. Lines are as many pixels thick as make them lie evenly about the middle.
 */
export const alignment: Pattern = ({ rect }) => {
  const { x, y, width, height } = rect;
  const least = Math.min(width, height);
  const wanted = Math.max(1, Math.round(least * THICK));
  const even = (length: number) => (wanted % 2 === length % 2 ? wanted : wanted + 1);
  const centreX = x + width / 2;
  const centreY = y + height / 2;
  const small = Math.floor(least / 4);
  const corners: Mark[] = [
    [x + small / 2, y + small / 2],
    [x + width - small / 2, y + small / 2],
    [x + small / 2, y + height - small / 2],
    [x + width - small / 2, y + height - small / 2],
  ].flatMap(([cx = 0, cy = 0]) => ring(cx, cy, small, wanted, GREY));
  const upright = Math.min(width, even(width));
  const level = Math.min(height, even(height));
  return [
    fill(rect, BLACK),
    ...corners,
    ...ring(centreX, centreY, least, wanted, YELLOW),
    fill({ x: centreX - upright / 2, y, width: upright, height }, WHITE),
    fill({ x, y: centreY - level / 2, width, height: level }, WHITE),
    ...frame(rect, 1, WHITE),
  ];
};

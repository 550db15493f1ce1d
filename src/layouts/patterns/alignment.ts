import { BLACK, GREY, WHITE, YELLOW } from "./colours.ts";
import type { Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { fill, frame, ring } from "./pieces.ts";

/** Thickness of lines by the shorter side. */
const THICK = 1 / 540;

/**
 * A cross through the middle, a circle about it and as many beside it as a long wall has room for, one in every corner, and a frame of a single pixel: pictures that are
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
  const beside = Math.floor((Math.max(width, height) / least - 1) / 2);
  const circles = Array.from({ length: 2 * beside + 1 }, (_, index) => (index - beside) * least).flatMap(
    (shift) =>
      width > height
        ? ring(centreX + shift, centreY, least, wanted, YELLOW)
        : ring(centreX, centreY + shift, least, wanted, YELLOW),
  );
  const upright = Math.min(width, even(width));
  const level = Math.min(height, even(height));
  return [
    fill(rect, BLACK),
    ...corners,
    ...circles,
    fill({ x: centreX - upright / 2, y, width: upright, height }, WHITE),
    fill({ x, y: centreY - level / 2, width, height: level }, WHITE),
    ...frame(rect, 1, WHITE),
  ];
};

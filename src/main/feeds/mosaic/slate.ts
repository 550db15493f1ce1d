import type { Size } from "../../../layouts/rect.ts";
import type { PictureState } from "../../../protocol/truth.ts";
import { type Colour, createPlanes, mix, place, type Planes } from "./planes.ts";

/*
 * What stands in a cell without a live picture, for those who see the mosaic alone: phones, and whoever stores it. The
 * same language as on the glass: the last picture dimmed under a hatch, and the shape of the severity in its colour.
 * Colours are those of the pages' tokens, in BT.601 as H.264 of these sizes is taken for.
 */

/** #1e2023 */
export const SLATE: Colour = rgb(0x1e, 0x20, 0x23);
/** #16171a */
export const GROUND: Colour = rgb(0x16, 0x17, 0x1a);
const HATCH: Colour = rgb(0xec, 0xee, 0xf1);
const HIGH: Colour = rgb(0xff, 0x9f, 0x40);
const LOW: Colour = rgb(0xa3, 0xb4, 0xc8);

/** How much is left of a picture that is no longer live. */
const DIMMED = 0.35;
const HATCH_SHARE = 0.2;
/** Pixels along a row from one line of the hatch to the next, and of the line. */
const HATCH_EVERY = 16;
const HATCH_WIDE = 3;
/** Of the cell's shorter side. */
const MARK = 0.3;

/** The states in which a cell shows its slate. */
export function isSlate(state: PictureState): boolean {
  return state === "connecting" || state === "stale" || state === "lost";
}

/** The slate of a cell of `size`, over its last picture where there is one, which stays as it is. */
export function slate(
  size: Size,
  state: PictureState,
  last: { planes: Planes; x: number; y: number } | null,
): Planes {
  const planes = createPlanes(size, SLATE);
  if (state === "connecting") {
    mark(planes, ring, LOW);
    return planes;
  }
  if (last !== null) {
    place(last.planes, planes, last.x, last.y);
    dim(planes);
  }
  for (let y = 0; y < size.height; y++) {
    for (let x = (HATCH_EVERY - (y % HATCH_EVERY)) % HATCH_EVERY; x < size.width; x += HATCH_EVERY) {
      for (let wide = 0; wide < HATCH_WIDE && x + wide < size.width; wide++) {
        mix(planes, x + wide, y, HATCH, HATCH_SHARE);
      }
    }
  }
  mark(planes, triangle, HIGH);
  return planes;
}

function dim({ bytes, size }: Planes): void {
  const luma = size.width * size.height;
  for (let at = 0; at < bytes.length; at++) {
    const black = at < luma ? 16 : 128;
    bytes[at] = Math.round(black + ((bytes[at] ?? black) - black) * DIMMED);
  }
}

/** Whether a point of the mark's box, 0 to 1 along both sides, belongs to it. */
type Shape = (x: number, y: number) => boolean;

const triangle: Shape = (x, y) => Math.abs(x - 0.5) <= y / 2;
const ring: Shape = (x, y) => {
  const distance = Math.hypot(x - 0.5, y - 0.5);
  return distance <= 0.5 && distance >= 0.34;
};

/** In the middle, on a square of the slate's own grey. */
function mark(planes: Planes, shape: Shape, colour: Colour): void {
  const { width, height } = planes.size;
  const side = Math.max(4, Math.floor((Math.min(width, height) * MARK) / 2) * 2);
  const margin = Math.floor(side / 8) * 2;
  const left = Math.floor((width - side) / 4) * 2;
  const top = Math.floor((height - side) / 4) * 2;
  for (let y = Math.max(0, top - margin); y < Math.min(height, top + side + margin); y++) {
    for (let x = Math.max(0, left - margin); x < Math.min(width, left + side + margin); x++) {
      const across = (x - left + 0.5) / side;
      const down = (y - top + 0.5) / side;
      const inside = across >= 0 && across <= 1 && down >= 0 && down <= 1 && shape(across, down);
      mix(planes, x, y, inside ? colour : SLATE, 1);
    }
  }
}

/** ITU-R BT.601, from 0 to 255 into 16 to 235 and 16 to 240. */
function rgb(red: number, green: number, blue: number): Colour {
  const y = 16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255;
  const u = 128 + (-37.797 * red - 74.203 * green + 112 * blue) / 255;
  const v = 128 + (112 * red - 93.786 * green - 18.214 * blue) / 255;
  return { y: Math.round(y), u: Math.round(u), v: Math.round(v) };
}

import type { Tile } from "./layout.ts";
import { pitchOf } from "./panel.ts";
import type { Size } from "./rect.ts";
import type { Wall } from "./site.ts";
import type { Millimetres, Pixels } from "./units.ts";

/** Arc minutes under which characters are not read reliably: NUREG-0700 rev. 3, 1.3.1-4, minimum for displays. */
export const LEAST_ARC_MINUTES = 16;

const ARC_MINUTE = Math.PI / 180 / 60;

/** The angle under which `height` is seen from `distance`, both of one unit, arc minutes: 2 atan(h / 2d). */
function angleOf(height: number, distance: number): number {
  return (2 * Math.atan(height / (2 * distance))) / ARC_MINUTE;
}

/** The angle under which characters of `heightPx` are seen from `distanceMm`, arc minutes. */
export function textArcMinutes(heightPx: Pixels, pitchMm: Millimetres, distanceMm: Millimetres): number {
  return angleOf(heightPx * pitchMm, distanceMm);
}

/** The height of characters that are seen under `arcMinutes` from `distanceMm`, pixels, not rounded. */
export function textPixels(arcMinutes: number, pitchMm: Millimetres, distanceMm: Millimetres): Pixels {
  return (2 * distanceMm * Math.tan((arcMinutes * ARC_MINUTE) / 2)) / pitchMm;
}

/** The farthest from which characters of `heightPx` are read, millimetres. */
export function readableFromMm(heightPx: Pixels, pitchMm: Millimetres): Millimetres {
  return (heightPx * pitchMm) / (2 * Math.tan((LEAST_ARC_MINUTES * ARC_MINUTE) / 2));
}

/**
 * The farthest from which a wall is looked at where nobody has said, in heights of its shorter side: the 6 m of a room with
 * a wall of 2 m, and the farthest seat of a control room by ISO 11064-4.
 */
const USUAL_DISTANCE = 3;

/** The farthest from which a wall is looked at, in its own pixels; of panels of several pitches the finest counts. */
export function viewingPixels({
  canvas,
  panels,
  viewing,
}: Pick<Wall, "canvas" | "panels" | "viewing">): Pixels {
  if (viewing === undefined || panels.length === 0)
    return USUAL_DISTANCE * Math.min(canvas.width, canvas.height);
  const pitch = Math.min(...panels.map((panel) => pitchOf(panel).y));
  return viewing.farthestMm / pitch;
}

/** Width of an average character, and height of a line, in sizes of type; of IBM Plex Sans, as text tiles set it. */
const CHARACTER = 0.56;
const LINE = 1.25;
/** Height of capitals in sizes of type: its OS/2 table has sCapHeight 698 of 1000 units. */
export const CAPITALS = 0.698;
/** What a text tile of `size` leaves free on each side: 4 % of its shorter side, so that a low bar has room for its words. */
export function textPadding({ width, height }: Size): Pixels {
  return 0.04 * Math.min(width, height);
}

/** About the largest size of type at which `text` fits into a tile of `size`, pixels of either. */
function fittingSize(text: string, tile: Size): Pixels {
  const padding = 2 * textPadding(tile);
  const room = { width: tile.width - padding, height: tile.height - padding };
  const linesAt = (size: number) =>
    text.split("\n").reduce((sum, line) => {
      const each = Math.max(1, Math.floor(room.width / (CHARACTER * size)));
      return sum + Math.max(1, Math.ceil(line.length / each));
    }, 0);
  let low = 0;
  let high = Math.max(0, room.height);
  for (let step = 0; step < 24; step += 1) {
    const middle = (low + high) / 2;
    if (linesAt(middle) * LINE * middle <= room.height) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * How small the words of a text tile would have to be for all of them to be seen, where that is too small to be read from
 * the farthest place: arc minutes, and the distance that was counted with (canvas pixels) [L11]. Null where it is not, or the
 * tile has no text. An estimate: the glass sets no type under the least size, and lets what is too long run out of the
 * tile.
 */
export function smallText(
  { content, rect }: Pick<Tile, "content" | "rect">,
  wall: Pick<Wall, "canvas" | "panels" | "viewing">,
): { readonly arcMinutes: number; readonly distance: Pixels } | null {
  if (content.kind !== "text") return null;
  const distance = viewingPixels(wall);
  const arcMinutes = angleOf(fittingSize(content.text, rect) * CAPITALS, distance);
  return arcMinutes < LEAST_ARC_MINUTES ? { arcMinutes, distance } : null;
}

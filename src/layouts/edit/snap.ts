import type { Tile } from "../layout.ts";
import { bottom, type Rect, right } from "../rect.ts";
import type { Face } from "./outcome.ts";

/** Where edges of tiles catch, in canvas pixels, in order. */
export interface Guides {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function ordered(places: readonly number[], length: number): number[] {
  return [...new Set(places.filter((at) => at >= 0 && at <= length))].toSorted((a, b) => a - b);
}

function shares(length: number): number[] {
  return [0, length / 3, length / 2, (2 * length) / 3, length].map(Math.round);
}

/** The edges of panels and of tiles, and the canvas's ends, halves and thirds [L23]. */
export function guidesOf({ canvas, panels }: Face, tiles: readonly Tile[]): Guides {
  const rects = [...panels.map((panel) => panel.canvas), ...tiles.map(({ rect }) => rect)];
  return {
    x: ordered([...shares(canvas.width), ...rects.flatMap((rect) => [rect.x, right(rect)])], canvas.width),
    y: ordered([...shares(canvas.height), ...rects.flatMap((rect) => [rect.y, bottom(rect)])], canvas.height),
  };
}

/** How far the nearest guide is from one of `edges`, no farther than `tolerance`; 0 where none is so near. */
function pull(edges: readonly number[], guides: readonly number[], tolerance: number): number {
  let best: number | null = null;
  for (const edge of edges)
    for (const guide of guides) {
      const away = guide - edge;
      if (Math.abs(away) <= tolerance && (best === null || Math.abs(away) < Math.abs(best))) best = away;
    }
  return best ?? 0;
}

function within(at: number, least: number, most: number): number {
  return Math.min(Math.max(Math.round(at), least), Math.max(least, most));
}

/** A rectangle of the same size, on the canvas, where one of its edges meets a guide within `tolerance` canvas pixels. */
export function snappedMove(wanted: Rect, { canvas }: Face, guides: Guides, tolerance: number): Rect {
  const width = Math.min(wanted.width, canvas.width);
  const height = Math.min(wanted.height, canvas.height);
  const x = within(wanted.x, 0, canvas.width - width);
  const y = within(wanted.y, 0, canvas.height - height);
  return {
    x: within(x + pull([x, x + width], guides.x, tolerance), 0, canvas.width - width),
    y: within(y + pull([y, y + height], guides.y, tolerance), 0, canvas.height - height),
    width,
    height,
  };
}

interface Ends {
  readonly from: number;
  readonly to: number;
}

function snappedEnds(was: Ends, wanted: Ends, guides: readonly number[], tolerance: number, least: number) {
  const length = guides.at(-1) ?? 0;
  const room = Math.min(least, length);
  const caught = (at: number) => {
    const inside = within(at, 0, length);
    return inside + pull([inside], guides, tolerance);
  };
  const from = wanted.from === was.from ? was.from : within(caught(wanted.from), 0, was.to - room);
  const to = wanted.to === was.to ? was.to : within(caught(wanted.to), from + room, length);
  return { from, to };
}

/**
 * A rectangle whose sides that differ between `was` and `wanted` are where they are wanted, or on a guide within `tolerance` canvas
 * pixels; the others stay. No smaller than `least` in a direction in which it is sized.
 */
export function snappedSize(was: Rect, wanted: Rect, guides: Guides, tolerance: number, least: number): Rect {
  const across = snappedEnds(
    { from: was.x, to: right(was) },
    { from: wanted.x, to: right(wanted) },
    guides.x,
    tolerance,
    least,
  );
  const down = snappedEnds(
    { from: was.y, to: bottom(was) },
    { from: wanted.y, to: bottom(wanted) },
    guides.y,
    tolerance,
    least,
  );
  return { x: across.from, y: down.from, width: across.to - across.from, height: down.to - down.from };
}

import { type Axis, axesOf, fromLit, litLength, plainAxis, type Span, toLit } from "./axis.ts";
import type { Layout, Tile } from "./layout.ts";
import type { Size } from "./rect.ts";
import type { Site, Wall } from "./site.ts";

type Canvas = Pick<Wall, "canvas" | "panels">;

/**
 * Where each edge goes when a stretch of `from` pixels becomes `to` pixels: to its scaled place rounded, moved by as
 * little as keeps the edges in order and every span at least one pixel long. Equal edges stay equal, so neighbours stay
 * neighbours and no overlap appears [L5]. A RangeError where `to` has fewer pixels than spans lie side by side.
 */
function scaleEdges(spans: readonly Span[], from: number, to: number): ReadonlyMap<number, number> {
  const edges = [...new Set([0, from, ...spans.flatMap(({ start, end }) => [start, end])])].toSorted(
    (a, b) => a - b,
  );
  // With room for it, different edges stay different: a gap stays a gap, and what overlapped still does.
  const strict = edges.length - 1 <= to;
  const startsByEnd = Map.groupBy(spans, (span) => span.end);
  const endsByStart = Map.groupBy(spans, (span) => span.start);
  // The furthest right that each edge may go so that all behind it still fit.
  const limit = new Map<number, number>();
  let behind = to;
  for (const edge of edges.toReversed()) {
    let most = edge === from ? to : strict ? behind - 1 : behind;
    for (const span of endsByStart.get(edge) ?? []) most = Math.min(most, (limit.get(span.end) ?? to) - 1);
    limit.set(edge, most);
    behind = most;
  }
  if (behind < 0) {
    // Each needs a pixel: so many more than there are.
    throw new RangeError(`${to - behind} tiles lie side by side where the canvas has ${to} px [L5]`);
  }
  const placed = new Map<number, number>();
  let before = 0;
  for (const edge of edges) {
    let least = edge === 0 ? 0 : strict ? before + 1 : before;
    for (const span of startsByEnd.get(edge) ?? [])
      least = Math.max(least, (placed.get(span.start) ?? 0) + 1);
    const at =
      edge === 0 ? 0 : Math.min(Math.max(Math.round((edge * to) / from), least), limit.get(edge) ?? to);
    placed.set(edge, at);
    before = at;
  }
  return placed;
}

/** The part of a span that is on a stretch of `length` pixels, at least one pixel of it. */
function cut({ start, end }: Span, length: number): Span {
  const first = Math.min(Math.max(start, 0), length - 1);
  return { start: first, end: Math.min(Math.max(end, first + 1), length) };
}

/** Spans that lie on one axis, on another. */
function fitSpans(inside: readonly Span[], from: Axis, to: Axis): Span[] {
  let source = from;
  let lit: readonly Span[] = inside.map(({ start, end }) => ({
    start: toLit(from, start),
    end: toLit(from, end),
  }));
  if (lit.some(({ start, end }) => start === end)) {
    // A tile wholly behind bezels has no lit pixel to go by.
    source = plainAxis(from.length);
    lit = inside;
  }
  const places = scaleEdges(lit, litLength(source), litLength(to));
  return lit.map(({ start, end }) =>
    fromLit(to, { start: places.get(start) ?? 0, end: places.get(end) ?? 0 }),
  );
}

function sameAxis(a: Axis, b: Axis): boolean {
  return (
    a.length === b.length &&
    a.lit.length === b.lit.length &&
    a.lit.every((span, index) => span.start === b.lit[index]?.start && span.end === b.lit[index]?.end)
  );
}

function fitAlong(tiles: readonly Tile[], from: Axis, to: Axis, spanOf: (tile: Tile) => Span): Span[] {
  const spans = tiles.map((tile) => cut(spanOf(tile), from.length));
  return sameAxis(from, to) ? spans : fitSpans(spans, from, to);
}

/**
 * Tiles of one wall on another, or on the same wall after its canvas or panels changed (canvas pixels of each). Besides
 * what `fitLayout` keeps, a tile that ended where a monitor ended ends there again, on this side of the bezel [L6].
 */
export function fitToWall(tiles: readonly Tile[], from: Canvas, to: Canvas): Tile[] {
  const source = axesOf(from);
  const target = axesOf(to);
  const across = fitAlong(tiles, source.x, target.x, ({ rect }) => ({
    start: rect.x,
    end: rect.x + rect.width,
  }));
  const down = fitAlong(tiles, source.y, target.y, ({ rect }) => ({
    start: rect.y,
    end: rect.y + rect.height,
  }));
  return tiles.map((tile, index) => {
    const x = across[index];
    const y = down[index];
    if (x === undefined || y === undefined) return tile;
    return {
      ...tile,
      rect: { x: x.start, y: y.start, width: x.end - x.start, height: y.end - y.start },
    };
  });
}

/**
 * Tiles of a canvas of `from` pixels on one of `to` pixels [L5]: order, z, neighbourhood and freedom from overlap are
 * kept, every tile lies inside and has at least one pixel. A RangeError where a canvas has fewer pixels than tiles
 * lie side by side.
 */
export function fitLayout(tiles: readonly Tile[], from: Size, to: Size): Tile[] {
  return fitToWall(tiles, { canvas: from, panels: [] }, { canvas: to, panels: [] });
}

/** Layouts after the site has changed: those of a wall that is in both sites follow its canvas and panels. */
export function followSite(
  layouts: readonly Layout[],
  from: Pick<Site, "walls">,
  to: Pick<Site, "walls">,
): Layout[] {
  return layouts.map((layout) => {
    const source = from.walls.find((wall) => wall.id === layout.wallId);
    const target = to.walls.find((wall) => wall.id === layout.wallId);
    if (source === undefined || target === undefined) return layout;
    return { ...layout, tiles: fitToWall(layout.tiles, source, target) };
  });
}

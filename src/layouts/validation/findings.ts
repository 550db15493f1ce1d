import { type Problem, problemOf, type Values } from "../problem.ts";
import type { FaceRect } from "../panel.ts";
import { type Area, overlaps, type Rect, type Size } from "../rect.ts";
import { type Rule, rules } from "../rules.ts";

/** More problems than this are not listed: nobody reads them, and a thousand panels in one place have half a million. */
const LISTED = 100;

/** What was found while a site or a layout was gone through. */
export class Findings {
  readonly list: Problem[] = [];

  add(rule: Rule, field: string, values: Values): void {
    if (!this.full) this.list.push(problemOf(rule, field, rules[rule], values));
  }

  /** Whether nothing more will be listed, so that nothing more need be looked for. */
  get full(): boolean {
    return this.list.length >= LISTED;
  }

  /** Every item that shares an id or a place by name with one before it. */
  twins<T>(
    items: readonly T[],
    nameOf: (item: T) => string | null,
    found: (a: T, b: T, at: number) => void,
  ): void {
    const seen = new Map<string, T>();
    items.forEach((item, at) => {
      const name = nameOf(item);
      if (name === null) return;
      const first = seen.get(name);
      if (first === undefined) seen.set(name, item);
      else found(first, item, at);
    });
  }

  /**
   * Every pair of items whose areas overlap, a margin of `slack` on each side of the areas left out, the one that is later
   * in the list second; stops when enough is listed. `fresh` are the places of those that may overlap anything, where the
   * others are known not to overlap each other.
   */
  overlapping<T>(
    items: readonly T[],
    areaOf: (item: T) => Area,
    found: (a: T, b: T, at: number) => void,
    slack = 0,
    fresh: readonly number[] | null = null,
  ): void {
    const areas = items.map(areaOf);
    const clashes = fresh === null ? clashesOf(areas, slack) : clashesWith(areas, fresh, slack);
    for (const { first, second } of clashes) {
      const [a, b] = [items[first], items[second]];
      if (a !== undefined && b !== undefined) found(a, b, second);
    }
  }
}

interface Clash {
  readonly first: number;
  readonly second: number;
}

function inOrder(clashes: readonly Clash[]): Clash[] {
  return clashes.toSorted((a, b) => a.second - b.second || a.first - b.first);
}

/** Where areas lie along one axis: from, and up to but not including. */
function sidesOf(areas: readonly Area[], start: "x" | "y", length: "width" | "height") {
  const from = new Float64Array(areas.length);
  const to = new Float64Array(areas.length);
  areas.forEach((area, at) => {
    from[at] = area[start];
    to[at] = area[start] + area[length];
  });
  return { from, to, starts: new Set(from).size };
}

/**
 * Places of areas that overlap by more than `slack`, in the order of the list. Only areas that overlap along one axis are
 * compared along the other, so that 2,000 panels side by side are not two million questions; numbers lie in arrays of
 * their own, because this is asked at every edit.
 */
function clashesOf(areas: readonly Area[], slack: number): Clash[] {
  const across = sidesOf(areas, "x", "width");
  const down = sidesOf(areas, "y", "height");
  // A tall column is gone through from top to bottom.
  const [along, aside] = down.starts > across.starts ? [down, across] : [across, down];
  const { from, to } = along;
  const near = aside.from;
  const far = aside.to;
  const order = Uint32Array.from(areas.keys()).toSorted((a, b) => (from[a] ?? 0) - (from[b] ?? 0));
  const open = new Uint32Array(areas.length);
  let count = 0;
  const clashes: Clash[] = [];
  for (const next of order) {
    const start = (from[next] ?? 0) + slack;
    const upper = (near[next] ?? 0) + slack;
    const lower = (far[next] ?? 0) - slack;
    let left = 0;
    for (let at = 0; at < count; at += 1) {
      const other = open[at] ?? 0;
      if ((to[other] ?? 0) <= start) continue;
      open[left] = other;
      left += 1;
      if ((near[other] ?? 0) < lower && upper < (far[other] ?? 0))
        clashes.push({ first: Math.min(other, next), second: Math.max(other, next) });
    }
    open[left] = next;
    count = left + 1;
    if (clashes.length >= LISTED) break;
  }
  return inOrder(clashes);
}

/** The same of a few with all others. */
function clashesWith(areas: readonly Area[], fresh: readonly number[], slack: number): Clash[] {
  const few = new Set(fresh);
  const clashes: Clash[] = [];
  for (const at of fresh) {
    const area = areas[at];
    if (area === undefined || clashes.length >= LISTED) continue;
    const inner = { ...area, x: area.x + slack, y: area.y + slack };
    inner.width -= 2 * slack;
    inner.height -= 2 * slack;
    areas.forEach((other, place) => {
      if (place === at || !overlaps(inner, other) || (few.has(place) && place < at)) return;
      clashes.push({ first: Math.min(at, place), second: Math.max(at, place) });
    });
  }
  return inOrder(clashes);
}

/** Pixels as people read them. */
export function places({ x, y, width, height }: Rect): string {
  return `${x},${y} ${width} x ${height}`;
}

export function extent({ width, height }: Size): string {
  return `${width} x ${height}`;
}

export function millimetresOf({ xMm, yMm, widthMm, heightMm }: FaceRect): string {
  return `${xMm},${yMm} ${widthMm} x ${heightMm}`;
}

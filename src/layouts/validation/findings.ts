import { type Problem, problemOf, type Values } from "../problem.ts";
import type { FaceRect } from "../panel.ts";
import { type Area, overlaps, type Rect, type Size } from "../rect.ts";
import { type Rule, rules } from "../rules.ts";

/** More problems than this are not listed: nobody reads them, and a thousand panels in one place have half a million. */
const LISTED = 100;

/** A side of something along which it lies among others: from, and up to but not including. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** What was found while a site or a layout was gone through. */
export class Findings {
  readonly list: Problem[] = [];

  add(rule: Rule, field: string, values: Values): void {
    if (this.list.length < LISTED) this.list.push(problemOf(rule, field, rules[rule], values));
  }

  /**
   * Every pair that `clash` finds, the one that is later in the list second; stops when enough is listed. Only pairs
   * whose extents overlap are asked, so that 2,000 panels side by side are not two million questions.
   */
  pairs<T>(
    items: readonly T[],
    extentOf: (item: T) => Extent,
    clash: (a: T, b: T) => boolean,
    found: (a: T, b: T, at: number) => void,
  ): void {
    const ordered = items
      .map((item, at) => ({ item, at, ...extentOf(item) }))
      .toSorted((a, b) => a.from - b.from);
    const clashes: { readonly first: number; readonly second: number }[] = [];
    let open: typeof ordered = [];
    for (const next of ordered) {
      open = open.filter(({ to }) => to > next.from);
      for (const other of open) {
        if (!clash(other.item, next.item)) continue;
        clashes.push({ first: Math.min(other.at, next.at), second: Math.max(other.at, next.at) });
        if (clashes.length >= LISTED) break;
      }
      if (clashes.length >= LISTED) break;
      open.push(next);
    }
    for (const { first, second } of clashes.toSorted((a, b) => a.second - b.second || a.first - b.first)) {
      const [a, b] = [items[first], items[second]];
      if (a !== undefined && b !== undefined) found(a, b, second);
    }
  }

  /** The same for items that share an id or a place by name. */
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

  /** Items whose areas overlap, a margin of `slack` on each side left out. */
  overlapping<T>(
    items: readonly T[],
    areaOf: (item: T) => Area,
    found: (a: T, b: T, at: number) => void,
    slack = 0,
  ): void {
    const areas = new Map(items.map((item) => [item, areaOf(item)]));
    const of = (item: T): Area => areas.get(item) ?? areaOf(item);
    const starts = (side: "x" | "y") => new Set([...areas.values()].map((area) => area[side])).size;
    // A tall column is gone through from top to bottom.
    const upright = starts("y") > starts("x");
    this.pairs(
      items,
      (item) => {
        const { x, y, width, height } = of(item);
        return upright ? { from: y, to: y + height } : { from: x, to: x + width };
      },
      (a, b) => overlaps(shrunk(of(a), slack), of(b)),
      found,
    );
  }
}

function shrunk({ x, y, width, height }: Area, by: number): Area {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
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

import { type Site, siteSchema } from "../../../layouts/site.ts";
import { validateSite } from "../../../layouts/validate.ts";

/** Names of things and fields on the way to a place in the site, as `walls`, `utama`, `panels`, `p-1-2`, `status`. */
export type Path = readonly string[];

export interface Merged {
  readonly site: Site;
  /** What both changed, and differently; the preferred side stands there. */
  readonly both: readonly Path[];
}

/**
 * What became of `base` on two ways, as one site: each change of either, and where both changed the same, that of
 * `preferred`. Rooms, walls, panels and the like are the same where their ids are. Null where that is no site that may
 * be stored.
 */
export function mergedSites(base: Site, preferred: Site, other: Site): Merged | null {
  const both: Path[] = [];
  const site = siteSchema.safeParse(merged(base, preferred, other, [], both));
  return site.success && validateSite(site.data).length === 0 ? { site: site.data, both } : null;
}

function merged(base: unknown, preferred: unknown, other: unknown, path: Path, both: Path[]): unknown {
  if (same(preferred, base)) return other;
  if (same(other, base) || same(preferred, other)) return preferred;
  if (isRecord(base) && isRecord(preferred) && isRecord(other)) {
    const names = new Set([...Object.keys(preferred), ...Object.keys(other)]);
    return byName(names, base, preferred, other, path, both);
  }
  const lists = [named(base), named(preferred), named(other)] as const;
  const [was, mine, theirs] = lists;
  if (was === null || mine === null || theirs === null) {
    both.push(path.map((name) => name.replace(/^id /, "")));
    return preferred;
  }
  const [first, second] = same(Object.keys(mine), Object.keys(was)) ? [theirs, mine] : [mine, theirs];
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.values(byName(names, was, mine, theirs, path, both));
}

function byName(
  names: ReadonlySet<string>,
  base: Readonly<Record<string, unknown>>,
  preferred: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
  path: Path,
  both: Path[],
): Record<string, unknown> {
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = merged(base[name], preferred[name], other[name], [...path, name], both);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** A list of things with ids as a record by them, in its order; null of anything else. */
function named(value: unknown): Readonly<Record<string, unknown>> | null {
  if (!Array.isArray(value)) return null;
  const list: readonly unknown[] = value;
  const entries = list.flatMap((each) =>
    isRecord(each) && typeof each["id"] === "string" ? [[`id ${each["id"]}`, each] as const] : [],
  );
  const record = Object.fromEntries(entries);
  return Object.keys(record).length === list.length ? record : null;
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, index) => same(each, b[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

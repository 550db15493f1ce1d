import type { Site } from "../../layouts/site.ts";

/** One difference between two sites. */
export interface SiteChange {
  /** Names of things and fields on the way to it, as `walls`, `utama`, `panels`, `p-1-2`, `status`. */
  readonly path: readonly string[];
  /** What stands there as JSON; null where nothing does. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Characters of a value that is shown. */
const SHOWN = 60;

/**
 * What `after` says that `before` does not, and what it no longer says, in the order of the site. Rooms, walls, panels
 * and the like are the same where their ids are, wherever they stand in their list; one that comes or goes is one change.
 */
export function siteChanges(before: Site, after: Site): SiteChange[] {
  // The form of the file is no part of what it says.
  return changes({ ...before, version: undefined }, { ...after, version: undefined }, []);
}

function changes(before: unknown, after: unknown, path: readonly string[]): SiteChange[] {
  if (isRecord(before) && isRecord(after)) return among(before, after, path);
  const [was, is] = [text(before), text(after)];
  return was === is ? [] : [{ path, before: brief(was), after: brief(is) }];
}

function among(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path: readonly string[],
): SiteChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const here = [...path, name];
    const was = named(before[name]);
    const is = named(after[name]);
    return changes(was, is, here);
  });
}

/** A list of things that have names as a record by them; anything else as it is. */
function named(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const list: readonly unknown[] = value;
  const names = list.map(nameOf);
  if (names.some((name) => name === null) || new Set(names).size < names.length) return value;
  return Object.fromEntries(list.map((each, index) => [names[index] ?? "", each]));
}

/** What a thing of a list is known by: its id, what a note is about, or the output and place of a viewport. */
function nameOf(value: unknown): string | null {
  if (!isRecord(value)) return null;
  const { id, about, wallId, outputId, output } = value;
  if (typeof id === "string") return id;
  if (typeof about === "string") return about;
  if (typeof wallId === "string" && typeof outputId === "string" && isRecord(output))
    return `${wallId} → ${outputId} ${String(output["x"])},${String(output["y"])}`;
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function brief(value: string | null): string | null {
  return value === null || value.length <= SHOWN ? value : `${value.slice(0, SHOWN - 1)}…`;
}

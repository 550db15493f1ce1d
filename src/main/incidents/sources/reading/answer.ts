import type { SourceAnswer } from "../../../../protocol/incident-source.ts";
import { textOf, valueAt } from "./place.ts";

const MOST_LISTS = 20;
const MOST_FIELDS = 200;
/** Things of a list that are looked at: what some leave out others have. */
const LOOKED_AT = 20;
const MOST_TEXT = 120;
/** Levels below the thing; lists are looked into by their first entry. */
const DEEPEST = 8;
/** Values that are looked at in search of lists. */
const MOST_LOOKED = 5_000;

/**
 * The lists and fields of what came, for whoever chooses from them what a mapping is to read. `items`: where the mapping
 * finds its list; without it, the longest list of objects is looked into.
 */
export function answerOf(sent: unknown, items: string | undefined): SourceAnswer {
  const lists = listsOf(sent);
  const at =
    items ?? lists.find(({ path }) => isThing(firstOf(path === "" ? sent : valueAt(sent, path))))?.path;
  const found = at === undefined || at === "" ? sent : valueAt(sent, at);
  const things: readonly unknown[] = Array.isArray(found) ? found.slice(0, LOOKED_AT) : [found];
  const fields = new Map<string, string>();
  for (const thing of things) collect(thing, thing, [], fields);
  return {
    lists: lists.slice(0, MOST_LISTS),
    ...(at === undefined ? {} : { items: at }),
    fields: [...fields].map(([path, value]) => ({ path, value })),
  };
}

const isThing = (value: unknown): value is object => value !== null && typeof value === "object";
const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);

/** Lists in `sent` that do not stand within another, the longest first. */
function listsOf(sent: unknown): { path: string; count: number }[] {
  const found: { path: string; count: number }[] = [];
  const waiting: { value: unknown; steps: readonly string[] }[] = [{ value: sent, steps: [] }];
  for (let looked = 0; looked < Math.min(waiting.length, MOST_LOOKED); looked += 1) {
    const { value, steps } = waiting[looked] ?? { value: null, steps: [] };
    if (Array.isArray(value)) {
      const path = placeOf(steps, sent, value);
      if (path !== null) found.push({ path, count: value.length });
    } else if (isThing(value) && steps.length < DEEPEST)
      for (const [name, inner] of Object.entries(value).slice(0, MOST_FIELDS))
        waiting.push({ value: inner, steps: [...steps, name] });
  }
  return found.toSorted((a, b) => b.count - a.count);
}

function collect(
  thing: unknown,
  value: unknown,
  steps: readonly string[],
  fields: Map<string, string>,
): void {
  const path = placeOf(steps, thing, value);
  if (isThing(value)) {
    const whole = wholeOf(value);
    if (whole !== null && path !== null && path !== "") keep(fields, path, whole);
    if (steps.length >= DEEPEST) return;
    for (const [name, inner] of Object.entries(value).slice(0, Array.isArray(value) ? 1 : MOST_FIELDS))
      collect(thing, inner, [...steps, name], fields);
    return;
  }
  if (path === null || path === "") return;
  keep(fields, path, textOf(value) ?? "");
}

/** What is read as one value though it has parts: a geometry of GeoJSON, or a list of texts. */
function wholeOf(value: object): string | null {
  if (Array.isArray(value)) return value.some(isThing) || value.length === 0 ? null : JSON.stringify(value);
  return "type" in value && "coordinates" in value ? JSON.stringify(value) : null;
}

function keep(fields: Map<string, string>, path: string, value: string): void {
  const before = fields.get(path);
  if (before === undefined && fields.size >= MOST_FIELDS) return;
  if (before === undefined || before === "")
    fields.set(path, value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT - 1)}…` : value);
}

/**
 * The way from `root` to `value` as a mapping writes it: dotted, or a JSON pointer (RFC 6901) where a name would be read
 * otherwise; null where neither leads there, as where a property beside is called like the way.
 */
export function placeOf(steps: readonly string[], root: unknown, value: unknown): string | null {
  if (steps.length === 0) return "";
  if (steps.some((step) => step.includes("{"))) return null;
  const pointer = steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const plain = steps.every((step) => step !== "" && !step.includes(".")) && !steps[0]?.startsWith("/");
  const ways = plain ? [steps.join("."), pointer] : [pointer];
  const place = ways.find((way) => valueAt(root, way) === value);
  return place === undefined || place.length > 300 ? null : place;
}

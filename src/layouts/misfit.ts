import { z } from "zod";
import type { Words } from "./problem.ts";

/** A field that a schema does not take. */
export interface Misfit {
  /** Dotted path, as `walls.0.panels.3.widthMm`; a dash for the whole. */
  readonly field: string;
  /** What would fit, in each language. */
  readonly message: Words;
  /** What is there, short enough for a sentence; null where nothing is. */
  readonly given: Words | null;
}

/** Of one value at most so many are named: whoever mends those sees the next. */
const MOST = 100;
/** Characters of a value that is repeated. */
const SHOWN = 80;

const unknownField: Words = { en: "no site has this field", id: "tidak ada situs yang memiliki bidang ini" };
const missing: Words = { en: "is missing", id: "tidak ada" };
const localeErrors = { en: z.locales.en().localeError, id: z.locales.id().localeError };

/** What of `given` does not fit `schema`, fields that it does not know included; empty where all does. At most 100. */
export function misfits(schema: z.ZodType, given: unknown): Misfit[] {
  const [english, indonesian] = [localeErrors.en, localeErrors.id].map((error) =>
    schema.safeParse(given, { error }),
  );
  if (english?.success === true)
    return unknownFields(given, english.data, [])
      .slice(0, MOST)
      .map(({ path, value }) => ({ field: dotted(path), message: unknownField, given: shown(value) }));
  const wordsOf = new Map(issuesOf(indonesian).map((issue) => [keyOf(issue), issue.message]));
  return issuesOf(english).map((issue) => {
    const value = at(given, issue.path);
    const message = { en: issue.message, id: wordsOf.get(keyOf(issue)) ?? issue.message };
    return {
      field: dotted(issue.path),
      message: value === undefined ? missing : choice(issue, message),
      given: shown(value),
    };
  });
}

function issuesOf(result: z.ZodSafeParseResult<unknown> | undefined): z.core.$ZodIssue[] {
  return (result?.error?.issues ?? []).slice(0, MOST).flatMap((issue) => inner(issue));
}

/** Of what fits none of several shapes, why it does not fit the one that it comes closest to. */
function inner(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const depth = (issues: readonly z.core.$ZodIssue[]) => Math.max(...issues.map(({ path }) => path.length));
  const [closest = []] = issue.errors.toSorted((a, b) => depth(b) - depth(a));
  return closest.flatMap((each) => inner({ ...each, path: [...issue.path, ...each.path] }));
}

function keyOf({ code, path }: z.core.$ZodIssue): string {
  return `${code} ${dotted(path)}`;
}

/** zod's Indonesian does not name the kinds that there are. */
function choice(issue: z.core.$ZodIssue, words: Words): Words {
  if (issue.code !== "invalid_union" || !("options" in issue) || !Array.isArray(issue.options)) return words;
  const options = issue.options.map((option) => JSON.stringify(option)).join("|");
  return { en: words.en, id: `Pilihan tidak valid: diharapkan salah satu dari ${options}` };
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join(".") || "–";
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (here === null || typeof here !== "object") return undefined;
    here = Object.getOwnPropertyDescriptor(here, key)?.value;
  }
  return here;
}

function shown(value: unknown): Words | null {
  if (value === undefined) return null;
  if (Array.isArray(value)) return { en: `a list of ${value.length}`, id: `daftar berisi ${value.length}` };
  if (typeof value === "object" && value !== null) return { en: "an object", id: "sebuah objek" };
  // A number that is none would become null in JSON.
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  const short = text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
  return { en: short, id: short };
}

/** What `given` has and `parsed` has not: what the schema dropped because it does not know it. */
function unknownFields(
  given: unknown,
  parsed: unknown,
  path: readonly string[],
): { readonly path: readonly string[]; readonly value: unknown }[] {
  if (given === null || typeof given !== "object" || parsed === null || typeof parsed !== "object") return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const own = Object.getOwnPropertyDescriptor(parsed, key);
    const here = [...path, key];
    return own === undefined ? [{ path: here, value }] : unknownFields(value, own.value, here);
  });
}

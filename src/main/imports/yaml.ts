import { type Document, isScalar, parseDocument, type Range, visit } from "yaml";
import { type Remark, remark } from "./remarks.ts";

/** Uses of anchors that a person's file stays far below; a bomb does not. */
const MOST_ALIASES = 200;

/** Lines and values of all cameras that can be taken over at once, generously: reading costs more than it looks. */
const MOST_MARKS = 60_000;

/** The mapping that `text` is, or why it is none. Tags that make objects are not followed (YAML 1.2, core schema). */
export function readYaml(text: string): { readonly mapping: Readonly<Record<string, unknown>> } | Remark {
  const marks = marksOf(text);
  if (marks > MOST_MARKS) return remark("tooMuch", "", { given: marks, most: MOST_MARKS });
  const document = parseDocument(text, {
    schema: "core",
    merge: true,
    // Its own way of finding them compares each with each.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const [error] = document.errors;
  const twice = error === undefined ? keyTwice(document) : null;
  const wrong = error === undefined ? twice : { at: error.pos[0], code: error.code };
  if (wrong !== null) {
    const line = text.slice(0, wrong.at).split("\n").length;
    // Its sentences may repeat what stands in the file.
    return remark("unreadableAt", "", { format: "YAML", code: wrong.code, line });
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (caught) {
    return caught instanceof ReferenceError
      ? remark("repeating", "")
      : remark("unreadable", "", { format: "YAML" });
  }
  const mapping = mappingOf(value);
  return mapping === null ? remark("noList", "") : { mapping };
}

/** Lines, and values that stand beside each other in one. */
function marksOf(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/[\n,[{]/g)) count += 1;
  return count;
}

/** Where a mapping names a key for the second time; null where none does. Several may be merged into one (`<<`). */
function keyTwice(document: Document.Parsed): { readonly at: number; readonly code: string } | null {
  let at: number | null = null;
  visit(document, {
    Map(_, { items }) {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key) || key.value === "<<") continue;
        if (keys.has(key.value)) {
          at = startOf(key.range);
          return visit.BREAK;
        }
        keys.add(key.value);
      }
      return undefined;
    },
  });
  return at === null ? null : { at, code: "DUPLICATE_KEY" };
}

function startOf(range: Range | null | undefined): number {
  return range?.[0] ?? 0;
}

/** `value` where it is a mapping. */
export function mappingOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

/** The texts in `value`: one, or those of a list. */
export function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

import { parseDocument } from "yaml";
import { type Remark, remark } from "./remarks.ts";

/** Uses of anchors that a person's file stays far below; a bomb does not. */
const MOST_ALIASES = 200;

/** The mapping that `text` is, or why it is none. Tags that make objects are not followed (YAML 1.2, core schema). */
export function readYaml(text: string): { readonly mapping: Readonly<Record<string, unknown>> } | Remark {
  const document = parseDocument(text, {
    schema: "core",
    merge: true,
    prettyErrors: false,
    logLevel: "silent",
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split("\n").length;
    // Its sentences may repeat what stands in the file.
    return remark("unreadableAt", "", { format: "YAML", code: error.code, line });
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

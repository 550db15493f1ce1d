import type { z } from "zod";

/** What was not understood of a source's answer. */
export interface Remark {
  /** Name or number of the thing; "" of the whole. */
  readonly where: string;
  readonly field: string;
  /** As in the details of a Fault: English, with words in other languages in `protocol/detail-words.ts`. */
  readonly problem: string;
}

/** `text` short enough for a sentence. */
export function shown(text: unknown): string {
  const written = typeof text === "string" ? text : (JSON.stringify(text) ?? "");
  return written.length > 80 ? `${written.slice(0, 79)}…` : written;
}

/** Why a part of `given` does not fit, with what was sent and what would fit. */
export function misfitOf(issue: z.core.$ZodIssue, given: unknown): string {
  let sent = given;
  for (const step of issue.path)
    sent =
      sent !== null && typeof sent === "object"
        ? Object.getOwnPropertyDescriptor(sent, step)?.value
        : undefined;
  if (sent === undefined) return "it is missing";
  const written = shown(sent);
  switch (issue.code) {
    case "invalid_value":
      return `${written} is none of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      return `${written} is of another type than ${issue.expected}`;
    case "too_big":
      return `${written} is more than ${issue.maximum}${issue.origin === "string" ? " characters" : ""}`;
    case "too_small":
      return `${written} is less than ${issue.minimum}${issue.origin === "string" ? " characters" : ""}`;
    case "invalid_format":
      return `${written} is not of the form ${issue.format}`;
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
    default:
      return `${written} does not fit: ${issue.message}`;
  }
}

import type { Words } from "../../../layouts/problem.ts";
import { say } from "./sentences.ts";

/** A number that is entered: how it is called in the page's language, and what it may be. */
export interface NumberField {
  readonly field: string;
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

/**
 * The number that was typed, with a decimal comma or point, or the sentence that says why it is none. Thousands are not
 * grouped: 1.875 is a pitch.
 */
export function readNumber(
  given: string,
  { field, least, most, whole = false }: NumberField,
): number | Words {
  const text = given.trim();
  const value = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
  if (Number.isNaN(value)) return say("notNumber", { given: text, field });
  if (value < least || value > most) return say("outside", { given: text, field, least, most });
  if (whole && !Number.isInteger(value)) return say("notWhole", { given: text, field });
  return value;
}

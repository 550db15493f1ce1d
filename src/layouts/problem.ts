import { fill } from "./fill.ts";

/** What is said of a problem, in each language of the pages. */
export interface Words {
  readonly id: string;
  readonly en: string;
}

export type Values = Readonly<Record<string, string | number>>;

/** One place where a site or a layout breaks a rule of SPEC.md. */
export interface Problem {
  /** The rule's number, for instance `W3`. */
  readonly rule: string;
  /** Where it stands, as a path: `walls.0.panels.3.canvas`. */
  readonly field: string;
  /** The sentence with its values, in each language. */
  readonly message: Words;
  /** The values that contradict each other, by name. */
  readonly values: Values;
}

/** The problem of `rule` at `field`, its sentences made of `words` by putting a value at each `{name}`. */
export function problemOf(rule: string, field: string, words: Words, values: Values): Problem {
  return {
    rule,
    field,
    values,
    message: { id: fill(words.id, values), en: fill(words.en, values) },
  };
}

import { z } from "zod";
import { inWords } from "../../protocol/detail-words.ts";
import type { Language } from "../../protocol/session.ts";
import { Fault } from "../base/fault.ts";
import { withoutCredentials } from "../base/log.ts";

export interface FieldProblem {
  /** Dotted path in the body, as `streams.0.url`. */
  readonly field: string;
  readonly detail: string;
}

/** A request that does not fit, with every field that does not. */
export class InvalidRequest extends Fault {
  readonly problems: readonly FieldProblem[];

  constructor(problems: readonly FieldProblem[]) {
    const [first] = problems;
    super("invalid", { field: first?.field ?? "body", problem: first?.detail ?? "?" });
    this.problems = problems;
  }
}

/** Of one request, at most: whoever sends nonsense by the megabyte is not answered by the megabyte. */
const MOST_PROBLEMS = 100;
/** Characters of a field's path, as long as any of ours. */
const LONGEST_FIELD = 300;

const locales = { en: z.locales.en(), id: z.locales.id() };

const words = {
  en: { unknown: "is not known here", sent: (value: string) => `${value} was sent`, missing: "is missing" },
  id: {
    unknown: "tidak dikenal di sini",
    sent: (value: string) => `yang dikirim ${value}`,
    missing: "tidak ada",
  },
} satisfies Record<Language, unknown>;

/**
 * `given` as `schema` reads it. Whatever does not fit, a field that the schema does not know included, is an
 * InvalidRequest that names each field, what would fit and what was sent; passwords are never repeated.
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  language: Language,
): z.infer<Schema> {
  const result = schema.safeParse(given, { error: locales[language].localeError });
  if (!result.success) throw new InvalidRequest(problems(result.error.issues, given, language));
  const unknown = unknownFields(given, result.data, []);
  if (unknown.length > 0)
    throw new InvalidRequest(
      unknown.slice(0, MOST_PROBLEMS).map((field) => ({ field, detail: words[language].unknown })),
    );
  return result.data;
}

function problems(issues: readonly z.core.$ZodIssue[], given: unknown, language: Language): FieldProblem[] {
  return issues
    .slice(0, MOST_PROBLEMS)
    .flatMap((issue) => problemsOf(issue, given, language))
    .slice(0, MOST_PROBLEMS);
}

function problemsOf(issue: z.core.$ZodIssue, given: unknown, language: Language): FieldProblem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.slice(0, MOST_PROBLEMS).map((key) => ({
      field: dotted([...issue.path, key]),
      detail: words[language].unknown,
    }));
  const value = at(given, issue.path);
  if (value === undefined) return [{ field: dotted(issue.path), detail: words[language].missing }];
  const message = inWords(issue.message, language);
  const shown = shownValue(issue.path, value);
  return [
    {
      field: dotted(issue.path),
      detail: shown === null ? message : `${message}; ${words[language].sent(shown)}`,
    },
  ];
}

function dotted(path: readonly PropertyKey[]): string {
  const field = path.length === 0 ? "body" : path.map(String).join(".");
  return field.length > LONGEST_FIELD ? `${field.slice(0, LONGEST_FIELD - 3)}...` : field;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (here === null || typeof here !== "object") return undefined;
    here = Object.getOwnPropertyDescriptor(here, key)?.value;
  }
  return here;
}

/** A value short enough for a sentence; null where it may hold a secret or says nothing. */
function shownValue(path: readonly PropertyKey[], value: unknown): string | null {
  if (path.includes("password") || path.includes("secrets") || value === undefined) return null;
  if (value !== null && typeof value === "object") return null;
  const text = withoutCredentials(JSON.stringify(value));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Paths of what `given` has and `parsed` has not: what the schema dropped because it does not know it. */
function unknownFields(given: unknown, parsed: unknown, path: readonly PropertyKey[]): string[] {
  if (given === null || typeof given !== "object" || parsed === null || typeof parsed !== "object") return [];
  return Object.entries(given).flatMap(([key, value]) => {
    const own = Object.getOwnPropertyDescriptor(parsed, key);
    return own === undefined ? [dotted([...path, key])] : unknownFields(value, own.value, [...path, key]);
  });
}

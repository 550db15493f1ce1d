import type Database from "better-sqlite3";
import type { z } from "zod";
import { Fault } from "../base/fault.ts";
import { DATABASE_NAME } from "./folder.ts";
import type { Expected } from "./versioned.ts";

/** What a row holds, as `schema` reads it; faults with `dataDamaged` and the row's name where it does not fit. */
export function readRow<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  row: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Fault("dataDamaged", { path: DATABASE_NAME, code: row }, { cause: parsed.error });
}

/** The same of a row's JSON. */
export function readDoc<Schema extends z.ZodType>(schema: Schema, doc: string, row: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(doc);
  } catch (error) {
    throw new Fault("dataDamaged", { path: DATABASE_NAME, code: row }, { cause: error });
  }
  return readRow(schema, value, row);
}

/** `given` as `schema` reads it; the first field that does not fit is an `invalid` fault. */
export function accept<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault("invalid", {
    field: issue?.path.map(String).join(".") || "body",
    problem: issue?.message ?? "?",
  });
}

/** Faults with `preconditionFailed` where the change was made for another version than `current`. */
export function expectVersion(what: string, expected: Expected, current: number): void {
  if (expected !== null && expected !== current)
    throw new Fault("preconditionFailed", { what, yours: expected, current });
}

/** What kinds of values have versions of their own that survive their removal. */
type Kind = "camera" | "layout" | "source";

/** Versions of removed values, so that one added anew under the same id goes on counting. */
export interface Retired {
  /** The version that a value has when it is added. */
  first(kind: Kind, id: string): number;
  /** To be called when a value is removed at `version`. */
  remember(kind: Kind, id: string, version: number): void;
}

export function retiredVersions(db: Database.Database): Retired {
  const find = db
    .prepare<[string, string], number>("SELECT version FROM retired WHERE kind = ? AND id = ?")
    .pluck();
  const put = db.prepare<[string, string, number]>(
    "INSERT INTO retired (kind, id, version) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version",
  );
  return {
    first: (kind, id) => (find.get(kind, id) ?? 0) + 1,
    remember(kind, id, version) {
      put.run(kind, id, version);
    },
  };
}

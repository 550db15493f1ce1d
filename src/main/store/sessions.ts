import type Database from "better-sqlite3";
import { z } from "zod";
import { identifierSchema } from "../../layouts/identifier.ts";
import { EVERYTHING, scopeSchema } from "../../protocol/account.ts";
import { roleSchema } from "../../protocol/role.ts";
import { accept, readDoc, readRow } from "./row.ts";
import type { ListedSession, NewSession, StoredSession } from "./people-store.ts";
import { atomic } from "./transaction.ts";

const outputIdsSchema = z.array(identifierSchema);

const storedSessionSchema = z.object({
  name: z.string(),
  role: roleSchema,
  outputIds: outputIdsSchema.nullable(),
  expiresAt: z.number(),
  scope: scopeSchema.default(EVERYTHING),
  signedInAt: z.number().nullable().default(null),
  lastUsedAt: z.number().nullable().default(null),
  address: z.string().max(120).nullable().default(null),
  browser: z.string().max(120).nullable().default(null),
  lockedAt: z.number().nullable().default(null),
});

interface Row {
  token_hash: string;
  name: string;
  role: string;
  output_ids: string | null;
  expires_at: number;
  scope: string;
  signed_in_at: number | null;
  last_used_at: number | null;
  address: string | null;
  browser: string | null;
  locked_at: number | null;
}

/** What a session is called where it is listed: enough of its hash to find it, which opens nothing. */
export function sessionId(tokenHash: string): string {
  return tokenHash.slice(0, 20);
}

function sessionOf(row: Row): StoredSession {
  const outputIds =
    row.output_ids === null ? null : readDoc(outputIdsSchema, row.output_ids, "sessions output_ids");
  const scope = readDoc(scopeSchema, row.scope, "sessions scope");
  const { name, role, address, browser } = row;
  return readRow(
    storedSessionSchema,
    {
      ...{ name, role, outputIds, scope, address, browser, expiresAt: row.expires_at },
      ...{ signedInAt: row.signed_in_at, lastUsedAt: row.last_used_at, lockedAt: row.locked_at },
    },
    "sessions",
  );
}

/** Who is signed in, by the hash of the token. */
export function sessionTable(db: Database.Database) {
  const insert = db.prepare<
    [
      string,
      string,
      string,
      string | null,
      number,
      string,
      number | null,
      number | null,
      string | null,
      string | null,
      number | null,
    ]
  >(
    `INSERT INTO sessions (token_hash, name, role, output_ids, expires_at, scope, signed_in_at, last_used_at,
       address, browser, locked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const one = db.prepare<[string], Row>("SELECT * FROM sessions WHERE token_hash = ?");
  const list = db.prepare<[string | null, string | null], Row>(
    "SELECT * FROM sessions WHERE ? IS NULL OR (name = ? AND output_ids IS NULL)",
  );
  const extend = db.prepare<[number, number, string]>(
    "UPDATE sessions SET expires_at = ?, last_used_at = ? WHERE token_hash = ?",
  );
  const drop = db.prepare<[string]>("DELETE FROM sessions WHERE token_hash = ?");
  const dropListed = db
    .prepare<[string, string | null, string | null], string>(
      `DELETE FROM sessions WHERE substr(token_hash, 1, 20) = ? AND (? IS NULL OR (name = ? AND output_ids IS NULL))
       RETURNING token_hash`,
    )
    .pluck();
  const dropExpired = db.prepare<[number]>("DELETE FROM sessions WHERE expires_at <= ?");
  const lock = db.prepare<[number | null, string]>(
    "UPDATE sessions SET locked_at = ?, pin_failures = 0 WHERE token_hash = ?",
  );
  const fail = db
    .prepare<[string], number>(
      "UPDATE sessions SET pin_failures = pin_failures + 1 WHERE token_hash = ? RETURNING pin_failures",
    )
    .pluck();
  const from = db
    .prepare<[string, string], number>("SELECT 1 FROM sessions WHERE name = ? AND address = ?")
    .pluck();

  return {
    add(tokenHash: string, given: NewSession): void {
      const one = accept(storedSessionSchema, given);
      const outputIds = one.outputIds && JSON.stringify(one.outputIds);
      const [name, role, end] = [one.name, one.role, Math.trunc(one.expiresAt)];
      const { signedInAt, lastUsedAt, address, browser, lockedAt } = one;
      const scope = JSON.stringify(one.scope);
      insert.run(
        tokenHash,
        name,
        role,
        outputIds,
        end,
        scope,
        signedInAt,
        lastUsedAt,
        address,
        browser,
        lockedAt,
      );
    },
    get(tokenHash: string): StoredSession | null {
      const row = one.get(tokenHash);
      return row === undefined ? null : sessionOf(row);
    },
    /** Of one person, or (null) all there are. */
    list: (name: string | null): ListedSession[] =>
      list.all(name, name).map((row) => ({
        ...sessionOf(row),
        id: sessionId(row.token_hash),
        tokenHash: row.token_hash,
      })),
    /** Whether this person is signed in from there. */
    isFrom: (name: string, address: string): boolean => from.get(name, address) !== undefined,
    extend(tokenHash: string, expiresAt: number, usedAt: number): void {
      extend.run(Math.trunc(expiresAt), Math.trunc(usedAt), tokenHash);
    },
    remove(tokenHash: string): void {
      drop.run(tokenHash);
    },
    /** The hashes of those that were removed: that of this id, of one person or (null) whosever. */
    removeListed: atomic(db, (id: string, name: string | null): string[] => dropListed.all(id, name, name)),
    removeExpired: (now: number): number => dropExpired.run(Math.trunc(now)).changes,
    /** Null unlocks it. */
    lock(tokenHash: string, at: number | null): void {
      lock.run(at === null ? null : Math.trunc(at), tokenHash);
    },
    /** Counts a wrong PIN; how many there were since it was locked. */
    pinFailed: (tokenHash: string): number => fail.get(tokenHash) ?? 0,
  };
}

import type Database from "better-sqlite3";
import { z } from "zod";
import { identifierSchema } from "../../layouts/identifier.ts";
import { roleSchema } from "../../protocol/role.ts";
import { Fault } from "../base/fault.ts";
import { accept, readDoc, readRow } from "./row.ts";
import type { Account, StoredSession } from "./store.ts";
import { atomic } from "./transaction.ts";

const accountSchema = z.object({
  name: z.string().min(1).max(120),
  role: roleSchema,
  passwordHash: z.string().min(1),
});

const outputIdsSchema = z.array(identifierSchema);

const storedSessionSchema = z.object({
  name: z.string(),
  role: roleSchema,
  outputIds: outputIdsSchema.nullable(),
  expiresAt: z.number(),
});

/** People who may sign in. */
export function accountTable(db: Database.Database) {
  const count = db.prepare<[], number>("SELECT count(*) FROM accounts").pluck();
  const one = db.prepare<[string], { name: string; role: string; passwordHash: string }>(
    "SELECT name, role, password_hash AS passwordHash FROM accounts WHERE name = ?",
  );
  const put = db.prepare<[string, string, string]>(
    `INSERT INTO accounts (name, role, password_hash) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET role = excluded.role, password_hash = excluded.password_hash`,
  );

  function write(given: Account): void {
    const account = accept(accountSchema, given);
    put.run(account.name, account.role, account.passwordHash);
  }

  return {
    count: () => Number(count.get()),
    get(name: string): Account | null {
      const row = one.get(name);
      return row === undefined ? null : readRow(accountSchema, row, "accounts");
    },
    put: write,
    addFirst: atomic(db, (given: Account): void => {
      if (Number(count.get()) > 0) throw new Fault("conflict", { what: "account", id: given.name });
      write(given);
    }),
  };
}

/** Who is signed in, by the hash of the token. */
export function sessionTable(db: Database.Database) {
  const insert = db.prepare<[string, string, string, string | null, number]>(
    "INSERT INTO sessions (token_hash, name, role, output_ids, expires_at) VALUES (?, ?, ?, ?, ?)",
  );
  const one = db.prepare<
    [string],
    { name: string; role: string; output_ids: string | null; expires_at: number }
  >("SELECT name, role, output_ids, expires_at FROM sessions WHERE token_hash = ?");
  const extend = db.prepare<[number, string]>("UPDATE sessions SET expires_at = ? WHERE token_hash = ?");
  const drop = db.prepare<[string]>("DELETE FROM sessions WHERE token_hash = ?");
  const dropExpired = db.prepare<[number]>("DELETE FROM sessions WHERE expires_at <= ?");

  return {
    add(tokenHash: string, given: StoredSession): void {
      const session = accept(storedSessionSchema, given);
      const outputIds = session.outputIds && JSON.stringify(session.outputIds);
      insert.run(tokenHash, session.name, session.role, outputIds, Math.trunc(session.expiresAt));
    },
    get(tokenHash: string): StoredSession | null {
      const row = one.get(tokenHash);
      if (row === undefined) return null;
      const outputIds =
        row.output_ids === null ? null : readDoc(outputIdsSchema, row.output_ids, "sessions output_ids");
      const session = { name: row.name, role: row.role, outputIds, expiresAt: row.expires_at };
      return readRow(storedSessionSchema, session, "sessions");
    },
    extend(tokenHash: string, expiresAt: number): void {
      extend.run(Math.trunc(expiresAt), tokenHash);
    },
    remove(tokenHash: string): void {
      drop.run(tokenHash);
    },
    removeExpired: (now: number): number => dropExpired.run(Math.trunc(now)).changes,
  };
}

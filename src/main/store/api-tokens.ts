import type Database from "better-sqlite3";
import { z } from "zod";
import { scopeSchema } from "../../protocol/account.ts";
import { roleSchema } from "../../protocol/role.ts";
import { accept, readRow } from "./row.ts";
import type { StoredToken } from "./people-store.ts";

const tokenSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1).max(120),
  role: roleSchema,
  scope: scopeSchema,
  madeBy: z.string(),
  madeAt: z.number(),
  expiresAt: z.number(),
  lastUsedAt: z.number().nullable(),
});

interface Row {
  id: string;
  name: string;
  role: string;
  scope: string;
  madeBy: string;
  madeAt: number;
  expiresAt: number;
  lastUsedAt: number | null;
}

const COLUMNS = `id, name, role, scope, made_by AS madeBy, made_at AS madeAt, expires_at AS expiresAt,
  last_used_at AS lastUsedAt`;

function tokenOf(row: Row): StoredToken {
  return readRow(tokenSchema, { ...row, scope: JSON.parse(row.scope) as unknown }, "api_tokens");
}

/** What software comes in with; gone with the account that made it. */
export function apiTokenTable(db: Database.Database) {
  const insert = db.prepare<[string, string, string, string, string, string, number, number]>(
    `INSERT INTO api_tokens (id, token_hash, name, role, scope, made_by, made_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM api_tokens WHERE token_hash = ?`);
  const list = db.prepare<[string | null, string | null], Row>(
    `SELECT ${COLUMNS} FROM api_tokens WHERE ? IS NULL OR made_by = ? ORDER BY made_at DESC, id`,
  );
  const used = db.prepare<[number, string]>("UPDATE api_tokens SET last_used_at = ? WHERE token_hash = ?");
  const drop = db
    .prepare<[string, string | null, string | null], string>(
      "DELETE FROM api_tokens WHERE id = ? AND (? IS NULL OR made_by = ?) RETURNING token_hash",
    )
    .pluck();
  const dropExpired = db.prepare<[number]>("DELETE FROM api_tokens WHERE expires_at <= ?");

  return {
    add(tokenHash: string, given: StoredToken): StoredToken {
      const token = accept(tokenSchema, given);
      const { id, name, role, madeBy, madeAt, expiresAt } = token;
      insert.run(id, tokenHash, name, role, JSON.stringify(token.scope), madeBy, madeAt, expiresAt);
      return token;
    },
    find(tokenHash: string): StoredToken | null {
      const row = one.get(tokenHash);
      return row === undefined ? null : tokenOf(row);
    },
    /** Of one maker, or (null) all there are; newest first. */
    list: (madeBy: string | null): StoredToken[] => list.all(madeBy, madeBy).map(tokenOf),
    used(tokenHash: string, at: number): void {
      used.run(Math.trunc(at), tokenHash);
    },
    /** The hash of the token that was revoked: that of this id, of one maker or (null) whosever. */
    remove: (id: string, madeBy: string | null): string | null => drop.get(id, madeBy, madeBy) ?? null,
    removeExpired: (now: number): number => dropExpired.run(Math.trunc(now)).changes,
  };
}

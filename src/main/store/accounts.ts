import type Database from "better-sqlite3";
import { z } from "zod";
import { EVERYTHING, favouritesSchema, lockAfterSchema, scopeSchema } from "../../protocol/account.ts";
import { roleSchema } from "../../protocol/role.ts";
import { languageSchema } from "../../protocol/session.ts";
import { Fault } from "../base/fault.ts";
import { accept, readRow } from "./row.ts";
import type { Account, AccountChange, NewAccount } from "./people-store.ts";
import { atomic } from "./transaction.ts";

const accountSchema = z.object({
  name: z.string().min(1).max(120),
  role: roleSchema,
  passwordHash: z.string().min(1),
  pinHash: z.string().min(1).nullable().default(null),
  language: languageSchema.default("id"),
  scope: scopeSchema.default(EVERYTHING),
  disabled: z.boolean().default(false),
  lockAfterMinutes: lockAfterSchema.default(null),
  simple: z.boolean().default(false),
  favourites: favouritesSchema.shape.cameraIds.default([]),
});

interface Row {
  name: string;
  role: string;
  passwordHash: string;
  pinHash: string | null;
  language: string;
  scope: string;
  disabled: number;
  lockAfterMinutes: number | null;
  simple: number;
  favourites: string;
}

const COLUMNS =
  "name, role, password_hash AS passwordHash, pin_hash AS pinHash, language, scope, disabled, lock_after_minutes AS lockAfterMinutes, simple, favourites";

function accountOf(row: Row): Account {
  const told = {
    ...row,
    scope: JSON.parse(row.scope) as unknown,
    disabled: row.disabled === 1,
    simple: row.simple === 1,
    favourites: JSON.parse(row.favourites) as unknown,
  };
  return readRow(accountSchema, told, "accounts");
}

/** People who may sign in. */
export function accountTable(db: Database.Database) {
  const count = db.prepare<[], number>("SELECT count(*) FROM accounts").pluck();
  const one = db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM accounts WHERE name = ?`);
  const alike = db
    .prepare<[string], string>("SELECT name FROM accounts WHERE name = ? COLLATE NOCASE")
    .pluck();
  const all = db.prepare<[], Row>(`SELECT ${COLUMNS} FROM accounts ORDER BY name COLLATE NOCASE, name`);
  const admins = db
    .prepare<[], number>("SELECT count(*) FROM accounts WHERE role = 'admin' AND disabled = 0")
    .pluck();
  const put = db.prepare<[Row]>(
    `INSERT INTO accounts (name, role, password_hash, pin_hash, language, scope, disabled, lock_after_minutes, simple,
       favourites)
     VALUES (@name, @role, @passwordHash, @pinHash, @language, @scope, @disabled, @lockAfterMinutes, @simple,
       @favourites)
     ON CONFLICT (name) DO UPDATE SET role = excluded.role, password_hash = excluded.password_hash,
       pin_hash = excluded.pin_hash, language = excluded.language, scope = excluded.scope,
       disabled = excluded.disabled, lock_after_minutes = excluded.lock_after_minutes,
       simple = excluded.simple, favourites = excluded.favourites`,
  );
  const drop = db.prepare<[string]>("DELETE FROM accounts WHERE name = ?");
  const endSessions = db
    .prepare<[string], string>(
      "DELETE FROM sessions WHERE name = ? AND output_ids IS NULL RETURNING token_hash",
    )
    .pluck();
  const tokensOf = db
    .prepare<[string], string>("SELECT token_hash FROM api_tokens WHERE made_by = ?")
    .pluck();

  function write(given: NewAccount): Account {
    const account = accept(accountSchema, given);
    const { scope, disabled, simple, favourites } = account;
    put.run({
      ...account,
      scope: JSON.stringify(scope),
      disabled: disabled ? 1 : 0,
      simple: simple ? 1 : 0,
      favourites: JSON.stringify(favourites),
    });
    return account;
  }

  function find(name: string): Account {
    const row = one.get(name);
    if (row === undefined) throw new Fault("notFound", { what: "account", id: name });
    return accountOf(row);
  }

  /** Runs `change`; faults with `lastAdmin` where it leaves nobody who may make accounts. */
  function keepingAnAdmin<T>(name: string, change: () => T): T {
    const before = Number(admins.get());
    const answer = change();
    if (before > 0 && Number(admins.get()) === 0) throw new Fault("lastAdmin", { id: name });
    return answer;
  }

  return {
    count: () => Number(count.get()),
    get(name: string): Account | null {
      const row = one.get(name);
      return row === undefined ? null : accountOf(row);
    },
    list: (): Account[] => all.all().map(accountOf),
    put: (given: NewAccount): void => {
      write(given);
    },
    addFirst: atomic(db, (given: NewAccount): void => {
      if (Number(count.get()) > 0) throw new Fault("conflict", { what: "account", id: given.name });
      write(given);
    }),
    add: atomic(db, (given: NewAccount): Account => {
      const taken = alike.get(given.name);
      if (taken !== undefined) throw new Fault("conflict", { what: "account", id: taken });
      return write(given);
    }),
    /** `ended`: hashes of the tokens of what ended with the change, sessions and tokens of software. */
    edit: atomic(db, (name: string, change: AccountChange): { account: Account; ended: string[] } => {
      const before = find(name);
      const account = keepingAnAdmin(name, () => write({ ...before, ...change, name }));
      const ends =
        account.passwordHash !== before.passwordHash ||
        account.role !== before.role ||
        JSON.stringify(account.scope) !== JSON.stringify(before.scope) ||
        (account.disabled && !before.disabled);
      return { account, ended: ends ? [...endSessions.all(name), ...tokensOf.all(name)] : [] };
    }),
    /** The same password at another cost. */
    rehash: atomic(db, (name: string, before: string, after: string): void => {
      const account = find(name);
      if (account.passwordHash === before) write({ ...account, passwordHash: after });
    }),
    remove: atomic(db, (name: string): string[] => {
      find(name);
      const tokens = tokensOf.all(name);
      keepingAnAdmin(name, () => drop.run(name));
      return [...endSessions.all(name), ...tokens];
    }),
  };
}

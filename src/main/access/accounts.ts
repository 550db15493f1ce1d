import {
  type AccountFace,
  type AccountInput,
  type AccountPatch,
  EVERYTHING,
  PASSWORD_LENGTH,
  type Scope,
} from "../../protocol/account.ts";
import { allows, type Role } from "../../protocol/role.ts";
import { Fault } from "../base/fault.ts";
import type { Account, AccountChange } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";
import type { BackOff } from "./back-off.ts";
import type { Passwords } from "./passwords.ts";

/** Accounts as admins keep them, and what everybody may change of their own. */
export interface Accounts {
  list(): Promise<AccountFace[]>;
  find(name: string): Promise<AccountFace | null>;
  add(input: AccountInput): Promise<AccountFace>;
  /** Ends its sessions where another password, role or scope is given, or it is disabled. */
  edit(name: string, patch: AccountPatch): Promise<AccountFace>;
  remove(name: string): Promise<void>;
  /** Ids of the cameras that somebody keeps at hand. */
  favourites(name: string): Promise<readonly string[]>;
  keepFavourites(name: string, cameraIds: readonly string[]): Promise<void>;
  /** Faults with `wrongCredentials` where `password` is not the one until now, and with `tooMany`. */
  changePassword(name: string, password: string, next: string, address: string): Promise<void>;
  changePin(name: string, password: string, pin: string | null, address: string): Promise<void>;
}

interface Parts {
  readonly store: Store["accounts"];
  readonly passwords: Passwords;
  readonly backOff: BackOff;
  /** Sessions of these hashes have ended in the store. */
  readonly ended: (hashes: readonly string[]) => void;
}

function faceOf(account: Account): AccountFace {
  const { name, role, language, scope, disabled, lockAfterMinutes, simple } = account;
  const hasPin = account.pinHash !== null;
  return { name, role, language, scope, disabled, lockAfterMinutes, simple, hasPin };
}

/**
 * What somebody of `role` may see: who edits the site as a whole sees the whole of it. Faults with `invalid` where
 * `scope` would narrow that.
 */
export function scopeFor(role: Role, scope: Scope): Scope {
  if (!allows(role, "technician")) return scope;
  if (scope.wallIds !== null || scope.cameraGroups !== null)
    throw new Fault("invalid", { field: "scope", problem: `a ${role} sees every wall and camera` });
  return EVERYTHING;
}

/** Faults with `invalid` for a password too short or long. */
export function checkPassword(password: string): void {
  const { least, most } = PASSWORD_LENGTH;
  if (password.length < least || password.length > most)
    throw new Fault("invalid", {
      field: "password",
      problem: `it must have from ${least} to ${most} characters`,
    });
}

export function createAccounts({ store, passwords, backOff, ended }: Parts): Accounts {
  async function change(name: string, changed: AccountChange): Promise<AccountFace> {
    const { account, ended: hashes } = await store.edit(name, changed);
    ended(hashes);
    return faceOf(account);
  }

  /** The account, where `password` is its own. */
  async function proven(name: string, password: string, address: string): Promise<Account> {
    const account = await store.get(name);
    if (account === null) throw new Fault("notFound", { what: "account", id: name });
    backOff.attempt(name, address, true);
    if (!(await passwords.verify(account.passwordHash, password))) throw new Fault("wrongCredentials");
    backOff.succeeded(name, address, true);
    return account;
  }

  return {
    list: async () => (await store.list()).map(faceOf),
    async find(name) {
      const account = await store.get(name);
      return account === null ? null : faceOf(account);
    },
    async add({ password, ...input }) {
      const scope = scopeFor(input.role, input.scope ?? EVERYTHING);
      const passwordHash = await passwords.hash(password);
      return faceOf(await store.add({ ...input, scope, passwordHash }));
    },
    async edit(name, { password, pin, ...patch }) {
      const before = await store.get(name);
      if (before === null) throw new Fault("notFound", { what: "account", id: name });
      const role = patch.role ?? before.role;
      const kept = allows(role, "technician") ? EVERYTHING : before.scope;
      return change(name, {
        ...patch,
        scope: scopeFor(role, patch.scope ?? kept),
        ...(password === undefined ? {} : { passwordHash: await passwords.hash(password) }),
        ...(pin === undefined ? {} : { pinHash: null }),
      });
    },
    async favourites(name) {
      const account = await store.get(name);
      if (account === null) throw new Fault("notFound", { what: "account", id: name });
      return account.favourites;
    },
    async keepFavourites(name, cameraIds) {
      await change(name, { favourites: [...new Set(cameraIds)] });
    },
    async remove(name) {
      ended(await store.remove(name));
    },
    async changePassword(name, password, next, address) {
      checkPassword(next);
      await proven(name, password, address);
      await change(name, { passwordHash: await passwords.hash(next) });
    },
    async changePin(name, password, pin, address) {
      await proven(name, password, address);
      await change(name, { pinHash: pin === null ? null : await passwords.hash(pin) });
    },
  };
}

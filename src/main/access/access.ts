import { timingSafeEqual } from "node:crypto";
import type { Credentials } from "../../protocol/session.ts";
import type { Role } from "../../protocol/role.ts";
import type { Clock } from "../base/clock.ts";
import { Fault, asFault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import { createBackOff } from "./back-off.ts";
import { createCodes } from "./codes.ts";
import { createPasswords } from "./passwords.ts";
import { createSessions, type Identity } from "./sessions.ts";
import { hashOf, newToken } from "./token.ts";

export type { Identity } from "./sessions.ts";

/** The account that the first visitor, or DINDING_ADMIN_PASSWORD, sets up. */
const ADMIN = "admin";
/** Characters of a password, as the REST contract asks. */
export const PASSWORD_LENGTH = { least: 8, most: 1024 } as const;

interface SignedIn {
  readonly token: string;
  readonly role: Role;
}

/** Who may come in, and as what. */
export interface Access {
  /** True while the data folder has no account. */
  needsAdmin(): Promise<boolean>;
  /** The first account, an admin, who is signed in with it. Faults with `conflict` where any account exists. */
  setUp(password: string): Promise<SignedIn>;
  /**
   * `address`: where the attempt comes from. Faults with `wrongCredentials`, alike for a wrong name and a wrong
   * password, and with `tooMany` after several failures of this name from this address.
   */
  signIn(credentials: Credentials, address: string): Promise<SignedIn>;
  /** Counts at once; a token that is unknown is no fault. */
  signOut(token: string): Promise<void>;
  identify(token: string): Promise<Identity | null>;
  /** A code that gives one page a cookie for these outputs, once, until `expiresAt` (milliseconds since 1970). */
  issueCode(outputIds: readonly string[]): Promise<{ code: string; expiresAt: number }>;
  /**
   * The token of a viewer who may show the code's outputs, and those `besides` that they may show already, and nothing
   * else. Faults with `codeExpired`.
   */
  redeemCode(
    code: string,
    besides?: readonly string[],
  ): Promise<{ token: string; outputIds: readonly string[] }>;
  /** Of the shell on this machine; made anew at every start, never stored but in `run.json`. Role technician. */
  readonly shellToken: string;
  /** Removes sessions that have expired, now and every hour, until the returned function is called. */
  sweep(): () => void;
}

export interface AccessOptions {
  readonly store: Pick<Store, "accounts" | "sessions">;
  readonly clock: Clock;
  readonly log: Log;
}

const SWEEP_MS = 3_600_000;

export function createAccess({ store, clock, log }: AccessOptions): Access {
  const passwords = createPasswords();
  const backOff = createBackOff(clock);
  const codes = createCodes(clock);
  const sessions = createSessions(store.sessions, clock, log);
  const shellToken = newToken();
  const shellHash = Buffer.from(hashOf(shellToken));
  const shell: Identity = { name: "shell", role: "technician", outputIds: null };

  async function enter(name: string, role: Role): Promise<SignedIn> {
    return { token: await sessions.open({ name, role, outputIds: null }), role };
  }

  /** Hashes an old password at today's cost; a sign-in does not fail for it. */
  async function renew(name: string, role: Role, password: string): Promise<void> {
    try {
      await store.accounts.put({ name, role, passwordHash: await passwords.hash(password) });
    } catch (error) {
      log.warn({ err: asFault(error) }, "a password hash could not be renewed");
    }
  }

  return {
    shellToken,
    needsAdmin: async () => (await store.accounts.count()) === 0,
    async setUp(password) {
      await createAdmin(store.accounts, password);
      return enter(ADMIN, "admin");
    },
    async signIn({ name, password }, address) {
      backOff.attempt(name, address);
      const account = await store.accounts.get(name);
      const matches = await passwords.verify(account?.passwordHash ?? null, password);
      if (account === null || !matches) throw new Fault("wrongCredentials");
      backOff.succeeded(name, address);
      if (passwords.isDated(account.passwordHash)) await renew(name, account.role, password);
      return enter(account.name, account.role);
    },
    signOut: (token) => sessions.end(token),
    identify: async (token) =>
      timingSafeEqual(Buffer.from(hashOf(token)), shellHash) ? shell : sessions.find(token),
    issueCode: async (outputIds) => codes.issue(outputIds),
    async redeemCode(code, besides = []) {
      const outputIds = [...new Set([...besides, ...codes.redeem(code)])];
      const name = `output ${outputIds.join(", ")}`;
      return { token: await sessions.open({ name, role: "viewer", outputIds }), outputIds };
    },
    sweep() {
      let cancel = () => {};
      const again = () => {
        cancel = clock.after(SWEEP_MS, again);
        sessions.sweep().catch((error: unknown) => {
          log.warn({ err: asFault(error) }, "expired sessions could not be removed");
        });
      };
      again();
      return () => {
        cancel();
      };
    },
  };
}

/** Makes the first account. Faults with `conflict` where any exists, and with `invalid` for a password too short or long. */
async function createAdmin(accounts: Store["accounts"], password: string): Promise<void> {
  const { least, most } = PASSWORD_LENGTH;
  if (password.length < least || password.length > most)
    throw new Fault("invalid", {
      field: "password",
      problem: `it must have from ${least} to ${most} characters`,
    });
  if ((await accounts.count()) > 0) throw new Fault("conflict", { what: "account", id: ADMIN });
  await accounts.addFirst({
    name: ADMIN,
    role: "admin",
    passwordHash: await createPasswords().hash(password),
  });
}

/**
 * Sets user admin of an empty data folder to `password` (of DINDING_ADMIN_PASSWORD); answers whether it did. Nothing
 * changes where there is an account, or no password. Faults with `invalid` for a password too short or long.
 */
export async function setAdminPassword(
  store: Pick<Store, "accounts">,
  password: string | undefined,
): Promise<boolean> {
  if (password === undefined || password === "" || (await store.accounts.count()) > 0) return false;
  await createAdmin(store.accounts, password);
  return true;
}

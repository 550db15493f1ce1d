import { timingSafeEqual } from "node:crypto";
import { EVERYTHING, type SignedInFace } from "../../protocol/account.ts";
import type { Role } from "../../protocol/role.ts";
import type { Credentials } from "../../protocol/session.ts";
import type { Clock } from "../base/clock.ts";
import { Fault, asFault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import { isLoopbackAddress } from "../base/loopback.ts";
import type { Store } from "../store/store.ts";
import { type Accounts, checkPassword, createAccounts } from "./accounts.ts";
import { type ApiTokens, createApiTokens } from "./api-tokens.ts";
import { createBackOff } from "./back-off.ts";
import { createCodes } from "./codes.ts";
import type { From } from "./from.ts";
import { createPairings, type Pairings } from "./pairings.ts";
import { createPasswords } from "./passwords.ts";
import { createSessions, type Identity } from "./sessions.ts";
import { createSigning, type Proof, type Signer } from "./signing.ts";
import { hashOf, newToken } from "./token.ts";

export type { From } from "./from.ts";
export type { Identity } from "./sessions.ts";

/** The account that the first visitor, or DINDING_ADMIN_PASSWORD, sets up. */
const ADMIN = "admin";

interface SignedIn {
  readonly token: string;
  readonly role: Role;
}

/** Who may come in, and as what. */
export interface Access {
  /** True while the data folder has no account. */
  needsAdmin(): Promise<boolean>;
  /** The first account, an admin, who is signed in with it. Faults with `conflict` where any account exists. */
  setUp(password: string, from: From): Promise<SignedIn>;
  /**
   * Always another token. Faults with `wrongCredentials`, alike for a wrong name, a wrong password and an account that is
   * disabled, and with `tooMany` after several failures of this name.
   */
  signIn(credentials: Credentials, from: From): Promise<SignedIn>;
  /** Of somebody who has just changed their password: the sessions until then have ended. */
  signInAnew(name: string, from: From): Promise<SignedIn>;
  /** Somebody signs with a PIN or password of their own, at whichever desk; see `createSigning` for its faults. */
  sign(name: string, proof: Proof, from: From): Promise<Signer>;
  /** Counts at once; a token that is unknown is no fault. */
  signOut(token: string): Promise<void>;
  identify(token: string): Promise<Identity | null>;
  /** Locks the desk of a session, which stays. */
  lock(token: string): Promise<void>;
  /** Faults with `wrongPin`, and with `unauthenticated` where that ended the session. */
  unlock(token: string, pin: string): Promise<void>;
  /** Of one person, or (null) everybody's; the most recently used first. `token`: of who asks. */
  sessions(name: string | null, token: string | null): Promise<SignedInFace[]>;
  /** Ends the session that is listed so, of one person or (null) whosever. Faults with `notFound`. */
  endSession(id: string, name: string | null): Promise<void>;
  readonly accounts: Accounts;
  readonly tokens: ApiTokens;
  /** Screens that wait to be told which outputs they are. */
  readonly pairings: Pairings;
  /** A code that gives one page a cookie for these outputs, once, until `expiresAt` (milliseconds since 1970). */
  issueCode(outputIds: readonly string[]): Promise<{ code: string; expiresAt: number }>;
  /**
   * The token of a viewer who may show the code's outputs, and those `besides` that they may show already, and nothing
   * else. Faults with `codeExpired`.
   */
  redeemCode(
    code: string,
    besides?: readonly string[],
    from?: From,
  ): Promise<{ token: string; outputIds: readonly string[] }>;
  /** Of the shell on this machine; made anew at every start, never stored but in `run.json`. Role technician. */
  readonly shellToken: string;
  /** Is told the hashes of tokens that are no longer good, or null where any may be, until the returned function is called. */
  follow(listener: (hashes: readonly string[] | null) => void): () => void;
  /** Removes what has expired, now and every hour, and follows what other programs write, until the returned function is called. */
  sweep(): () => void;
}

export interface AccessOptions {
  readonly store: Pick<Store, "accounts" | "sessions" | "tokens" | "writtenElsewhere">;
  readonly clock: Clock;
  readonly log: Log;
}

const SWEEP_MS = 3_600_000;
/** How soon the core sees what another program wrote, milliseconds: a password that was set from the machine itself. */
const LOOK_MS = 5000;
/** Wrong PINs that end a session. */
const WRONG_PINS = 5;

export function createAccess({ store, clock, log }: AccessOptions): Access {
  const passwords = createPasswords();
  const backOff = createBackOff(clock);
  const codes = createCodes(clock);
  const sessions = createSessions(store.sessions, clock, log);
  const listeners = new Set<(hashes: readonly string[] | null) => void>();
  const ended = (hashes: readonly string[]) => {
    sessions.ended(hashes);
    for (const listener of listeners) listener(hashes);
  };
  const accounts = createAccounts({ store: store.accounts, passwords, backOff, ended });
  const tokens = createApiTokens({ store, clock, log, ended });
  const shellToken = newToken();
  const shellHash = Buffer.from(hashOf(shellToken));
  const shell: Identity = {
    ...{
      name: "shell",
      role: "technician",
      scope: EVERYTHING,
      outputIds: null,
      kind: "shell",
      locked: false,
    },
  };

  async function enter(name: string, from: From): Promise<SignedIn> {
    const account = await store.accounts.get(name);
    if (account === null || account.disabled) throw new Fault("wrongCredentials");
    const { role, scope } = account;
    return { token: await sessions.open({ name, role, scope, outputIds: null, ...from }), role };
  }

  /** Hashes an old password at today's cost; a sign-in does not fail for it. */
  async function renew(name: string, before: string, password: string): Promise<void> {
    try {
      await store.accounts.rehash(name, before, await passwords.hash(password));
    } catch (error) {
      log.warn({ err: asFault(error) }, "a password hash could not be renewed");
    }
  }

  async function signIn({ name, password }: Credentials, from: From): Promise<SignedIn> {
    const { address } = from;
    const isKnown =
      isLoopbackAddress(address) ||
      (backOff.isStrained(name) && (await store.sessions.isFrom(name, address)));
    backOff.attempt(name, address, isKnown);
    const account = await store.accounts.get(name);
    const matches = await passwords.verify(account?.passwordHash ?? null, password);
    if (account === null || !matches || account.disabled) throw new Fault("wrongCredentials");
    backOff.succeeded(name, address, isKnown);
    if (passwords.isDated(account.passwordHash)) await renew(name, account.passwordHash, password);
    return enter(name, from);
  }

  async function signOut(token: string): Promise<void> {
    await sessions.end(token);
    ended([hashOf(token)]);
  }

  return {
    shellToken,
    accounts,
    tokens,
    pairings: createPairings(clock),
    needsAdmin: async () => (await store.accounts.count()) === 0,
    async setUp(password, from) {
      await createAdmin(store.accounts, password);
      return enter(ADMIN, from);
    },
    signIn,
    sign: createSigning({
      ...{ accounts: store.accounts, passwords },
      byPassword: async (name, password, from) => signOut((await signIn({ name, password }, from)).token),
    }),
    signInAnew: enter,
    signOut,
    identify: async (token) => {
      if (timingSafeEqual(Buffer.from(hashOf(token)), shellHash)) return shell;
      return await (tokens.identify(token) ?? sessions.find(token));
    },
    lock: (token) => sessions.lock(token, true),
    async unlock(token, pin) {
      const hash = hashOf(token);
      const session = await store.sessions.get(hash);
      if (session === null) throw new Fault("unauthenticated");
      // Counted before it is looked at, so that many at once are no more than a few.
      const wrong = await store.sessions.pinFailed(hash);
      const account = await store.accounts.get(session.name);
      const hashed = account?.pinHash ?? null;
      if (wrong <= WRONG_PINS && hashed !== null && (await passwords.verify(hashed, pin)))
        return await sessions.lock(token, false);
      if (wrong < WRONG_PINS) throw new Fault("wrongPin", { left: WRONG_PINS - wrong });
      await signOut(token);
      throw new Fault("unauthenticated");
    },
    sessions: (name, token) => sessions.list(name, token),
    async endSession(id, name) {
      ended([await sessions.endListed(id, name)]);
    },
    issueCode: async (outputIds) => codes.issue(outputIds),
    async redeemCode(code, besides = [], from) {
      const outputIds = [...new Set([...besides, ...codes.redeem(code)])];
      const name = `output ${outputIds.join(", ")}`;
      return { token: await sessions.open({ name, role: "viewer", outputIds, ...from }), outputIds };
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sweep() {
      const warn = (what: string) => (error: unknown) => log.warn({ err: asFault(error) }, what);
      const stops = [
        every(clock, SWEEP_MS, () => sessions.sweep().catch(warn("expired sessions could not be removed"))),
        every(clock, SWEEP_MS, () => tokens.removeExpired().catch(warn("old tokens could not be removed"))),
      ];
      let known: number | null = null;
      const look = async () => {
        const now = await store.writtenElsewhere();
        if (known !== null && known !== now) {
          sessions.forget();
          for (const listener of listeners) listener(null);
        }
        known = now;
      };
      stops.push(every(clock, LOOK_MS, () => look().catch(warn("the store could not be looked at"))));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Does `work` now and every `ms`, until the returned function is called. */
function every(clock: Clock, ms: number, work: () => Promise<unknown>): () => void {
  let cancel = () => {};
  const again = () => {
    cancel = clock.after(ms, again);
    void work();
  };
  again();
  return () => {
    cancel();
  };
}

/** Makes the first account. Faults with `conflict` where any exists, and with `invalid` for a password too short or long. */
async function createAdmin(accounts: Store["accounts"], password: string): Promise<void> {
  checkPassword(password);
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

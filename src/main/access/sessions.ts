import { EVERYTHING, type Scope, type SignedInFace } from "../../protocol/account.ts";
import type { Role } from "../../protocol/role.ts";
import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import { sessionId } from "../store/sessions.ts";
import type { ListedSession, StoredSession } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";
import { hashOf, newToken } from "./token.ts";

/** Who a token belongs to. */
export interface Identity {
  readonly name: string;
  readonly role: Role;
  /** What of the site they see and work with. */
  readonly scope: Scope;
  /** Of an output page: the outputs it may show, and nothing else. Null for everybody else. */
  readonly outputIds: readonly string[] | null;
  /** A person who signed in, the page of an output, software with a token of its own, or the shell of this machine. */
  readonly kind: "person" | "page" | "software" | "shell";
  /** The desk is locked. */
  readonly locked: boolean;
}

/** Who comes in, and from where. */
export interface Visit {
  readonly name: string;
  readonly role: Role;
  readonly scope?: Scope;
  readonly outputIds: readonly string[] | null;
  readonly address?: string | null;
  /** "Firefox, Windows". */
  readonly browser?: string | null;
}

const HOUR_MS = 3_600_000;
/** How long a session lives after it was last used: a person's shift, and an output page's season. */
export const PERSON_MS = 12 * HOUR_MS;
export const OUTPUT_MS = 90 * 24 * HOUR_MS;
/** Part of its life after which a session that is used is written with a new end: once in many requests. */
const WRITE_AFTER = 1 / 20;
/** How long the store is not asked again about a session that it knew, milliseconds. */
const FRESH_MS = 60_000;
/** Sessions held in memory; beyond it the one that was asked for longest ago goes. */
const MOST_CACHED = 1000;

interface Cached {
  readonly session: StoredSession;
  readonly readAt: number;
  /** When it was last asked for, milliseconds since 1970. */
  usedAt: number;
}

export interface Sessions {
  /** Its token, which nobody had before, and of which only the hash is kept. */
  open(visit: Visit): Promise<string>;
  /** Null where the token is unknown, expired or signed out. */
  find(token: string): Promise<Identity | null>;
  end(token: string): Promise<void>;
  /** Those of these hashes have ended in the store. */
  ended(hashes: readonly string[]): void;
  /** Others wrote to the store: it is asked anew about everybody. */
  forget(): void;
  /** Of one person, or (null) all there are; the most recently used first. `token`: of who asks. */
  list(name: string | null, token: string | null): Promise<SignedInFace[]>;
  /** Ends the one that is listed under `id`, of one person or (null) whosever; answers its hash. Faults with `notFound`. */
  endListed(id: string, name: string | null): Promise<string>;
  /** Locks a desk, or with false unlocks it. */
  lock(token: string, locked: boolean): Promise<void>;
  /** Forgets what has expired, and stores what could not be; answers with how many expired. */
  sweep(): Promise<number>;
}

/** Sessions in the store with a small cache before it; a sign-out counts at once. */
export function createSessions(store: Store["sessions"], clock: Clock, log: Log): Sessions {
  const cache = new Map<string, Cached>();
  /** Of output pages, by hash, while the store takes nothing: a wall goes on while its disk fails. */
  const unstored = new Map<string, StoredSession>();
  // Grows with every sign-out, so that a read that began before one is not cached after it.
  let endings = 0;

  const lifetimeOf = (session: { outputIds: readonly string[] | null }) =>
    session.outputIds === null ? PERSON_MS : OUTPUT_MS;

  function remember(hash: string, session: StoredSession): void {
    cache.delete(hash);
    cache.set(hash, { session, readAt: clock.monotonic(), usedAt: clock.now() });
    if (cache.size <= MOST_CACHED) return;
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }

  async function read(hash: string): Promise<StoredSession | null> {
    const cached = cache.get(hash);
    if (cached !== undefined && clock.monotonic() - cached.readAt < FRESH_MS) return cached.session;
    const before = endings;
    try {
      const session = await store.get(hash);
      if (session === null) cache.delete(hash);
      else if (endings === before) remember(hash, session);
      return session;
    } catch (error) {
      // A wall goes on while its disk fails: what was known a while ago still counts.
      if (cached === undefined || !cache.has(hash)) throw error;
      log.warn({ err: asFault(error) }, "sessions cannot be read; one that was known goes on");
      return cached.session;
    }
  }

  async function prolong(hash: string, session: StoredSession): Promise<void> {
    const lifetime = lifetimeOf(session);
    const expiresAt = clock.now() + lifetime;
    if (expiresAt - session.expiresAt < lifetime * WRITE_AFTER) return;
    if (unstored.has(hash)) {
      unstored.set(hash, { ...session, expiresAt });
      return;
    }
    const before = endings;
    try {
      await store.extend(hash, expiresAt, clock.now());
      if (endings === before) remember(hash, { ...session, expiresAt });
    } catch (error) {
      log.warn({ err: asFault(error) }, "a session could not be prolonged");
    }
  }

  /** Puts into the store what it did not take. */
  async function storeLate(): Promise<void> {
    for (const [hash, session] of unstored) {
      if (session.expiresAt > clock.now()) await store.add(hash, session);
      // Signed out meanwhile.
      if (!unstored.delete(hash)) await store.remove(hash);
    }
  }

  return {
    async open(visit) {
      const token = newToken();
      const now = clock.now();
      const session: StoredSession = {
        ...{ scope: EVERYTHING, address: null, browser: null, ...visit },
        ...{ expiresAt: now + lifetimeOf(visit), signedInAt: now, lastUsedAt: now, lockedAt: null },
      };
      try {
        await store.add(hashOf(token), session);
      } catch (error) {
        if (visit.outputIds === null) throw error;
        log.warn({ err: asFault(error) }, "the session of an output page is kept in memory alone");
        unstored.set(hashOf(token), session);
      }
      return token;
    },
    async find(token) {
      const hash = hashOf(token);
      const session = unstored.get(hash) ?? (await read(hash));
      if (session === null) return null;
      if (session.expiresAt <= clock.now()) {
        cache.delete(hash);
        unstored.delete(hash);
        return null;
      }
      const cached = cache.get(hash);
      if (cached !== undefined) cached.usedAt = clock.now();
      await prolong(hash, session);
      const { name, role, scope, outputIds } = session;
      const kind = outputIds === null ? "person" : "page";
      return { name, role, scope, outputIds, kind, locked: session.lockedAt !== null };
    },
    async end(token) {
      const hash = hashOf(token);
      endings += 1;
      cache.delete(hash);
      if (!unstored.delete(hash)) await store.remove(hash);
    },
    ended(hashes) {
      endings += 1;
      for (const hash of hashes) cache.delete(hash);
    },
    forget() {
      endings += 1;
      cache.clear();
    },
    async list(name, token) {
      const own = token === null ? null : sessionId(hashOf(token));
      const usedAt = ({ tokenHash, lastUsedAt }: ListedSession) => cache.get(tokenHash)?.usedAt ?? lastUsedAt;
      const standing = (await store.list(name)).filter(({ expiresAt }) => expiresAt > clock.now());
      const used = standing.map((session) => ({ session, at: usedAt(session) }));
      return used
        .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))
        .map(({ session, at }) => faceOf(session, at, session.id === own));
    },
    async endListed(id, name) {
      endings += 1;
      const [hash] = await store.removeListed(id, name);
      if (hash === undefined) throw new Fault("notFound", { what: "session", id });
      cache.delete(hash);
      return hash;
    },
    async lock(token, locked) {
      const hash = hashOf(token);
      endings += 1;
      cache.delete(hash);
      await store.lock(hash, locked ? clock.now() : null);
      // What was read meanwhile may be from before.
      endings += 1;
      cache.delete(hash);
    },
    async sweep() {
      await storeLate();
      return store.removeExpired(clock.now());
    },
  };
}

function faceOf(session: ListedSession, usedAt: number | null, current: boolean): SignedInFace {
  const { id, name, role, outputIds, signedInAt, expiresAt, address, browser, lockedAt } = session;
  const told = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    ...{ id, name, role, outputIds: outputIds === null ? null : [...outputIds], address, browser, current },
    ...{ signedInAt: told(signedInAt), lastUsedAt: told(usedAt), locked: lockedAt !== null },
    expiresAt: new Date(expiresAt).toISOString(),
  };
}

import type { Role } from "../../protocol/role.ts";
import type { Clock } from "../base/clock.ts";
import { asFault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store, StoredSession } from "../store/store.ts";
import { hashOf, newToken } from "./token.ts";

/** Who a token belongs to. */
export interface Identity {
  readonly name: string;
  readonly role: Role;
  /** Of an output page: the outputs it may show, and nothing else. Null for everybody else. */
  readonly outputIds: readonly string[] | null;
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
}

export interface Sessions {
  /** Its token, of which only the hash is kept. */
  open(identity: Identity): Promise<string>;
  /** Null where the token is unknown, expired or signed out. */
  find(token: string): Promise<Identity | null>;
  end(token: string): Promise<void>;
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
    cache.set(hash, { session, readAt: clock.monotonic() });
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
      await store.extend(hash, expiresAt);
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
    async open(identity) {
      const token = newToken();
      const session = { ...identity, expiresAt: clock.now() + lifetimeOf(identity) };
      try {
        await store.add(hashOf(token), session);
      } catch (error) {
        if (identity.outputIds === null) throw error;
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
      await prolong(hash, session);
      return { name: session.name, role: session.role, outputIds: session.outputIds };
    },
    async end(token) {
      const hash = hashOf(token);
      endings += 1;
      cache.delete(hash);
      if (!unstored.delete(hash)) await store.remove(hash);
    },
    async sweep() {
      await storeLate();
      return store.removeExpired(clock.now());
    },
  };
}

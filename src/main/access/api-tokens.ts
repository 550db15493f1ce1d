import { randomUUID } from "node:crypto";
import { type ApiToken, type ApiTokenInput, EVERYTHING, TOKEN_DAYS } from "../../protocol/account.ts";
import { allows } from "../../protocol/role.ts";
import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { StoredToken } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";
import { scopeFor } from "./accounts.ts";
import type { Identity } from "./sessions.ts";
import { hashOf, newToken } from "./token.ts";

/** What every token of software begins with, so that one that lies about is known for what it is. */
const PREFIX = "dinding_";
/** How often its use is written down, milliseconds. */
const USED_MS = 60_000;
const DAY_MS = 86_400_000;

export interface ApiTokens {
  /** Of one maker, or (null) all there are; newest first. */
  list(madeBy: string | null): Promise<ApiToken[]>;
  /** Its token is answered this once. Faults with `forbidden` for a role above the maker's. */
  make(input: ApiTokenInput, maker: Identity): Promise<{ token: string; made: ApiToken }>;
  /** Of one maker or (null) whosever. Faults with `notFound`. */
  revoke(id: string, madeBy: string | null): Promise<void>;
  /** Undefined where `token` is none of software; null where it is not good, or no longer. */
  identify(token: string): Promise<Identity | null> | undefined;
  removeExpired(): Promise<number>;
}

interface Parts {
  readonly store: Pick<Store, "accounts" | "tokens">;
  readonly clock: Clock;
  readonly log: Log;
  readonly ended: (hashes: readonly string[]) => void;
}

function faceOf({ madeAt, expiresAt, lastUsedAt, ...token }: StoredToken): ApiToken {
  const told = (at: number) => new Date(at).toISOString();
  return {
    ...token,
    madeAt: told(madeAt),
    expiresAt: told(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : told(lastUsedAt),
  };
}

/** Tokens of software: kept hashed, and never worth more than the account that made them is now. */
export function createApiTokens({ store, clock, log, ended }: Parts): ApiTokens {
  const written = new Map<string, number>();

  function use(hash: string): void {
    const now = clock.now();
    if (now - (written.get(hash) ?? 0) < USED_MS) return;
    written.set(hash, now);
    store.tokens.used(hash, now).catch((error: unknown) => {
      log.warn({ err: asFault(error) }, "the use of a token could not be written");
    });
  }

  async function find(hash: string): Promise<Identity | null> {
    const token = await store.tokens.find(hash);
    if (token === null || token.expiresAt <= clock.now()) return null;
    const maker = await store.accounts.get(token.madeBy);
    if (maker === null || maker.disabled) return null;
    use(hash);
    const role = allows(maker.role, token.role) ? token.role : maker.role;
    const scope = role === token.role ? token.scope : maker.scope;
    const name = `${token.name} (${token.madeBy})`;
    return { name, role, scope, outputIds: null, kind: "software", locked: false };
  }

  return {
    list: async (madeBy) => (await store.tokens.list(madeBy)).map(faceOf),
    async make({ name, role, scope = EVERYTHING, days = TOKEN_DAYS.usual }, maker) {
      if (!allows(maker.role, role)) throw new Fault("forbidden", { needed: role, role: maker.role });
      const token = `${PREFIX}${newToken()}`;
      const now = clock.now();
      const made = await store.tokens.add(hashOf(token), {
        ...{ id: randomUUID(), name, role, scope: scopeFor(role, scope), madeBy: maker.name },
        ...{ madeAt: now, expiresAt: now + days * DAY_MS, lastUsedAt: null },
      });
      return { token, made: faceOf(made) };
    },
    async revoke(id, madeBy) {
      const hash = await store.tokens.remove(id, madeBy);
      if (hash === null) throw new Fault("notFound", { what: "token", id });
      written.delete(hash);
      ended([hash]);
    },
    identify: (token) => (token.startsWith(PREFIX) ? find(hashOf(token)) : undefined),
    async removeExpired() {
      for (const [hash, at] of written) if (clock.now() - at > USED_MS) written.delete(hash);
      return store.tokens.removeExpired(clock.now());
    },
  };
}

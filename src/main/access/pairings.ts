import { randomInt, randomUUID } from "node:crypto";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { From } from "./from.ts";
import { hashOf, newToken } from "./token.ts";

/** How long a screen may wait under one code, milliseconds; it asks for another then. */
const WAIT_MS = 10 * 60_000;
/** Screens that wait at once, in all and from one address: a room's displays, and no more of a stranger. */
const MOST = 128;
const MOST_OF_ADDRESS = 32;
const CODE_DIGITS = 6;

/** A screen that shows a code and waits to be told which outputs it is. */
export interface WaitingScreen {
  readonly id: string;
  readonly from: From;
  /** Milliseconds since 1970. */
  readonly since: number;
}

interface Waiting extends WaitingScreen {
  readonly code: string;
  readonly secretHash: string;
  readonly expiresAt: number;
  outputIds: readonly string[] | null;
}

/**
 * Screens that ask to show outputs. Whoever sees the code on the screen and may do so says which outputs it is; only the
 * page that opened the pairing learns of it, by its secret. In memory alone: after a restart a screen opens another.
 */
export interface Pairings {
  /** Six digits that no other waiting screen shows. */
  open(from: From): { id: string; secret: string; code: string; expiresAt: number };
  /** Those that were told nothing yet, the first to come first. */
  list(): WaitingScreen[];
  /** The screen that shows `code` is these outputs. Faults with `invalid` where none that waits shows it. */
  pair(code: string, outputIds: readonly string[]): void;
  /** The outputs of a screen, once; null while nobody told it. Faults with `codeExpired`. */
  claim(id: string, secret: string): readonly string[] | null;
}

export function createPairings(clock: Pick<Clock, "now">): Pairings {
  const waiting = new Map<string, Waiting>();
  const forgetOld = () => {
    const now = clock.now();
    for (const [id, { expiresAt }] of waiting) if (expiresAt <= now) waiting.delete(id);
  };
  /** The oldest of an address goes, its own where it has many, else of the one that has most: a screen asks anew. */
  const makeRoom = (address: string) => {
    const byAddress = Map.groupBy(waiting.values(), (one) => one.from.address);
    const own = byAddress.get(address) ?? [];
    const [most = []] = [...byAddress.values()].toSorted((a, b) => b.length - a.length);
    const [oldest] = own.length >= MOST_OF_ADDRESS ? own : waiting.size >= MOST ? most : [];
    if (oldest !== undefined) waiting.delete(oldest.id);
  };
  return {
    open(from) {
      forgetOld();
      makeRoom(from.address);
      const shown = new Set([...waiting.values()].map(({ code }) => code));
      let code = newCode();
      while (shown.has(code)) code = newCode();
      const [id, secret, since] = [randomUUID(), newToken(), clock.now()];
      const expiresAt = since + WAIT_MS;
      waiting.set(id, { id, from, since, code, secretHash: hashOf(secret), expiresAt, outputIds: null });
      return { id, secret, code, expiresAt };
    },
    list() {
      forgetOld();
      return [...waiting.values()]
        .filter(({ outputIds }) => outputIds === null)
        .map(({ id, from, since }) => ({ id, from, since }));
    },
    pair(given, outputIds) {
      forgetOld();
      const code = given.replaceAll(/\s/g, "");
      const screen = [...waiting.values()].find((one) => one.code === code && one.outputIds === null);
      if (screen === undefined)
        throw new Fault("invalid", { field: "code", problem: `no screen that waits shows ${given}` });
      screen.outputIds = [...outputIds];
    },
    claim(id, secret) {
      forgetOld();
      const screen = waiting.get(id);
      if (screen === undefined || screen.secretHash !== hashOf(secret)) throw new Fault("codeExpired");
      if (screen.outputIds !== null) waiting.delete(id);
      return screen.outputIds;
    },
  };
}

function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0");
}

import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import { hashOf, newToken } from "./token.ts";

/** How long a one-time code may be used, milliseconds. */
const CODE_MS = 5 * 60_000;
/** Codes that wait to be used; beyond it the oldest goes. */
const MOST = 256;

interface Issued {
  readonly outputIds: readonly string[];
  readonly expiresAt: number;
}

/** One-time codes that give an output page its cookie; in memory alone, so a restart ends them. */
export interface Codes {
  issue(outputIds: readonly string[]): { code: string; expiresAt: number };
  /** The outputs of a code, once. Faults with `codeExpired`. */
  redeem(code: string): readonly string[];
}

export function createCodes(clock: Pick<Clock, "now">): Codes {
  const issued = new Map<string, Issued>();
  return {
    issue(outputIds) {
      const now = clock.now();
      for (const [hash, { expiresAt }] of issued)
        if (expiresAt <= now || issued.size >= MOST) issued.delete(hash);
      const code = newToken();
      const expiresAt = now + CODE_MS;
      issued.set(hashOf(code), { outputIds: [...outputIds], expiresAt });
      return { code, expiresAt };
    },
    redeem(code) {
      const hash = hashOf(code);
      const found = issued.get(hash);
      issued.delete(hash);
      if (found === undefined || found.expiresAt <= clock.now()) throw new Fault("codeExpired");
      return found.outputIds;
    },
  };
}

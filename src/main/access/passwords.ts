import { hash, parseOptions, verify } from "@node-rs/argon2";
import { Fault } from "../base/fault.ts";

/**
 * Argon2id (the library's default algorithm) with 19 MiB, two passes and one lane: the first choice of the OWASP
 * Password Storage Cheat Sheet (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes computed at once: they share libuv's few threads with files and names of the network. */
const AT_ONCE = 2;
const MOST_WAITING = 32;
/** Until a queue that is full may have room again, seconds. */
const FULL_SECONDS = 5;

/** A password's characters may be composed in two ways; NIST SP 800-63B asks for one before hashing. */
function normal(password: string): string {
  return password.normalize("NFKC");
}

export interface Passwords {
  /** A PHC string with its own salt and parameters. Faults with `tooMany` where too many wait. */
  hash(password: string): Promise<string>;
  /**
   * Whether `password` is that of `stored`. The same work is done where `stored` is null, so that the time of the
   * answer does not tell whether a name exists. Faults with `tooMany` where too many wait.
   */
  verify(stored: string | null, password: string): Promise<boolean>;
  /** Whether `stored` was made with another cost than today's. */
  isDated(stored: string): boolean;
}

/** Password hashing that takes a bounded share of the machine. */
export function createPasswords(): Passwords {
  let running = 0;
  const queue: (() => void)[] = [];
  let decoy: Promise<string> | null = null;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) {
      if (queue.length >= MOST_WAITING) throw new Fault("tooMany", { seconds: FULL_SECONDS });
      await new Promise<void>((go) => {
        queue.push(go);
      });
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      // The turn is handed on: `running` stays as it is.
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    hash: (password) => inTurn(() => hash(normal(password), cost)),
    verify: (stored, password) =>
      inTurn(async () => {
        decoy ??= hash("a password that nobody has", cost);
        const other = await decoy;
        const matches = await verify(stored ?? other, normal(password));
        return stored !== null && matches;
      }),
    isDated(stored) {
      const { memoryCost, timeCost, parallelism } = parseOptions(stored);
      return memoryCost !== cost.memoryCost || timeCost !== cost.timeCost || parallelism !== cost.parallelism;
    },
  };
}

import type { ChildProcess } from "node:child_process";
import type { Clock } from "../base/clock.ts";
import type { RestartPace } from "./restart-pace.ts";

/** How a life ended. `error`: it never began. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly livedMs: number;
  readonly error: Error | null;
}

/** A running process, of whatever kind. */
export interface Life {
  readonly pid: number | null;
  kill(signal: "SIGTERM" | "SIGKILL"): void;
  /** Resolves when it is gone, and never rejects. */
  readonly end: Promise<Omit<Ended, "livedMs">>;
}

export interface KeptOptions {
  readonly clock: Clock;
  readonly pace: RestartPace;
  /** Begins a life; a rejection counts as a death at once. */
  open(signal: AbortSignal): Promise<Life>;
  /** Whether it is to live again. Not asked after `stop`. */
  again(ended: Ended): boolean;
  /** Told of every death but the one `stop` asked for; `waitMs` until the next life, null where there is none. */
  ended(ended: Ended, waitMs: number | null): void;
}

/** A process that is started again whenever it dies, until it is stopped. */
export class KeptProcess {
  readonly #options: KeptOptions;
  readonly #stopping = new AbortController();
  #life: Life | null = null;
  #loop: Promise<void> | null = null;

  constructor(options: KeptOptions) {
    this.#options = options;
  }

  /** Of the running process; null between two lives. */
  get pid(): number | null {
    return this.#life?.pid ?? null;
  }

  start(): void {
    this.#loop ??= this.#live();
  }

  /** Ends this life at once; the next follows as after any death. */
  kill(): void {
    this.#life?.kill("SIGKILL");
  }

  /** Ends it for good: asks with SIGTERM, insists after `graceMs`. Resolves when the process is gone. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort(new Error("stopped"));
    this.#life?.kill("SIGTERM");
    const insist = this.#options.clock.after(graceMs, () => this.#life?.kill("SIGKILL"));
    await this.#loop;
    insist();
  }

  async #live(): Promise<void> {
    const { clock, pace } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const ended = await this.#oneLife(signal);
      if (signal.aborted) {
        return;
      }
      const waitMs = this.#options.again(ended) ? pace.next(ended.livedMs) : null;
      this.#options.ended(ended, waitMs);
      if (waitMs === null) {
        return;
      }
      await clock.sleep(waitMs, signal).catch((reason: unknown) => {
        if (!signal.aborted) {
          throw reason;
        }
      });
    }
  }

  async #oneLife(signal: AbortSignal): Promise<Ended> {
    const { clock } = this.#options;
    const born = clock.monotonic();
    try {
      const life = await this.#options.open(signal);
      this.#life = life;
      if (signal.aborted) {
        life.kill("SIGTERM");
      }
      const how = await life.end;
      return { ...how, livedMs: clock.monotonic() - born };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return { code: null, signal: null, livedMs: 0, error: failure };
    } finally {
      this.#life = null;
    }
  }
}

/** A child of Node as a life. */
export function childLife(child: ChildProcess): Life {
  return {
    pid: child.pid ?? null,
    kill: (signal) => void child.kill(signal),
    end: new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve({ code, signal, error: null }));
      child.once("error", (error) => {
        if (child.pid === undefined) {
          resolve({ code: null, signal: null, error });
        }
      });
    }),
  };
}

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

export interface KeptOptions {
  readonly clock: Clock;
  readonly pace: RestartPace;
  /** Begins a life; a rejection counts as a death at once. */
  open(signal: AbortSignal): Promise<ChildProcess>;
  /** Whether it is to live again. Not asked after `stop`. */
  again(ended: Ended): boolean;
  /** Told of every death but the one `stop` asked for; `waitMs` until the next life, null where there is none. */
  ended(ended: Ended, waitMs: number | null): void;
}

/** A child process that is started again whenever it dies, until it is stopped. */
export class KeptProcess {
  readonly #options: KeptOptions;
  readonly #stopping = new AbortController();
  #child: ChildProcess | null = null;
  #loop: Promise<void> | null = null;

  constructor(options: KeptOptions) {
    this.#options = options;
  }

  /** The running child, or null between two lives. */
  get child(): ChildProcess | null {
    return this.#child;
  }

  start(): void {
    this.#loop ??= this.#live();
  }

  /** Ends this life at once; the next follows as after any death. */
  kill(): void {
    this.#child?.kill("SIGKILL");
  }

  /** Ends it for good: asks with SIGTERM, insists after `graceMs`. Resolves when the child is gone. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort(new Error("stopped"));
    this.#child?.kill("SIGTERM");
    const insist = this.#options.clock.after(graceMs, () => this.#child?.kill("SIGKILL"));
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
      const child = await this.#options.open(signal);
      this.#child = child;
      if (signal.aborted) {
        child.kill("SIGTERM");
      }
      const how = await death(child);
      return { ...how, livedMs: clock.monotonic() - born };
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return { code: null, signal: null, livedMs: 0, error: failure };
    } finally {
      this.#child = null;
    }
  }
}

function death(child: ChildProcess): Promise<Omit<Ended, "livedMs">> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve({ code: child.exitCode, signal: child.signalCode, error: null });
    }
    child.once("exit", (code, signal) => resolve({ code, signal, error: null }));
    child.once("error", (error) => {
      if (child.pid === undefined) {
        resolve({ code: null, signal: null, error });
      }
    });
  });
}

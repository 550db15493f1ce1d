import { fork } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { systemClock, type Clock } from "../base/clock.ts";
import { childLife, KeptProcess, type Ended } from "./kept-process.ts";
import { parentBound } from "./parent-bound.ts";
import { RestartPace } from "./restart-pace.ts";

/** What the core says of itself once it listens; how to reach it stands in its `run.json`. */
const readySchema = z.object({ type: z.literal("ready") });

export interface CoreProcessOptions {
  /** The core's index.ts, or the index.js compiled of it. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly clock?: Clock;
  /** It listens; told again after every restart. */
  ready(): void;
  /** One line of its standard output or error. */
  line(text: string): void;
  /** It died; `waitMs` until it is started again, null where it is not. */
  ended(ended: Ended, waitMs: number | null): void;
}

/**
 * The core as a child of this process with a message channel, started again whenever it dies: at once the first
 * time, up to 5 s apart while it dies within 10 s of its start. Not after exit status 2 (unusable arguments), nor
 * where it never got as far as listening and said so itself (status 1). It ends when this process is gone: by the
 * channel that closes, and on Linux by the kernel's signal.
 */
export class CoreProcess {
  readonly #kept: KeptProcess;
  #everReady = false;

  constructor(options: CoreProcessOptions) {
    this.#kept = new KeptProcess({
      clock: options.clock ?? systemClock,
      pace: new RestartPace(50, 5_000, 10_000),
      again: (ended) => ended.code !== 2 && (this.#everReady || ended.code !== 1),
      ended: (ended, waitMs) => options.ended(ended, waitMs),
      open: () => Promise.resolve(childLife(this.#open(options))),
    });
  }

  get pid(): number | null {
    return this.#kept.pid;
  }

  start(): void {
    this.#kept.start();
  }

  /** Asks it to end, insists after 8 s. */
  stop(): Promise<void> {
    return this.#kept.stop(8_000);
  }

  #open(options: CoreProcessOptions) {
    const bound = parentBound({ file: process.execPath, args: [] }, "TERM", process.env);
    const child = fork(options.entry, [...options.args], {
      execPath: bound.file,
      execArgv: [...bound.args],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Ctrl+C in a terminal reaches every process of its group; this one is to hear of the end once, from here.
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) {
        createInterface({ input: stream }).on("line", (text) => options.line(text));
      }
    }
    child.on("message", (message) => {
      if (readySchema.safeParse(message).success) {
        this.#everReady = true;
        options.ready();
      }
    });
    return child;
  }
}

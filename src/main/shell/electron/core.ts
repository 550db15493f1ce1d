import { createInterface } from "node:readline";
import type { Clock } from "../../base/clock.ts";
import { KeptProcess, type Ended, type Life } from "../kept-process.ts";
import { RestartPace } from "../restart-pace.ts";
import type { UtilityPort } from "./ports.ts";

export interface ElectronCoreOptions {
  readonly clock: Clock;
  /** Forks the core into a utility process. */
  fork(): UtilityPort;
  /** It listens; told again after every restart. */
  ready(): void;
  line(text: string): void;
  ended(ended: Ended, waitMs: number | null): void;
}

/**
 * The core in a utility process of Electron, as it runs on a desk: started again when it dies, as the host process
 * does, and ended by Electron when Electron goes, however it goes.
 */
export function electronCore(options: ElectronCoreOptions): KeptProcess {
  let everReady = false;
  return new KeptProcess({
    clock: options.clock,
    pace: new RestartPace(50, 5_000, 10_000),
    again: (ended) => ended.code !== 2 && (everReady || ended.code !== 1),
    ended: (ended, waitMs) => options.ended(ended, waitMs),
    open() {
      const child = options.fork();
      child.on("message", (message: unknown) => {
        if (
          message !== null &&
          typeof message === "object" &&
          "type" in message &&
          message.type === "ready"
        ) {
          everReady = true;
          options.ready();
        }
      });
      for (const stream of [child.stdout, child.stderr]) {
        if (stream !== null) {
          createInterface({ input: stream }).on("line", (text) => options.line(text));
        }
      }
      return Promise.resolve(utilityLife(child));
    },
  });
}

/** A utility process as a life: Electron's own kill asks with SIGTERM. */
function utilityLife(child: UtilityPort): Life {
  return {
    get pid() {
      return child.pid ?? null;
    },
    kill(signal) {
      const { pid } = child;
      if (signal === "SIGKILL" && pid !== undefined) {
        process.kill(pid, "SIGKILL");
      } else {
        child.kill();
      }
    },
    end: new Promise((resolve) => {
      child.on("exit", (code) => resolve({ code, signal: null, error: null }));
    }),
  };
}

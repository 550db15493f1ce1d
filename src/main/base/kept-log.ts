import { join } from "node:path";
import { multistream, pino } from "pino";
import roll from "pino-roll";
import { type Log, logOptions } from "./log.ts";

/** Of one file, and how many of them are kept besides: some days of a quiet core, some hours of one in trouble. */
const FILE_SIZE = "5m";
const OLD_FILES = 5;

export function logFolder(data: string): string {
  return join(data, "logs");
}

export interface KeptLog {
  readonly log: Log;
  /** Writes into the data folder as well from now on, for who comes to help; the returned function ends that. */
  readonly keepIn: (data: string) => Promise<() => void>;
}

/** As `createLog`, and kept in a few files once there is a folder for them. */
export function createKeptLog(level: string): KeptLog {
  const streams = multistream([{ stream: pino.destination({ dest: 1, sync: true }), level: "trace" }]);
  const log = pino(logOptions(level), streams);
  return {
    log,
    keepIn: async (data) => {
      const file = await roll({
        ...{ file: join(logFolder(data), "core"), extension: ".log", size: FILE_SIZE },
        limit: { count: OLD_FILES, removeOtherLogFiles: true },
        // At once, because what is of most use is what was written before an end that nobody wanted.
        ...{ mkdir: true, sync: true, mode: 0o600 },
      }).catch((error: unknown) => {
        log.warn({ err: error }, "the log is not kept in the data folder");
        return null;
      });
      if (file === null) return () => undefined;
      let over = false;
      const sink = { write: (line: string) => void (over || file.write(line)) };
      file.on("error", (error) => {
        // A full disk is no reason to stop the wall, and standard output still says it.
        if (over) return;
        over = true;
        log.warn({ err: error }, "the log is no longer kept in the data folder");
      });
      streams.add({ stream: sink, level: "trace" });
      return () => {
        if (over) return;
        over = true;
        file.flushSync();
        file.destroy();
      };
    },
  };
}

import { join } from "node:path";
import { multistream, pino } from "pino";
import roll from "pino-roll";
import { type Clock, systemClock } from "./clock.ts";
import { KeptFile, type LogFile } from "./kept-file.ts";
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
export function createKeptLog(level: string, clock: Clock = systemClock): KeptLog {
  const out = pino.destination({ dest: 1, sync: true });
  const streams = multistream([{ stream: out, level: "trace" }]);
  const log = pino(logOptions(level), streams);
  return {
    log,
    keepIn: async (data) => {
      const file = new KeptFile({
        ...{ open: () => openFile(data), clock },
        failed: (err, againMs) => log.warn({ err, againMs }, "the log is not kept in the data folder"),
        line: (lost) => {
          let line = "";
          tellAgain(pino(logOptions("info"), { write: (text: string) => (line += text) }), lost);
          return line;
        },
        // The file has it by then.
        again: (lost) => tellAgain(pino(logOptions(log.level), out), lost),
      });
      await file.start();
      streams.add({ stream: file, level: "trace" });
      return () => file.end();
    },
  };
}

function tellAgain(log: Log, lost: number): void {
  log.info({ lost }, "the log is kept in the data folder again; lines were lost");
}

function openFile(data: string): Promise<LogFile> {
  return roll({
    ...{ file: join(logFolder(data), "core"), extension: ".log", size: FILE_SIZE },
    limit: { count: OLD_FILES, removeOtherLogFiles: true },
    // At once, because what is of most use is what was written before an end that nobody wanted.
    ...{ mkdir: true, sync: true, mode: 0o600 },
  });
}

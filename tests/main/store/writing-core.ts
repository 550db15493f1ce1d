import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const file = fileURLToPath(new URL("./writer.ts", import.meta.url));

/** A process that writes into a data folder and says what was answered; see `writer.ts`. */
export interface WritingCore {
  readonly process: ChildProcess;
  /** Lines so far, each split into words. */
  readonly lines: string[][];
  readonly ended: Promise<void>;
  kill(): Promise<void>;
}

/** Starts one on `data`; it is killed when the test is over. */
export function writingCore(data: string): WritingCore {
  const child = spawn(process.execPath, [file, data], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[][] = [];
  const reading = createInterface({ input: child.stdout });
  reading.on("line", (line) => lines.push(line.split(" ")));
  const exited = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const kill = () => {
    child.kill("SIGKILL");
    return exited;
  };
  onTestFinished(kill);
  return { process: child, lines, ended: exited, kill };
}

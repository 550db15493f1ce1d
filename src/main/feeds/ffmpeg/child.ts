import { type ChildProcess, spawn } from "node:child_process";
import { Readable, type Writable } from "node:stream";
import { asFault } from "../../base/fault.ts";
import { withoutCredentials } from "../../base/log.ts";
import type { FfmpegProgram } from "./program.ts";

export interface ChildOrder {
  readonly program: Pick<FfmpegProgram, "path" | "setpriv">;
  readonly arguments: readonly string[];
  /** Written to its standard input, which is then closed; or what writes there and closes it. */
  readonly input: string | ((stdin: Writable) => void);
  /** Whether it is killed without a goodbye: it holds no session with anybody. */
  readonly abrupt?: boolean;
  output(bytes: Uint8Array): void;
  /** What it writes to `pipe:3` and on, one function a pipe. */
  readonly more?: readonly ((bytes: Uint8Array) => void)[];
  /** A line of its standard error, without credentials. */
  complaint(line: string): void;
}

export interface ChildEnd {
  /** Null where a signal ended it, or where it never started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started. */
  readonly startError: Error | null;
}

/** Milliseconds that ffmpeg has to say goodbye to the camera before it is killed. */
const GRACE_MS = 1_000;
const MAX_LINE = 500;

/**
 * Runs one ffmpeg until it ends or `signal` is aborted. Resolves only when the process is gone and its pipes are
 * closed. On Linux the kernel kills it with the core (`setpriv --pdeathsig`), however the core dies; elsewhere
 * its next write to the closed pipe ends it.
 */
export function runChild(order: ChildOrder, signal: AbortSignal): Promise<ChildEnd> {
  return new Promise((resolve) => {
    const { path, setpriv } = order.program;
    const [command, args] =
      setpriv === null
        ? [path, order.arguments]
        : [setpriv, ["--pdeathsig", "KILL", "--", path, ...order.arguments]];
    const more = order.more ?? [];
    const lines = new Lines((line) => order.complaint(withoutCredentials(line)));
    let startError: Error | null = null;
    let child: ChildProcess;
    try {
      child = spawn(command, args, {
        stdio: ["pipe", "pipe", "pipe", ...more.map(() => "pipe" as const)],
        windowsHide: true,
      });
    } catch (error) {
      // Some lacks of a machine, as of memory, are thrown; others come as an event.
      resolve({ code: null, signal: null, startError: asFault(error) });
      return;
    }
    let kill: NodeJS.Timeout | null = null;
    const stop = () => {
      child.kill(order.abrupt === true ? "SIGKILL" : "SIGTERM");
      kill ??= setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    };
    child.on("error", (error) => {
      startError = error;
    });
    child.on("close", (code, ended) => {
      if (kill !== null) clearTimeout(kill);
      signal.removeEventListener("abort", stop);
      lines.end();
      resolve({ code: startError === null ? code : null, signal: ended, startError });
    });
    const { stdin, stdout, stderr } = child;
    // Out of file handles there are no pipes, whatever the types say; `error` and `close` still follow.
    if (!stdin || !stdout || !stderr) return;
    stdout.on("data", (bytes: Buffer) => {
      if (!signal.aborted) order.output(bytes);
    });
    for (const [at, hear] of more.entries()) {
      const pipe = child.stdio[3 + at];
      if (!(pipe instanceof Readable)) continue;
      pipe.on("data", (bytes: Buffer) => {
        if (!signal.aborted) hear(bytes);
      });
    }
    stderr.setEncoding("utf8");
    stderr.on("data", (text: string) => lines.push(text));
    // It may be gone before it has read: `close` tells that better than a broken pipe does.
    stdin.on("error", () => undefined);
    if (typeof order.input === "string") stdin.end(order.input);
    else order.input(stdin);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** Cuts text into lines; of a long one only the beginning is kept. */
class Lines {
  readonly #line: (line: string) => void;
  #rest = "";

  constructor(line: (line: string) => void) {
    this.#line = line;
  }

  push(text: string): void {
    const parts = (this.#rest + text).split(/[\r\n]+/);
    this.#rest = (parts.pop() ?? "").slice(0, MAX_LINE);
    for (const part of parts) if (part !== "") this.#line(part.slice(0, MAX_LINE));
  }

  end(): void {
    if (this.#rest !== "") this.#line(this.#rest);
    this.#rest = "";
  }
}

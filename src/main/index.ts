import { parseArguments } from "./base/arguments.ts";
import { Fault } from "./base/fault.ts";
import { Lifetime } from "./base/lifetime.ts";
import { createKeptLog } from "./base/kept-log.ts";
import { parentLine } from "./base/parent.ts";
import { Refusal } from "./base/refusal.ts";
import { startSentence, terminalLanguage } from "./base/start-sentences.ts";
import { startCore } from "./core.ts";
import { announce } from "./server/announcement.ts";

/** An end by signal takes at most this long, milliseconds; what is not done by then is cut. */
const STOP_MS = 2700;

/**
 * Signals that follow each other this closely are one request, milliseconds: a terminal and a service manager send
 * theirs to the whole group of processes, and each process of it hands its own on.
 */
const SAME_SIGNAL_MS = 500;

const language = terminalLanguage(process.env);

try {
  run();
} catch (error) {
  leave(error);
}

function run(): void {
  const args = parseArguments(process.argv.slice(2), process.cwd(), language);
  const { log, keepIn } = createKeptLog(args.logLevel);
  const lifetime = new Lifetime("core", log);
  const parent = parentLine();
  let ending: number | null = null;

  const end = (why: string) => {
    if (ending !== null) return;
    ending = performance.now();
    log.info({ why }, "the core stops");
    setTimeout(() => {
      log.error("the core did not stop in time");
      process.exit(1);
    }, STOP_MS).unref();
    void endAll().then(() => process.exit(0));
  };
  const endAll = async () => {
    await lifetime.end();
    // What was about to be opened meanwhile ends as well.
    await starting;
    await lifetime.end();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      // Whoever asks again does not want to wait.
      if (ending !== null && performance.now() - ending > SAME_SIGNAL_MS) process.exit(0);
      end(signal);
    });
  parent?.onClosed(() => end("the parent is gone"));
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (error: unknown) => {
      // Nobody knows what state is left; the host starts the core anew.
      log.fatal({ err: error }, event);
      process.exit(1);
    });

  const start = async () => {
    try {
      const { origin, spki } = await startCore({
        args,
        env: process.env,
        log,
        language,
        lifetime,
        announce,
        keepLog: keepIn,
      });
      log.info({ origin, data: args.data, demo: args.demo, pid: process.pid }, "the core listens");
      parent?.send({ type: "ready", origin, spki });
    } catch (error) {
      if (ending !== null) return;
      if (!(error instanceof Refusal)) log.fatal({ err: error }, "the core could not start");
      await lifetime.end();
      leave(error);
    }
  };
  const starting = start();
}

/** Says on standard error why, and ends with the status that goes with it. */
function leave(error: unknown): never {
  const problem = error instanceof Error ? error.message : String(error);
  const text =
    error instanceof Refusal
      ? problem
      : error instanceof Fault
        ? error.report(language).sentence
        : startSentence("failed", { problem }, language);
  process.stderr.write(`${text}\n`);
  process.exit(error instanceof Refusal ? error.exitCode : 1);
}

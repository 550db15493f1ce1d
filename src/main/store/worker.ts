import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import type { Fault } from "../base/fault.ts";
import type { Reply, Request, SentFault, WorkerStart } from "./channel.ts";
import { readingTables, upkeepTables, writingTables } from "./commands.ts";
import { type Opened, openForReading, openForWriting } from "./database.ts";
import { storeFault } from "./failure.ts";

const startSchema: z.ZodType<WorkerStart> = z.object({
  part: z.enum(["writing", "reading", "upkeep"]),
  data: z.string(),
  busyMs: z.number(),
});

type Command = (...args: readonly unknown[]) => unknown;

if (parentPort === null) throw new Error("this file is the entry of a worker thread");
const port = parentPort;
const start = startSchema.parse(workerData);

function send(reply: Reply): void {
  port.postMessage(reply);
}

/** Errors of SQLite carry no values of the rows, so their text may stand in a log. */
function sent(fault: Fault): SentFault {
  const cause = fault.cause instanceof Error ? (fault.cause.stack ?? fault.cause.message) : null;
  return { kind: fault.kind, detail: fault.detail, cause };
}

type Tables = Readonly<Record<string, object>>;

function open(): { opened: Opened; tables: Tables } {
  if (start.part === "writing") {
    const opened = openForWriting(start.data, start.busyMs);
    const warn = (message: string) => send({ type: "warning", message });
    return { opened, tables: writingTables(opened, warn) };
  }
  const opened = openForReading(start.data, start.busyMs);
  return { opened, tables: start.part === "reading" ? readingTables(opened) : upkeepTables(opened) };
}

function isCommand(value: unknown): value is Command {
  return typeof value === "function";
}

async function answer(tables: Tables, call: Extract<Request, { type: "call" }>): Promise<void> {
  try {
    const command: unknown = Object.getOwnPropertyDescriptor(tables[call.table] ?? {}, call.command)?.value;
    if (!isCommand(command)) throw new Error(`the store has no command ${call.table}.${call.command}`);
    send({ type: "answer", id: call.id, value: await command(...call.args) });
  } catch (error) {
    send({ type: "fault", id: call.id, fault: sent(storeFault(error, start.data)) });
  }
}

function serve(): void {
  const { opened, tables } = open();
  async function obey(before: Promise<void>, request: Request): Promise<void> {
    await before;
    if (request.type === "call") {
      await answer(tables, request);
      return;
    }
    opened.close();
    port.close();
  }
  let work = Promise.resolve();
  port.on("message", (request: Request) => {
    work = obey(work, request);
  });
  send({ type: "ready" });
}

try {
  serve();
} catch (error) {
  // Without a listener on its port the thread ends by itself.
  send({ type: "refused", fault: sent(storeFault(error, start.data)) });
}

import type { Worker } from "node:worker_threads";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Reply, Request, SentFault } from "./channel.ts";

/** Requests that may wait for one worker; beyond it something is wrong and callers are told so at once. */
const MOST_WAITING = 10_000;

type Tables = Readonly<Record<string, Readonly<Record<string, (...args: never[]) => unknown>>>>;

/** The asking end of a worker's channel. */
export interface Line<T extends Tables> {
  /** Answers in the order of the calls. Faults with what the command faults with, or `unavailable`. */
  call<Table extends keyof T & string, Command extends keyof T[Table] & string>(
    table: Table,
    command: Command,
    ...args: Parameters<T[Table][Command]>
  ): Promise<Awaited<ReturnType<T[Table][Command]>>>;
  /** Starts the worker where it is not running; faults with what keeps it from opening the data. */
  start(): Promise<void>;
  /** Ends the worker after the calls that were accepted. */
  close(): Promise<void>;
}

interface Waiting {
  readonly command: string;
  /** A method, and so of any answer's type: the worker's tables give the types of both ends. */
  resolve(value: unknown): void;
  readonly reject: (fault: Fault) => void;
}

interface Running {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
}

function received(fault: SentFault): Fault {
  const options = fault.cause === null ? undefined : { cause: fault.cause };
  return new Fault(fault.kind, fault.detail, options);
}

/**
 * A line to the worker that `spawn` starts. A worker that dies takes its waiting calls with it as `unavailable`,
 * since nobody knows whether they were done, and the next call starts another.
 */
export function openLine<T extends Tables>(spawn: () => Worker, log: Log | undefined): Line<T> {
  const waiting = new Map<number, Waiting>();
  let running: Running | null = null;
  let lastId = 0;
  let closed: Promise<void> | null = null;

  function failAll(): void {
    for (const waiter of waiting.values()) waiter.reject(new Fault("unavailable", { what: "store" }));
    waiting.clear();
  }

  function take(id: number): Waiting | undefined {
    const waiter = waiting.get(id);
    waiting.delete(id);
    return waiter;
  }

  function settle(reply: Reply): void {
    if (reply.type === "warning") log?.warn(reply.message);
    if (reply.type === "answer") take(reply.id)?.resolve(reply.value);
    if (reply.type !== "fault") return;
    const waiter = take(reply.id);
    if (reply.fault.cause !== null)
      log?.error(
        { command: waiter?.command, kind: reply.fault.kind, cause: reply.fault.cause },
        "store command failed",
      );
    waiter?.reject(received(reply.fault));
  }

  function begin(): Running {
    const worker = spawn();
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    // Whoever asked awaits it; a refusal with nobody waiting is no unhandled rejection.
    ready.promise.catch(() => {});
    worker.on("message", (reply: Reply) => {
      if (reply.type === "ready") ready.resolve();
      else if (reply.type === "refused") ready.reject(received(reply.fault));
      else settle(reply);
    });
    worker.on("error", (error) => {
      log?.error({ err: error }, "the store's worker failed");
    });
    worker.on("exit", (code) => {
      ready.reject(new Fault("unavailable", { what: "store" }));
      if (closed === null) running = null;
      if (waiting.size > 0)
        log?.error({ code, waiting: waiting.size }, "the store's worker ended with work waiting");
      failAll();
      ended.resolve();
    });
    return { worker, ready: ready.promise, ended: ended.promise };
  }

  function started(): Running {
    if (closed !== null) throw new Fault("unavailable", { what: "store" });
    running ??= begin();
    return running;
  }

  function post(worker: Worker, request: Request): void {
    worker.postMessage(request, []);
  }

  return {
    async start() {
      await started().ready;
    },
    call(table, command, ...args) {
      return new Promise((resolve, reject) => {
        const { worker, ready } = started();
        if (waiting.size >= MOST_WAITING) throw new Fault("unavailable", { what: "store" });
        lastId += 1;
        post(worker, { type: "call", id: lastId, table, command, args });
        waiting.set(lastId, { command: `${table}.${command}`, resolve, reject });
        // A worker that refuses its data says why before it ends.
        ready.catch(reject);
      });
    },
    close() {
      closed ??= (async () => {
        if (running === null) return;
        post(running.worker, { type: "end" });
        await running.ended;
      })();
      return closed;
    },
  };
}

import { parentPort } from "node:worker_threads";
import { systemClock } from "../../base/clock.ts";
import { asFault, Fault } from "../../base/fault.ts";
import { Asker } from "./asking/asker.ts";
import { HostTurns } from "./asking/host-turns.ts";
import type { FromThread, SourceOrder, ThreadFault, ToThread } from "./messages.ts";
import type { Batch } from "./run.ts";
import { runSource } from "./runner.ts";
import { trySource } from "./trial.ts";

if (parentPort === null) throw new Error("this file is the entry of a worker thread");
const port = parentPort;
const clock = systemClock;
const asker = new Asker(clock, new HostTurns(clock));

const running = new Map<string, { readonly end: AbortController; readonly ended: Promise<void> }>();
const trials = new Map<number, AbortController>();
/** Batches that are being stored. */
const waiting = new Map<number, PromiseWithResolvers<void>>();
let lastBatch = 0;

function tell(message: FromThread): void {
  port.postMessage(message);
}

function sent(fault: Fault): ThreadFault {
  const cause = fault.cause instanceof Error ? (fault.cause.stack ?? fault.cause.message) : null;
  return { kind: fault.kind, detail: fault.detail, cause: fault.kind === "internal" ? cause : null };
}

async function store(of: { sourceId: string; generation: number }, batch: Batch): Promise<void> {
  lastBatch += 1;
  const stored = Promise.withResolvers<void>();
  waiting.set(lastBatch, stored);
  tell({ type: "batch", ...of, batch: lastBatch, ...batch });
  await stored.promise;
}

function run(order: SourceOrder): void {
  const { sourceId, generation } = order;
  const of = { sourceId, generation };
  const before = running.get(sourceId);
  before?.end.abort(new Error("the source is another now"));
  const end = new AbortController();
  const start = async () => {
    // Two readers of one name would push each other out.
    await before?.ended;
    await runSource({
      ...{ order, asker, clock, signal: end.signal, random: Math.random },
      tell: {
        asking: () => tell({ type: "asking", ...of }),
        listening: () => tell({ type: "listening", ...of }),
        ok: (aheadMs, nextMs) => tell({ type: "ok", ...of, aheadMs, nextMs }),
        failed: (fault, nextMs) => tell({ type: "failed", ...of, fault: sent(fault), nextMs }),
      },
      store: (batch) => store(of, batch),
    });
  };
  running.set(sourceId, { end, ended: start() });
}

async function tryOut(trial: number, order: SourceOrder): Promise<void> {
  const end = new AbortController();
  trials.set(trial, end);
  try {
    tell({ type: "tried", trial, result: await trySource(order, { asker, clock, signal: end.signal }) });
  } catch (error) {
    tell({ type: "trialFailed", trial, fault: sent(asFault(error)) });
  } finally {
    trials.delete(trial);
  }
}

function stored(batch: number, fault: ThreadFault | null): void {
  const waiter = waiting.get(batch);
  waiting.delete(batch);
  if (fault === null) waiter?.resolve();
  else waiter?.reject(new Fault(fault.kind, fault.detail));
}

async function end(): Promise<void> {
  const reason = new Error("the core ends");
  for (const trial of trials.values()) trial.abort(reason);
  for (const { end: one } of running.values()) one.abort(reason);
  for (const waiter of waiting.values()) waiter.reject(reason);
  await Promise.all([...running.values()].map(({ ended }) => ended));
  asker.close();
  port.close();
}

function obey(message: ToThread): void {
  switch (message.type) {
    case "run":
      run(message.order);
      break;
    case "stop":
      running.get(message.sourceId)?.end.abort(new Error("the source is gone"));
      break;
    case "stored":
      stored(message.batch, message.fault);
      break;
    case "try":
      void tryOut(message.trial, message.order);
      break;
    case "endTrial":
      trials.get(message.trial)?.abort(new Error("nobody waits for it any more"));
      break;
    case "end":
      void end();
      break;
  }
}

port.on("message", obey);

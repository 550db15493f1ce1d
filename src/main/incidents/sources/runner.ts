import type { Clock } from "../../base/clock.ts";
import { asFault, type Fault } from "../../base/fault.ts";
import { JITTER, type Patience, waitAfter } from "./patience.ts";
import { adapterOf } from "./adapters.ts";
import type { Asker } from "./asking/asker.ts";
import type { SourceOrder } from "./messages.ts";
import { type Batch, SourceRun } from "./run.ts";

/** A run that lasted for so long was no failure from its start. */
const SETTLED_MS = 60_000;

export interface RunnerParts {
  readonly order: SourceOrder;
  readonly asker: Asker;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** In [0, 1). */
  readonly random: () => number;
  readonly tell: {
    asking(): void;
    listening(): void;
    ok(aheadMs: number | null, nextMs: number): void;
    failed(fault: Fault, nextMs: number): void;
  };
  readonly store: (batch: Batch) => Promise<void>;
}

/**
 * Runs a source again and again until its signal: at its interval, after a failure with growing patience, and never
 * sooner than the source asks for. Resolves when it has ended; never rejects.
 */
export async function runSource(parts: RunnerParts): Promise<void> {
  const { order, asker, clock, signal, tell } = parts;
  const { read: adapter, listens } = adapterOf(order.adapter);
  const everyMs = order.everyS * 1000;
  const patience: Patience = listens
    ? { firstMs: 1_000, lastMs: 60_000 }
    : { firstMs: Math.min(everyMs, 60_000), lastMs: Math.max(everyMs, 15 * 60_000) };
  let { cursor } = order;
  let aheadMs: number | null = null;
  let failures = 0;
  let waitMs = order.delayMs;
  while (!signal.aborted) {
    const began = clock.monotonic();
    const run = new SourceRun({
      ...{ order, cursor, aheadMs, asker, clock, signal },
      listening: () => {
        failures = 0;
        tell.listening();
      },
      store: async (batch) => {
        await parts.store(batch);
        if (batch.cursor !== undefined) ({ cursor } = batch);
      },
    });
    try {
      await clock.sleep(waitMs, signal);
      tell.asking();
      await adapter(run);
      failures = 0;
      waitMs = Math.round(everyMs * (1 + JITTER * parts.random()));
      tell.ok(run.aheadMs, waitMs);
    } catch (error) {
      if (signal.aborted) break;
      const fault = asFault(error);
      failures = clock.monotonic() - began > waitMs + SETTLED_MS ? 1 : failures + 1;
      waitMs = Math.max(waitAfter(failures, patience, parts.random()), askedFor(fault));
      tell.failed(fault, waitMs);
    }
    ({ aheadMs } = run);
  }
}

function askedFor({ kind, detail }: Fault): number {
  return kind === "askedToWait" ? Number(detail["seconds"]) * 1000 : 0;
}

import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Log } from "../../base/log.ts";
import type { FromThread, SourceOrder, ThreadFault, ToThread, TrialResult } from "./messages.ts";

type Told = Exclude<FromThread, { readonly type: "tried" | "trialFailed" }>;
type BatchTold = Extract<FromThread, { readonly type: "batch" }>;

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  /** Stores a batch; rejects with a Fault where it cannot. */
  readonly store: (batch: BatchTold) => Promise<void>;
  /** Another than ours, for tests. */
  readonly file?: URL;
  readonly told: (message: Exclude<Told, BatchTold>) => void;
}

/** What 32 MB of the values that are taken at most come to stays below. */
const LIMITS = { maxOldGenerationSizeMb: 1024 };
/** Between the end of a thread that died and the next; doubled up to the last. */
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 60_000;
/** A thread that lived for so long died of something new. */
const SETTLED_MS = 300_000;
/** A source that was asking when the thread died may be why: it waits, and each a while longer than the one before. */
const SUSPECT_MS = 30_000;

const threadFile = new URL(`./thread${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/**
 * The thread in which all sources are asked and read, so that none of it ever holds up a picture. One that dies is
 * started again, with what was asking at that moment put off.
 */
export class SourceThread {
  readonly #parts: Parts;
  readonly #orders = new Map<string, SourceOrder>();
  /** Sources that are asking or handing over, by how often the thread died of it in a row. */
  readonly #asking = new Set<string>();
  readonly #suspected = new Map<string, number>();
  readonly #trials = new Map<number, PromiseWithResolvers<TrialResult>>();
  #worker: Worker | null = null;
  #ended: Promise<void> = Promise.resolve();
  #startedAt = 0;
  #deaths = 0;
  #lastTrial = 0;
  #cancel: () => void = () => {};
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Runs a source, or runs it anew where it is another now. */
  run(order: SourceOrder): void {
    this.#orders.set(order.sourceId, order);
    this.#suspected.delete(order.sourceId);
    const worker = this.#started();
    if (worker !== null) this.#post(worker, { type: "run", order });
  }

  stop(sourceId: string): void {
    this.#orders.delete(sourceId);
    this.#asking.delete(sourceId);
    if (this.#worker !== null) this.#post(this.#worker, { type: "stop", sourceId });
  }

  /** Where a source's reading goes on by now, for a thread that begins anew. */
  reached(sourceId: string, cursor: unknown): void {
    const order = this.#orders.get(sourceId);
    if (order !== undefined) this.#orders.set(sourceId, { ...order, cursor });
  }

  /** What the source says when it is asked once; nothing is stored. Faults as its adapter does, or with `unavailable`. */
  async try(order: SourceOrder, signal: AbortSignal): Promise<TrialResult> {
    const worker = this.#started();
    if (worker === null) throw new Fault("unavailable", { what: "source" });
    this.#lastTrial += 1;
    const trial = this.#lastTrial;
    const result = Promise.withResolvers<TrialResult>();
    this.#trials.set(trial, result);
    const gone = () => {
      this.#post(worker, { type: "endTrial", trial });
    };
    signal.addEventListener("abort", gone, { once: true });
    try {
      this.#post(worker, { type: "try", trial, order });
      return await result.promise;
    } finally {
      signal.removeEventListener("abort", gone);
      this.#trials.delete(trial);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    if (this.#worker !== null) this.#post(this.#worker, { type: "end" });
    await this.#ended;
  }

  #post(worker: Worker, message: ToThread): void {
    worker.postMessage(message, []);
  }

  /** Null while one that died is waited for, or when it is over. */
  #started(): Worker | null {
    if (this.#closed) return null;
    if (this.#worker === null && this.#deaths === 0) this.#begin();
    return this.#worker;
  }

  #begin(): void {
    const { clock, log } = this.#parts;
    const worker = new Worker(this.#parts.file ?? threadFile, {
      name: "incident-sources",
      resourceLimits: LIMITS,
    });
    const ended = Promise.withResolvers<void>();
    this.#worker = worker;
    this.#ended = ended.promise;
    this.#startedAt = clock.monotonic();
    worker.on("message", (message: FromThread) => this.#hear(worker, message));
    worker.on("error", (error) => {
      log.error({ err: error }, "the thread of the incident sources failed");
    });
    worker.on("exit", (code) => {
      this.#worker = null;
      for (const { reject } of this.#trials.values()) reject(new Fault("unavailable", { what: "source" }));
      this.#trials.clear();
      if (!this.#closed) this.#restart(code);
      ended.resolve();
    });
  }

  #restart(code: number): void {
    const { clock, log } = this.#parts;
    const lived = clock.monotonic() - this.#startedAt;
    this.#deaths = lived > SETTLED_MS ? 1 : this.#deaths + 1;
    for (const sourceId of this.#asking) this.#suspect(sourceId);
    log.error(
      { code, asking: [...this.#asking] },
      "the thread of the incident sources ended; another is started",
    );
    this.#asking.clear();
    const wait = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(this.#deaths - 1, 10));
    this.#cancel = clock.after(wait, () => this.#again());
  }

  #again(): void {
    this.#begin();
    const worker = this.#worker;
    if (worker === null) return;
    let put = 0;
    for (const order of this.#orders.values()) {
      const times = this.#suspected.get(order.sourceId) ?? 0;
      if (times > 0) put += 1;
      const delayMs = times === 0 ? 0 : put * SUSPECT_MS * 2 ** Math.min(times - 1, 5);
      this.#post(worker, { type: "run", order: { ...order, delayMs } });
    }
  }

  #suspect(sourceId: string): void {
    const order = this.#orders.get(sourceId);
    if (order === undefined) return;
    const times = (this.#suspected.get(sourceId) ?? 0) + 1;
    this.#suspected.set(sourceId, times);
    const { generation, name } = order;
    const detail = { host: name, problem: "reading it took more than there is room for" };
    const fault = { kind: "notUnderstood" as const, detail, cause: null };
    this.#parts.told({
      type: "failed",
      sourceId,
      generation,
      fault,
      nextMs: SUSPECT_MS * 2 ** Math.min(times - 1, 5),
    });
  }

  #hear(worker: Worker, message: FromThread): void {
    switch (message.type) {
      case "tried":
        this.#trials.get(message.trial)?.resolve(message.result);
        break;
      case "trialFailed":
        this.#trials.get(message.trial)?.reject(received(message.fault));
        break;
      case "batch":
        void this.#store(worker, message);
        break;
      case "asking":
        this.#asking.add(message.sourceId);
        this.#parts.told(message);
        break;
      case "listening":
      case "ok":
      case "failed":
        if (message.type !== "listening") this.#asking.delete(message.sourceId);
        if (message.type === "ok") this.#suspected.delete(message.sourceId);
        this.#parts.told(message);
        break;
    }
  }

  async #store(worker: Worker, message: BatchTold): Promise<void> {
    let fault: ThreadFault | null = null;
    try {
      await this.#parts.store(message);
    } catch (error) {
      const { kind, detail } = error instanceof Fault ? error : new Fault("internal", {}, { cause: error });
      if (kind === "internal")
        this.#parts.log.error({ err: error }, "a batch of reports could not be stored");
      fault = { kind, detail, cause: null };
    }
    if (this.#worker === worker) this.#post(worker, { type: "stored", batch: message.batch, fault });
  }
}

/** A fault as the thread sent it. */
export function received({ kind, detail, cause }: ThreadFault): Fault {
  return new Fault(kind, detail, cause === null ? undefined : { cause });
}

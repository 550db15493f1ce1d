import { createHash } from "node:crypto";
import { z } from "zod";
import { type Report, reportSchema } from "../../../protocol/report.ts";
import type { Clock } from "../../base/clock.ts";
import type { Run } from "./adapter.ts";
import type { Answer, Asker, Question } from "./asking/asker.ts";
import type { SourceOrder } from "./messages.ts";
import { finished } from "./reading/finished.ts";
import type { ReadItem, Reading } from "./reading/mapped.ts";
import type { Remark } from "./reading/remark.ts";

/** Reports that are stored together. */
export const BATCH = 200;
/** Clocks drift and answers are late: by less than this a difference that is known is not measured anew. */
const STEADY_MS = 30_000;

export interface Batch {
  readonly reports: readonly Report[];
  /** Undefined: it stays where it is. */
  readonly cursor: unknown;
  readonly refused: number;
  /** The last. */
  readonly remark: Remark | null;
  readonly aheadMs: number | null;
}

interface Parts {
  readonly order: SourceOrder;
  readonly cursor: unknown;
  readonly aheadMs: number | null;
  readonly asker: Asker;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly listening: () => void;
  /** Resolves when the batch is stored, and rejects where it is not. */
  readonly store: (batch: Batch) => Promise<void>;
}

/** A cursor belongs to the settings that it was reached with. */
const cursorSchema = z.object({ of: z.string(), at: z.unknown() });

function settingsOf({ adapter }: SourceOrder): string {
  return createHash("sha256").update(JSON.stringify(adapter)).digest("base64");
}

/** Collects what an adapter reads into batches, waits for each to be stored, and asks for it. */
export class SourceRun implements Run {
  readonly #parts: Parts;
  readonly #settings: string;
  readonly reading: Omit<Reading, "nameless">;
  readonly readerName: string;
  #cursor: unknown;
  #aheadMs: number | null;
  #reports: Report[] = [];
  #refused = 0;
  #remark: Remark | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#settings = settingsOf(parts.order);
    this.#aheadMs = parts.aheadMs;
    const { name, defaults, zone, sourceId } = parts.order;
    this.reading = { name, defaults, zone };
    this.readerName = `dinding-${createHash("sha256").update(sourceId).digest("hex").slice(0, 12)}`;
    const kept = cursorSchema.safeParse(parts.cursor);
    this.#cursor = kept.success && kept.data.of === this.#settings ? (kept.data.at ?? null) : null;
  }

  get secrets(): readonly string[] {
    return this.#parts.order.secrets;
  }

  get cursor(): unknown {
    return this.#cursor;
  }

  get clock(): Clock {
    return this.#parts.clock;
  }

  get signal(): AbortSignal {
    return this.#parts.signal;
  }

  get aheadMs(): number | null {
    return this.#aheadMs;
  }

  async ask(question: Omit<Question, "secret">): Promise<Answer> {
    const { asker, order, signal } = this.#parts;
    const [secret] = order.secrets;
    const answer = await asker.ask({ ...question, secret }, signal);
    const { aheadMs } = answer;
    const steady =
      this.#aheadMs !== null && aheadMs !== null && Math.abs(aheadMs - this.#aheadMs) < STEADY_MS;
    if (aheadMs !== null && !steady) this.#aheadMs = aheadMs;
    return answer;
  }

  /** Only a trial keeps it. */
  came(_sent: unknown, _items: string | undefined): void {}

  async take({ report, remarks }: ReadItem): Promise<void> {
    const { order, clock } = this.#parts;
    this.#remark = remarks.at(-1) ?? this.#remark;
    // What an adapter made is looked at once more: one that does not fit would keep the others out.
    const read = report === null ? null : reportSchema.safeParse(report);
    if (read === null || !read.success) {
      this.#refused += 1;
      const [issue] = read?.error.issues ?? [];
      if (issue !== undefined)
        this.#remark = {
          where: report?.externalId ?? "",
          field: issue.path.join("."),
          problem: issue.message,
        };
      return;
    }
    const circumstances = { defaults: order.defaults, aheadMs: this.#aheadMs, now: clock.now() };
    this.#reports.push(finished(read.data, circumstances));
    if (this.#reports.length >= BATCH) await this.#flush(undefined);
  }

  async keep(cursor: unknown): Promise<void> {
    await this.#flush({ of: this.#settings, at: cursor });
    this.#cursor = cursor;
  }

  listening(): void {
    this.#parts.listening();
  }

  async #flush(cursor: unknown): Promise<void> {
    const batch: Batch = {
      ...{ reports: this.#reports, cursor, refused: this.#refused, remark: this.#remark },
      aheadMs: this.#aheadMs,
    };
    this.#reports = [];
    this.#refused = 0;
    this.#remark = null;
    this.signal.throwIfAborted();
    await this.#parts.store(batch);
  }
}

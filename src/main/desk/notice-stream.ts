import { Readable } from "node:stream";
import type { Notice } from "../../protocol/notice.ts";
import type { Clock } from "../base/clock.ts";
import type { Notices } from "./notices.ts";

/** Between two notices of the same thing, milliseconds: who hears of it asks for it each time. */
const SPACE_MS = 200;
/** How often something is sent although nothing changes, so that both ends know that the line stands. Milliseconds. */
const BEAT_MS = 15_000;
/** Things that are told apart while a reader is slow; beyond them only what kind of thing it was. */
const MOST_APART = 500;

/**
 * Notices as a text/event-stream. What a reader has not taken yet is told once, however often it changes, so that a slow
 * one costs no memory; one that takes nothing between two beats is let go.
 */
export class NoticeStream extends Readable {
  readonly #clock: Clock;
  readonly #pending = new Map<string, Notice>();
  readonly #stops: (() => void)[] = [];
  #cancelFlush: () => void = () => {};
  #flushing = false;
  #wanted = false;
  #flushedAt = Number.NEGATIVE_INFINITY;

  /** `signal` ends it. */
  constructor(notices: Pick<Notices, "follow">, clock: Clock, signal: AbortSignal) {
    super({ highWaterMark: 16 * 1024 });
    this.#clock = clock;
    const end = () => this.destroy();
    signal.addEventListener("abort", end, { once: true });
    this.#stops.push(
      () => signal.removeEventListener("abort", end),
      notices.follow((notice) => this.#take(notice)),
    );
    this.push(": Dinding\n\n");
    this.#beat(false);
    if (signal.aborted) this.destroy();
  }

  override _read(): void {
    this.#wanted = true;
    this.#flush();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    for (const stop of this.#stops) stop();
    this.#cancelFlush();
    this.#pending.clear();
    done(error);
  }

  #take(notice: Notice): void {
    const apart = this.#pending.size < MOST_APART ? notice : { what: notice.what };
    this.#pending.set(`${apart.what} ${apart.id ?? ""}`, apart);
    this.#flush();
  }

  /** Sends what there is, as soon as it is wanted and the last time is long enough ago. */
  #flush(): void {
    if (!this.#wanted || this.#pending.size === 0 || this.#flushing) return;
    this.#flushing = true;
    const dueMs = this.#flushedAt + SPACE_MS - this.#clock.monotonic();
    this.#cancelFlush = this.#clock.after(Math.max(0, dueMs), () => {
      this.#flushing = false;
      if (this.#pending.size === 0) return;
      this.#flushedAt = this.#clock.monotonic();
      const lines = [...this.#pending.values()].map((notice) => `data: ${JSON.stringify(notice)}\n\n`);
      this.#pending.clear();
      this.#wanted = this.push(lines.join(""));
    });
  }

  #beat(stuck: boolean): void {
    const cancel = this.#clock.after(BEAT_MS, () => {
      this.#stops.splice(this.#stops.indexOf(cancel), 1);
      const unread = this.readableLength > 0;
      if (unread && stuck) {
        this.destroy();
        return;
      }
      if (!unread) this.#wanted = this.push(":\n\n");
      this.#beat(unread);
    });
    this.#stops.push(cancel);
  }
}

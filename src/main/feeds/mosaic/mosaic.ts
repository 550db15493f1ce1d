import { once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { Fault } from "../../base/fault.ts";
import type { Clock } from "../../base/clock.ts";
import { mosaicPlan } from "../../../layouts/mosaic.ts";
import type { Cell } from "../../../protocol/feed.ts";
import { rungSizes } from "../../../protocol/ladder.ts";
import type { FindFfmpeg, MakeMosaic, MosaicFeeds, SourceListener } from "../source.ts";
import { type CellSink, CellWatch } from "./cell-watch.ts";
import type { CellLook, FromThread, ThreadStart, ToThread } from "./messages.ts";

/** The thread's file beside this one: TypeScript in the source tree, JavaScript in the compiled one. */
const threadFile = new URL(`./thread${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** Bytes that the thread has not taken yet; beyond, pictures are left out up to the next key picture. */
const MOST_UNTAKEN = 32 * 1024 * 1024;
/** For its children to end, milliseconds; longer than the grace that each of them has. */
const STOP_MS = 3_000;

/** Mosaics with this machine's ffmpeg, each in a thread of its own. */
export function createMosaic(ffmpeg: FindFfmpeg, clock: Clock): MakeMosaic {
  return ({ cameraIds, columns }, rung, feeds) =>
    async (_, listener, signal) => {
      const program = await ffmpeg();
      if (signal.aborted) return;
      const taken = new SharedArrayBuffer(4);
      const start: ThreadStart = {
        ...{ plan: mosaicPlan(cameraIds.length, columns, rungSizes[rung]), rung, ffmpeg: program, taken },
        expected: cameraIds.map((id) => {
          const chosen = feeds.chosen(id);
          return chosen === null ? null : feeds.knownFormat(chosen.cameraId, chosen.stream);
        }),
      };
      await new Mosaic(cameraIds, start, listener, feeds, clock).run(signal);
    };
}

/** One run of a mosaic: its thread, and the feeds that it is poured from. */
class Mosaic {
  readonly #cameraIds: readonly string[];
  readonly #listener: SourceListener;
  readonly #worker: Worker;
  readonly #watches: readonly CellWatch[];
  readonly #feeds: MosaicFeeds;
  readonly #taken: Uint32Array;
  #posted = 0;
  #watching = false;
  /** What the thread said last; null where it died without a word. */
  #last: Extract<FromThread, { type: "ended" }> | null = null;
  #crash: unknown = null;

  constructor(
    cameraIds: readonly string[],
    start: ThreadStart,
    listener: SourceListener,
    feeds: MosaicFeeds,
    clock: Clock,
  ) {
    this.#cameraIds = cameraIds;
    this.#listener = listener;
    this.#feeds = feeds;
    this.#taken = new Uint32Array(start.taken);
    this.#worker = new Worker(threadFile, { workerData: start, name: "mosaic" });
    this.#worker.on("message", (message: FromThread) => this.#hear(message));
    this.#worker.on("error", (error) => {
      this.#crash = error;
    });
    this.#watches = cameraIds.map((id, cell) => new CellWatch(id, feeds, clock, this.#sink(cell)));
  }

  /** Rejects with a Fault, or resolves after an abort, when neither thread nor child is left. */
  async run(signal: AbortSignal): Promise<void> {
    const gone = once(this.#worker, "exit");
    const unfollow = this.#feeds.follow(() => {
      if (this.#watching && this.#last === null) for (const watch of this.#watches) watch.look();
    });
    let insist: NodeJS.Timeout | null = null;
    const stop = () => {
      this.#post({ type: "stop" });
      insist = setTimeout(() => void this.#worker.terminate(), STOP_MS);
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    try {
      await gone;
    } finally {
      signal.removeEventListener("abort", stop);
      if (insist !== null) clearTimeout(insist);
      unfollow();
      for (const watch of this.#watches) watch.close();
    }
    if (signal.aborted) return;
    if (this.#last === null) throw new Fault("internal", {}, { cause: this.#crash });
    const { fault } = this.#last;
    if (fault === null) return;
    throw new Fault(fault.kind, fault.detail, { cause: new Error(fault.cause) });
  }

  #hear(message: FromThread): void {
    switch (message.type) {
      case "unit":
        // Not before the encoder runs: where 64 cameras start at once, it would wait for its turn among them.
        if (!this.#watching) for (const watch of this.#watches) watch.open();
        this.#watching = true;
        this.#listener.accessUnit(message.unit);
        break;
      case "damage":
        this.#listener.damage(message.count);
        break;
      case "states":
        this.#listener.cells?.(message.looks.flatMap((look, at) => this.#cell(look, at)));
        break;
      case "rejoin":
        this.#watches[message.cell]?.rejoin();
        break;
      case "ended":
        this.#last = message;
        for (const watch of this.#watches) watch.close();
        break;
    }
  }

  #cell({ state, source }: CellLook, at: number): Cell[] {
    const cameraId = this.#cameraIds[at];
    if (cameraId === undefined) return [];
    const shown = this.#watches[at]?.shown(source) ?? null;
    // Before its first picture it stands in for nothing.
    if (shown === null || shown.lostSince === null || state === "connecting") return [{ cameraId, state }];
    const lostSince = new Date(shown.lostSince).toISOString();
    return [{ cameraId, state, standIn: { cameraId: shown.cameraId, lostSince } }];
  }

  #sink(cell: number): CellSink {
    return {
      format: (source, format) => this.#post({ type: "format", cell, source, format }),
      failed: (source, failed) => this.#post({ type: "failed", cell, source, failed }),
      gap: () => this.#post({ type: "gap", cell }),
      picture: (bytes) => {
        // Unsigned, so that the difference is right where both have begun anew from 0.
        const untaken = (this.#posted - Atomics.load(this.#taken, 0)) >>> 0;
        if (untaken > MOST_UNTAKEN) return false;
        this.#posted = (this.#posted + bytes.byteLength) >>> 0;
        this.#post({ type: "picture", cell, packet: bytes });
        return true;
      },
    };
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message, []);
  }
}

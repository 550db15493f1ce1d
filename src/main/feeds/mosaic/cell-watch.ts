import type { Clock } from "../../base/clock.ts";
import type { Format } from "../../../protocol/format.ts";
import type { FeedFormat, FeedStatus, FeedViewer, Packet } from "../feeds.ts";
import type { MosaicFeeds } from "../source.ts";

/** Where the pictures of a cell go. */
export interface CellSink {
  format(format: Format): void;
  /** False where there is no room for it. */
  picture(packet: Uint8Array<ArrayBuffer>): boolean;
  /** Pictures were left out; the next one is a key picture. */
  gap(): void;
  failed(failed: boolean): void;
}

/** Until a camera that is not there, or lost the stream that was watched, is looked for again, milliseconds. */
const AGAIN_MS = 2_000;

/** The camera of one cell: watched as long as the mosaic runs, whatever becomes of it. */
export class CellWatch {
  readonly #cameraId: string;
  readonly #feeds: MosaicFeeds;
  readonly #clock: Clock;
  readonly #sink: CellSink;
  #leave: (() => void) | null = null;
  #cancel: () => void = () => undefined;
  #closed = false;

  constructor(cameraId: string, feeds: MosaicFeeds, clock: Clock, sink: CellSink) {
    this.#cameraId = cameraId;
    this.#feeds = feeds;
    this.#clock = clock;
    this.#sink = sink;
  }

  open(): void {
    if (this.#closed) return;
    const stream = this.#feeds.smallest(this.#cameraId);
    if (stream === null) {
      this.#missing();
      return;
    }
    const viewer = new CellViewer(this.#sink, () => this.#missing());
    try {
      const leave = this.#feeds.watch({ cameraId: this.#cameraId, stream, rung: null }, viewer);
      if (viewer.closed) leave();
      else
        this.#leave = () => {
          viewer.closed = true;
          leave();
        };
    } catch {
      // It was removed between the look and the watch, or the core is on its way out.
      this.#missing();
    }
  }

  /** The same feed from its kept key picture on. */
  rejoin(): void {
    if (this.#leave === null) return;
    const leave = this.#leave;
    this.#leave = null;
    // The feed must not be left without a viewer in between.
    this.open();
    leave();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
    this.#leave?.();
    this.#leave = null;
  }

  #missing(): void {
    this.#leave?.();
    this.#leave = null;
    this.#cancel();
    if (this.#closed) return;
    this.#sink.failed(true);
    this.#cancel = this.#clock.after(AGAIN_MS, () => this.open());
  }
}

class CellViewer implements FeedViewer {
  closed = false;
  readonly #sink: CellSink;
  readonly #missing: () => void;
  #skipping = false;

  constructor(sink: CellSink, missing: () => void) {
    this.#sink = sink;
    this.#missing = missing;
  }

  status({ phase, error }: FeedStatus): void {
    if (this.closed) return;
    this.#sink.failed(phase === "failed");
    if (error?.kind !== "notFound") return;
    // The camera has gone, or this stream of it: there may be another.
    this.closed = true;
    this.#missing();
  }

  format({
    coding,
    codec,
    width,
    height,
    pixelAspect,
    rotation,
    chroma,
    bitDepth,
    interlaced,
  }: FeedFormat): void {
    if (this.closed) return;
    this.#sink.format({ coding, codec, width, height, pixelAspect, rotation, chroma, bitDepth, interlaced });
  }

  packet({ key, bytes }: Packet): void {
    if (this.closed || (this.#skipping && !key)) return;
    // A copy of its own is made on the way to the thread; the buffer holds nothing else (protocol/picture.ts).
    const sent = bytes.buffer instanceof ArrayBuffer && this.#sink.picture(new Uint8Array(bytes.buffer));
    if (!sent && !this.#skipping) this.#sink.gap();
    this.#skipping = !sent;
  }
}

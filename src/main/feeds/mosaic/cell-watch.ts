import type { Clock } from "../../base/clock.ts";
import type { Format } from "../../../protocol/format.ts";
import type { FeedFormat, FeedStatus, FeedViewer, Packet } from "../feeds.ts";
import type { CellSource, MosaicFeeds } from "../source.ts";

/** Where the pictures of a cell go. A source is told by its number, another one for each stream that it changes to. */
export interface CellSink {
  format(source: number, format: Format): void;
  /** False where there is no room for it. */
  picture(packet: Uint8Array<ArrayBuffer>): boolean;
  /** Pictures were left out; the next one is a key picture. */
  gap(): void;
  failed(source: number, failed: boolean): void;
}

/** Until a camera that is not there, or lost the stream that was watched, is looked for again, milliseconds. */
const AGAIN_MS = 2_000;

/** The camera of one cell, or what stands in for it: watched as long as the mosaic runs, whatever becomes of it. */
export class CellWatch {
  readonly #cameraId: string;
  readonly #feeds: MosaicFeeds;
  readonly #clock: Clock;
  readonly #sink: CellSink;
  /** Those that may still be seen, by their numbers; the last is watched. */
  #sources = new Map<number, CellSource>();
  #number = -1;
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
    const chosen = this.#feeds.chosen(this.#cameraId);
    if (chosen === null) this.#missing();
    else this.#join(chosen);
  }

  /** Looks anew at what the cell is to show, and changes to it: nothing but the cell notices. */
  look(): void {
    if (this.#closed) return;
    const chosen = this.#feeds.chosen(this.#cameraId);
    const leave = this.#leave;
    if (leave === null || chosen === null || sameStream(chosen, this.#sources.get(this.#number))) return;
    this.#leave = null;
    this.#join(chosen);
    leave();
  }

  /** The same feed from its kept key picture on. */
  rejoin(): void {
    const leave = this.#leave;
    const source = this.#sources.get(this.#number);
    if (leave === null || source === undefined) return;
    this.#leave = null;
    // The feed must not be left without a viewer in between.
    this.#join(source);
    leave();
  }

  /** What was watched under this number, of which a picture is seen now; those before it are not seen any more. */
  shown(number: number): CellSource | null {
    for (const older of this.#sources.keys()) if (older < number) this.#sources.delete(older);
    return this.#sources.get(number) ?? null;
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
    this.#leave?.();
    this.#leave = null;
  }

  #join(source: CellSource): void {
    if (!sameStream(source, this.#sources.get(this.#number))) {
      this.#number += 1;
      this.#sources.set(this.#number, source);
    }
    const viewer = new CellViewer(this.#number, this.#sink, () => this.#missing());
    const { cameraId, stream } = source;
    try {
      const leave = this.#feeds.watch({ cameraId, stream, rung: null }, viewer);
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

  #missing(): void {
    this.#leave?.();
    this.#leave = null;
    this.#cancel();
    if (this.#closed) return;
    this.#sink.failed(Math.max(0, this.#number), true);
    this.#cancel = this.#clock.after(AGAIN_MS, () => this.open());
  }
}

function sameStream(a: CellSource, b: CellSource | undefined): boolean {
  return a.cameraId === b?.cameraId && a.stream === b.stream;
}

class CellViewer implements FeedViewer {
  closed = false;
  readonly #source: number;
  readonly #sink: CellSink;
  readonly #missing: () => void;
  #skipping = false;

  constructor(source: number, sink: CellSink, missing: () => void) {
    this.#source = source;
    this.#sink = sink;
    this.#missing = missing;
  }

  status({ phase, error }: FeedStatus): void {
    if (this.closed) return;
    this.#sink.failed(this.#source, phase === "failed");
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
    this.#sink.format(this.#source, {
      ...{ coding, codec, width, height, pixelAspect, rotation, chroma, bitDepth, interlaced },
    });
  }

  packet({ key, bytes }: Packet): void {
    if (this.closed || (this.#skipping && !key)) return;
    // A copy of its own is made on the way to the thread; the buffer holds nothing else (protocol/picture.ts).
    const sent = bytes.buffer instanceof ArrayBuffer && this.#sink.picture(new Uint8Array(bytes.buffer));
    if (!sent && !this.#skipping) this.#sink.gap();
    this.#skipping = !sent;
  }
}

import type { Writable } from "node:stream";
import { Fault } from "../../base/fault.ts";
import { fourccOf } from "../codings/kinds.ts";
import type { FeedFormat, FeedStatus, FeedViewer, Packet } from "../feeds.ts";
import { unitOf } from "../feeds.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { nutFrame, nutHead } from "../nut/writer.ts";
import type { FindFfmpeg, Transcode } from "../source.ts";
import { transcodeArguments } from "./arguments.ts";

/** Bytes that ffmpeg has not taken yet; beyond, pictures are left out up to the next key frame. */
const MOST_WAITING = 8 * 1024 * 1024;

/** Transcodes with this machine's ffmpeg: from the kept key frame on, for as long as the pictures keep their format. */
export function createTranscode(ffmpeg: FindFfmpeg): Transcode {
  return (rung, watch) => async (address, listener, signal) => {
    const program = await ffmpeg();
    const stop = new AbortController();
    const ended = () => stop.abort();
    signal.addEventListener("abort", ended, { once: true });
    if (signal.aborted) stop.abort();
    let refusal: Fault | null = null;
    const fail = (fault: Fault) => {
      refusal ??= fault;
      stop.abort();
    };
    const upstream = new Upstream(fail);
    const leave = watch(upstream);
    try {
      await upstream.started(stop.signal);
      if (!stop.signal.aborted) {
        const place = { host: address.cameraId, port: 0, path: rung };
        const order = {
          ...{ program, place, arguments: transcodeArguments(rung) },
          input: (stdin: Writable) => upstream.pour(stdin, () => listener.damage(1)),
        };
        const read = await readPictures(order, listener, stop.signal);
        if (!read) throw new Fault("notVideo", { host: address.cameraId });
      }
    } finally {
      leave();
      signal.removeEventListener("abort", ended);
    }
    if (refusal !== null && !signal.aborted) throw refusal;
  };
}

/** The feed that is transcoded, on its way into ffmpeg. */
class Upstream implements FeedViewer {
  readonly #fail: (fault: Fault) => void;
  #format: FeedFormat | null = null;
  #early: Packet[] = [];
  #stdin: Writable | null = null;
  #dropped: () => void = () => undefined;
  #skipping = false;
  #begin: () => void = () => undefined;

  constructor(fail: (fault: Fault) => void) {
    this.#fail = fail;
  }

  /** Resolves with the first picture, or after an abort. */
  started(signal: AbortSignal): Promise<void> {
    if (this.#early.length > 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#begin = () => {
        signal.removeEventListener("abort", this.#begin);
        resolve();
      };
      signal.addEventListener("abort", this.#begin, { once: true });
    });
  }

  /** Writes what came and what comes; `dropped` is called for each picture that ffmpeg is too slow for. */
  pour(stdin: Writable, dropped: () => void): void {
    const format = this.#format;
    if (format === null) return;
    this.#dropped = dropped;
    const { width, height, pixelAspect } = format;
    stdin.write(
      nutHead({ fourcc: fourccOf(format.coding), extradata: new Uint8Array(), width, height, pixelAspect }),
    );
    this.#stdin = stdin;
    for (const packet of this.#early) this.#write(packet);
    this.#early = [];
  }

  status({ phase, error }: FeedStatus): void {
    if (phase === "failed" && error !== undefined) this.#fail(new Fault(error.kind, error.detail));
  }

  format(format: FeedFormat): void {
    // Another picture asks for another ffmpeg.
    if (this.#format !== null && this.#early.length + (this.#stdin === null ? 0 : 1) > 0)
      this.#fail(new Fault("ended", { host: "format" }));
    this.#format = format;
  }

  packet(packet: Packet): void {
    if (this.#stdin !== null) this.#write(packet);
    else {
      if (packet.key) this.#early = [];
      this.#early.push(packet);
      this.#begin();
    }
  }

  #write(packet: Packet): void {
    const stdin = this.#stdin;
    if (stdin === null || stdin.destroyed) return;
    if (stdin.writableLength > MOST_WAITING) this.#skipping = true;
    else if (packet.key) this.#skipping = false;
    if (this.#skipping) this.#dropped();
    else stdin.write(nutFrame({ key: packet.key, timeUs: packet.timeUs, bytes: unitOf(packet) }));
  }
}

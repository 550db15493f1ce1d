import type { Writable } from "node:stream";
import { Fault } from "../../base/fault.ts";
import { fourccOf } from "../codings/kinds.ts";
import { type FeedFormat, type FeedStatus, type FeedViewer, type Packet, unitOf } from "../feeds.ts";
import { pictureRate } from "../nut/rate.ts";
import { nutFrame, nutHead } from "../nut/writer.ts";
import { Originals } from "./originals.ts";

/**
 * Milliseconds for which a picture may wait for ffmpeg to take it. Beyond, pictures are left out up to the next key
 * frame: a machine that is too slow shows fewer of them, and none late.
 */
const MOST_WAITING_MS = 700;
/** A picture that came so long before the newest is only decoded, for those that build on it, milliseconds. */
const OLD_MS = 500;
/** For ffmpeg to start and to decode the kept pictures: a group of 10 s takes one or two, milliseconds. */
const CATCH_UP_MS = 4_000;

export interface UpstreamListener {
  /** The feed failed. */
  failed(fault: Fault): void;
  /** A picture was left out because its reader is too slow. */
  dropped(): void;
}

/** A running feed on its way into one ffmpeg after the other: a new one for each format, from a key frame on. */
export class Upstream implements FeedViewer {
  /** What ffmpeg was given. */
  readonly originals = new Originals();
  readonly #listener: UpstreamListener;
  #format: FeedFormat | null = null;
  /** What came before there was an ffmpeg to take it: one group at most. */
  #early: Packet[] = [];
  #stdin: Writable | null = null;
  #change = new AbortController();
  #skipping = false;
  #pouredAt = 0;
  /** When the newest picture came for the ffmpeg that is poured into. */
  #newestAt = 0;
  /** When each picture was written that ffmpeg has not taken. */
  #waiting: number[] = [];
  #begin: () => void = () => undefined;

  constructor(listener: UpstreamListener) {
    this.#listener = listener;
  }

  /** Aborted when the pictures that are poured now go on in another format. */
  get changed(): AbortSignal {
    return this.#change.signal;
  }

  /** How many of the pictures that are there are too old to be seen once they are decoded. */
  get kept(): number {
    const since = (this.#early.at(-1)?.arrivedAt ?? 0) - OLD_MS;
    return this.#early.findLastIndex(({ arrivedAt }) => arrivedAt < since) + 1;
  }

  /** For how long pictures have come for the present ffmpeg, milliseconds. */
  get pouredMs(): number {
    return this.#stdin === null ? 0 : this.#newestAt - this.#pouredAt;
  }

  /** Resolves with the format once there is a picture of it, or with null after an abort. */
  async started(signal: AbortSignal): Promise<FeedFormat | null> {
    if (this.#early.length === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#begin = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    return signal.aborted ? null : this.#format;
  }

  /** Writes what came and whatever comes, as NUT. */
  readonly pour = (stdin: Writable): void => {
    const format = this.#format;
    if (format === null) throw new RangeError("a feed is poured before its first picture");
    const { coding, width, height, pixelAspect } = format;
    const extradata = new Uint8Array();
    const rate = pictureRate(this.#early.map(({ timeUs }) => timeUs));
    stdin.write(nutHead({ fourcc: fourccOf(coding), extradata, width, height, pixelAspect, rate }));
    this.#stdin = stdin;
    this.#pouredAt = performance.now();
    for (const packet of this.#early) this.#write(packet, stdin);
    this.#early = [];
  };

  status({ phase, error }: FeedStatus): void {
    if (phase === "failed" && error !== undefined) {
      this.#listener.failed(new Fault(error.kind, error.detail));
    }
  }

  format(format: FeedFormat): void {
    this.#early = [];
    this.#format = format;
    if (this.#stdin === null) return;
    this.#stdin = null;
    this.#skipping = false;
    this.#waiting = [];
    this.originals.clear();
    this.#change.abort();
    this.#change = new AbortController();
  }

  packet(packet: Packet): void {
    if (this.#stdin !== null) {
      this.#write(packet, this.#stdin);
      return;
    }
    if (packet.key) this.#early = [];
    this.#early.push(packet);
    this.#begin();
  }

  #write(packet: Packet, stdin: Writable): void {
    if (stdin.destroyed) return;
    const waiting = this.#waiting;
    const [oldest] = waiting;
    const now = performance.now();
    this.#newestAt = now;
    const catchesUp = now - this.#pouredAt < CATCH_UP_MS;
    if (oldest !== undefined && now - oldest > MOST_WAITING_MS && !catchesUp) this.#skipping = true;
    else if (packet.key) this.#skipping = false;
    if (this.#skipping) {
      this.#listener.dropped();
      return;
    }
    waiting.push(now);
    this.originals.given(packet);
    const frame = nutFrame({ key: packet.key, timeUs: packet.timeUs, bytes: unitOf(packet) });
    stdin.write(frame, () => waiting.shift());
  }
}

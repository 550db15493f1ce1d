import type { StreamRole } from "../../../protocol/camera.ts";
import type { Clock } from "../../base/clock.ts";
import { asFault, Fault } from "../../base/fault.ts";
import type { Feeds, FeedStatus } from "../feeds.ts";
import type { FindFfmpeg } from "../source.ts";
import type { Minute } from "./minute.ts";
import type { Recording } from "./recording.ts";
import { type Still, stillOf } from "./still.ts";
import { Turns } from "./turns.ts";

export interface MomentParts {
  readonly minute: Minute;
  readonly feeds: Pick<Feeds, "watch">;
  readonly ffmpeg: FindFfmpeg;
  readonly clock: Clock;
  /** Whether the core can read a stream at all; absent where it can read every one. */
  readonly reads?: (cameraId: string, stream: StreamRole) => boolean;
}

/** Which picture is asked for. */
export interface MomentAsked {
  readonly cameraId: string;
  /** Streams to take it from, the preferred one first. */
  readonly streams: readonly StreamRole[];
  /** Milliseconds since 1970; null for now. */
  readonly at: number | null;
}

/** Pictures that are made at a time, and that may wait: each keeps a core busy for some 0.1 to 0.3 s. */
const AT_ONCE = 2;
const MOST_WAITING = 32;
/** Younger than this a kept picture is one of now, milliseconds. */
const FRESH_MS = 5_000;
/** A camera that was not open has this long to send its first picture, milliseconds. */
const OPENING_MS = 12_000;

/** Single pictures of cameras, of now or of the kept minute. */
export class Moments {
  readonly #parts: MomentParts;
  readonly #turns = new Turns(AT_ONCE, MOST_WAITING);
  readonly #closing = new AbortController();

  constructor(parts: MomentParts) {
    this.#parts = parts;
  }

  /**
   * Faults with `notKept` or `playedByPages`, with `tooMany`, or with what keeps a camera that had to be opened from sending a picture.
   */
  async picture(asked: MomentAsked): Promise<Still & { readonly stream: StreamRole }> {
    const recording = asked.at === null ? await this.#newest(asked) : this.#keptOf(asked);
    const { ffmpeg } = this.#parts;
    const still = await this.#turns.take(() => stillOf(recording, ffmpeg, this.#closing.signal));
    return { ...still, stream: recording.stream };
  }

  /** No picture is made any more. */
  close(): void {
    this.#closing.abort(new Fault("unavailable", { what: "Dinding" }));
  }

  /** Of the first stream that has it. */
  #keptOf({ cameraId, streams, at }: MomentAsked): Recording {
    let refusal: Fault | null = null;
    for (const stream of streams) {
      try {
        return this.#parts.minute.pictureAt(cameraId, stream, at);
      } catch (error) {
        // What the fault says of a stream with something kept is worth more than of one without.
        const fault = asFault(error);
        if (refusal === null || "from" in fault.detail) refusal = fault;
      }
    }
    throw refusal ?? new Fault("notFound", { what: "camera", id: cameraId });
  }

  async #newest(asked: MomentAsked): Promise<Recording> {
    const kept = this.#whatIsKept(asked);
    const { minute, reads = () => true } = this.#parts;
    if (kept !== null && minute.sinceNewest(kept.cameraId, kept.stream) <= FRESH_MS) return kept;
    const stream = asked.streams.find((role) => reads(asked.cameraId, role));
    try {
      if (stream !== undefined) await this.#open(asked.cameraId, stream);
    } catch (error) {
      if (kept === null) throw error;
    }
    return this.#keptOf(asked);
  }

  #whatIsKept(asked: MomentAsked): Recording | null {
    try {
      return this.#keptOf(asked);
    } catch (error) {
      const { kind } = asFault(error);
      // What a page plays the core can open all the same, or says why it cannot.
      if (kind === "notKept" || kind === "playedByPages") return null;
      throw error;
    }
  }

  /** Resolves when the stream has sent a key frame; it lingers from then on. */
  #open(cameraId: string, stream: StreamRole): Promise<void> {
    const { clock, feeds } = this.#parts;
    const signal = this.#closing.signal;
    return new Promise((resolve, reject) => {
      let leave: () => void = () => undefined;
      let over = false;
      const end = (fault: unknown) => {
        if (over) return;
        over = true;
        cancel();
        signal.removeEventListener("abort", stop);
        // The feed may be telling its viewers right now.
        queueMicrotask(() => leave());
        if (fault === null) resolve();
        else reject(fault);
      };
      const stop = () => end(signal.reason);
      const silent = new Fault("silent", { host: cameraId, seconds: OPENING_MS / 1000 });
      const cancel = clock.after(OPENING_MS, () => end(silent));
      signal.addEventListener("abort", stop, { once: true });
      const failed = ({ error }: FeedStatus) => {
        if (error !== undefined) end(new Fault(error.kind, error.detail));
      };
      const viewer = { status: failed, format: () => undefined, packet: () => end(null) };
      try {
        leave = feeds.watch({ cameraId, stream, rung: null }, viewer);
      } catch (error) {
        end(error);
      }
    });
  }
}

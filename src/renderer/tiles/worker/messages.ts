import type { FaultReport } from "../../../protocol/fault.ts";
import type { Cell, FeedRef } from "../../../protocol/feed.ts";

/** Page to the worker of the feeds. A sink is a number that the page chooses. */
export type ToWorker =
  | { readonly type: "start"; readonly address: string }
  | {
      readonly type: "attach";
      readonly sink: number;
      readonly feed: FeedRef;
      /** Transferred. */
      readonly writable: WritableStream<VideoFrame>;
    }
  | { readonly type: "detach"; readonly sink: number }
  /** Of these feeds, by their keys, the page wants the key pictures alone; of all others every picture. */
  | { readonly type: "slow"; readonly feeds: readonly string[] }
  /** How important the feeds are, by their keys: 1 to 9, 1 most. */
  | { readonly type: "rank"; readonly priorities: ReadonlyMap<string, number> }
  | { readonly type: "frozenAfter"; readonly ms: number };

/** What is known of one feed. Times in milliseconds since 1970 on this machine's clock. */
export interface FeedFacts {
  readonly feed: FeedRef;
  readonly phase: "opening" | "running" | "failed";
  readonly since: number;
  readonly error: FaultReport | null;
  /** When the newest frame was handed to the glass. */
  readonly lastFrameAt: number | null;
  readonly intervalMs: number | null;
  /** How far the newest frame was behind the feed's own clock when it was shown. */
  readonly lagMs: number;
  /** When frames were last lost or the decoder last erred. */
  readonly lossAt: number | null;
  /** Whether key pictures alone are to be expected: also while others were asked for again and none came yet. */
  readonly keysOnly: boolean;
  /** Between the last two key pictures; null before there were two. */
  readonly keyIntervalMs: number | null;
  /** Since when frames arrive and the picture stays the same; null before that has lasted `frozenAfterMs`. */
  readonly frozenSince: number | null;
  /** The codec that this machine failed to decode, while it does. */
  readonly undecodable: string | null;
  readonly width: number;
  readonly height: number;
  /** Access units received since this feed was first opened. */
  readonly received: number;
  /** Frames that reached the core and will never be shown. */
  readonly dropped: number;
  readonly decoderErrors: number;
  /** What the presentation clock adds, milliseconds. */
  readonly delayMs: number;
  /** How the cameras of a mosaic are; null of any other feed. */
  readonly cells: readonly Cell[] | null;
}

export interface SinkFacts {
  readonly sink: number;
  /** Frames that it took since it was attached. */
  readonly written: number;
  /** Frames of its feed that will never be shown, since it was attached. */
  readonly dropped: number;
}

/** The worker to the page. */
export type FromWorker =
  | {
      readonly type: "facts";
      /** Since when the core cannot be reached, or null while it can. */
      readonly coreLostSince: number | null;
      /** Milliseconds to add to this machine's clock to read the core's. */
      readonly clockOffsetMs: number;
      /** How much of what it can decode this machine is given, percent; null while nothing is decoded. */
      readonly load: number | null;
      readonly feeds: readonly FeedFacts[];
      readonly sinks: readonly SinkFacts[];
    }
  /** The core closed the channel with one of our codes (`closeCodes`). */
  | { readonly type: "refused"; readonly code: number };

/** Milliseconds since 1970 that never run backwards and have fractions; comparable between a page and its workers. */
export function localNow(): number {
  return performance.timeOrigin + performance.now();
}

import { z } from "zod";

/** What a picture may claim to be; see *Truth on the glass* in the design. `frozen` stands beside these. */
export const pictureStates = [
  "connecting",
  "live",
  "delayed",
  "degraded",
  "stale",
  "lost",
  "hidden",
] as const;
export const pictureStateSchema = z.enum(pictureStates);
export type PictureState = z.infer<typeof pictureStateSchema>;

/** Milliseconds behind its own clock from which a picture is `delayed`. */
export const DELAYED_MS = 1000;
/** Milliseconds without a new frame that are never yet `stale`. */
const STALE_FLOOR_MS = 1000;
/** Learned frame intervals without a new frame that are never yet `stale`. */
const STALE_INTERVALS = 3;

/**
 * Frames that arrive without the picture changing for this long make it `frozen`, milliseconds. A camera shows its
 * own running clock or at least noise; ten seconds of neither is a stuck encoder.
 */
export const FROZEN_AFTER_MS = 10_000;

export interface PictureFacts {
  /** Milliseconds since the last new frame, or null where none came yet. */
  sinceFrameMs: number | null;
  /** The learned interval between frames in milliseconds, or null before it is known. */
  intervalMs: number | null;
  /** How far the newest frame is behind its own clock, milliseconds. */
  lagMs: number;
  /** Whether the decoder erred or frames were lost within the last seconds. */
  losses: boolean;
  /** Whether the source has failed and is waiting to be opened again. */
  failed: boolean;
  hidden: boolean;
}

/** Milliseconds without a new frame after which a picture is stale. */
export function staleAfterMs(intervalMs: number | null): number {
  return Math.max(STALE_FLOOR_MS, STALE_INTERVALS * (intervalMs ?? 0));
}

/** The state a picture is in, from facts alone, so that core and pages cannot disagree about the words. */
export function pictureState(facts: PictureFacts): PictureState {
  if (facts.hidden) return "hidden";
  if (facts.sinceFrameMs === null) return facts.failed ? "lost" : "connecting";
  if (facts.sinceFrameMs > staleAfterMs(facts.intervalMs)) return facts.failed ? "lost" : "stale";
  if (facts.lagMs > DELAYED_MS) return "delayed";
  return facts.losses ? "degraded" : "live";
}

import type { PictureState } from "../../../protocol/truth.ts";
import { confirm, type Confirmed } from "../../base/confirmed.ts";

/** Whether a stream can be relied on; `unknown` until it was seen for a moment. */
export type Standing = "unknown" | "up" | "down";
export type Verdict = Confirmed<Standing>;

/** Bad for so long, a stream counts as down: longer than the gap of a camera that is opened anew at once. */
export const DOWN_MS = 4_000;
/** Good for so long, a stream that was down counts as up again. */
export const UP_MS = 6_000;
/** The same for one of which nothing was known. */
export const FIRST_UP_MS = 1_000;

/** Opening a stream, hiding its tile or closing it tells nothing of how it does. */
const saysOf: Readonly<Record<PictureState, Standing | null>> = {
  connecting: null,
  live: "up",
  delayed: "up",
  degraded: "up",
  stale: "down",
  lost: "down",
  hidden: null,
};

/**
 * What is thought of a stream after a look at its feed, milliseconds of a clock that never runs backwards; `state` null
 * where it is not open. A camera that comes and goes faster than it is trusted again stays down.
 */
export function judge(before: Verdict | null, state: PictureState | null, now: number): Verdict {
  const held: Verdict = before ?? { value: "unknown", next: null };
  const seen = (state === null ? null : saysOf[state]) ?? held.value;
  const afterMs = seen === "down" ? DOWN_MS : held.value === "unknown" ? FIRST_UP_MS : UP_MS;
  return confirm(held, seen, now, afterMs);
}

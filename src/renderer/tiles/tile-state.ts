import type { FaultDetail, FaultKind } from "../../protocol/fault.ts";
import type { TourTurn } from "../../protocol/tour.ts";
import { type PictureState, pictureState } from "../../protocol/truth.ts";
import type { FeedFacts } from "./worker/messages.ts";

/** Milliseconds for which a loss keeps a picture `degraded`. */
const LOSS_MS = 5000;

/** Why there is no live picture, for `sentence()` of the protocol. */
interface Reason {
  readonly kind: FaultKind;
  readonly detail: FaultDetail;
}

/**
 * What a tile says about its picture. Two equal views look the same, so a tile is drawn anew only on a change. Times are of
 * the core's clock, as all that people read.
 */
export interface TileView {
  readonly state: PictureState;
  readonly frozen: boolean;
  /** Whole seconds behind its own clock; null unless `delayed`. */
  readonly delaySeconds: number | null;
  /** Since when the picture is not live, milliseconds since 1970; null where it is. */
  readonly since: number | null;
  readonly reason: Reason | null;
  /** Whether a last picture can stand under the hatch. */
  readonly hasPicture: boolean;
  /** Whether its key pictures alone are shown, because the display PC cannot carry all. */
  readonly slowed: boolean;
  /** Whether it is a smaller picture than the tile needs, shown for want of a better one. */
  readonly coarse: boolean;
  /** Since when the tile's own camera is lost, where another stands in; as `since`. */
  readonly lostSince: number | null;
  /** Of a replay: when the picture on the glass came into the core, as `since`, whole seconds; null of what is live. */
  readonly replayedAt: number | null;
  /** Of a tile that shows one camera after the other: whose turn it is. */
  readonly tour: TourTurn | null;
}

/** What the core said of the tile's feed when it chose it. */
export interface TileMarks {
  readonly slowed: boolean;
  readonly coarse: boolean;
  readonly lostSince: number | null;
  readonly replayedAt: number | null;
  readonly tour: TourTurn | null;
}

export const noMarks: TileMarks = {
  slowed: false,
  coarse: false,
  lostSince: null,
  replayedAt: null,
  tour: null,
};
/** Milliseconds between key pictures before there were two: as many as any camera is set to. */
const KEY_INTERVAL_MS = 10_000;

export interface PageFacts {
  /** Milliseconds since 1970 on this machine's clock, as all times here but the marks'. */
  readonly now: number;
  /** Milliseconds to add to this machine's clock to read the core's. */
  readonly clockOffsetMs: number;
  readonly coreLostSince: number | null;
  readonly hidden: boolean;
  /** When the tile's own <video> presented its first frame, or null; its feed may have shown one elsewhere already. */
  readonly presentedAt: number | null;
  readonly marks: TileMarks;
}

const plain = { frozen: false, delaySeconds: null, since: null, reason: null } as const;

function reasonOf(facts: FeedFacts | null, page: PageFacts): Reason | null {
  if (page.coreLostSince !== null) return { kind: "coreLost", detail: {} };
  if (facts?.undecodable != null) return { kind: "decoderFailed", detail: { codec: facts.undecodable } };
  return facts?.error == null ? null : { kind: facts.error.kind, detail: facts.error.detail };
}

/** The time between two pictures that the tile is to show, milliseconds; null before it is known. */
function intervalOf(facts: FeedFacts | null): number | null {
  // A source that failed sends no more of them, however rare they were.
  if (facts?.keysOnly !== true || facts.phase === "failed") return facts?.intervalMs ?? null;
  return Math.max(facts.intervalMs ?? 0, facts.keyIntervalMs ?? KEY_INTERVAL_MS);
}

/** What a camera's tile says, from what is known of its feed; `facts` is null before the worker knows the feed. */
export function tileState(facts: FeedFacts | null, page: PageFacts): TileView {
  const hasPicture = page.presentedAt !== null;
  const coreLost = page.coreLostSince !== null;
  const lastFrameAt = hasPicture ? (facts?.lastFrameAt ?? page.presentedAt) : null;
  const state = pictureState({
    // A lost core ends every claim at once; nothing that it sent is new any more.
    sinceFrameMs: lastFrameAt === null ? null : coreLost ? Number.POSITIVE_INFINITY : page.now - lastFrameAt,
    intervalMs: intervalOf(facts),
    lagMs: facts?.lagMs ?? 0,
    losses: facts?.lossAt != null && page.now - facts.lossAt < LOSS_MS,
    failed: coreLost || facts?.phase === "failed" || facts?.undecodable != null,
    hidden: page.hidden,
  });
  if (state === "hidden" || state === "connecting") return { ...plain, ...page.marks, state, hasPicture };
  if (state === "stale" || state === "lost") {
    const began = lastFrameAt ?? page.coreLostSince ?? facts?.since ?? null;
    const since = began === null ? null : began + page.clockOffsetMs;
    return { ...plain, ...page.marks, state, hasPicture, since, reason: reasonOf(facts, page) };
  }
  const delaySeconds = state === "delayed" ? Math.round((facts?.lagMs ?? 0) / 1000) : null;
  // Two key pictures may be further apart than what counts as frozen.
  const frozen = facts?.frozenSince != null && !facts.keysOnly;
  return { ...plain, ...page.marks, state, hasPicture, delaySeconds, frozen };
}

/** Whether two views would be drawn the same. */
export function sameView(a: TileView, b: TileView): boolean {
  return (
    a.state === b.state &&
    a.frozen === b.frozen &&
    a.delaySeconds === b.delaySeconds &&
    a.since === b.since &&
    a.hasPicture === b.hasPicture &&
    a.slowed === b.slowed &&
    a.coarse === b.coarse &&
    a.lostSince === b.lostSince &&
    a.replayedAt === b.replayedAt &&
    a.tour?.cameraId === b.tour?.cameraId &&
    a.tour?.place === b.tour?.place &&
    a.tour?.of === b.tour?.of &&
    a.tour?.held === b.tour?.held &&
    a.reason?.kind === b.reason?.kind &&
    JSON.stringify(a.reason?.detail) === JSON.stringify(b.reason?.detail)
  );
}

import type { Content } from "../../layouts/layout.ts";
import type { Cell, FeedRef } from "../../protocol/feed.ts";
import type { Reduction, TileStats } from "../../protocol/output.ts";
import type { FeedsClient } from "./feeds-client.ts";
import type { ShownFeed } from "./shown-feed.ts";
import { noMarks, sameView, type TileMarks, type TileView, tileState } from "./tile-state.ts";
import { Watched } from "./watched.ts";
import { localNow } from "./worker/messages.ts";

const connecting: TileView = {
  state: "connecting",
  frozen: false,
  delaySeconds: null,
  since: null,
  reason: null,
  hasPicture: false,
  ...noMarks,
};

/** Frames that may be between the worker and the glass without being lost. */
const IN_FLIGHT = 2;

/** What a slot needs of the page's feeds. */
export type ShownFrom = Pick<FeedsClient, "show" | "coreLostSince" | "clockOffsetMs">;

/** One tile in one viewport: its <video>, what it says, and what it saw. */
export class Slot {
  readonly view = new Watched<TileView>(connecting, sameView);
  /** Of a mosaic; empty before it has told of them. */
  readonly cells = new Watched<readonly Cell[]>([], sameCells);
  private readonly feeds: ShownFrom;
  /** Of the tile's content; of a tour whose picture this is. */
  private cameraId: string | null;
  /** Whether it shows pictures of a feed, and not what the page draws itself. */
  private readonly pictured: boolean;
  private readonly feed: FeedRef | null;
  private shown: ShownFeed | null = null;
  private presentedAt: number | null = null;
  /** What its page draws itself, and not at once; null of anything else. */
  private readonly drawnHere: "map" | "image" | null;
  private readonly isTour: boolean;
  private drawing: "awaited" | "drawn" | "failed" = "awaited";
  private dropped = 0;

  /** `feed` is null of a camera that the core does not have. */
  constructor(feeds: ShownFrom, content: Content, feed: FeedRef | null) {
    this.feeds = feeds;
    this.cameraId = content.kind === "camera" ? content.cameraId : null;
    this.feed = feed;
    this.isTour = content.kind === "tour";
    this.pictured = content.kind === "camera" || content.kind === "mosaic" || this.isTour;
    this.drawnHere = content.kind === "map" || content.kind === "image" ? content.kind : null;
    if (!this.pictured) this.refresh(false, noMarks);
  }

  /** Whether there is something of its own to see. */
  get presented(): boolean {
    if (this.drawnHere !== null) return this.drawing === "drawn";
    return !this.pictured || this.presentedAt !== null;
  }

  /** Whether what the page draws itself is there, will not be, or is out of the page until it is drawn anew. */
  drew(outcome: "awaited" | "drawn" | "failed"): void {
    this.drawing = outcome;
  }

  /** Shows the camera on `video`; the returned function leaves it. `first` is called with the first frame. */
  attach(video: HTMLVideoElement, first: () => void): () => void {
    if (this.feed === null) return () => undefined;
    this.presentedAt = null;
    const shown = this.feeds.show(video, this.feed, () => {
      this.presentedAt = localNow();
      first();
    });
    this.shown = shown;
    return () => {
      shown.leave();
      if (this.shown === shown) this.shown = null;
    };
  }

  /** Looks anew at what the tile may claim. */
  refresh(hidden: boolean, marks: TileMarks): void {
    if (this.drawnHere !== null) {
      this.view.set(this.drawnHere === "map" ? this.mapView(hidden) : this.drawnView(hidden, "image"));
      return;
    }
    if (!this.pictured) {
      this.view.set({ ...connecting, state: hidden ? "hidden" : "live", hasPicture: true });
      return;
    }
    if (this.isTour) this.cameraId = marks.tour?.cameraId ?? this.cameraId;
    this.cells.set(this.shown?.facts()?.cells ?? []);
    const view = tileState(this.shown?.facts() ?? null, {
      now: localNow(),
      clockOffsetMs: this.feeds.clockOffsetMs,
      coreLostSince: this.feeds.coreLostSince,
      hidden,
      presentedAt: this.presentedAt,
      marks: { ...marks, replayedAt: this.replayedAt() },
    });
    const asked = this.isTour || this.cameraId !== null;
    const gone = this.feed === null && asked && view.state === "connecting";
    const reason: TileView["reason"] = this.isTour
      ? { kind: "unavailable", detail: { what: "tour" } }
      : { kind: "notFound", detail: { what: "camera", id: this.cameraId ?? "" } };
    this.view.set(gone ? { ...view, state: "lost", reason } : view);
  }

  /** What a map may claim: what is marked on it is as old as the last word of the core. */
  private mapView(hidden: boolean): TileView {
    const hasPicture = this.drawing === "drawn";
    const { coreLostSince, clockOffsetMs } = this.feeds;
    if (!hidden && coreLostSince !== null && this.drawing !== "awaited") {
      const reason = { kind: "coreLost", detail: {} } as const;
      return { ...connecting, state: "stale", since: coreLostSince + clockOffsetMs, reason, hasPicture };
    }
    return this.drawnView(hidden, "map");
  }

  private drawnView(hidden: boolean, what: "map" | "image"): TileView {
    const hasPicture = this.drawing === "drawn";
    if (hidden) return { ...connecting, state: "hidden", hasPicture };
    if (this.drawing === "failed")
      return { ...connecting, state: "lost", reason: { kind: "unavailable", detail: { what } } };
    return { ...connecting, state: hasPicture ? "live" : "connecting", hasPicture };
  }

  /** Whole seconds, so that a tile is drawn anew once a second. */
  private replayedAt(): number | null {
    if (this.feed?.replay === undefined) return null;
    const arrivedAt = this.shown?.frames.arrivedAt ?? localNow();
    return Math.floor((arrivedAt + this.feeds.clockOffsetMs) / 1000) * 1000;
  }

  /** To be called about once a second. */
  sample(): void {
    this.shown?.frames.sample(localNow());
  }

  /** What the tile saw; `hidden` where the glass shows the standby picture. */
  stats(tileId: string, reduced: Reduction | undefined): TileStats {
    const { state, frozen } = this.view.get();
    const frames = this.shown?.frames;
    const handed = this.shown?.handed() ?? null;
    if (handed !== null && frames !== undefined) {
      const unseen = Math.max(0, handed.written - frames.presented - IN_FLIGHT);
      this.dropped = Math.max(this.dropped, handed.dropped + unseen);
    }
    const arrivedAt = frames?.arrivedAt ?? null;
    const id = this.feed?.replay;
    const inCore = arrivedAt === null ? null : new Date(arrivedAt + this.feeds.clockOffsetMs);
    return {
      tileId,
      cameraId: this.cameraId,
      shownCameraId: this.cameraId === null ? null : (this.feed?.cameraId ?? null),
      stream: this.feed?.stream ?? null,
      state,
      frozen,
      ...(reduced === undefined ? {} : { reduced }),
      ...(id === undefined ? {} : { replay: { id, pictureAt: inCore?.toISOString() ?? null } }),
      framesPresented: frames?.presented ?? 0,
      dropped: this.dropped,
      fps: Math.round((frames?.fps ?? 0) * 10) / 10,
      frameAgeMs: arrivedAt === null ? null : Math.max(0, localNow() - arrivedAt),
      ageBasis: "arrival",
      width: frames?.width ?? 0,
      height: frames?.height ?? 0,
      ...(this.feed?.mosaic === undefined ? {} : { cells: [...this.cells.get()] }),
    };
  }
}

function sameCells(a: readonly Cell[], b: readonly Cell[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ cameraId, state, standIn }, at) => {
      const other = b[at];
      return (
        cameraId === other?.cameraId &&
        state === other.state &&
        standIn?.cameraId === other.standIn?.cameraId &&
        standIn?.lostSince === other.standIn?.lostSince
      );
    })
  );
}

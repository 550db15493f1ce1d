import { uncovered } from "../../layouts/coverage.ts";
import { intersection, overlaps } from "../../layouts/rect.ts";
import type { Viewport } from "../../layouts/site.ts";
import { canvasToOutput, mapRect } from "../../layouts/viewport.ts";
import type { ChosenFeed, Glass } from "../../protocol/channel.ts";
import { feedKey } from "../../protocol/feed.ts";
import type { TileStats } from "../../protocol/output.ts";
import type { TakeFailure } from "../../protocol/wall.ts";
import { type ShownFrom, Slot } from "../tiles/slot.ts";
import { noMarks, type TileMarks } from "../tiles/tile-state.ts";
import { Watched } from "../tiles/watched.ts";
import { HiddenPieces } from "./hidden-pieces.ts";
import type { PatternPlan } from "./pattern-plan.ts";
import {
  emptyTake,
  nextTickAt,
  type Piece,
  reduceTake,
  type Settled,
  type TakeEvent,
  type TakeState,
} from "./take.ts";
import { whenDrawn } from "./when-drawn.ts";

export interface StageListener {
  /** Every tile of a take that an output shows is complete or shows a slate. */
  shown(takeId: string, outputId: string, failures: TakeFailure[]): void;
}

/** One wall on this page: its takes and its tiles in every viewport. */
export class Stage {
  readonly wallId: string;
  readonly take = new Watched<TakeState>(emptyTake);
  private readonly feeds: ShownFrom;
  private readonly listener: StageListener;
  /** By piece, and in it by viewport. */
  private readonly slots = new Map<string, Map<number, Slot>>();
  /** What was last said of each piece. */
  private readonly marks = new Map<string, TileMarks>();
  private viewports: readonly { readonly index: number; readonly viewport: Viewport }[] = [];
  private readonly hidden = new HiddenPieces();
  /** Those that this page may show. */
  private cameraIds: ReadonlySet<string> = new Set();
  private patterns: PatternPlan = new Map();
  private chosen: readonly ChosenFeed[] = [];
  /** What the core was told last. */
  private told: Settled | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(wallId: string, feeds: ShownFrom, listener: StageListener) {
    this.wallId = wallId;
    this.feeds = feeds;
    this.listener = listener;
  }

  /** What is wanted on the wall from now on. */
  update(glass: Glass): void {
    const wall = glass.walls.find(({ state }) => state.id === this.wallId);
    if (wall === undefined) return;
    this.viewports = glass.viewports
      .map((viewport, index) => ({ viewport, index }))
      .filter(({ viewport }) => viewport.wallId === this.wallId);
    const { takeId } = wall.state;
    const hiddenIds = new Set(wall.hiddenTileIds);
    this.hidden.follow({ takeId, tiles: wall.state.tiles, hiddenIds }, this.take.get());
    this.cameraIds = new Set(glass.cameras.map(({ id }) => id));
    this.chosen = wall.feeds;
    const tiles = wall.state.tiles
      .map((tile) => ({
        tile,
        feed: wall.feeds.find(({ tileId }) => tileId === tile.id) ?? null,
        seenIn: this.viewports
          .filter(({ viewport }) => overlaps(viewport.canvas, tile.rect))
          .map(({ index }) => index),
      }))
      .filter(({ seenIn }) => seenIn.length > 0);
    const blank = this.blank();
    this.step({ type: "arrange", takeId, tiles, blank, at: performance.now() });
    this.refresh();
    // The standby picture stands in its place, and nothing is waited for that nobody would see.
    for (const piece of this.take.get().pieces)
      if (!piece.ready && this.isOfTake(piece) && this.isHiddenByHand(piece)) this.drawn(piece.key);
  }

  /** The pieces that have nothing of their own to see in one of their viewports, as what was hidden before it came. */
  private blank(): ReadonlySet<string> {
    return new Set(
      this.take
        .get()
        .pieces.filter(({ key, seenIn }) =>
          seenIn.some((index) => this.slots.get(key)?.get(index)?.presented !== true),
        )
        .map(({ key }) => key),
    );
  }

  /** Whether the tile of a piece is one of the newest take, in its place. */
  private isOfTake({ generation }: Piece): boolean {
    return generation === this.take.get().generation;
  }

  /** Whether the core hides the piece. */
  isHiddenByHand(piece: Piece): boolean {
    return this.hidden.has(piece, this.take.get().generation);
  }

  /** Test patterns lie over the tiles from now on, or no more. */
  cover(patterns: PatternPlan): void {
    this.patterns = patterns;
    this.refresh();
  }

  /** The slot of a piece in a viewport, made when it is first asked for. */
  slot(piece: Piece, viewport: number): Slot {
    let slots = this.slots.get(piece.key);
    if (slots === undefined) {
      slots = new Map();
      this.slots.set(piece.key, slots);
    }
    let slot = slots.get(viewport);
    if (slot === undefined) {
      slot = new Slot(this.feeds, piece.tile.content, piece.feed);
      slot.refresh(this.isHidden(piece, viewport), this.marksOf(piece));
      slots.set(viewport, slot);
    }
    return slot;
  }

  /** A slot of the piece has something to show: once all have, the piece is complete. */
  drawn(key: string): void {
    const piece = this.take.get().pieces.find((other) => other.key === key);
    if (piece === undefined) return;
    const slots = this.slots.get(key);
    const hidden = this.isHiddenByHand(piece);
    const complete = this.viewports
      .filter(({ viewport }) => overlaps(viewport.canvas, piece.tile.rect))
      .every(({ index }) => hidden || slots?.get(index)?.presented === true);
    this.refreshPiece(piece);
    if (complete) this.step({ type: "ready", key, at: performance.now() });
  }

  /** Looks anew at what each tile may claim. */
  refresh(): void {
    for (const piece of this.take.get().pieces) this.refreshPiece(piece);
  }

  private refreshPiece(piece: Piece): void {
    const marks = this.marksOf(piece);
    for (const [index, slot] of this.slots.get(piece.key) ?? [])
      slot.refresh(this.isHidden(piece, index), marks);
  }

  /** Whether nothing of it is to be seen in a viewport: by the core's word, or behind test patterns. */
  private isHidden(piece: Piece, index: number): boolean {
    const { tile, feed } = piece;
    if (this.isHiddenByHand(piece)) return true;
    // The last picture of a tour stays until the next is there, but not that of a camera that may not be shown any more.
    if (tile.content.kind === "tour" && feed !== null && !this.cameraIds.has(feed.cameraId)) return true;
    const viewport = this.viewports.find((one) => one.index === index)?.viewport;
    const layers = viewport === undefined ? undefined : this.patterns.get(viewport.outputId);
    if (viewport === undefined || layers === undefined) return false;
    const seen = intersection(tile.rect, viewport.canvas);
    if (seen === null) return false;
    const covers = layers.map(({ clip }) => clip);
    return uncovered(mapRect(canvasToOutput(viewport), seen), covers).length === 0;
  }

  /** What the tiles say that are on the glass of an output. */
  statsOn(outputId: string): TileStats[] {
    return this.onGlass(outputId).map(({ piece, slot }) => {
      const awaited = this.awaitedFor(piece);
      const stats = slot.stats(piece.tile.id, this.chosenFor(piece)?.reduced);
      return awaited === undefined ? stats : { ...stats, awaited };
    });
  }

  /** Of another piece that is to take the place of this one, as soon as it has a picture. */
  private awaitedFor({ key, tile }: Piece): TileStats["awaited"] {
    const { pieces, generation } = this.take.get();
    const next = pieces.find(
      (other) => other.generation === generation && other.tile.id === tile.id && other.key !== key,
    );
    if (next === undefined || next.look === "shown" || next.feed === null) return undefined;
    const slot = this.slots.get(next.key)?.values().next().value;
    const { cameraId, stream } = next.feed;
    return { cameraId, stream, state: slot?.view.get().state ?? "connecting" };
  }

  /** Tiles that are on the glass of an output, with the slot in which it shows them. */
  private onGlass(outputId: string): { readonly piece: Piece; readonly slot: Slot }[] {
    const { pieces, generation, glassTakeId, takeId } = this.take.get();
    const mine = this.viewports.filter(({ viewport }) => viewport.outputId === outputId);
    // A tile that waits for another feed is still the picture that stands there.
    const isWaiting = (piece: Piece) =>
      piece.generation === generation && piece.patient && piece.look !== "shown";
    const waiting = new Set(pieces.filter(isWaiting).map(({ tile }) => tile.id));
    return pieces.flatMap((piece) => {
      // Until the take is on the glass its tiles are behind it; from then on the old ones are on their way out.
      const counts =
        glassTakeId !== takeId || waiting.has(piece.tile.id)
          ? piece.look === "shown"
          : piece.generation === generation;
      if (!counts) return [];
      const at = mine.find(({ viewport }) => overlaps(viewport.canvas, piece.tile.rect));
      const slot = at === undefined ? undefined : this.slots.get(piece.key)?.get(at.index);
      return slot === undefined ? [] : [{ piece, slot }];
    });
  }

  /** The way to the core was cut: it may have missed what it was told last, and will be told once more. */
  untold(): void {
    this.told = null;
  }

  sample(): void {
    for (const slots of this.slots.values()) for (const slot of slots.values()) slot.sample();
  }

  close(): void {
    clearTimeout(this.timer);
    this.slots.clear();
    this.marks.clear();
    this.hidden.keep(new Set());
  }

  /** What the core said last of the very feed that the piece shows. */
  private chosenFor({ tile, feed }: Piece): ChosenFeed | undefined {
    if (feed === null) return undefined;
    return this.chosen.find((one) => one.tileId === tile.id && feedKey(one) === feedKey(feed));
  }

  private marksOf(piece: Piece): TileMarks {
    const chosen = this.chosenFor(piece);
    if (chosen === undefined) {
      // It stays until another takes its place, and what it is not it is not until then.
      const { coarse, lostSince, tour } = this.marks.get(piece.key) ?? noMarks;
      return { ...noMarks, coarse, lostSince, tour };
    }
    const marks = {
      slowed: chosen.reduced === "frames",
      coarse: chosen.coarse === true,
      lostSince: chosen.lostSince ?? null,
      // Its slot knows which picture is on the glass.
      replayedAt: null,
      tour: chosen.tour ?? null,
    };
    this.marks.set(piece.key, marks);
    return marks;
  }

  private step(event: TakeEvent): void {
    const before = this.take.get();
    const after = reduceTake(before, event);
    if (after !== before) {
      this.take.set(after);
      this.forget(after);
      // Before the page draws them: what is hidden in its new place is so from the first picture on.
      for (const piece of after.pieces) if (!before.pieces.includes(piece)) this.refreshPiece(piece);
    }
    clearTimeout(this.timer);
    const next = nextTickAt(after);
    if (next !== null) {
      this.timer = setTimeout(
        () => this.step({ type: "tick", at: performance.now() }),
        Math.max(1, next - performance.now()),
      );
    }
    if (after.settled !== null && after.settled !== this.told) this.tell(after, after.settled);
  }

  private forget(state: TakeState): void {
    const left = new Set(state.pieces.map((piece) => piece.key));
    for (const key of this.slots.keys()) if (!left.has(key)) this.slots.delete(key);
    for (const key of this.marks.keys()) if (!left.has(key)) this.marks.delete(key);
    this.hidden.keep(left);
  }

  private tell(state: TakeState, settled: Settled): void {
    this.told = settled;
    const { takeId } = settled;
    if (takeId === null) return;
    for (const outputId of new Set(this.viewports.map(({ viewport }) => viewport.outputId))) {
      const seen = this.viewports.filter(({ viewport }) => viewport.outputId === outputId);
      const failures = state.pieces
        .filter(
          (piece) =>
            piece.generation === state.generation &&
            settled.slates.includes(piece.tile.id) &&
            seen.some(({ viewport }) => overlaps(viewport.canvas, piece.tile.rect)),
        )
        .map((piece): TakeFailure => {
          const slot = this.slots.get(piece.key)?.values().next().value;
          return { tileId: piece.tile.id, kind: slot?.view.get().reason?.kind ?? "silent" };
        });
      whenDrawn(() => this.listener.shown(takeId, outputId, failures));
    }
  }
}

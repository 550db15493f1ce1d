import type { Tile } from "../../layouts/layout.ts";
import { overlaps } from "../../layouts/rect.ts";
import { feedKey, type FeedRef } from "../../protocol/feed.ts";

/** A take that is complete within this many milliseconds is one clean cut. */
export const CUT_MS = 300;
/** Milliseconds after which a tile without a picture shows a slate instead of the old picture. */
export const SLATE_MS = 5000;

/** A tile as it is to be shown: with the feed that the core chose for it, null where it has none. */
export interface PlannedTile {
  readonly tile: Tile;
  readonly feed: FeedRef | null;
  /** The viewports, by their places in the glass's list, in which it is seen. */
  readonly seenIn: readonly number[];
}

/**
 * A tile on the page, of this take or an older one.
 * `waiting`: it gets its picture behind what is on the glass; `changing`: the same, and the glass says so in its place;
 * `shown`: it is on the glass, as a picture or as a slate of its own.
 */
export interface Piece extends PlannedTile {
  /** The same as long as the tile keeps its picture, over several takes. */
  readonly key: string;
  readonly generation: number;
  readonly ready: boolean;
  readonly look: "waiting" | "changing" | "shown";
  /**
   * Whether only its feed is another than that of the tile on the glass: then the old picture stays, without a word,
   * until this one is complete, however long that takes.
   */
  readonly patient: boolean;
}

export interface Settled {
  readonly takeId: string | null;
  /** Ids of tiles that show a slate instead of their picture. */
  readonly slates: readonly string[];
}

/** What a page shows of one wall. Times in milliseconds of one clock. */
export interface TakeState {
  readonly generation: number;
  readonly takeId: string | null;
  /** The take whose tiles are on the glass, be it only some of them. */
  readonly glassTakeId: string | null;
  readonly startedAt: number;
  readonly pieces: readonly Piece[];
  /** Set once every tile of the take is complete or shows a slate. */
  readonly settled: Settled | null;
  readonly made: number;
}

export type TakeEvent =
  /** What is wanted on the wall from now on; also when only a stream or a text of the same take changed. */
  | {
      readonly type: "arrange";
      readonly takeId: string | null;
      readonly tiles: readonly PlannedTile[];
      readonly at: number;
    }
  /** The piece has presented its first frame, or is drawn whole where it is no camera. */
  | { readonly type: "ready"; readonly key: string; readonly at: number }
  | { readonly type: "tick"; readonly at: number };

export const emptyTake: TakeState = {
  generation: 0,
  takeId: null,
  glassTakeId: null,
  startedAt: 0,
  pieces: [],
  settled: null,
  made: 0,
};

function sameTile(a: PlannedTile, b: PlannedTile): boolean {
  return sameFeed(a, b) && sameButFeed(a, b);
}

function sameFeed(a: PlannedTile, b: PlannedTile): boolean {
  return (a.feed && feedKey(a.feed)) === (b.feed && feedKey(b.feed));
}

function sameButFeed(a: PlannedTile, b: PlannedTile): boolean {
  return (
    a.tile.rect.x === b.tile.rect.x &&
    a.tile.rect.y === b.tile.rect.y &&
    a.tile.rect.width === b.tile.rect.width &&
    a.tile.rect.height === b.tile.rect.height &&
    samePicture(a, b)
  );
}

/** Whether two tiles show the same in the same way, wherever they lie. */
function samePicture(a: PlannedTile, b: PlannedTile): boolean {
  return a.tile.fit === b.tile.fit && JSON.stringify(a.tile.content) === JSON.stringify(b.tile.content);
}

/** Whether the picture of `a` is that of `b` once it is put in its place; a slate is not put over what stands there. */
function canMoveTo(a: Piece, b: PlannedTile): boolean {
  return (
    a.ready &&
    sameFeed(a, b) &&
    samePicture(a, b) &&
    b.seenIn.every((viewport) => a.seenIn.includes(viewport))
  );
}

/**
 * The pieces that stand on the glass, each in the place of one of `tiles`, where they make all of them: then nothing is
 * waited for, and no picture is opened that is there already. Null where a tile has no piece.
 */
function movedTo(tiles: readonly PlannedTile[], standing: readonly Piece[]): Piece[] | null {
  const left = [...standing];
  const places = new Map<PlannedTile, Piece>();
  // What stays where it is is not taken for another place.
  for (const fits of [sameTile, canMoveTo])
    for (const planned of tiles) {
      if (places.has(planned)) continue;
      const at = left.findLastIndex((piece) => fits(piece, planned));
      const [piece] = at === -1 ? [] : left.splice(at, 1);
      if (piece !== undefined) places.set(planned, { ...piece, ...planned });
    }
  return places.size === tiles.length ? [...places.values()] : null;
}

function current(state: TakeState): Piece[] {
  return state.pieces.filter((piece) => piece.generation === state.generation);
}

/** The pieces of the take that its completion waits for: the tile of a patient one has a picture. */
function awaited(state: TakeState): Piece[] {
  return current(state).filter((piece) => !piece.patient || piece.ready);
}

/** Takes away older pieces of which nothing can be needed: no tile that still waits for its picture lies over them. */
function clearBehind(state: TakeState): TakeState {
  const waiting = current(state).filter((piece) => piece.look !== "shown");
  const pieces = state.pieces.filter(
    (piece) =>
      piece.generation === state.generation ||
      waiting.some((other) => overlaps(other.tile.rect, piece.tile.rect)),
  );
  return pieces.length === state.pieces.length ? state : { ...state, pieces };
}

/** Puts what is due on the glass. */
function advance(state: TakeState, at: number): TakeState {
  const elapsed = at - state.startedAt;
  const mine = awaited(state);
  const whole = mine.every((piece) => piece.ready);
  const revealing = whole || elapsed >= CUT_MS || state.glassTakeId === state.takeId;
  if (!revealing) return state;
  const over = elapsed >= SLATE_MS;
  const behind = state.pieces.filter((piece) => piece.generation !== state.generation);
  const pieces = state.pieces.map((piece): Piece => {
    if (piece.generation !== state.generation || piece.look === "shown") return piece;
    if (piece.patient && !piece.ready) return piece;
    // Where there is no old picture to keep, its own plain slate is better than a hole.
    const covers = behind.some((old) => overlaps(old.tile.rect, piece.tile.rect));
    const look = piece.ready || over || !covers ? "shown" : elapsed >= CUT_MS ? "changing" : piece.look;
    return look === piece.look ? piece : { ...piece, look };
  });
  const settled =
    state.settled ??
    (whole || over
      ? { takeId: state.takeId, slates: mine.filter((piece) => !piece.ready).map((piece) => piece.tile.id) }
      : null);
  return clearBehind({ ...state, pieces, settled, glassTakeId: state.takeId });
}

function arrange(state: TakeState, event: Extract<TakeEvent, { type: "arrange" }>): TakeState {
  const before = current(state);
  const sameTake = event.takeId === state.takeId && state.generation > 0;
  if (
    sameTake &&
    before.length === event.tiles.length &&
    event.tiles.every((tile) =>
      before.some((piece) => piece.tile.id === tile.tile.id && sameTile(piece, tile)),
    )
  ) {
    return state;
  }
  const generation = state.generation + 1;
  let made = state.made;
  const left = state.pieces.filter(
    (piece) => piece.look === "shown" || piece.generation === state.generation,
  );
  // A take is told to be shown once; a stream that the core changes later is no new take.
  const told = sameTake ? state.settled : null;
  const { takeId, at: startedAt } = event;
  const stays = (piece: Piece) =>
    piece.look === "shown" && (piece.ready || piece.generation === state.generation);
  const moved = movedTo(event.tiles, left.filter(stays));
  if (moved !== null) {
    const pieces = moved.map((piece) => ({ ...piece, patient: false, generation }));
    return advance(
      { ...state, generation, takeId, glassTakeId: takeId, startedAt, pieces, settled: told },
      event.at,
    );
  }
  const shown = left.filter((piece) => piece.look === "shown" && piece.ready);
  const mine = event.tiles.map((planned): Piece => {
    const index = left.findLastIndex((piece) => sameTile(piece, planned));
    const kept = left[index];
    const patient = sameTake && shown.some((piece) => piece !== kept && sameButFeed(piece, planned));
    if (kept !== undefined) {
      left.splice(index, 1);
      // An old slate that lies under newer pictures must not come up over them.
      const stays = kept.look === "shown" && (kept.ready || kept.generation === state.generation);
      return { ...kept, tile: planned.tile, patient, generation, look: stays ? "shown" : "waiting" };
    }
    made += 1;
    return { ...planned, key: `piece-${made}`, generation, ready: false, look: "waiting", patient };
  });
  // What never came to the glass of the take before is not needed any more.
  const old = left.filter((piece) => piece.look === "shown");
  const started: TakeState = {
    generation,
    takeId,
    glassTakeId: sameTake ? state.glassTakeId : old.length === 0 ? event.takeId : state.glassTakeId,
    startedAt,
    pieces: [...old, ...mine],
    settled: told,
    made,
  };
  return advance(started, event.at);
}

/** The state after an event. Pure; `nextTickAt` says when the next `tick` is due. */
export function reduceTake(state: TakeState, event: TakeEvent): TakeState {
  if (event.type === "arrange") return arrange(state, event);
  if (event.type === "tick") return advance(state, event.at);
  const pieces = state.pieces.map((piece) =>
    piece.key === event.key && !piece.ready ? { ...piece, ready: true } : piece,
  );
  return advance({ ...state, pieces }, event.at);
}

/** When time alone will change the state, in milliseconds of its clock; null where it will not. */
export function nextTickAt(state: TakeState): number | null {
  const mine = awaited(state);
  if (mine.every((piece) => piece.ready)) return null;
  const cutAt = state.startedAt + CUT_MS;
  if (state.glassTakeId !== state.takeId || mine.some((piece) => piece.look === "waiting")) return cutAt;
  return state.settled === null || mine.some((piece) => piece.look !== "shown")
    ? state.startedAt + SLATE_MS
    : null;
}

import type { Tile } from "../../layouts/layout.ts";
import { overlaps, type Size } from "../../layouts/rect.ts";
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
  /** Where it goes once the take is on the glass, instead of being opened there anew; null where it stays or leaves. */
  readonly next: PlannedTile | null;
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
      /** Keys of pieces that are on the glass, and complete, without a picture of their own. */
      readonly blank?: ReadonlySet<string>;
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

const noKeys: ReadonlySet<string> = new Set();

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

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
    sameSize(a.tile.rect, b.tile.rect) &&
    samePicture(a, b)
  );
}

/** Whether two tiles show the same in the same way, wherever they lie. */
function samePicture(a: PlannedTile, b: PlannedTile): boolean {
  return a.tile.fit === b.tile.fit && JSON.stringify(a.tile.content) === JSON.stringify(b.tile.content);
}

/**
 * Whether the picture of `a` is that of `b` once it is put in its place; a slate is not put over what stands there. What
 * gets another size is drawn for it first, and would not be there in the very next frame.
 */
function canMoveTo(a: Piece, b: PlannedTile): boolean {
  return (
    a.ready &&
    sameFeed(a, b) &&
    samePicture(a, b) &&
    sameSize(a.tile.rect, b.tile.rect) &&
    b.seenIn.every((viewport) => a.seenIn.includes(viewport))
  );
}

/**
 * The piece for each of `tiles` that one of `left` can be: where it lies already, or moved there. What stands where a
 * picture must be waited for is no piece to move: it is seen until that is there.
 */
function piecesFor(
  tiles: readonly PlannedTile[],
  left: readonly Piece[],
  blank: ReadonlySet<string>,
): { readonly staying: ReadonlyMap<PlannedTile, Piece>; readonly going: ReadonlyMap<PlannedTile, Piece> } {
  const free = new Set(left);
  const find = (fits: (piece: Piece) => boolean): Piece | undefined => {
    const found = [...free].findLast(fits);
    if (found !== undefined) free.delete(found);
    return found;
  };
  const staying = new Map<PlannedTile, Piece>();
  const going = new Map<PlannedTile, Piece>();
  for (const planned of tiles) {
    const piece = find((one) => sameTile(one, planned));
    if (piece !== undefined) staying.set(planned, piece);
  }
  for (const planned of tiles) {
    if (staying.has(planned)) continue;
    const piece = find((one) => one.look === "shown" && !blank.has(one.key) && canMoveTo(one, planned));
    if (piece !== undefined) going.set(planned, piece);
  }
  const opened = tiles.filter((planned) => !going.has(planned) && staying.get(planned)?.ready !== true);
  for (let at = 0; at < opened.length; at += 1) {
    const place = opened[at]?.tile.rect;
    for (const [planned, piece] of going) {
      if (place === undefined || !overlaps(piece.tile.rect, place)) continue;
      going.delete(planned);
      opened.push(planned);
    }
  }
  return { staying, going };
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
  // A slate that stands there already is nothing to wait for.
  const standing = mine.every((piece) => piece.ready || piece.look === "shown");
  const revealing = standing || elapsed >= CUT_MS || state.glassTakeId === state.takeId;
  if (!revealing) return state;
  const over = elapsed >= SLATE_MS;
  const placed = state.pieces.map((piece) =>
    piece.next === null
      ? piece
      : { ...piece, ...piece.next, next: null, patient: false, generation: state.generation },
  );
  const behind = placed.filter((piece) => piece.generation !== state.generation);
  const pieces = placed.map((piece): Piece => {
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

/** The same take where other viewports show its tiles. */
function seenAs(state: TakeState, tiles: readonly PlannedTile[]): TakeState {
  const pieces = state.pieces.map((piece) => {
    const planned = tiles.find(
      ({ tile }) => tile.id === piece.tile.id && piece.generation === state.generation,
    );
    const same = planned === undefined || planned.seenIn.join() === piece.seenIn.join();
    return same ? piece : { ...piece, seenIn: planned.seenIn };
  });
  return pieces.every((piece, at) => piece === state.pieces[at]) ? state : { ...state, pieces };
}

function arrange(state: TakeState, event: Extract<TakeEvent, { type: "arrange" }>): TakeState {
  const before = state.pieces.flatMap((piece): PlannedTile[] => {
    if (piece.next !== null) return [piece.next];
    return piece.generation === state.generation ? [piece] : [];
  });
  const sameTake = event.takeId === state.takeId && state.generation > 0;
  if (
    sameTake &&
    before.length === event.tiles.length &&
    event.tiles.every((tile) =>
      before.some((planned) => planned.tile.id === tile.tile.id && sameTile(planned, tile)),
    )
  ) {
    return seenAs(state, event.tiles);
  }
  const generation = state.generation + 1;
  let made = state.made;
  const left = state.pieces.filter(
    (piece) => piece.look === "shown" || piece.generation === state.generation,
  );
  const blank = event.blank ?? noKeys;
  const { staying, going } = piecesFor(event.tiles, left, blank);
  // Those with a picture to keep until another comes.
  const shown = left.filter((piece) => piece.look === "shown" && piece.ready && !blank.has(piece.key));
  const kept = new Set(staying.values());
  const destinations = new Map([...going].map(([planned, piece]) => [piece, planned]));
  const mine = event.tiles.flatMap((planned): Piece[] => {
    if (going.has(planned)) return [];
    const piece = staying.get(planned);
    const patient = sameTake && shown.some((other) => other !== piece && sameButFeed(other, planned));
    if (piece !== undefined) {
      // An old slate that lies under newer pictures must not come up over them.
      const stays = piece.look === "shown" && (piece.ready || piece.generation === state.generation);
      return [{ ...piece, ...planned, patient, generation, look: stays ? "shown" : "waiting", next: null }];
    }
    made += 1;
    const key = `piece-${made}`;
    return [{ ...planned, key, generation, ready: false, look: "waiting", patient, next: null }];
  });
  // What never came to the glass of the take before is not needed any more.
  const old = left
    .filter((piece) => piece.look === "shown" && !kept.has(piece))
    .map((piece) => ({ ...piece, next: destinations.get(piece) ?? null }));
  const started: TakeState = {
    generation,
    takeId: event.takeId,
    glassTakeId: sameTake ? state.glassTakeId : old.length === 0 ? event.takeId : state.glassTakeId,
    startedAt: event.at,
    pieces: [...old, ...mine],
    // A take is told to be shown once; a stream that the core changes later is no new take.
    settled: sameTake ? state.settled : null,
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

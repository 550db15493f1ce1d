import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overlaps } from "../../../src/layouts/rect.ts";
import {
  CUT_MS,
  emptyTake,
  nextTickAt,
  type Piece,
  type PlannedTile,
  reduceTake,
  SLATE_MS,
  type TakeEvent,
  type TakeState,
} from "../../../src/renderer/wall/take.ts";
import { CANVAS, cameraTile, grid } from "../fixtures/glass.ts";

const plan = (tiles: ReturnType<typeof grid>): PlannedTile[] =>
  tiles.map((tile) => ({
    tile,
    feed:
      tile.content.kind === "camera" ? { cameraId: tile.content.cameraId, stream: "main", rung: null } : null,
    seenIn: [0],
  }));
const four = plan(grid(2));
const one = plan([cameraTile("big", "c-9", { x: 0, y: 0, width: 1272, height: 720 })]);

function run(state: TakeState, ...events: TakeEvent[]): TakeState {
  return events.reduce(reduceTake, state);
}
const arrange = (
  takeId: string,
  tiles: readonly PlannedTile[],
  at: number,
): Extract<TakeEvent, { type: "arrange" }> => ({
  type: "arrange",
  takeId,
  tiles,
  at,
});
const mine = (state: TakeState) => state.pieces.filter((piece) => piece.generation === state.generation);
const readyAll = (state: TakeState, at: number): TakeState =>
  run(state, ...mine(state).map(({ key }): TakeEvent => ({ type: "ready", key, at })));
const looks = (pieces: readonly Piece[]) => pieces.map(({ look }) => look);
/** Take "a" with four tiles, complete on the glass. */
const settled = readyAll(run(emptyTake, arrange("a", four, 0)), 100);

describe("a take", () => {
  test("onto an empty wall shows its tiles at once, as the slates that they are", () => {
    const state = run(emptyTake, arrange("a", four, 0));
    expect(looks(state.pieces)).toEqual(["shown", "shown", "shown", "shown"]);
    expect(state.settled).toBeNull();
    expect(readyAll(state, 100).settled).toEqual({ takeId: "a", slates: [] });
  });

  test("is a clean cut when every tile is complete within 300 ms", () => {
    let state = run(settled, arrange("b", one, 1000));
    expect(looks(mine(state))).toEqual(["waiting"]);
    expect(state.pieces).toHaveLength(5);
    expect(state.glassTakeId).toBe("a");
    state = readyAll(state, 1250);
    expect(state.pieces).toHaveLength(1);
    expect(looks(state.pieces)).toEqual(["shown"]);
    expect(state.settled).toEqual({ takeId: "b", slates: [] });
    expect(nextTickAt(state)).toBeNull();
  });

  test("shows tiles one by one after 300 ms, and marks those that the old picture still stands for", () => {
    let state = run(readyAll(run(emptyTake, arrange("a", one, 0)), 50), arrange("b", four, 1000));
    const [first, second, ...others] = mine(state);
    state = run(state, { type: "ready", key: first?.key ?? "", at: 1100 });
    expect(looks(mine(state))).toEqual(["waiting", "waiting", "waiting", "waiting"]);
    expect(nextTickAt(state)).toBe(1000 + CUT_MS);
    state = run(state, { type: "tick", at: 1000 + CUT_MS });
    expect(looks(mine(state))).toEqual(["shown", "changing", "changing", "changing"]);
    expect(state.glassTakeId).toBe("b");
    state = run(state, { type: "ready", key: second?.key ?? "", at: 1600 });
    expect(looks(mine(state))).toEqual(["shown", "shown", "changing", "changing"]);
    // The old picture is still needed behind the others.
    expect(state.pieces).toHaveLength(5);
    state = run(state, ...others.map(({ key }): TakeEvent => ({ type: "ready", key, at: 1700 })));
    expect(state.pieces).toHaveLength(4);
    expect(state.settled).toEqual({ takeId: "b", slates: [] });
  });

  test("shows a slate after 5 s where no picture comes, and the picture when it comes later", () => {
    let state = run(settled, arrange("b", one, 1000), { type: "tick", at: 1300 });
    expect(nextTickAt(state)).toBe(1000 + SLATE_MS);
    state = run(state, { type: "tick", at: 1000 + SLATE_MS });
    expect(looks(state.pieces)).toEqual(["shown"]);
    expect(state.settled).toEqual({ takeId: "b", slates: ["big"] });
    expect(nextTickAt(state)).toBeNull();
    const later = readyAll(state, 9000);
    expect(later.settled).toBe(state.settled);
    expect(later.pieces[0]?.ready).toBe(true);
  });

  test("keeps a tile that stays the same, and is complete at once when all do", () => {
    const same = four.map((planned) => ({
      ...planned,
      tile: { ...planned.tile, id: `new-${planned.tile.id}` },
    }));
    const state = run(settled, arrange("b", same, 1000));
    expect(state.pieces.map(({ key }) => key)).toEqual(settled.pieces.map(({ key }) => key));
    expect(state.pieces.map(({ tile }) => tile.id)).toEqual(same.map(({ tile }) => tile.id));
    expect(state.settled).toEqual({ takeId: "b", slates: [] });
  });

  test("that comes before the one before it is complete takes its place, and the old picture stays", () => {
    let state = run(settled, arrange("b", one, 1000), { type: "tick", at: 1300 });
    const waiting = mine(state)[0]?.key;
    state = run(
      state,
      arrange("c", plan([cameraTile("other", "c-8", { x: 0, y: 0, width: 1272, height: 720 })]), 1500),
    );
    expect(state.pieces.map(({ key }) => key)).not.toContain(waiting);
    expect(state.pieces.filter(({ look }) => look === "shown")).toHaveLength(4);
    state = readyAll(state, 1600);
    expect(state.settled).toEqual({ takeId: "c", slates: [] });
    expect(state.pieces).toHaveLength(1);
  });

  /** The tiles of `four` with the cameras of others, each in the place of another. */
  const swapped = four.map(({ tile, seenIn }, at) => {
    const other = four[(at + 1) % four.length];
    const content = other?.tile.content ?? tile.content;
    return { tile: { ...tile, content }, feed: other?.feed ?? null, seenIn };
  });

  test("of pictures that are all on the glass puts each into its new place at once, without opening any", () => {
    const state = run(settled, arrange("b", swapped, 1000));
    expect(state.made).toBe(settled.made);
    expect(state.pieces).toHaveLength(4);
    for (const { key, tile } of state.pieces) {
      const before = settled.pieces.find((piece) => piece.key === key);
      expect(tile.content).toEqual(before?.tile.content);
      expect(tile.rect).not.toEqual(before?.tile.rect);
    }
    expect(state.settled).toEqual({ takeId: "b", slates: [] });
    expect(nextTickAt(state)).toBeNull();
  });

  test("opens them anew where one would come to a display that does not have it, and keeps the old ones until then", () => {
    const elsewhere = swapped.map((planned, at) => ({ ...planned, seenIn: at === 0 ? [0, 1] : [0] }));
    const state = run(settled, arrange("b", elsewhere, 1000));
    expect(state.made).toBe(settled.made + 4);
    expect(state.glassTakeId).toBe("a");
    expect(state.pieces.filter(({ look }) => look === "shown")).toHaveLength(4);
  });

  test("with one camera more moves what nothing waits under, together with it, and is told once", () => {
    const [first, second, third, fourth] = four;
    const exchanged = [first, second, fourth, third].map((content, at) => {
      const place = four[at] ?? first;
      if (content === undefined || place === undefined) throw new Error("there are four");
      return { ...content, tile: { ...place.tile, content: content.tile.content } };
    });
    const [strange] = plan([
      cameraTile("t-1", "c-9", first?.tile.rect ?? { x: 0, y: 0, width: 1, height: 1 }),
    ]);
    if (strange === undefined) throw new Error("there is one");
    const wanted = [strange, ...exchanged.slice(1)];
    const waiting = run(settled, arrange("b", wanted, 1000));
    expect(waiting.made).toBe(settled.made + 1);
    const standing = (state: TakeState) =>
      new Map(state.pieces.filter(({ look }) => look === "shown").map(({ key, tile }) => [key, tile.rect]));
    expect(standing(waiting)).toEqual(standing(settled));
    // The core tells the same again while it is waited for: the time to the cut goes on.
    expect(run(waiting, arrange("b", wanted, 1200))).toBe(waiting);
    const whole = readyAll(waiting, 1250);
    expect(whole.pieces).toHaveLength(4);
    expect(whole.settled).toEqual({ takeId: "b", slates: [] });
    for (const { tile, feed } of wanted)
      expect(whole.pieces.find((piece) => piece.tile.id === tile.id)).toMatchObject({
        tile,
        feed,
        next: null,
      });
    const late = run(waiting, { type: "tick", at: 1000 + CUT_MS });
    expect(looks(late.pieces.filter(({ generation }) => generation === late.generation)).toSorted()).toEqual([
      ...["changing", "shown", "shown", "shown"],
    ]);
    expect(late.pieces).toHaveLength(5);
  });

  test("does not move what has no picture of its own yet, nor anything to another size", () => {
    const blank = new Set([mine(settled)[0]?.key ?? ""]);
    const event = arrange("b", swapped, 1000);
    expect(run(settled, { ...event, blank }).made).toBe(settled.made + 4);
    const map = (width: number): PlannedTile => ({
      tile: {
        ...{ id: "map", z: 0, fit: "contain", priority: 5, rect: { x: 0, y: 0, width, height: 400 } },
        content: { kind: "map" },
      },
      ...{ feed: null, seenIn: [0] },
    });
    const drawn = readyAll(run(emptyTake, arrange("a", [map(800)], 0)), 50);
    expect(run(drawn, arrange("b", [map(400)], 1000)).made).toBe(2);
  });

  test("that other viewports show knows it for the next one", () => {
    const both = four.map((planned) => ({ ...planned, seenIn: [0, 1] }));
    const state = run(settled, arrange("a", both, 1000));
    expect(state.pieces.map(({ seenIn }) => seenIn)).toEqual(both.map(({ seenIn }) => seenIn));
    expect(state.made).toBe(settled.made);
  });

  test("of a camera in two places has a picture for each", () => {
    const twice = four
      .map((planned) => ({ ...planned, feed: four[0]?.feed ?? null }))
      .map(({ tile, ...rest }) => ({
        tile: { ...tile, content: four[0]?.tile.content ?? tile.content },
        ...rest,
      }));
    const state = run(settled, arrange("b", twice, 1000));
    expect(new Set(mine(state).map(({ key }) => key)).size).toBe(4);
    expect(state.settled).toBeNull();
  });

  test("beside a tile that stays without a picture moves the others at once, and says after 5 s which one is missing", () => {
    const [dead, ...live] = mine(run(emptyTake, arrange("a", four, 0)));
    let state = run(emptyTake, arrange("a", four, 0));
    state = run(state, ...live.map(({ key }): TakeEvent => ({ type: "ready", key, at: 100 })));
    state = run(state, { type: "tick", at: SLATE_MS });
    const [stays, second, third, fourth] = four;
    const exchanged = [stays, second, fourth, third].map((content, at) => {
      const place = four[at] ?? stays;
      if (content === undefined || place === undefined) throw new Error("there are four");
      return { ...content, tile: { ...place.tile, content: content.tile.content } };
    });
    state = run(state, arrange("b", exchanged, 10_000));
    expect(looks(state.pieces)).toEqual(["shown", "shown", "shown", "shown"]);
    expect(state.made).toBe(4);
    expect(nextTickAt(state)).toBe(10_000 + SLATE_MS);
    state = run(state, { type: "tick", at: 10_000 + SLATE_MS });
    expect(state.settled).toEqual({ takeId: "b", slates: [dead?.tile.id] });
  });

  test("does not put a slate over a picture", () => {
    const live = mine(run(emptyTake, arrange("a", four, 0))).slice(1);
    let state = run(emptyTake, arrange("a", four, 0));
    state = run(state, ...live.map(({ key }): TakeEvent => ({ type: "ready", key, at: 100 })));
    state = run(state, { type: "tick", at: SLATE_MS }, arrange("b", swapped, 10_000));
    expect(state.pieces.filter(({ look, ready }) => look === "shown" && ready)).toHaveLength(3);
    expect(state.glassTakeId).toBe("a");
  });

  test("to an empty layout clears the wall", () => {
    const state = run(settled, arrange("b", [], 1000));
    expect(state.pieces).toEqual([]);
    expect(state.settled).toEqual({ takeId: "b", slates: [] });
  });

  test("is not another one when the core sends the same again", () => {
    expect(run(settled, arrange("a", four, 2000))).toBe(settled);
  });
});

const onSub = ({ tile, feed, seenIn }: PlannedTile): PlannedTile => ({
  ...{ tile, seenIn },
  feed: feed && { ...feed, stream: "sub" },
});

test("another stream for a tile replaces its picture without telling the take again", () => {
  const streams = four.map((planned, at) => (at === 0 ? onSub(planned) : planned));
  let state = run(settled, arrange("a", streams, 2000));
  expect(looks(mine(state))).toEqual(["waiting", "shown", "shown", "shown"]);
  expect(state.settled).toBe(settled.settled);
  state = readyAll(state, 2100);
  expect(looks(state.pieces)).toEqual(["shown", "shown", "shown", "shown"]);
  expect(state.settled).toBe(settled.settled);
});

test("a picture stays, without a word, for as long as another feed of its tile is not complete", () => {
  const streams = four.map((planned, at) => (at === 0 ? onSub(planned) : planned));
  let state = run(settled, arrange("a", streams, 2000), { type: "tick", at: 2000 + SLATE_MS * 3 });
  expect(nextTickAt(state)).toBeNull();
  expect(looks(mine(state))).toEqual(["waiting", "shown", "shown", "shown"]);
  expect(state.pieces.filter(({ look, ready }) => look === "shown" && ready)).toHaveLength(4);
  // A take that comes meanwhile is waited for as ever.
  state = run(state, arrange("b", streams, 30_000));
  expect(nextTickAt(state)).toBe(30_000 + CUT_MS);
  state = run(state, { type: "tick", at: 30_000 + SLATE_MS });
  expect(state.settled).toEqual({ takeId: "b", slates: ["t-1"] });
});

/** Whether a piece on the glass has its own picture, or nothing better is to be had. */
const hasPicture = (piece: Piece) => piece.look === "shown" && piece.ready;

test("whatever comes in whatever order: no tile leaves the glass before what replaces it has its picture or 5 s are over, and every take that lasts is told once", () => {
  const turned = plan(grid(2, CANVAS, ["c-2", "c-1", "c-4", "c-3"]));
  const mixed = plan(grid(2, CANVAS, ["c-1", "c-9", "c-4", "c-3"]));
  const layouts = [four, one, plan(grid(3)), [], plan(grid(1)), turned, mixed];
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.record({ layout: fc.nat(layouts.length - 1) }),
          fc.record({ ready: fc.nat(20) }),
          fc.record({ wait: fc.integer({ min: 1, max: 3000 }) }),
        ),
        { maxLength: 40 },
      ),
      (steps) => {
        let state = emptyTake;
        let now = 0;
        let takes = 0;
        const told: string[] = [];
        const apply = (event: TakeEvent) => {
          const before = state;
          state = reduceTake(state, event);
          if (state.settled !== null && state.settled !== before.settled)
            told.push(String(state.settled.takeId));
          for (const gone of before.pieces.filter(hasPicture)) {
            // What is moved leaves its place as well.
            const stays = ({ key, tile }: Piece) =>
              key === gone.key && isDeepStrictEqual(tile.rect, gone.tile.rect);
            if (state.pieces.some(stays)) continue;
            const young = now - state.startedAt < SLATE_MS;
            const over = mine(state).filter(({ tile }) => overlaps(tile.rect, gone.tile.rect));
            if (young) for (const piece of over) expect(hasPicture(piece)).toBe(true);
          }
          expect(new Set(state.pieces.map(({ key }) => key)).size).toBe(state.pieces.length);
        };
        const until = (end: number) => {
          for (;;) {
            const next = nextTickAt(state);
            if (next === null || next > end) break;
            now = Math.max(now, next);
            apply({ type: "tick", at: now });
          }
          now = end;
        };
        for (const step of steps) {
          if ("layout" in step) {
            takes += 1;
            apply(arrange(`take-${takes}`, layouts[step.layout] ?? [], now));
          } else if ("ready" in step) {
            const piece = state.pieces[step.ready % Math.max(1, state.pieces.length)];
            if (piece !== undefined) apply({ type: "ready", key: piece.key, at: now });
          } else until(now + step.wait);
        }
        until(now + SLATE_MS);
        expect(nextTickAt(state)).toBeNull();
        for (const piece of state.pieces) expect(piece.look).toBe("shown");
        expect(new Set(told).size).toBe(told.length);
        if (takes > 0) expect(told.at(-1)).toBe(`take-${takes}`);
        expect(mine(state)).toHaveLength(state.pieces.length);
      },
    ),
    { numRuns: 600 },
  );
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Glass } from "../../../src/protocol/channel.ts";
import { Stage } from "../../../src/renderer/wall/stage.ts";
import { cameraTile, glassOf, wallShowing } from "../fixtures/glass.ts";

const feeds = {
  coreLostSince: null,
  clockOffsetMs: 0,
  show: () => {
    throw new Error("nothing is drawn here");
  },
};
let stage: Stage;
beforeEach(() => {
  vi.useFakeTimers();
  // Nobody waits for a frame of a page that is out of sight.
  vi.stubGlobal("document", { visibilityState: "hidden" });
  stage = new Stage("wall", feeds, { shown: () => undefined });
});
afterEach(() => {
  stage.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Columns of 424 px of the canvas, each of a camera. */
const columns = (...cameraIds: readonly string[]) =>
  cameraIds.map((id, at) => cameraTile(`t-${at}`, id, { x: at * 424, y: 0, width: 424, height: 720 }));
const taken = (tiles: ReturnType<typeof columns>, ...hidden: readonly string[]): Glass => ({
  ...glassOf([]),
  ...wallShowing(tiles, undefined, hidden),
});
/** The same take, of which other tiles are hidden. */
const hiding = (glass: Glass, ...hiddenTileIds: readonly string[]): Glass => ({
  ...glass,
  walls: glass.walls.map((wall) => ({ ...wall, hiddenTileIds: [...hiddenTileIds] })),
});

/** The same take by other streams; by none without. */
const fedBy = (glass: Glass, stream?: "sub"): Glass => ({
  ...glass,
  walls: glass.walls.map((wall) => ({
    ...wall,
    feeds: stream === undefined ? [] : wall.feeds.map((feed) => ({ ...feed, stream })),
  })),
});

/** What stands on the glass a while later, by its camera: those that are covered. None of the pictures ever comes. */
async function covered(glass: Glass): Promise<string[]> {
  stage.update(glass);
  for (const piece of stage.take.get().pieces) stage.slot(piece, 0);
  await vi.advanceTimersByTimeAsync(400);
  return stage.take
    .get()
    .pieces.filter((piece) => stage.slot(piece, 0).view.get().state === "hidden")
    .map(({ feed, generation }) => `${feed?.cameraId} of ${generation}`)
    .toSorted();
}

it("is also what is still on the glass where a tile is hidden whose take waits, until it is shown again", async () => {
  const big = cameraTile("t-0", "old", { x: 0, y: 0, width: 1272, height: 720 });
  expect(await covered(taken([big]))).toEqual([]);
  const next = taken(columns("a", "b", "c"));
  expect(await covered(next)).toEqual([]);
  // Under the tiles that wait beside it the old picture would be seen for five seconds.
  expect(await covered(hiding(next, "t-1"))).toEqual(["b of 2", "old of 1"]);
  expect(stage.take.get().pieces.filter(({ look }) => look === "changing")).toHaveLength(2);
  expect(await covered(hiding(next))).toEqual([]);
  expect(await covered(hiding(next, "t-1"))).toEqual(["b of 2", "old of 1"]);
  // Also while yet another take waits, whose tiles of the same names are open.
  expect(await covered(taken(columns("d", "e", "f")))).toEqual(["b of 2", "old of 1"]);
});

it("is the same camera elsewhere, and nothing that stands where all is open", async () => {
  expect(await covered(taken(columns("a", "b", "c")))).toEqual([]);
  const next = taken(columns("d", "e", "a"));
  expect(await covered(next)).toEqual([]);
  // The camera that was in its place lies under it, and is not needed any more.
  expect(await covered(hiding(next, "t-2"))).toEqual(["a of 1", "a of 2"]);
});

it("is nothing of what everybody sees while a take waits whose tiles were hidden before it", async () => {
  expect(await covered(taken(columns("a", "b", "c")))).toEqual([]);
  const next = taken(columns("d", "e", "f"), "t-0");
  expect(await covered(next)).toEqual(["d of 2"]);
  // Something else is hidden now.
  expect(await covered(hiding(next, "t-0", "t-2"))).toEqual(["d of 2", "f of 2"]);
});

it("is not the tile that an overlay lies over, while that waits for another feed of its own", async () => {
  const small = cameraTile("t-5", "small", { x: 40, y: 40, width: 200, height: 120 });
  const big = cameraTile("t-0", "big", { x: 0, y: 0, width: 1272, height: 720 });
  const glass = taken([big, small]);
  expect(await covered(glass)).toEqual([]);
  const other = fedBy(glass, "sub");
  expect(await covered(other)).toEqual([]);
  expect(await covered(hiding(other, "t-5"))).toEqual(["small of 1", "small of 2"]);
});

it("ends with the hiding, also where another feed comes that shows nothing", async () => {
  const glass = taken(columns("a", "b"), "t-0");
  expect(await covered(fedBy(glass))).toEqual(["undefined of 1"]);
  expect(await covered(hiding(glass))).toEqual([]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(stage.take.get().pieces.map(({ look, feed }) => `${feed?.cameraId} ${look}`)).toEqual([
    "a shown",
    "b shown",
  ]);
});

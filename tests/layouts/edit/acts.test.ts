import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clear } from "../../../src/layouts/edit/clear.ts";
import { applyEdits, editsBetween, inverse } from "../../../src/layouts/edit/edit.ts";
import { maximise } from "../../../src/layouts/edit/maximise.ts";
import { merge } from "../../../src/layouts/edit/merge.ts";
import { LEAST_PX, type Outcome } from "../../../src/layouts/edit/outcome.ts";
import { pin } from "../../../src/layouts/edit/pin.ts";
import { grow, move, size, step } from "../../../src/layouts/edit/place.ts";
import { putAt, putIn } from "../../../src/layouts/edit/put.ts";
import { split } from "../../../src/layouts/edit/split.ts";
import { swap } from "../../../src/layouts/edit/swap.ts";
import type { Tile } from "../../../src/layouts/layout.ts";
import { overlaps } from "../../../src/layouts/rect.ts";
import type { Wall } from "../../../src/layouts/site.ts";
import { byId, camera, faultsOf, mintFrom, scene } from "./tiles.ts";

const names = [
  "putIn",
  "putAt",
  "group",
  "swap",
  "split",
  "merge",
  "maximise",
  "pin",
  "clear",
  "move",
  "size",
  "step",
  "grow",
] as const;

interface Act {
  readonly name: (typeof names)[number];
  readonly picks: readonly number[];
  /** Of the canvas. */
  readonly x: number;
  readonly y: number;
  readonly count: number;
}

const act: fc.Arbitrary<Act> = fc.record({
  name: fc.constantFrom(...names),
  picks: fc.array(fc.nat(20), { minLength: 2, maxLength: 4 }),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
  count: fc.integer({ min: 2, max: 20 }),
});

/** Does one act, as a hand at the desk might; `own`: the tiles that it was meant for. */
function doing({ name, picks, x, y, count }: Act, tiles: readonly Tile[], wall: Wall, mint: () => string) {
  const { canvas } = wall;
  const own = picks.map((at) => tiles[at % Math.max(1, tiles.length)]?.id ?? "none");
  const [one = "none", two = "none"] = own;
  const point = {
    x: Math.min(canvas.width - 1, Math.floor(x * canvas.width)),
    y: Math.min(canvas.height - 1, Math.floor(y * canvas.height)),
  };
  const direction = (["left", "right", "up", "down"] as const)[count % 4] ?? "left";
  const cameras = Array.from({ length: count }, (_, at) => camera(`n${at}`));
  const rect = { ...point, width: 1 + (count % 7) * 90, height: 1 + (count % 5) * 80 };
  const acts: Record<Act["name"], () => Outcome> = {
    putIn: () => putIn(tiles, one, camera("n")),
    putAt: () => putAt(tiles, wall, point, [camera("n")], mint),
    group: () => putAt(tiles, wall, point, cameras, mint),
    swap: () => swap(tiles, one, two),
    split: () => split(tiles, wall, one, ([2, 4, 9] as const)[count % 3] ?? 2, mint),
    merge: () => merge(tiles, [...new Set(own)]),
    maximise: () => maximise(tiles, wall, one),
    pin: () => pin(tiles, [one]),
    clear: () => clear(tiles, own),
    move: () => move(tiles, wall, one, { x: (x * 2 - 0.5) * canvas.width, y: point.y }, count),
    size: () => size(tiles, wall, one, rect, count),
    step: () => step(tiles, wall, one, direction),
    grow: () => grow(tiles, wall, one, direction),
  };
  return acts[name]();
}

/** Which of 64 points of a tile's place lie under others. */
function coveredPoints(tile: Tile, tiles: readonly Tile[]): number[] {
  const above = tiles.filter((other) => other.z > tile.z);
  return Array.from({ length: 64 }, (_, at) => at).filter((at) => {
    const x = tile.rect.x + Math.floor((((at % 8) + 0.5) / 8) * tile.rect.width);
    const y = tile.rect.y + Math.floor(((Math.floor(at / 8) + 0.5) / 8) * tile.rect.height);
    return above.some(({ rect }) => overlaps(rect, { x, y, width: 1, height: 1 }));
  });
}

describe("[L17] [L18] any acts on any wall", () => {
  test("leave what can be stored, keep pinned tiles uncovered and as they are, and are taken back in one step", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(scene, fc.array(act, { minLength: 1, maxLength: 12 }), ({ wall, tiles }, acts) => {
        let standing: readonly Tile[] = tiles;
        const mint = mintFrom();
        for (const each of acts) {
          const outcome = doing(each, standing, wall, mint);
          seen.set(`${each.name} ${outcome.done}`, (seen.get(`${each.name} ${outcome.done}`) ?? 0) + 1);
          if (!outcome.done) continue;
          expect(faultsOf(outcome.tiles, wall)).toEqual([]);
          for (const id of outcome.about) expect(byId(outcome.tiles)[id]).toBeDefined();
          for (const { id, rect } of outcome.tiles) {
            const was = byId(standing)[id]?.rect;
            const least = (length: number, before?: number) => Math.min(LEAST_PX, length, before ?? LEAST_PX);
            expect(rect.width).toBeGreaterThanOrEqual(least(wall.canvas.width, was?.width));
            expect(rect.height).toBeGreaterThanOrEqual(least(wall.canvas.height, was?.height));
          }
          for (const tile of standing.filter(({ pinned }) => pinned === true)) {
            const now = byId(outcome.tiles)[tile.id];
            const { pinned: _, ...free } = tile;
            expect(now).toEqual(each.name === "pin" && now?.pinned !== true ? free : tile);
            // What goes back to where it was lies there again.
            if (
              each.name === "maximise" &&
              standing.some((one) => one.back && !byId(outcome.tiles)[one.id]?.back)
            )
              continue;
            const covered = coveredPoints(tile, standing);
            expect(covered).toEqual(expect.arrayContaining(coveredPoints(tile, outcome.tiles)));
          }
          const edits = editsBetween(standing, outcome.tiles);
          expect(byId(applyEdits(outcome.tiles, inverse(standing, edits)))).toEqual(byId(standing));
          standing = outcome.tiles;
        }
      }),
      { numRuns: 400 },
    );
    // Each of them came to something, often enough to be judged.
    for (const name of names) expect(seen.get(`${name} true`) ?? 0, name).toBeGreaterThan(40);
  });
});

test("[L18] [L21] a tile under a pinned one is not merged with one above it, which would cover that", () => {
  const tileAt = (id: string, x: number, z: number): Tile => ({
    ...{ id, z, fit: "contain", priority: 5, content: { kind: "empty" } },
    rect: { x, y: 0, width: 100, height: 100 },
  });
  const tiles = [tileAt("low", 0, 0), { ...tileAt("pinned", 0, 1), pinned: true }, tileAt("high", 100, 3)];
  expect(merge(tiles, ["low", "high"])).toEqual({ done: false, why: "pinned" });
});

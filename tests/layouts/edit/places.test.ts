import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maximise } from "../../../src/layouts/edit/maximise.ts";
import { merge } from "../../../src/layouts/edit/merge.ts";
import type { Outcome } from "../../../src/layouts/edit/outcome.ts";
import { pin } from "../../../src/layouts/edit/pin.ts";
import { grow, move, size, step } from "../../../src/layouts/edit/place.ts";
import { freeAt, putAt, tileAt } from "../../../src/layouts/edit/put.ts";
import { guidesOf } from "../../../src/layouts/edit/snap.ts";
import { split, splits } from "../../../src/layouts/edit/split.ts";
import { swap } from "../../../src/layouts/edit/swap.ts";
import type { Tile } from "../../../src/layouts/layout.ts";
import { contains, overlaps, type Rect } from "../../../src/layouts/rect.ts";
import { onlyWall, walls } from "../../fixtures/walls.ts";
import { byId, camera, camerasOn, faces, faultsOf, mintFrom, scene } from "./tiles.ts";

const seven = onlyWall(walls["7 x 2 monitors"]());
const cabinets = onlyWall(walls["9 m of LED folded onto one output"]());
const plain = { ...seven, canvas: { width: 1920, height: 1080 }, panels: [] };

function tilesOf(outcome: Outcome): readonly Tile[] {
  if (!outcome.done) throw new Error(`not done: ${outcome.why}`);
  return outcome.tiles;
}
const rectOf = (outcome: Outcome, id: string): Rect | undefined => byId(tilesOf(outcome))[id]?.rect;
const tile = (id: string, x: number, y: number, width: number, height: number, z = 0): Tile => ({
  id,
  rect: { x, y, width, height },
  z,
  fit: "contain",
  priority: 5,
  content: camera(id),
});

describe("[L19] what is put at a point", () => {
  test("goes into the uppermost tile there, which keeps its id and place, and into no other", () => {
    fc.assert(
      fc.property(scene, fc.nat(), fc.nat(), ({ wall, tiles }, across, down) => {
        const point = { x: across % wall.canvas.width, y: down % wall.canvas.height };
        const under = tileAt(tiles, point);
        const put = putAt(tiles, wall, point, [camera("new")], mintFrom());
        if (under === null || !put.done) return;
        for (const other of tiles) {
          if (overlaps(other.rect, { ...point, width: 1, height: 1 }))
            expect(under.z).toBeGreaterThanOrEqual(other.z);
        }
        expect(put.tiles).toEqual(
          tiles.map((each) => (each === under ? { ...each, content: camera("new") } : each)),
        );
      }),
    );
  });

  test("gets the point and no pixel of another tile where none is; no larger rectangle there is free", () => {
    let put = 0;
    fc.assert(
      fc.property(
        scene,
        fc.nat(),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 20 }),
        (one, across, down, more) => {
          const { wall, tiles } = one;
          const point = { x: across % wall.canvas.width, y: down % wall.canvas.height };
          const taken = tiles.map(({ rect }) => rect);
          const free = freeAt(wall.canvas, taken, point);
          const outcome = putAt(tiles, wall, point, [camera("new")], mintFrom());
          if (free === null) return;
          expect(taken.some((rect) => overlaps(rect, free))).toBe(false);
          // Rectangles between the point and any other: free ones are no larger.
          for (const [x, y] of more.map(
            ([a, b]) => [a % wall.canvas.width, b % wall.canvas.height] as const,
          )) {
            const rect = {
              x: Math.min(x, point.x),
              y: Math.min(y, point.y),
              width: Math.abs(x - point.x) + 1,
              height: Math.abs(y - point.y) + 1,
            };
            if (!taken.some((each) => overlaps(each, rect)))
              expect(rect.width * rect.height).toBeLessThanOrEqual(free.width * free.height);
          }
          if (!outcome.done) return;
          put += 1;
          const made = rectOf(outcome, "new-1");
          expect(made !== undefined && contains(free, made)).toBe(true);
          expect(made !== undefined && overlaps(made, { ...point, width: 1, height: 1 })).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
    expect(put).toBeGreaterThan(30);
  });

  test("fills the place that one camera left, and takes a monitor of an empty wall", () => {
    const nine = camerasOn(plain, 9);
    const hole = nine.find(({ id }) => id === "t5")?.rect;
    const without = nine.filter(({ id }) => id !== "t5");
    expect(rectOf(putAt(without, plain, { x: 700, y: 400 }, [camera("new")], mintFrom()), "new-1")).toEqual(
      hole,
    );
    const panel = seven.panels[9]?.canvas;
    const middle = { x: (panel?.x ?? 0) + 900, y: (panel?.y ?? 0) + 500 };
    expect(rectOf(putAt([], seven, middle, [camera("new")], mintFrom()), "new-1")).toEqual(panel);
  });

  test("shares the tile's place, or all that is free, where it is a group", () => {
    const group = [1, 2, 3, 4].map((id) => camera(`g${id}`));
    const inTile = tilesOf(putAt(camerasOn(plain, 4), plain, { x: 10, y: 10 }, group, mintFrom()));
    expect(inTile).toHaveLength(7);
    const parts = inTile.filter(
      ({ content }) => content.kind === "camera" && content.cameraId.startsWith("cg"),
    );
    expect(parts.map(({ id }) => id)).toEqual(["t1", "new-1", "new-2", "new-3"]);
    expect(parts.map(({ rect }) => `${rect.x},${rect.y} ${rect.width}x${rect.height}`)).toEqual([
      "0,0 480x270",
      "480,0 480x270",
      "0,270 480x270",
      "480,270 480x270",
    ]);
    // On an empty wall of monitors, one camera a monitor.
    const all = Array.from({ length: 14 }, (_, at) => camera(`g${at}`));
    const laid = tilesOf(putAt([], seven, { x: 10, y: 10 }, all, mintFrom()));
    expect(laid.map(({ rect }) => rect)).toEqual(seven.panels.map((panel) => panel.canvas));
  });
});

describe("[L20] the parts of a split tile", () => {
  test("lie in its place, share no pixel, and leave nothing but what bezels hide", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...faces),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(...splits),
        (wall, count, parts) => {
          const tiles = camerasOn(wall, count);
          const [first] = tiles;
          const outcome = split(tiles, wall, first?.id ?? "", parts, mintFrom());
          if (!outcome.done || first === undefined) return;
          const made = outcome.about.map((id) => byId(outcome.tiles)[id]);
          expect(made).toHaveLength(parts);
          expect(made[0]).toEqual({ ...first, rect: made[0]?.rect });
          expect(made.slice(1).every((each) => each?.content.kind === "empty")).toBe(true);
          expect(made.every((each) => each !== undefined && contains(first.rect, each.rect))).toBe(true);
          const lit = wall.panels.reduce((sum, { canvas }) => {
            const shown = made.filter((each) => each !== undefined && overlaps(each.rect, canvas));
            return sum + (overlaps(canvas, first.rect) && shown.length === 0 ? 1 : 0);
          }, 0);
          expect(lit).toBe(0);
          expect(faultsOf(outcome.tiles, wall)).toEqual([]);
        },
      ),
    );
  });

  test("end where panels end", () => {
    const two = cabinets.panels.slice(0, 2).map(({ canvas }) => canvas);
    const whole = { ...tile("a", 0, 0, 640, 180) };
    expect(tilesOf(split([whole], cabinets, "a", 2, mintFrom())).map(({ rect }) => rect)).toEqual(two);
    const monitors = [0, 1, 7, 8].flatMap((at) => seven.panels[at]?.canvas ?? []);
    const [first, , , last] = monitors;
    const across = (last?.x ?? 0) + (last?.width ?? 0);
    const four = tile("a", first?.x ?? 0, first?.y ?? 0, across, (last?.y ?? 0) + (last?.height ?? 0));
    expect(tilesOf(split([four], seven, "a", 4, mintFrom())).map(({ rect }) => rect)).toEqual(monitors);
  });

  test("are not made where they could not be seen", () => {
    expect(split([tile("a", 0, 0, 60, 60)], plain, "a", 4, mintFrom())).toEqual({
      done: false,
      why: "small",
    });
    expect(split([tile("a", 0, 0, 2, 1)], plain, "a", 9, mintFrom())).toEqual({ done: false, why: "small" });
  });
});

describe("[L21] merged tiles", () => {
  test("that were split become what they were", () => {
    fc.assert(
      fc.property(fc.constantFrom(...faces), fc.constantFrom(...splits), (wall, parts) => {
        const tiles = camerasOn(wall, 3);
        const outcome = split(tiles, wall, "t2", parts, mintFrom());
        if (!outcome.done) return;
        const one = merge(outcome.tiles, outcome.about);
        expect(one.done && one.told).toBe(null);
        expect(byId(tilesOf(one))).toEqual(byId(tiles));
      }),
    );
  });

  test("lie above what else is in the rectangle that holds them, and say so; what lay above them stays there", () => {
    const four = camerasOn(plain, 4);
    const outcome = merge(four, ["t4", "t1"]);
    expect(outcome.done && outcome.told).toBe("above");
    expect(byId(tilesOf(outcome))["t4"]).toEqual({
      ...four[3],
      z: 1,
      rect: { x: 0, y: 0, ...plain.canvas },
    });
    const higher = tile("high", 900, 10, 100, 100, 3);
    const across = merge([...four, higher], ["t1", "t2"]);
    expect(across.done && across.told).toBe(null);
    expect(byId(tilesOf(across))["t1"]?.z).toBe(0);
  });

  test("show what the first of them shows that shows something", () => {
    const parts = tilesOf(split(camerasOn(plain, 1), plain, "t1", 2, mintFrom()));
    const [one] = tilesOf(merge(parts, ["new-1", "t1"]));
    expect(one).toMatchObject({ id: "new-1", content: camera(1) });
  });
});

describe("[L18] a pinned tile", () => {
  const pinned = tilesOf(pin(camerasOn(plain, 4), ["t1"]));

  test("refuses what would change or cover it", () => {
    const no = { done: false, why: "pinned" };
    expect(swap(pinned, "t2", "t1")).toEqual(no);
    expect(merge(pinned, ["t1", "t2"])).toEqual(no);
    expect(merge(pinned, ["t2", "t3"])).toEqual(no);
    expect(move(pinned, plain, "t2", { x: 500, y: 0 }, 0)).toEqual(no);
    expect(putAt(pinned, plain, { x: 5, y: 5 }, [camera("new")], mintFrom())).toEqual(no);
    expect(tilesOf(pin(pinned, ["t1"]))).toEqual(camerasOn(plain, 4));
  });
});

describe("[L22] a maximised tile", () => {
  test("has the wall but for pinned tiles, and goes back to where it was", () => {
    fc.assert(
      fc.property(scene, fc.nat(), fc.option(fc.nat()), ({ wall, tiles }, which, held) => {
        const one = tiles[which % Math.max(1, tiles.length)];
        const other = held === null ? undefined : tiles[held % Math.max(1, tiles.length)];
        if (one === undefined) return;
        const some = other === undefined || other === one ? tiles : tilesOf(pin(tiles, [other.id]));
        const large = maximise(some, wall, one.id);
        if (!large.done) return;
        const now = byId(large.tiles)[one.id];
        if (other === undefined || other === one) expect(now?.rect).toEqual({ x: 0, y: 0, ...wall.canvas });
        for (const each of large.tiles)
          if (now !== undefined && each !== now && overlaps(each.rect, now.rect)) {
            expect(each.z).toBeLessThan(now.z);
            expect(each.pinned).not.toBe(true);
          }
        expect(byId(tilesOf(maximise(large.tiles, wall, one.id)))).toEqual(byId(some));
      }),
    );
  });

  test("goes back above what came there since", () => {
    const large = tilesOf(maximise(camerasOn(plain, 4), plain, "t1"));
    const since = [...large, tile("since", 0, 0, 200, 200)];
    const back = maximise(since, plain, "t1");
    expect(back.done && back.told).toBe("above");
    expect(byId(tilesOf(back))["t1"]).toEqual({ ...camerasOn(plain, 4)[0], z: 1 });
  });
});

describe("[L23] an edge that is moved", () => {
  test("catches within the tolerance and nowhere else", () => {
    fc.assert(
      fc.property(
        scene,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 200 }),
        (one, which, a, b, tolerance) => {
          const { wall, tiles } = one;
          const moved = tiles[which % Math.max(1, tiles.length)];
          if (moved === undefined) return;
          const { width, height } = moved.rect;
          const to = { x: a % (wall.canvas.width - width + 1), y: b % (wall.canvas.height - height + 1) };
          const outcome = move(tiles, wall, moved.id, to, tolerance);
          if (!outcome.done) return;
          const now = rectOf(outcome, moved.id);
          if (now === undefined) throw new Error("the tile is gone");
          const guides = guidesOf(
            wall,
            tiles.filter((each) => each !== moved),
          );
          const distance = (at: number, length: number, along: readonly number[]) =>
            Math.min(...along.flatMap((guide) => [Math.abs(guide - at), Math.abs(guide - at - length)]));
          const away = distance(to.x, width, guides.x);
          expect(Math.abs(now.x - to.x)).toBe(away <= tolerance ? away : 0);
          expect(Math.abs(now.y - to.y)).toBe(
            distance(to.y, height, guides.y) <= tolerance ? distance(to.y, height, guides.y) : 0,
          );
          expect([now.width, now.height]).toEqual([width, height]);
        },
      ),
    );
  });

  test("catches at a bezel's either side, at another tile, and at halves and thirds", () => {
    const panels = seven.panels.map(({ canvas }) => canvas);
    const second = panels[1]?.x ?? 0;
    const one = [tile("a", 100, 100, 1000, 500)];
    expect(rectOf(move(one, seven, "a", { x: second + 7, y: 103 }, 10), "a")).toMatchObject({
      x: second,
      y: 103,
    });
    expect(rectOf(move(one, plain, "a", { x: 642, y: 538 }, 10), "a")).toMatchObject({ x: 640, y: 540 });
    const two = [tile("a", 0, 0, 300, 200), tile("b", 901, 601, 300, 200)];
    expect(rectOf(move(two, plain, "a", { x: 598, y: 400 }, 10), "a")).toMatchObject({ x: 601, y: 401 });
    expect(rectOf(size(two, plain, "a", { x: 0, y: 0, width: 895, height: 200 }, 10), "a")).toMatchObject({
      width: 901,
      height: 200,
    });
  });

  test("goes by key from guide to guide, no farther than a twelfth, and not off the canvas", () => {
    const one = [tile("a", 0, 0, 600, 400)];
    const widths: number[] = [];
    let tiles: readonly Tile[] = one;
    for (
      let outcome = grow(tiles, plain, "a", "right");
      outcome.done;
      outcome = grow(tiles, plain, "a", "right")
    ) {
      tiles = outcome.tiles;
      widths.push(tiles[0]?.rect.width ?? 0);
    }
    expect(widths).toEqual([640, 800, 960, 1120, 1280, 1440, 1600, 1760, 1920]);
    expect(grow(one, plain, "a", "up")).toMatchObject({ done: true, tiles: [{ rect: { height: 360 } }] });
    expect(step(one, plain, "a", "left")).toEqual({ done: false, why: "nothing" });
    expect(rectOf(step(one, plain, "a", "right"), "a")).toMatchObject({ x: 40, width: 600 });
    expect(rectOf(step(one, plain, "a", "down"), "a")).toMatchObject({ y: 90, height: 400 });
  });

  test("lays its tile above what it comes to lie over, and leaves it as deep as it was elsewhere", () => {
    const four = camerasOn(plain, 4);
    const over = move(four, plain, "t1", { x: 300, y: 100 }, 0);
    expect(over.done && over.told).toBe("above");
    expect(byId(tilesOf(over))["t1"]?.z).toBe(1);
    const apart = move(
      [tile("a", 0, 0, 300, 200), tile("b", 600, 0, 300, 200)],
      plain,
      "a",
      { x: 0, y: 300 },
      0,
    );
    expect(apart.done && apart.told).toBe(null);
    expect(byId(tilesOf(apart))["a"]?.z).toBe(0);
  });
});

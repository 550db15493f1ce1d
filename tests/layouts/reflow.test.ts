import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrangeOnWall } from "../../src/layouts/arrange.ts";
import { unlit } from "../../src/layouts/coverage.ts";
import type { Content, Tile } from "../../src/layouts/layout.ts";
import type { Panel } from "../../src/layouts/panel.ts";
import { contains, overlaps, type Rect } from "../../src/layouts/rect.ts";
import { largestFree, reflow } from "../../src/layouts/reflow.ts";
import type { Wall } from "../../src/layouts/site.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";
import { presets } from "../../src/layouts/sites/index.ts";

const camera = (id: number): Content => ({ kind: "camera", cameraId: `c${id}` });
const note: Content = { kind: "text", text: "Banjir di Jalan Yos Sudarso" };
const cameras = (count: number): Content[] => Array.from({ length: count }, (_, at) => camera(at + 1));

const faces = [
  ...Object.values(walls).map((make) => onlyWall(make())),
  onlyWall(presets["tarakan-3x3"]().site),
].filter(({ panels }) => panels.length > 0);

function withStatus(wall: Wall, statusOf: (panel: Panel, index: number) => Panel["status"]): Wall {
  return {
    ...wall,
    panels: wall.panels.map((panel, index) => ({ ...panel, status: statusOf(panel, index) })),
  };
}

const nine = withStatus(onlyWall(presets["tarakan-3x3"]().site), () => "present");
const darkOf = (wall: Wall): Rect[] =>
  unlit({ canvas: wall.canvas, panels: wall.panels.filter(({ status }) => status === "present") });
const isDark = (rect: Rect, wall: Wall) => darkOf(wall).some((dark) => overlaps(dark, rect));

const statusArbitrary = fc.constantFrom("present" as const, "planned" as const, "dead" as const);

/** A wall with panels of any status, and tiles on it, some of text, some protected by hand, some not at all. */
const scene = fc
  .record({
    face: fc.nat(),
    statuses: fc.array(statusArbitrary, { minLength: 1, maxLength: 24 }),
    tiles: fc.integer({ min: 1, max: 16 }),
    texts: fc.array(fc.boolean(), { minLength: 1, maxLength: 16 }),
    protect: fc.array(fc.option(fc.boolean(), { nil: undefined }), { minLength: 1, maxLength: 16 }),
  })
  .map(({ face, statuses, tiles, texts, protect }) => {
    const wall = withStatus(
      faces[face % faces.length] ?? nine,
      (_, at) => statuses[at % statuses.length] ?? "present",
    );
    const contents = Array.from({ length: tiles }, (_, at) => (texts[at % texts.length] ? note : camera(at)));
    const laid = arrangeOnWall("all", wall, contents).map((tile, at): Tile => {
      const mine = protect[at % protect.length];
      return mine === undefined ? tile : { ...tile, protect: mine };
    });
    return { wall, tiles: laid };
  });

describe("[L12] [L13] any layout on any wall with panels of any status", () => {
  test("loses nothing, keeps order, overlaps nothing, stays on the canvas, and done twice changes nothing", () => {
    fc.assert(
      fc.property(scene, ({ wall, tiles }) => {
        const shown = reflow(tiles, wall);
        expect(shown).toEqual(tiles.map((tile, at) => ({ ...tile, rect: shown[at]?.rect })));
        for (const [index, { rect }] of shown.entries()) {
          expect(contains({ x: 0, y: 0, ...wall.canvas }, rect)).toBe(true);
          for (const other of shown.slice(index + 1)) expect(overlaps(rect, other.rect)).toBe(false);
        }
        expect(reflow(shown, wall)).toEqual(shown);
      }),
      { numRuns: 300 },
    );
  });

  test("is as it was where every panel is there and nothing is protected, and goes back by itself", () => {
    fc.assert(
      fc.property(scene, ({ wall, tiles }) => {
        const free = tiles.map((tile) => ({ ...tile, protect: false }));
        const whole = withStatus(wall, () => "present");
        reflow(free, wall);
        expect(reflow(free, whole)).toEqual(free);
      }),
    );
  });
});

describe("[L12] a wall that is bought in stages", () => {
  test("shows the whole layout on the monitors that are there", () => {
    const first = withStatus(nine, ({ canvas }) =>
      canvas.x < 3000 && canvas.y < 1500 ? "present" : "planned",
    );
    const tiles = arrangeOnWall("9", nine, cameras(9));
    const shown = reflow(tiles, first);
    const there = { x: 0, y: 0, width: 1926 + 1920, height: 1086 + 1080 };
    for (const { rect } of shown) expect(contains(there, rect)).toBe(true);
    // Three in a row stay three in a row.
    expect(new Set(shown.slice(0, 3).map(({ rect }) => rect.y)).size).toBe(1);
    expect(shown[0]?.rect.x).toBe(0);
    expect((shown[2]?.rect.x ?? 0) + (shown[2]?.rect.width ?? 0)).toBe(there.width);
    expect(reflow(tiles, nine)).toEqual(tiles);
  });

  test("of which nothing is there is shown as it was planned", () => {
    const tiles = arrangeOnWall("9", nine, cameras(9));
    expect(
      reflow(
        tiles,
        withStatus(nine, () => "planned"),
      ),
    ).toEqual(tiles);
  });
});

describe("[L13] words", () => {
  const statuses = (dead: string) => withStatus(nine, ({ id }) => (id === dead ? "dead" : "present"));

  test("under a dead monitor change places with the least important camera", () => {
    const tiles = arrangeOnWall("9", nine, [...cameras(4), note, ...cameras(4)]).map((tile, at) => ({
      ...tile,
      priority: at === 7 ? 9 : 5,
    }));
    const wall = statuses("p-2-2");
    const shown = reflow(tiles, wall);
    expect(shown[4]?.rect).toEqual(tiles[7]?.rect);
    expect(shown[7]?.rect).toEqual(tiles[4]?.rect);
    expect(shown.slice(4, 5).some(({ rect }) => isDark(rect, wall))).toBe(false);
    expect(shown.filter((_, at) => at !== 4 && at !== 7)).toEqual(
      tiles.filter((_, at) => at !== 4 && at !== 7),
    );
  });

  test("across two monitors shrink to one, so that no letter lies behind a bezel", () => {
    const rect = { x: 0, y: 0, width: 1926 + 1920, height: 1080 };
    const [tile] = arrangeOnWall("1", nine, [note]);
    if (tile === undefined) throw new Error("no tile");
    const [shown] = reflow([{ ...tile, rect }], nine);
    expect(shown?.rect).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
  });

  test("that nobody must read whole stay, and a camera that must be is moved", () => {
    const [first, second, ...rest] = arrangeOnWall("9", nine, [note, ...cameras(8)]);
    if (first === undefined || second === undefined) throw new Error("no tiles");
    const tiles = [{ ...first, protect: false }, { ...second, protect: true }, ...rest];
    expect(reflow(tiles, statuses("p-1-1"))).toEqual(tiles);
    expect(reflow(tiles, statuses("p-1-2"))[1]?.rect).not.toEqual(second.rect);
  });
});

test("[L13] the largest rectangle free of others is found as by trying every one", () => {
  const rect = fc.record({
    x: fc.integer({ min: 0, max: 9 }),
    y: fc.integer({ min: 0, max: 9 }),
    width: fc.integer({ min: 1, max: 5 }),
    height: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(rect, { maxLength: 5 }), (dark) => {
      const room = { x: 1, y: 2, width: 8, height: 7 };
      let most = 0;
      for (let x = room.x; x < 9; x += 1)
        for (let y = room.y; y < 9; y += 1)
          for (let width = 1; x + width <= 9; width += 1)
            for (let height = 1; y + height <= 9; height += 1)
              if (!dark.some((one) => overlaps(one, { x, y, width, height })))
                most = Math.max(most, width * height);
      const found = largestFree(room, dark);
      expect(found === null ? 0 : found.width * found.height).toBe(most);
      if (found !== null) {
        expect(contains(room, found)).toBe(true);
        expect(dark.some((one) => overlaps(one, found))).toBe(false);
      }
    }),
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrangeOnWall } from "../../src/layouts/arrange.ts";
import { unlit } from "../../src/layouts/coverage.ts";
import { largestFree } from "../../src/layouts/free.ts";
import type { Content, Tile } from "../../src/layouts/layout.ts";
import type { Panel } from "../../src/layouts/panel.ts";
import { contains, overlaps, type Rect } from "../../src/layouts/rect.ts";
import { reflow } from "../../src/layouts/reflow.ts";
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

/** A wall with panels of any status, and tiles on it, some of text, some protected by hand, some above others. */
const scene = fc
  .record({
    face: fc.nat(),
    statuses: fc.array(statusArbitrary, { minLength: 1, maxLength: 24 }),
    tiles: fc.integer({ min: 1, max: 16 }),
    above: fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 3 }),
    texts: fc.array(fc.boolean(), { minLength: 1, maxLength: 16 }),
    protect: fc.array(fc.option(fc.boolean(), { nil: undefined }), { minLength: 1, maxLength: 16 }),
  })
  .map(({ face, statuses, tiles, above, texts, protect }) => {
    const wall = withStatus(
      faces[face % faces.length] ?? nine,
      (_, at) => statuses[at % statuses.length] ?? "present",
    );
    const contents = Array.from({ length: tiles }, (_, at) => (texts[at % texts.length] ? note : camera(at)));
    const laid = arrangeOnWall("all", wall, contents).map((tile, at): Tile => {
      const mine = protect[at % protect.length];
      return mine === undefined ? tile : { ...tile, protect: mine };
    });
    const pictures = above.flatMap(([at, words], index): Tile[] => {
      const below = laid[at % laid.length];
      if (below === undefined) return [];
      const { x, y, width, height } = below.rect;
      const rect = { x, y, width: Math.ceil(width / 3), height: Math.ceil(height / 3) };
      return [
        { ...below, id: `above-${index}`, z: index + 1, rect, content: words ? note : camera(90 + index) },
      ];
    });
    return { wall, tiles: [...laid, ...pictures] };
  });

const isProtected = ({ protect, content }: Tile) => protect ?? content.kind === "text";
const pairs = (tiles: readonly Tile[]) =>
  tiles.flatMap((tile, at) =>
    tiles
      .slice(at + 1)
      .flatMap((other) => (overlaps(tile.rect, other.rect) ? [`${tile.id} ${other.id}`] : [])),
  );

describe("[L12] [L13] any layout on any wall with panels of any status", () => {
  test("loses nothing, keeps order, overlaps nothing new, stays on the canvas, and done twice changes nothing", () => {
    fc.assert(
      fc.property(scene, ({ wall, tiles }) => {
        const shown = reflow(tiles, wall);
        expect(shown).toEqual(tiles.map((tile, at) => ({ ...tile, rect: shown[at]?.rect })));
        for (const { rect } of shown) expect(contains({ x: 0, y: 0, ...wall.canvas }, rect)).toBe(true);
        expect(pairs(tiles)).toEqual(expect.arrayContaining(pairs(shown)));
        expect(reflow(shown, wall)).toEqual(shown);
      }),
      { numRuns: 300 },
    );
  });

  test("shows what is protected on lit pixels, where its place has one or there is another place for it", () => {
    let inTheLight = 0;
    fc.assert(
      fc.property(scene, ({ wall, tiles }) => {
        const dark = darkOf(wall);
        if (!wall.panels.some(({ status }) => status === "present")) return;
        const shown = reflow(tiles, wall);
        for (const tile of shown.filter(isProtected)) {
          if (!isDark(tile.rect, wall)) {
            inTheLight += 1;
            continue;
          }
          expect(largestFree(tile.rect, dark)).toBeNull();
          const size = ({ rect }: Tile) => rect.width * rect.height;
          for (const other of shown) {
            if (isProtected(other) || other.z !== tile.z || isDark(other.rect, wall)) continue;
            const swapped = shown.map((each) =>
              each === tile
                ? { ...each, rect: other.rect }
                : each === other
                  ? { ...each, rect: tile.rect }
                  : each,
            );
            expect(2 * size(other) < size(tile) || pairs(swapped).join() !== pairs(shown).join()).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(inTheLight).toBeGreaterThan(300);
  });

  test("moves only what is protected and dark, with what it changes places with", () => {
    fc.assert(
      fc.property(scene, ({ wall, tiles }) => {
        const whole = {
          ...wall,
          panels: wall.panels.map((panel) => ({ ...panel, status: "present" as const })),
        };
        const shown = reflow(tiles, whole);
        const moved = tiles.filter(({ rect }, at) => shown[at]?.rect !== rect);
        const dark = tiles.filter((tile) => isProtected(tile) && isDark(tile.rect, whole));
        expect(moved.length).toBeLessThanOrEqual(2 * dark.length);
        if (dark.length === 0) expect(shown).toEqual(tiles);
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

  test("take no place over which another tile lies, and leave none under one", () => {
    const wall = withStatus(onlyWall(walls["3 x 2 monitors"]()), ({ id }) =>
      id === "p-1-2" ? "dead" : "present",
    );
    const [left, middle, right, ...rest] = arrangeOnWall("all", wall, [camera(1), note, ...cameras(4)]);
    if (left === undefined || middle === undefined || right === undefined) throw new Error("no tiles");
    const inset = (tile: Tile): Tile => ({
      ...tile,
      id: "inset",
      z: 1,
      rect: { ...tile.rect, width: 640, height: 360 },
      content: camera(9),
    });
    // The same camera as the best place otherwise: most like it in size, and the least important.
    const over = [{ ...left, priority: 9 }, middle, right, ...rest, inset(left)];
    const shown = reflow(over, wall);
    expect(shown[1]?.rect).not.toEqual(left.rect);
    expect(shown.filter(({ rect }) => overlaps(rect, shown[1]?.rect ?? left.rect))).toHaveLength(1);
    expect(isDark(shown[1]?.rect ?? middle.rect, wall)).toBe(false);
    const under = [left, middle, right, ...rest, inset(middle)];
    expect(reflow(under, wall)).toEqual(under);
  });

  test("go back by themselves: what is stored is not touched, and shown again as soon as the monitor is", () => {
    const tiles = arrangeOnWall("9", nine, [...cameras(4), note, ...cameras(4)]);
    const stored = JSON.stringify(tiles);
    expect(reflow(tiles, statuses("p-2-2"))).not.toEqual(tiles);
    expect(JSON.stringify(tiles)).toBe(stored);
    expect(reflow(tiles, nine)).toEqual(tiles);
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

describe("[L13] thousands of panels, no two at one height, under one text", () => {
  /** Columns of panels with gaps between them, each panel `step` pixels lower than the one to its left. */
  const slanted = (columns: number, rows: number, step: number): Wall => {
    const wall = { ...nine, canvas: { width: columns * 110, height: rows * (columns * step + 60) } };
    const [panel] = wall.panels;
    if (panel === undefined) throw new Error("no panel");
    const panels = Array.from({ length: columns * rows }, (_, at): Panel => {
      const column = at % columns;
      const y = Math.floor(at / columns) * (columns * step + 60) + column * step;
      return { ...panel, id: `p-${at}`, canvas: { x: column * 110, y, width: 100, height: 50 } };
    });
    return { ...wall, panels };
  };

  test.each([
    ["450", slanted(10, 45, 4)],
    ["4,096", slanted(64, 64, 2)],
  ])("%s panels do not hold up the core, and the text is lit", (_, wall) => {
    const tiles = arrangeOnWall("1", wall, [note]);
    const started = performance.now();
    const [shown] = reflow(tiles, wall);
    // 57 s for the first where every pair of edges is gone through; far less than a second on a machine with time.
    expect(performance.now() - started).toBeLessThan(5000);
    expect(shown === undefined || isDark(shown.rect, wall)).toBe(false);
  });
});

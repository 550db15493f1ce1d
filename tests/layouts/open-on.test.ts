import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrangeOnWall } from "../../src/layouts/arrange.ts";
import { fitToWall } from "../../src/layouts/fit.ts";
import type { Content, Tile } from "../../src/layouts/layout.ts";
import { openOn } from "../../src/layouts/open-on.ts";
import { axesOf, fromLit, toLit } from "../../src/layouts/axis.ts";
import { wallOf } from "../../src/layouts/panel-grid.ts";
import { contains, overlaps } from "../../src/layouts/rect.ts";
import { presets } from "../../src/layouts/sites/index.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";

const cameras = (count: number): Content[] =>
  Array.from({ length: count }, (_, at) => ({ kind: "camera", cameraId: `c${at + 1}` }));
const plain = (width: number, height: number) => ({ canvas: { width, height }, panels: [] });
/** Monitors with so broad a bezel that nobody can miss a strip of picture behind it: 38 px between two of them. */
const framed = (columns: number, rows: number) =>
  wallOf({
    ...{ kind: "lcd", status: "present", widthMm: 1233.6, heightMm: 704.4, bezelMm: 12, columns, rows },
    pixels: { width: 1920, height: 1080 },
  });
const faces = [
  framed(2, 2),
  framed(3, 2),
  framed(1, 5),
  ...Object.values(walls).map((make) => onlyWall(make())),
  onlyWall(presets["tarakan-3x3"]().site),
  plain(1080, 1920),
  plain(9600, 540),
];
const area = ({ rect }: Tile) => rect.width * rect.height;
const mean = (tiles: readonly Tile[]) => tiles.reduce((sum, tile) => sum + area(tile), 0) / tiles.length;

describe("[L14] a layout on a wall of another shape", () => {
  test("loses nothing, overlaps nothing, stays on the canvas, and keeps who was much larger the larger", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.constantFrom("all" as const, "1+7" as const),
        fc.integer({ min: 1, max: 20 }),
        (a, b, arrangement, count) => {
          const [from, to] = [faces[a % faces.length], faces[b % faces.length]];
          if (from === undefined || to === undefined) return;
          const tiles = arrangeOnWall(arrangement, from, cameras(arrangement === "1+7" ? 8 : count));
          const opened = openOn(tiles, from, to);
          expect(opened).toEqual(tiles.map((tile, at) => ({ ...tile, rect: opened[at]?.rect })));
          for (const [index, { rect }] of opened.entries()) {
            expect(contains({ x: 0, y: 0, ...to.canvas }, rect)).toBe(true);
            for (const other of opened.slice(index + 1)) expect(overlaps(rect, other.rect)).toBe(false);
            const { x, y } = axesOf(to);
            // [L6] Neither edge is behind a bezel.
            for (const [axis, start, end] of [
              [x, rect.x, rect.x + rect.width],
              [y, rect.y, rect.y + rect.height],
            ] as const)
              expect(fromLit(axis, { start: toLit(axis, start), end: toLit(axis, end) })).toEqual({
                start,
                end,
              });
          }
          const [large, ...small] = tiles;
          if (large !== undefined && arrangement === "1+7" && area(large) >= 1.8 * mean(small))
            expect(mean(opened.slice(0, 1))).toBeGreaterThan(mean(opened.slice(1)));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("of one row of four becomes two rows in the order in which it was read", () => {
    const from = plain(7680, 1080);
    const opened = openOn(arrangeOnWall("4", from, cameras(4)), from, plain(1920, 1080));
    expect(opened.map(({ rect }) => [rect.x, rect.y])).toEqual([
      [0, 0],
      [960, 0],
      [0, 540],
      [960, 540],
    ]);
  });

  test("keeps the large tile on its side, above where it was to the left, and ends where monitors end", () => {
    const from = onlyWall(presets["tarakan-3x3"]().site);
    const tiles = arrangeOnWall("1+7", from, cameras(8));
    const column = openOn(tiles, from, plain(1080, 3840));
    expect(column[0]?.rect).toMatchObject({ x: 0, y: 0, width: 1080 });
    expect(column.slice(1).every(({ rect }) => rect.y >= (column[0]?.rect.height ?? 0))).toBe(true);
    const strip = onlyWall(walls["7 x 2 monitors"]());
    const wide = openOn(tiles, from, strip);
    const edges = strip.panels.map(({ canvas }) => canvas.x);
    expect(Math.min(...wide.slice(1).map(({ rect }) => rect.x))).toBeGreaterThan(0);
    expect(edges).toContain(Math.min(...wide.slice(1).map(({ rect }) => rect.x)));
  });

  test("ends on this side of the bezel where it is cut in two between monitors, also with tiles in rows", () => {
    const face = framed(2, 2);
    expect(face.panels.map(({ canvas }) => canvas.x)).toEqual([0, 1958, 0, 1958]);
    const from = plain(4800, 1080);
    const opened = openOn(arrangeOnWall("1+7", from, cameras(8)), from, face);
    expect(opened[0]?.rect).toMatchObject({ x: 0, width: 1920 });
    expect(Math.min(...opened.slice(1).map(({ rect }) => rect.x))).toBe(1958);
    // A camera a monitor on the near side: both are cut where the upper monitor ends.
    const [a, b, ...others] = arrangeOnWall("9", plain(5000, 1000), cameras(9));
    if (a === undefined || b === undefined) throw new Error("no tiles");
    const tiles = [
      { ...a, rect: { x: 0, y: 0, width: 1250, height: 1000 } },
      { ...b, rect: { x: 1250, y: 0, width: 1250, height: 1000 } },
      ...others.map((tile, at) => ({
        ...tile,
        rect: { x: 2500 + at * 350, y: 0, width: 350, height: 1000 },
      })),
    ];
    const two = openOn(tiles, plain(5000, 1000), face);
    expect(two.slice(0, 2).map(({ rect }) => rect)).toEqual([
      { x: 0, y: 0, width: 1920, height: 1080 },
      { x: 0, y: 1118, width: 1920, height: 1080 },
    ]);
  });

  test("keeps two large tiles the larger on two monitors, where the only cut between monitors is the middle", () => {
    const from = plain(1000, 1000);
    const [a, b, c, d] = arrangeOnWall("4", from, cameras(4));
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("no tiles");
    const tiles = [
      { ...a, rect: { x: 0, y: 0, width: 600, height: 500 } },
      { ...b, rect: { x: 0, y: 500, width: 600, height: 500 } },
      { ...c, rect: { x: 600, y: 0, width: 300, height: 500 } },
      { ...d, rect: { x: 600, y: 500, width: 300, height: 500 } },
    ];
    const tarakan = onlyWall(presets["tarakan-2x2"]().site);
    const panels = tarakan.panels.slice(0, 2);
    const opened = openOn(tiles, from, { canvas: { width: 3846, height: 1080 }, panels });
    expect(mean(opened.slice(0, 2))).toBeGreaterThan(1.2 * mean(opened.slice(2)));
    for (const [index, { rect }] of opened.entries())
      for (const other of opened.slice(index + 1)) expect(overlaps(rect, other.rect)).toBe(false);
  });

  test("of about the same shape, or with tiles over others, is moved and nothing more", () => {
    const tiles = arrangeOnWall("9", plain(1920, 1080), cameras(9));
    expect(openOn(tiles, plain(1920, 1080), plain(2560, 1600))).toEqual(
      fitToWall(tiles, plain(1920, 1080), plain(2560, 1600)),
    );
    const [first, ...rest] = tiles;
    if (first === undefined) throw new Error("no tile");
    const stacked = [{ ...first, z: 1, rect: { x: 100, y: 100, width: 900, height: 500 } }, ...rest];
    expect(openOn(stacked, plain(1920, 1080), plain(7680, 1080))).toEqual(
      fitToWall(stacked, plain(1920, 1080), plain(7680, 1080)),
    );
  });
});

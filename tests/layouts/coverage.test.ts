import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { uncovered, unlit, unshown } from "../../src/layouts/coverage.ts";
import { contains, intersection, overlaps, type Rect } from "../../src/layouts/rect.ts";
import { panelSeams } from "../../src/layouts/seams.ts";
import { presets } from "../../src/layouts/sites/index.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";

const rect = fc.record({
  x: fc.integer({ min: -3, max: 12 }),
  y: fc.integer({ min: -3, max: 12 }),
  width: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 9 }),
});

function area(rects: readonly Rect[]): number {
  return rects.reduce((sum, { width, height }) => sum + width * height, 0);
}

describe("rectangles", () => {
  test("[G6] two that touch do not overlap; they overlap exactly where their intersection has a pixel", () => {
    expect(overlaps({ x: 0, y: 0, width: 5, height: 5 }, { x: 5, y: 0, width: 5, height: 5 })).toBe(false);
    fc.assert(
      fc.property(rect, rect, (a, b) => {
        const both = intersection(a, b);
        expect(both !== null).toBe(overlaps(a, b));
        expect(both === null || (contains(a, both) && contains(b, both))).toBe(true);
      }),
    );
  });
});

describe("what is not covered", () => {
  test("[G8] each pixel is either covered or in one of the rectangles left, never both, never twice", () => {
    const whole = { x: 0, y: 0, width: 14, height: 11 };
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 8 }), (covers) => {
        const left = uncovered(whole, covers);
        for (let y = 0; y < whole.height; y += 1) {
          for (let x = 0; x < whole.width; x += 1) {
            const pixel = { x, y, width: 1, height: 1 };
            const covered = covers.some((cover) => contains(cover, pixel));
            expect(left.filter((r) => contains(r, pixel)).length).toBe(covered ? 0 : 1);
          }
        }
        expect(left.every((r) => contains(whole, r))).toBe(true);
      }),
    );
  });

  test("[G8] behind the bezels of 2 x 2 monitors lies a cross of six pixels", () => {
    const wall = onlyWall(presets["tarakan-2x2"]().site);
    expect(area(unlit(wall))).toBe(6 * 2166 + 6 * 3846 - 36);
    expect(unlit(wall)).toEqual([
      { x: 1920, y: 0, width: 6, height: 1080 },
      { x: 0, y: 1080, width: 3846, height: 6 },
      { x: 1920, y: 1086, width: 6, height: 1080 },
    ]);
  });

  test("[G8] the hollow of an L is lit by no panel and shown by no output", () => {
    const site = walls["an L of cabinets"]();
    const hollow = [{ x: 320, y: 0, width: 960, height: 360 }];
    expect(unlit(onlyWall(site))).toEqual(hollow);
    expect(unshown(site, "wall")).toEqual(hollow);
    expect(unshown(site, "other")).toEqual([]);
  });

  test("[G8] nothing of a wall without panels is unlit, nothing of a window unshown", () => {
    const { site } = presets.tarakan();
    expect(unlit(onlyWall(site))).toEqual([]);
    expect(unshown(site, "utama")).toEqual([]);
  });
});

describe("seams", () => {
  test("[G7] cabinets meet in lines without width, one for each column and row between them", () => {
    const seams = panelSeams(onlyWall(presets.pontianak().site));
    const vertical = seams.filter(({ direction }) => direction === "vertical");
    const horizontal = seams.filter(({ direction }) => direction === "horizontal");
    expect(vertical.map(({ at }) => at)).toEqual(Array.from({ length: 14 }, (_, i) => 320 * (i + 1)));
    expect(horizontal.map(({ at }) => at)).toEqual(Array.from({ length: 5 }, (_, i) => 180 * (i + 1)));
    expect(seams.every(({ thickness, from }) => thickness === 0 && from === 0)).toBe(true);
    expect(vertical.every(({ to }) => to === 1080) && horizontal.every(({ to }) => to === 4800)).toBe(true);
  });

  test("[G7] monitors meet in strips as wide as what their bezels hide, also at the seventh column", () => {
    const wall = onlyWall(walls["7 x 2 monitors"]());
    const vertical = panelSeams(wall).filter(({ direction }) => direction === "vertical");
    expect(vertical).toHaveLength(6);
    for (const { at, thickness, from, to } of vertical) {
      const strip = { x: at, y: from, width: thickness, height: to - from };
      expect(wall.panels.some(({ canvas }) => overlaps(canvas, strip))).toBe(false);
      expect({ from, to }).toEqual({ from: 0, to: wall.canvas.height });
      // 3.9 mm at 0.63 mm a pixel.
      expect(Math.abs(thickness - 3.9 / 0.63)).toBeLessThan(1);
    }
  });

  test("[G7] in an L a seam ends where the cabinets end", () => {
    const seams = panelSeams(onlyWall(walls["an L of cabinets"]()));
    expect(seams).toEqual([
      { direction: "vertical", at: 320, thickness: 0, from: 360, to: 540 },
      { direction: "vertical", at: 640, thickness: 0, from: 360, to: 540 },
      { direction: "vertical", at: 960, thickness: 0, from: 360, to: 540 },
      { direction: "horizontal", at: 180, thickness: 0, from: 0, to: 320 },
      { direction: "horizontal", at: 360, thickness: 0, from: 0, to: 320 },
    ]);
  });

  test("[G7] cabinets of different size meet where their sides do", () => {
    const seams = panelSeams(onlyWall(walls["fine and coarse cabinets"]()));
    expect(seams).toEqual([
      { direction: "vertical", at: 256, thickness: 0, from: 0, to: 144 },
      { direction: "vertical", at: 768, thickness: 0, from: 0, to: 288 },
      { direction: "vertical", at: 1280, thickness: 0, from: 0, to: 144 },
    ]);
  });

  test("[G7] a panel that stands before a part of another hides that part of the seam behind it, and no more", () => {
    const [panel] = onlyWall(presets.pontianak().site).panels;
    if (panel === undefined) throw new Error("no panel");
    const at = (id: string, canvas: Rect) => ({ ...panel, id, canvas });
    const panels = [
      at("a", { x: 0, y: 0, width: 100, height: 200 }),
      at("b", { x: 110, y: 0, width: 100, height: 100 }),
      at("c", { x: 220, y: 0, width: 100, height: 200 }),
    ];
    expect(panelSeams({ panels })).toEqual([
      { direction: "vertical", at: 100, thickness: 10, from: 0, to: 100 },
      { direction: "vertical", at: 100, thickness: 120, from: 100, to: 200 },
      { direction: "vertical", at: 210, thickness: 10, from: 0, to: 100 },
    ]);
  });

  test("[G7] 2,000 monitors in one row, or in fifty columns, are gone through at once", () => {
    const [panel] = onlyWall(presets.pontianak().site).panels;
    if (panel === undefined) throw new Error("no panel");
    const grid = (columns: number, rows: number) =>
      Array.from({ length: columns * rows }, (_, at) => ({
        ...panel,
        id: `p-${at}`,
        canvas: { x: (at % columns) * 22, y: Math.floor(at / columns) * 22, width: 20, height: 20 },
      }));
    const started = performance.now();
    expect(panelSeams({ panels: grid(2000, 1) })).toHaveLength(1999);
    expect(panelSeams({ panels: grid(50, 40) })).toHaveLength(49 + 39);
    // 1.3 s for the first alone where each is held against each.
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("[G7] between any panels, row for row, lie the seams between those that face each other", () => {
    const [panel] = onlyWall(presets.pontianak().site).panels;
    if (panel === undefined) throw new Error("no panel");
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 9 }), (rects) => {
        const apart = rects.filter(
          (one, index) => !rects.slice(0, index).some((other) => overlaps(one, other)),
        );
        const panels = apart.map((canvas, index) => ({ ...panel, id: `p-${index}`, canvas }));
        const seams = panelSeams({ panels }).filter(({ direction }) => direction === "vertical");
        for (let y = -3; y < 21; y += 1) {
          const row = apart
            .filter((one) => one.y <= y && y < one.y + one.height)
            .toSorted((a, b) => a.x - b.x);
          const met = row.slice(1).map(({ x }, index) => {
            const before = row[index] ?? { x: 0, width: 0 };
            return [before.x + before.width, x - before.x - before.width];
          });
          const told = seams
            .filter(({ from, to }) => from <= y && y < to)
            .map(({ at, thickness }) => [at, thickness]);
          // A crossing seam may be bridged; nothing that is met may be missing.
          for (const one of met) expect(told).toContainEqual(one);
          for (const [at, thickness] of told)
            if (thickness === 0) expect(met).toContainEqual([at, thickness]);
        }
      }),
    );
  });
});

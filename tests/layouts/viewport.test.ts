import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, type Rect, right } from "../../src/layouts/rect.ts";
import { presets } from "../../src/layouts/sites/index.ts";
import { type Viewport, viewportSchema } from "../../src/layouts/site.ts";
import {
  canvasToOutput,
  mapRect,
  type Matrix,
  outputsOf,
  outputsShowing,
  outputToCanvas,
  rotatedSize,
  viewportsOf,
} from "../../src/layouts/viewport.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";

const rotations = [0, 90, 180, 270] as const;
const identity: Matrix = [1, 0, 0, 1, 0, 0];

function viewport(canvas: Rect, x: number, y: number, rotation: Viewport["rotation"]): Viewport {
  return {
    wallId: "wall",
    outputId: "out-1",
    canvas,
    output: { x, y, ...rotatedSize(canvas, rotation) },
    rotation,
  };
}

/** Of `first`, then `second`. */
function multiply(second: Matrix, first: Matrix): Matrix {
  const [a, b, c, d, e, f] = second;
  const [p, q, r, s, t, u] = first;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

function pixels(rect: Rect): Rect[] {
  const found: Rect[] = [];
  for (let y = rect.y; y < rect.y + rect.height; y += 1) {
    for (let x = rect.x; x < rect.x + rect.width; x += 1) found.push({ x, y, width: 1, height: 1 });
  }
  return found;
}

const offset = fc.integer({ min: -5000, max: 5000 });
const length = fc.integer({ min: 1, max: 9000 });
const anyViewport = fc
  .record({ x: offset, y: offset, width: length, height: length, ox: offset, oy: offset })
  .chain(({ ox, oy, ...canvas }) => fc.constantFrom(...rotations).map((r) => viewport(canvas, ox, oy, r)));
const small = fc.integer({ min: 1, max: 7 });
const smallViewport = fc
  .record({ x: small, y: small, width: small, height: small })
  .chain((canvas) => fc.constantFrom(...rotations).map((r) => viewport(canvas, 2, 5, r)));

describe("viewports", () => {
  test("[G1] the canvas rectangle lands exactly on the output rectangle, whatever the turn", () => {
    fc.assert(
      fc.property(anyViewport, (v) => {
        expect(mapRect(canvasToOutput(v), v.canvas)).toEqual(v.output);
      }),
    );
  });

  test("[G1] the matrix is a quarter turn and a shift in whole pixels", () => {
    fc.assert(
      fc.property(anyViewport, (v) => {
        const [a, b, c, d, e, f] = canvasToOutput(v);
        expect(Math.abs(a * d - b * c)).toBe(1);
        expect([a, b, c, d].filter((part) => part === 0)).toHaveLength(2);
        expect([e, f].every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });

  test("[G2] back from the output is the inverse, on both sides", () => {
    fc.assert(
      fc.property(anyViewport, (v) => {
        expect(multiply(outputToCanvas(v), canvasToOutput(v)).map((n) => n + 0)).toEqual(identity);
        expect(multiply(canvasToOutput(v), outputToCanvas(v)).map((n) => n + 0)).toEqual(identity);
      }),
    );
  });

  test("[G3] turning is clockwise: the canvas's top left pixel goes to the corner a clock's hand would reach", () => {
    const corner = (rotation: Viewport["rotation"]): Rect =>
      mapRect(canvasToOutput(viewport({ x: 10, y: 20, width: 3, height: 2 }, 0, 0, rotation)), {
        x: 10,
        y: 20,
        width: 1,
        height: 1,
      });
    expect(corner(0)).toMatchObject({ x: 0, y: 0 });
    expect(corner(90)).toMatchObject({ x: 1, y: 0 });
    expect(corner(180)).toMatchObject({ x: 2, y: 1 });
    expect(corner(270)).toMatchObject({ x: 0, y: 2 });
  });

  test("[G3] every canvas pixel becomes one output pixel and none is used twice", () => {
    fc.assert(
      fc.property(smallViewport, (v) => {
        const matrix = canvasToOutput(v);
        const landed = pixels(v.canvas).map((pixel) => mapRect(matrix, pixel));
        const wanted = pixels(v.output).map((pixel) => JSON.stringify(pixel));
        expect(new Set(landed.map((pixel) => JSON.stringify(pixel)))).toEqual(new Set(wanted));
      }),
    );
  });

  test("[G4] two viewports that share a seam show every pixel of the canvas once", () => {
    const cases = fc.record({
      width: fc.integer({ min: 2, max: 40 }),
      height: fc.integer({ min: 1, max: 12 }),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      left: fc.constantFrom(...rotations),
      right: fc.constantFrom(...rotations),
    });
    fc.assert(
      fc.property(cases, ({ width, height, cut, left, right: turn }) => {
        const seam = 1 + Math.floor(cut * (width - 2));
        const parts = [
          viewport({ x: 0, y: 0, width: seam, height }, 0, 0, left),
          viewport({ x: seam, y: 0, width: width - seam, height }, 0, 0, turn),
        ];
        const shown = parts.flatMap((v) =>
          pixels(v.output).map((pixel) => mapRect(outputToCanvas(v), pixel)),
        );
        expect(new Set(shown.map(({ x, y }) => `${x},${y}`)).size).toBe(width * height);
        expect(shown).toHaveLength(width * height);
        expect(shown.every((pixel) => contains({ x: 0, y: 0, width, height }, pixel))).toBe(true);
      }),
    );
  });

  test("[G4] Pontianak's last column of the left output and first of the right one are neighbours on the canvas", () => {
    const { site } = presets.pontianak();
    const [left, second] = site.viewports;
    if (left === undefined || second === undefined) throw new Error("two viewports expected");
    const lastLeft = mapRect(outputToCanvas(left), { x: 2399, y: 0, width: 1, height: 1080 });
    const firstRight = mapRect(outputToCanvas(second), { x: 0, y: 0, width: 1, height: 1080 });
    expect(right(lastLeft)).toBe(firstRight.x);
    expect(firstRight.x).toBe(2400);
  });

  test.each(Object.entries(walls))("[G1] each panel of %s keeps its size on its output", (_, fixture) => {
    const site = fixture();
    for (const panel of onlyWall(site).panels) {
      const showing = site.viewports.filter((v) => contains(v.canvas, panel.canvas));
      for (const v of showing) {
        const rect = mapRect(canvasToOutput(v), panel.canvas);
        expect({ width: rect.width, height: rect.height }).toEqual(rotatedSize(panel.canvas, v.rotation));
        expect(contains(v.output, rect)).toBe(true);
      }
    }
  });

  test("[W11] a viewport that would scale is refused with both sizes", () => {
    const scaled = { ...viewport({ x: 0, y: 0, width: 100, height: 50 }, 0, 0, 90), rotation: 0 as const };
    expect(() => canvasToOutput(scaled)).toThrow("100 x 50 px of canvas do not fit 50 x 100 px of output");
  });

  test("what an output shows, and who shows a wall or a rectangle of it", () => {
    const { site } = presets["tarakan-3x3"]();
    expect(viewportsOf(site, "out-5").map((v) => viewportSchema.parse(v).canvas)).toEqual([
      { x: 1926, y: 1086, width: 1920, height: 1080 },
    ]);
    expect(outputsOf(site, "utama").map(({ id }) => id)).toEqual(site.outputs.map(({ id }) => id));
    expect(outputsOf(site, "other")).toEqual([]);
    const across = { x: 1919, y: 0, width: 8, height: 1080 };
    expect(outputsShowing(site, "utama", across).map(({ id }) => id)).toEqual(["out-1", "out-2"]);
    const behindBezel = { x: 1920, y: 0, width: 6, height: 1080 };
    expect(outputsShowing(site, "utama", behindBezel)).toEqual([]);
  });
});

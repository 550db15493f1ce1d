import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { uncovered } from "../../src/layouts/coverage.ts";
import { flatParts, standingOf } from "../../src/layouts/floor-plan.ts";
import { folded } from "../../src/layouts/fold.ts";
import {
  LEAST_ARC_MINUTES,
  readableFromMm,
  smallText,
  textArcMinutes,
  textPixels,
} from "../../src/layouts/legibility.ts";
import { panelModels } from "../../src/layouts/library.ts";
import { bezelsOf, panelSchema, pictureOf, pitchOf } from "../../src/layouts/panel.ts";
import { wallOf } from "../../src/layouts/panel-grid.ts";
import { overlaps } from "../../src/layouts/rect.ts";
import { siteSchema, type Wall } from "../../src/layouts/site.ts";
import type { Millimetres, Pixels } from "../../src/layouts/units.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";

test("millimetres and pixels are different types, and both are numbers", () => {
  expectTypeOf<Millimetres>().not.toExtend<Pixels>();
  expectTypeOf<Pixels>().not.toExtend<Millimetres>();
  expectTypeOf<number>().toExtend<Millimetres>();
  expectTypeOf<Pixels>().toExtend<number>();
});

describe("panels", () => {
  test("[G5] with borders of different widths light what lies between them, gaps are hidden as bezels are", () => {
    const bezelMm = { left: 2.3, top: 2.3, right: 1.2, bottom: 1.2 };
    const pixels = { width: 1920, height: 1080 };
    const size = { widthMm: 1213.1, heightMm: 683.9 };
    const face = wallOf({
      kind: "lcd",
      status: "present",
      columns: 7,
      rows: 2,
      ...size,
      bezelMm,
      gapMm: 1,
      pixels,
    });
    const [panel] = face.panels;
    if (panel === undefined) throw new Error("no panel");
    expect(bezelsOf(panel)).toEqual(bezelMm);
    expect(pictureOf(panel).widthMm).toBeCloseTo(1209.6, 6);
    // 3.5 mm of borders and 1 mm of gap, of 0.63 mm each.
    const pitch = pitchOf(panel).x;
    for (const { xMm, canvas } of face.panels)
      expect(Math.abs(xMm / pitch - canvas.x)).toBeLessThanOrEqual(0.5);
    expect(face.panels[1]?.canvas.x).toBe(1920 + Math.round(4.5 / pitch));
    expect(face.widthMm).toBeCloseTo(7 * 1213.1 + 6, 6);
  });

  test("monitors of the library are as large as their pictures, not as their inches", () => {
    const picture = (model: keyof typeof panelModels) => {
      const { widthMm, heightMm, bezelMm } = panelModels[model];
      const border = 2 * (typeof bezelMm === "number" ? bezelMm : 0);
      return [widthMm - border, heightMm - border].map((side) => Math.round(side * 100) / 100);
    };
    for (const model of ["lcd-55-0.88", "lcd-55-1.8", "lcd-55-3.5", "lcd-55-4k"] as const)
      expect(picture(model)).toEqual([1209.6, 680.4]);
    expect(picture("lcd-43")).toEqual([941.18, 529.42]);
    expect(picture("lcd-46-3.5")).toEqual([1018.08, 572.67]);
    expect(picture("lcd-49-1.8")).toEqual([1073.78, 604]);
    expect(picture("lcd-50-4k")).toEqual([1095.84, 616.41]);
    expect(picture("lcd-65-4k")).toEqual([1428.48, 803.52]);
  });

  test.each(Object.entries(panelModels))(
    "%s of the library makes a wall without a problem",
    (model, each) => {
      const { name: _, ...grid } = each;
      const face = wallOf({ ...grid, model, status: "planned", columns: 3, rows: 2 });
      for (const panel of face.panels) expect(panelSchema.parse(panel)).toEqual(panel);
      const pitch = pitchOf(panelSchema.parse(face.panels[0]));
      // Square pixels, to a part in a hundred.
      expect(pitch.x / pitch.y).toBeCloseTo(1, 2);
    },
  );
});

describe("folding", () => {
  test("[G10] keeps columns whole, wastes no row, and shows each pixel once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 8, max: 400 }),
        fc.integer({ min: 8, max: 400 }),
        fc.record({ width: fc.integer({ min: 8, max: 4096 }), height: fc.integer({ min: 8, max: 4096 }) }),
        (columns, columnPx, height, size) => {
          const canvas = { width: columns * columnPx, height };
          const viewports = folded({ id: "w", canvas }, { id: "o", ...size }, columnPx);
          const perRow = Math.floor(size.width / columnPx);
          const needed = perRow === 0 ? Number.POSITIVE_INFINITY : Math.ceil(columns / perRow);
          if (viewports === null) {
            expect(needed * height).toBeGreaterThan(size.height);
            return;
          }
          expect(viewports).toHaveLength(needed);
          expect(
            uncovered(
              { x: 0, y: 0, ...canvas },
              viewports.map((each) => each.canvas),
            ),
          ).toEqual([]);
          for (const [index, { canvas: part, output }] of viewports.entries()) {
            expect(part.x % columnPx).toBe(0);
            expect(output.x + output.width).toBeLessThanOrEqual(size.width);
            expect(output.y + output.height).toBeLessThanOrEqual(size.height);
            for (const other of viewports.slice(index + 1))
              expect(overlaps(output, other.output)).toBe(false);
          }
        },
      ),
    );
  });
});

describe("bends", () => {
  test("[G9] turn what is to their right, and lengths along the face stay", () => {
    const wall = onlyWall(walls["columns at angles"]());
    const parts = flatParts(wall, standingOf(wall, 4000));
    expect(parts.map(({ facingDeg }) => facingDeg)).toEqual([0, 15, 30, 45]);
    expect(parts[0]).toMatchObject({ start: { xMm: 1000, yMm: 0 }, end: { xMm: 1500, yMm: 0 } });
    for (const { start, end, fromMm, toMm } of parts)
      expect(Math.hypot(end.xMm - start.xMm, end.yMm - start.yMm)).toBeCloseTo(toMm - fromMm, 6);
    // Towards the room, as seen from above.
    expect(parts.at(-1)?.end.yMm).toBeCloseTo(500 * (Math.sin(Math.PI / 12) + 0.5 + Math.SQRT1_2), 6);
    for (const [index, part] of parts.slice(1).entries()) expect(part.start).toEqual(parts[index]?.end);
  });

  test("[G9] a straight wall is one part, and one without a size has none", () => {
    const wall = onlyWall(walls["7 x 2 monitors"]());
    const [part, ...others] = flatParts(wall, standingOf(wall, undefined));
    expect(others).toEqual([]);
    expect(part).toMatchObject({ fromMm: 0, toMm: wall.widthMm, facingDeg: 0 });
    const { widthMm: _, ...window } = wall;
    expect(flatParts(window, standingOf(window, 5000))).toEqual([]);
  });
});

describe("legibility", () => {
  test("[L11] characters of 16 arc minutes from 5 m are 23.3 mm high, 12.4 px of 1.875 mm", () => {
    expect(textPixels(16, 1.875, 5000)).toBeCloseTo(12.41, 2);
    expect(textArcMinutes(12.41, 1.875, 5000)).toBeCloseTo(16, 1);
  });

  test("[L11] the three ways to ask agree", () => {
    const length = fc.double({ min: 0.3, max: 40, noNaN: true });
    fc.assert(
      fc.property(length, fc.double({ min: 500, max: 50_000, noNaN: true }), (pitch, distance) => {
        const height = textPixels(LEAST_ARC_MINUTES, pitch, distance);
        expect(textArcMinutes(height, pitch, distance)).toBeCloseTo(LEAST_ARC_MINUTES, 6);
        expect(readableFromMm(height, pitch) / distance).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("text tiles", () => {
  const wall = { canvas: { width: 4800, height: 1080 }, panels: [] };
  const tile = (text: string, width: number, height: number) => ({
    content: { kind: "text" as const, text },
    rect: { x: 0, y: 0, width, height },
  });

  test("[L11] that cannot hold their words at 16 arc minutes are told, with the angle", () => {
    const sentence = "Banjir di Jalan Yos Sudarso, hindari Simpang Empat sampai pukul delapan malam";
    expect(smallText(tile(sentence, 1920, 540), wall)).toBeNull();
    const small = smallText(tile(sentence, 320, 60), wall);
    expect(small?.distance).toBe(3240);
    expect(small?.arcMinutes).toBeGreaterThan(5);
    expect(small?.arcMinutes).toBeLessThan(16);
    expect(smallText({ ...tile("x", 1, 1), content: { kind: "clock" } }, wall)).toBeNull();
  });

  test.each([120, 240, 380])(
    "[L11] a bar over the whole wall, %i px high, holds a short sentence",
    (height) => {
      expect(smallText(tile("Banjir di Jalan Yos Sudarso", 4800, height), wall)).toBeNull();
    },
  );

  test("[L11] more words, a smaller tile or a farther viewer never make it larger", () => {
    const angle = (text: string, width: number, height: number, farthestMm: number) => {
      const face = onlyWall(walls["7 x 2 monitors"]());
      const seen = { ...face, viewing: { nearestMm: 500, farthestMm } };
      return smallText(tile(text, width, height), seen)?.arcMinutes ?? 16;
    };
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 200 }),
        fc.integer({ min: 20, max: 3000 }),
        fc.integer({ min: 20, max: 3000 }),
        fc.integer({ min: 1000, max: 20_000 }),
        (text, width, height, farthest) => {
          const here = angle(text, width, height, farthest) + 1e-6;
          expect(angle(`${text} ${text}`, width, height, farthest)).toBeLessThanOrEqual(here);
          expect(angle(text, width, Math.floor(height / 2), farthest)).toBeLessThanOrEqual(here);
          expect(angle(text, width, height, farthest * 2)).toBeLessThanOrEqual(here);
        },
      ),
    );
  });
});

test("every named wall comes back from its JSON as it was", () => {
  for (const make of Object.values(walls)) {
    const walled: Wall = onlyWall(make());
    const [back] = siteSchema.parse(JSON.parse(JSON.stringify(make()))).walls;
    expect(back).toEqual(walled);
  }
});

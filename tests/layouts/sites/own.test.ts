import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { siteSchema } from "../../../src/layouts/site.ts";
import { firstLayouts, ownSite } from "../../../src/layouts/sites/own.ts";
import { validateLayout, validateSite } from "../../../src/layouts/validate.ts";

const about = { name: "Pusat Komando Kota Bontang", zone: "Asia/Makassar" };
const side = fc.integer({ min: 1, max: 8 });

describe("a site of one's own", () => {
  it("is a window until there are monitors, and of those one output each", () => {
    expect(ownSite({ ...about, monitors: null }).outputs).toMatchObject([{ placement: { kind: "window" } }]);
    fc.assert(
      fc.property(side, side, (columns, rows) => {
        const site = ownSite({ ...about, monitors: { model: "lcd-55-3.5", columns, rows } });
        expect(siteSchema.safeParse(site).error).toBeUndefined();
        expect(site.outputs).toHaveLength(columns * rows);
        expect(validateSite(site)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("begins with layouts of the cameras that there are, each of which fits its wall", () => {
    fc.assert(
      fc.property(side, side, fc.integer({ min: 0, max: 60 }), (columns, rows, count) => {
        const site = ownSite({ ...about, monitors: { model: "lcd-55-3.5", columns, rows } });
        const [wall] = site.walls;
        if (wall === undefined) throw new Error("there is a wall");
        const layouts = firstLayouts(
          wall,
          Array.from({ length: count }, (_, at) => `c-${at}`),
        );
        expect(layouts).toHaveLength(count === 0 ? 0 : count < 8 ? 1 : 2);
        expect(layouts[0]?.tiles.length ?? 0).toBe(Math.min(count, 36));
        for (const [at, layout] of layouts.entries())
          expect(validateLayout({ ...layout, id: `l-${at}` }, site)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

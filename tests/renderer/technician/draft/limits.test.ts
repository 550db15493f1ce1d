import { describe, expect, it } from "vitest";
import { panelModels } from "../../../../src/layouts/library.ts";
import { presets } from "../../../../src/layouts/sites/index.ts";
import { type Output, type Site, siteSchema } from "../../../../src/layouts/site.ts";
import { checked } from "../../../../src/renderer/technician/draft/outcome.ts";
import { buildWall } from "../../../../src/renderer/technician/draft/wizard.ts";
import { onlyWall } from "../../../fixtures/walls.ts";

const led = presets.pontianak().site;
const wall = onlyWall(led);
const output = (index: number, size: number): Output => ({
  ...{ id: `w-${index}`, name: `Jendela ${index}`, width: size, height: size, placement: { kind: "window" } },
});
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Sites of a number of something, each sound but for that number. */
const counted: Readonly<Record<string, { readonly most: number; readonly of: (count: number) => Site }>> = {
  outputs: {
    most: 128,
    of: (count) => ({
      ...led,
      outputs: [...led.outputs, ...times(count - led.outputs.length, (index) => output(index, 100))],
    }),
  },
  viewports: {
    most: 512,
    of: (count) => ({
      ...led,
      outputs: [...led.outputs, output(0, 1024)],
      viewports: [
        ...led.viewports,
        ...times(count - led.viewports.length, (index) => ({
          ...{ wallId: wall.id, outputId: "w-0", rotation: 0 as const },
          canvas: { x: index, y: 0, width: 1, height: 1 },
          output: { x: index, y: 0, width: 1, height: 1 },
        })),
      ],
    }),
  },
  controllers: {
    most: 64,
    of: (count) => ({
      ...led,
      controllers: times(count, (index) => ({
        ...{ id: `c-${index}`, name: `Rak ${index}`, model: "gigabit-6", outputId: "out-1" },
        ...{ bits: 8 as const, hertz: 60, ports: [] },
      })),
    }),
  },
  walls: {
    most: 32,
    of: (count) => ({
      ...led,
      walls: [wall, ...times(count - 1, (index) => ({ ...wall, id: `d-${index}`, panels: [] }))],
    }),
  },
  "characters of a wall's name": {
    most: 120,
    of: (count) => ({ ...led, walls: [{ ...wall, name: "d".repeat(count) }] }),
  },
  "millimetres from the room's corner": {
    most: 100_000,
    of: (count) => ({
      ...led,
      walls: [{ ...wall, standing: { xMm: 0, yMm: -count, baseMm: 0, facingDeg: 0 } }],
    }),
  },
};

describe("a draft", () => {
  it.each(Object.entries(counted))(
    "of too many %s is refused, as what stores it would",
    (_, { most, of }) => {
      for (const count of [most, most + 1]) {
        const site = of(count);
        const outcome = checked(led, site);
        expect(siteSchema.safeParse(site).success).toBe(count === most);
        if (count === most) expect(outcome).toEqual({ site });
        else
          expect(outcome).toMatchObject({
            refused: [{ message: { en: expect.stringContaining(String(count)) } }],
          });
      }
    },
  );

  it("is not made by a wall of 144 monitors with an output each", () => {
    const { kind, widthMm, heightMm, bezelMm, pixels } = panelModels["lcd-55-3.5"];
    const outcome = buildWall(led, {
      ...{ name: "Monitor", roomId: wall.roomId, replaces: null, status: "present", model: "lcd-55-3.5" },
      ...{ kind, widthMm, heightMm, pixels, bezelMm: typeof bezelMm === "number" ? bezelMm : 0 },
      ...{ columns: 16, rows: 9, gapMm: 0, turn: 0, cabling: null },
      outputs: { count: 1, size: { width: 1920, height: 1080 }, arrangement: "panel" },
    });
    expect(outcome).toMatchObject({
      refused: [{ message: { en: "There would be 146 outputs; a site has at most 128." } }],
    });
  });
});

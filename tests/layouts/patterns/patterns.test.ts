import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { marksOf, type PatternName, patternNameSchema, patterns } from "../../../src/layouts/patterns/all.ts";
import {
  type Colour,
  fillsOf,
  type Mark,
  markSchema,
  movedTo,
  type Moving,
} from "../../../src/layouts/patterns/mark.ts";
import { frame, ring } from "../../../src/layouts/patterns/pieces.ts";
import { type Surface, surfaceOf } from "../../../src/layouts/patterns/surface.ts";
import {
  coveredIn,
  type PatternTarget,
  targetKey,
  targetOf,
  targetRect,
} from "../../../src/layouts/patterns/target.ts";
import { bottom, contains, type Rect, right } from "../../../src/layouts/rect.ts";
import { uncovered } from "../../../src/layouts/coverage.ts";
import { panelModels } from "../../../src/layouts/library.ts";
import type { Site } from "../../../src/layouts/site.ts";
import { onlyWall, walls } from "../../fixtures/walls.ts";
import { pixelOf } from "./painted.ts";

const names = patternNameSchema.options;

/** Every kind of target that a site has, panels by their first and last. */
function targetsOf(site: Site): PatternTarget[] {
  const wall = onlyWall(site);
  const ends = [wall.panels.at(0), wall.panels.at(-1)].flatMap((panel) => panel?.id ?? []);
  return [
    { kind: "wall", wallId: wall.id },
    ...ends.map((panelId): PatternTarget => ({ kind: "panel", wallId: wall.id, panelId })),
    ...site.outputs.map(({ id }): PatternTarget => ({ kind: "output", outputId: id })),
  ];
}

function surface(site: Site, target: PatternTarget, seenOn?: string): Surface {
  const on = seenOn ?? (target.kind === "output" ? target.outputId : (site.outputs[0]?.id ?? ""));
  const found = surfaceOf(site, target, on);
  if (found === null) throw new Error(`no ${targetKey(target)}`);
  return found;
}

/** A surface of any size and place without panels. */
const plain = fc
  .record({
    x: fc.integer({ min: 0, max: 40 }),
    y: fc.integer({ min: 0, max: 40 }),
    width: fc.integer({ min: 1, max: 70 }),
    height: fc.integer({ min: 1, max: 70 }),
  })
  .map((rect): Surface => ({ rect, name: "Wall", turn: 0, panels: [], parts: [] }));

function rowOf(marks: readonly Mark[], { x, y, width }: Rect): unknown[] {
  return Array.from({ length: width }, (_, at) => pixelOf(marks, x + at, y));
}

const words: Record<PatternName, true> = {
  ...{ identify: true, numbers: true, grid: true, seams: true, alignment: true, checker: true },
  ...{ vertical: true, horizontal: true, greys: true, bars: true, gradients: true, moving: true },
  ...{ white: true, black: true },
};

test("every pattern is in the list under its name", () => {
  expect(names.toSorted()).toEqual(Object.keys(words).toSorted());
  expect(patternNameSchema.safeParse("plaid").success).toBe(false);
});

describe.each(Object.entries(walls))("%s", (_, build) => {
  const site = build();
  test.each(names)("[T1] %s covers each target wholly, and nothing beside it", (name) => {
    for (const target of targetsOf(site)) {
      const { rect, ...rest } = surface(site, target);
      const marks = marksOf(name, { rect, ...rest });
      expect(marks.filter((mark) => !contains(rect, mark.rect))).toEqual([]);
      const solid = marks.flatMap((mark) =>
        mark.kind === "fill" || mark.kind === "ramp" ? [mark.rect] : [],
      );
      const ground = solid.filter((one) => contains(one, rect));
      expect(uncovered(rect, ground.length > 0 ? ground : solid)).toEqual([]);
      expect(z.array(markSchema).parse(marks)).toEqual(marks);
    }
  });

  test.each(["checker", "vertical", "horizontal"] as const)("[T3] %s goes on from panel to panel", (name) => {
    const wall = onlyWall(site);
    const whole = marksOf(name, surface(site, { kind: "wall", wallId: wall.id }));
    for (const { id, canvas } of wall.panels) {
      const part = marksOf(name, surface(site, { kind: "panel", wallId: wall.id, panelId: id }));
      for (const px of [canvas.x, canvas.x + 1, right(canvas) - 1])
        for (const py of [canvas.y, canvas.y + 1, bottom(canvas) - 1])
          expect(pixelOf(part, px, py)).toEqual(pixelOf(whole, px, py));
    }
  });

  test("[T3] a grid has a line at every round coordinate of the canvas, and none beside it", () => {
    for (const target of targetsOf(site)) {
      const on = surface(site, target);
      const { rect } = on;
      const marks = marksOf("grid", on).filter(({ kind }) => kind !== "text");
      // Between the lines, and not on the frame.
      const inside = (from: number, to: number) =>
        Array.from({ length: to - from - 2 }, (_, at) => from + 1 + at);
      const free = (places: readonly number[]) => places.find((at) => at % 10 === 5) ?? 0;
      const [xs, ys] = [inside(rect.x, right(rect)), inside(rect.y, bottom(rect))];
      const ground = pixelOf(marks, free(xs), free(ys));
      for (const lined of [
        xs.filter((x) => String(pixelOf(marks, x, free(ys))) !== String(ground)),
        ys.filter((y) => String(pixelOf(marks, free(xs), y)) !== String(ground)),
      ]) {
        expect(lined.length).toBeGreaterThan(4);
        const [first = 0, second = 0] = lined;
        expect([10, 20, 50, 100, 200, 500]).toContain(second - first);
        expect(lined.filter((at) => at % (second - first) !== 0)).toEqual([]);
        expect(new Set(lined.slice(1).map((at, index) => at - (lined[index] ?? 0))).size).toBe(1);
      }
    }
  });
});

test.each(Object.entries(panelModels).filter(([, { kind }]) => kind === "led"))(
  "[T3] the grid on a cabinet %s tells coordinates wherever it hangs, each where its lines cross",
  (_, { pixels: { width, height } }) => {
    const place = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(place, place, (x, y) => {
        const rect = { x, y, width, height };
        const marks = marksOf("grid", { rect, name: "", turn: 0, panels: [], parts: [] });
        const texts = marks.flatMap((mark) => (mark.kind === "text" ? [mark] : []));
        const every = Math.min(...marks.map((mark) => (mark.kind === "lines" ? mark.every : 1e9)));
        expect(texts.length).toBeGreaterThan(0);
        for (const { rect: field, lines, sizePx } of texts) {
          const at = { x: field.x - 2, y: field.y - 2 };
          expect(lines).toEqual([String(at.x), String(at.y)]);
          expect([at.x % every, at.y % every].every((rest) => rest === 0) || texts.length === 1).toBe(true);
          expect(sizePx).toBeGreaterThanOrEqual(6);
        }
      }),
    );
  },
);

test("[T3] the grid on a panel of 320 x 180 numbers every line, and on one of 100 x 100 every fifth", () => {
  const told = (width: number, height: number) =>
    marksOf("grid", {
      rect: { x: 0, y: 0, width, height },
      name: "",
      turn: 0,
      panels: [],
      parts: [],
    }).flatMap((mark) => (mark.kind === "text" ? [mark.lines.join()] : []));
  expect(told(320, 180)).toHaveLength(16 * 9);
  expect(told(100, 100)).toEqual(["0,0", "50,0", "0,50", "50,50"]);
});

describe("marks", () => {
  const colour = [1, 2, 3] as const;
  const rect = fc.record({
    ...{ x: fc.integer({ min: -9, max: 9 }), y: fc.integer({ min: -9, max: 9 }) },
    ...{ width: fc.integer({ min: 1, max: 30 }), height: fc.integer({ min: 1, max: 30 }) },
  });
  const direction = fc.constantFrom("right" as const, "down" as const);

  test("[T2] [T7] lines and ramps are the rectangles that their words say, each pixel of one colour", () => {
    const lines = fc
      .record({
        rect,
        direction,
        first: fc.integer({ min: -9, max: 9 }),
        every: fc.integer({ min: 1, max: 9 }),
      })
      .chain((some) =>
        fc
          .integer({ min: 1, max: some.every })
          .map((thick) => ({ kind: "lines", ...some, thick, colour }) as const),
      );
    const level = fc.integer({ min: 0, max: 255 });
    const any = fc.tuple(level, level, level);
    const ramp = fc.record({ kind: fc.constant("ramp" as const), rect, direction, from: any, to: any });
    fc.assert(
      fc.property(fc.oneof(lines, ramp), (mark) => {
        const fills = fillsOf(mark);
        for (let y = mark.rect.y - 1; y <= mark.rect.y + mark.rect.height; y += 1)
          for (let x = mark.rect.x - 1; x <= mark.rect.x + mark.rect.width; x += 1)
            expect(pixelOf(fills, x, y)).toEqual(pixelOf([mark], x, y));
      }),
    );
  });

  test("[T7] a ramp of 256 pixels has every level once; a longer one repeats them evenly", () => {
    const levels = (width: number) =>
      rowOf(
        marksOf("gradients", {
          rect: { x: 7, y: 0, width, height: 8 },
          name: "",
          turn: 0,
          panels: [],
          parts: [],
        }),
        { x: 7, y: 0, width, height: 1 },
      );
    expect(levels(256)).toEqual(Array.from({ length: 256 }, (_, value) => [value, value, value]));
    const long = levels(1920).map((pixel) => (Array.isArray(pixel) ? Number(pixel[0]) : -1));
    expect([long.at(0), long.at(-1)]).toEqual([0, 255]);
    expect(long.every((value, at) => at === 0 || value - (long[at - 1] ?? 0) <= 1)).toBe(true);
  });

  test("[T7] steps and bars are as wide as each other to a pixel, and bars are 100/0/75/0", () => {
    fc.assert(
      fc.property(plain, (given) => {
        for (const name of ["greys", "bars"] as const) {
          const across = marksOf(name, given)
            .filter((mark) => mark.rect.y === given.rect.y)
            .map((mark) => mark.rect.width);
          expect(Math.max(...across) - Math.min(...across)).toBeLessThanOrEqual(1);
        }
      }),
    );
    const eight = {
      rect: { x: 0, y: 0, width: 8, height: 1 },
      name: "",
      turn: 0,
      panels: [],
      parts: [],
    } as const;
    expect(rowOf(marksOf("bars", eight), eight.rect)).toEqual([
      ...[
        [255, 255, 255],
        [191, 191, 0],
        [0, 191, 191],
        [0, 191, 0],
        [191, 0, 191],
        [191, 0, 0],
      ],
      ...[
        [0, 0, 191],
        [0, 0, 0],
      ],
    ]);
  });

  test("[T2] a circle has the pixels whose middles lie on it, is closed, and is the same on all four sides", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 90 }), fc.integer({ min: 1, max: 3 }), (across, thick) => {
        const marks = ring(across / 2, across / 2, across, thick, colour);
        const lit = new Set(
          marks.flatMap(({ rect: row }) =>
            Array.from({ length: row.width }, (_, at) => `${row.x + at},${row.y}`),
          ),
        );
        const wrong: string[] = [];
        for (let y = 0; y < across; y += 1)
          for (let x = 0; x < across; x += 1) {
            const distance = Math.hypot(x + 0.5 - across / 2, y + 0.5 - across / 2);
            const inner = Math.max(0, across / 2 - thick);
            const edge = Math.min(Math.abs(distance - across / 2), Math.abs(distance - inner)) < 1e-9;
            const here = lit.has(`${x},${y}`);
            if (!edge && here !== (distance < across / 2 && distance > inner)) wrong.push(`${x},${y}`);
            if (here !== lit.has(`${across - 1 - x},${y}`) || here !== lit.has(`${y},${x}`))
              wrong.push(`${x},${y} and its mirror`);
          }
        expect(wrong).toEqual([]);
        expect(new Set(marks.map(({ rect: row }) => row.y)).size).toBe(across);
      }),
    );
  });

  test("[T2] a frame is the outermost pixels and no other, each once", () => {
    fc.assert(
      fc.property(rect, fc.integer({ min: 1, max: 4 }), (of, thick) => {
        const marks = frame(of, thick, colour);
        for (let y = of.y - 1; y <= of.y + of.height; y += 1)
          for (let x = of.x - 1; x <= of.x + of.width; x += 1) {
            const edge = Math.min(x - of.x, y - of.y, of.x + of.width - 1 - x, of.y + of.height - 1 - y);
            const expected = edge >= 0 && edge < thick ? 1 : 0;
            expect(marks.filter((mark) => pixelOf([mark], x, y) !== null).length).toBe(expected);
          }
      }),
    );
  });

  test("[T4] a moving line is as thick everywhere, goes by whole pixels, and is where its time says", () => {
    const moving = fc.record({
      ...{ kind: fc.constant("moving" as const), rect, direction, colour: fc.constant<Colour>(colour) },
      ...{ thick: fc.integer({ min: 1, max: 5 }), pixelsPerSecond: fc.constant(240) },
    });
    fc.assert(
      fc.property(moving, fc.integer({ min: 0, max: 2e12 }), (mark: Moving, at) => {
        const size = (rects: readonly Rect[]) => rects.reduce((sum, one) => sum + one.width * one.height, 0);
        const [length, other] =
          mark.direction === "right"
            ? [mark.rect.width, mark.rect.height]
            : [mark.rect.height, mark.rect.width];
        const rects = movedTo(mark, at);
        expect(rects.every((one) => contains(mark.rect, one))).toBe(true);
        expect(size(rects)).toBe(Math.min(mark.thick, length) * other);
        // So many milliseconds are 240 times round.
        expect(movedTo(mark, at + length * 1000)).toEqual(rects);
      }),
    );
    const mark: Moving = {
      ...{ kind: "moving", rect: { x: 100, y: 0, width: 480, height: 9 }, direction: "right", thick: 4 },
      ...{ pixelsPerSecond: 240, colour },
    };
    expect(movedTo(mark, 0)).toEqual([{ x: 100, y: 0, width: 4, height: 9 }]);
    expect(movedTo(mark, 1000)).toEqual([{ x: 340, y: 0, width: 4, height: 9 }]);
    expect(movedTo(mark, 1996)).toEqual([
      { x: 579, y: 0, width: 1, height: 9 },
      { x: 100, y: 0, width: 3, height: 9 },
    ]);
  });
});

describe("what is told", () => {
  const texts = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === "text" ? mark.lines : []));

  test("[T6] numbers, ids, controller, port and place of every panel, and the cables between them", () => {
    const site = walls["1 x 9 cabinets folded onto one output"]();
    const wall = onlyWall(site);
    const ids = wall.panels.map(({ id }) => id);
    const ref = (panelId: string) => ({ wallId: wall.id, panelId });
    const wired: Site = {
      ...site,
      controllers: [
        {
          ...{ id: "c-1", name: "Pengirim", model: "gigabit-6", outputId: "out-1", bits: 8, hertz: 60 },
          ports: [
            { id: "a", panels: ids.slice(0, 5).map(ref) },
            { id: "b", panels: ids.slice(5).toReversed().map(ref) },
            { id: "c", panels: ids.slice(0, 5).toReversed().map(ref), spareOf: "a" },
          ],
        },
      ],
    };
    const marks = marksOf("numbers", surface(wired, { kind: "wall", wallId: wall.id }));
    const told = texts(marks);
    expect(told.slice(0, 3)).toEqual(["1", ids[0], "Pengirim · a · 1/5"]);
    expect(told.slice(-3)).toEqual(["9", ids.at(-1), "Pengirim · b · 1/4"]);
    const yellow = (one: readonly Mark[]) =>
      one.filter((mark) => mark.kind === "fill" && String(mark.colour) === "255,210,0").length;
    // Two pieces from panel to panel on each cable, and a block where it begins.
    expect(yellow(marks)).toBe(2 * (4 + 3) + 2);
    const one = surface(wired, { kind: "panel", wallId: wall.id, panelId: ids[1] ?? "" });
    expect(texts(marksOf("numbers", one))).toEqual(["2", ids[1], "Pengirim · a · 2/5"]);
  });

  test("[T6] each of two outputs that show the same tells its own name and connector", () => {
    const site = walls["columns at angles"]();
    const [first] = site.outputs;
    const [viewport] = site.viewports;
    if (first === undefined || viewport === undefined) throw new Error("nothing is shown");
    const mirrored: Site = {
      ...site,
      outputs: [
        first,
        {
          ...first,
          ...{ id: "out-2", name: "Cadangan" },
          placement: { kind: "display", connector: "HDMI-2" },
        },
      ],
      viewports: [viewport, { ...viewport, outputId: "out-2" }],
    };
    const target: PatternTarget = { kind: "wall", wallId: "wall" };
    const seen = (id: string) => texts(marksOf("identify", surface(mirrored, target, id)));
    expect(seen("out-1")).toEqual(["Wall", "1024 × 512 px", "Output 1", "out-1 · 0, 0"]);
    expect(seen("out-2")).toEqual(["Wall", "1024 × 512 px", "Cadangan", "out-2 · HDMI-2"]);
  });

  test("[T6] on an output that is turned, letters stand as they do on the wall", () => {
    const site = walls["3 x 2 monitors hung in portrait"]();
    for (const { outputId, rotation } of site.viewports) {
      const marks = marksOf("numbers", surface(site, { kind: "output", outputId }));
      expect(marks.flatMap((mark) => (mark.kind === "text" ? [mark.turn] : []))).toEqual([rotation]);
    }
  });

  test("[T6] letters fit into what they stand in", () => {
    for (const build of Object.values(walls)) {
      const site = build();
      for (const target of targetsOf(site))
        for (const name of names)
          for (const mark of marksOf(name, surface(site, target))) {
            if (mark.kind !== "text") continue;
            const [across, down] =
              mark.turn === 0 || mark.turn === 180
                ? [mark.rect.width, mark.rect.height]
                : [mark.rect.height, mark.rect.width];
            expect(mark.sizePx * mark.lines.length).toBeLessThanOrEqual(down);
            expect(
              mark.sizePx * 0.6 * Math.max(...mark.lines.map((line) => line.length)),
            ).toBeLessThanOrEqual(across);
          }
    }
  });
});

describe("targets", () => {
  const site = walls["9 m of LED folded onto one output"]();

  test("are the same after they were written into an address", () => {
    for (const target of targetsOf(site)) expect(targetOf(targetKey(target))).toEqual(target);
    for (const key of [
      "",
      "wall",
      "wall:",
      "wall:a:b",
      "output:a:b",
      "panel:a",
      "panel:a:b:c",
      "room:a",
      "wall:A",
    ])
      expect(targetOf(key)).toBeNull();
  });

  test("[T5] are covered in each viewport where the canvas or the output says", () => {
    const [first, second] = site.viewports;
    if (first === undefined || second === undefined) throw new Error("the wall is not folded");
    expect(coveredIn(site, { kind: "wall", wallId: "wall" }, second)).toEqual(second.canvas);
    expect(coveredIn(site, { kind: "output", outputId: "out-1" }, first)).toEqual(first.canvas);
    expect(coveredIn(site, { kind: "output", outputId: "out-2" }, first)).toBeNull();
    const last: PatternTarget = {
      kind: "panel",
      wallId: "wall",
      panelId: onlyWall(site).panels.at(-1)?.id ?? "",
    };
    expect(coveredIn(site, last, first)).toBeNull();
    expect(coveredIn(site, last, second)).toEqual(targetRect(site, last));
    expect(targetRect(site, { kind: "panel", wallId: "wall", panelId: "gone" })).toBeNull();
    expect(surfaceOf(site, { kind: "wall", wallId: "gone" }, "out-1")).toBeNull();
  });

  test("every pattern is data that is the same each time, and after it was written and read", () => {
    for (const target of targetsOf(site))
      for (const [name, draw] of Object.entries(patterns)) {
        const on = surface(site, target);
        const before = structuredClone(on);
        const marks = draw(on);
        expect(on, name).toEqual(before);
        expect(draw(on), name).toEqual(marks);
        const read: unknown = JSON.parse(JSON.stringify(marks));
        expect(z.array(markSchema).parse(read), name).toEqual(read);
      }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains, type Rect } from "../../../../src/layouts/rect.ts";
import { presets } from "../../../../src/layouts/sites/index.ts";
import type { Site } from "../../../../src/layouts/site.ts";
import { validateSite } from "../../../../src/layouts/validate.ts";
import { canvasToOutput, mapRect } from "../../../../src/layouts/viewport.ts";
import { linesOf, reshaped, stepToLine, WHOLE } from "../../../../src/renderer/technician/draft/frame.ts";
import type { Outcome } from "../../../../src/renderer/technician/draft/outcome.ts";
import { addOutput, setOutput } from "../../../../src/renderer/technician/draft/outputs.ts";
import {
  addViewport,
  reframeCanvas,
  reframeOutput,
  removeViewport,
  setViewport,
} from "../../../../src/renderer/technician/draft/viewports.ts";
import { onlyWall } from "../../../fixtures/walls.ts";

const led = presets.pontianak().site;

function siteOf(outcome: Outcome): Site {
  if ("refused" in outcome) throw new Error(outcome.refused.map(({ message }) => message.en).join("; "));
  expect(validateSite(outcome.site)).toEqual([]);
  return outcome.site;
}

describe("a viewport's frame", () => {
  const lines = linesOf({ width: 4800, height: 1080 }, [{ x: 320, y: 180, width: 320, height: 180 }]);
  const ground = { size: { width: 4800, height: 1080 }, lines };
  const rect = { x: 100, y: 100, width: 640, height: 360 };

  it("is drawn to lines by either of its ends, and stays on the ground", () => {
    expect(reshaped(rect, WHOLE, { x: 215, y: 0 }, ground, 8)).toEqual({ ...rect, x: 320 });
    // The far end, 740, comes near to 640.
    expect(reshaped(rect, WHOLE, { x: -97, y: 0 }, ground, 8)).toEqual({ ...rect, x: 0 });
    expect(reshaped(rect, WHOLE, { x: 9000, y: -900 }, ground, 0)).toEqual({ ...rect, x: 4160, y: 0 });
  });

  it("is cut and grown by one edge while the others stay, down to a pixel", () => {
    expect(reshaped(rect, { x: "right", y: null }, { x: -95, y: 50 }, ground, 8)).toEqual({
      ...rect,
      width: 540,
    });
    expect(reshaped(rect, { x: "left", y: "top" }, { x: 9000, y: -500 }, ground, 0)).toEqual({
      ...{ x: 739, y: 0, width: 1, height: 460 },
    });
  });

  it("goes by keys to the next line, or not at all", () => {
    expect(stepToLine(rect, WHOLE, { x: 1, y: 0 }, ground)).toBe(220);
    expect(stepToLine(rect, WHOLE, { x: -1, y: 0 }, ground)).toBe(100);
    expect(stepToLine(rect, { x: "right", y: null }, { x: -1, y: 0 }, ground)).toBe(100);
    const whole = { x: 0, y: 0, width: 4800, height: 1080 };
    expect(stepToLine(whole, { x: "right", y: null }, { x: 1, y: 0 }, ground)).toBe(0);
  });

  it("keeps whole pixels on its ground, wherever it is dragged", () => {
    const edges = fc.record({
      x: fc.constantFrom("left" as const, "right" as const, null),
      y: fc.constantFrom("top" as const, "bottom" as const, null),
    });
    const by = fc.record({
      x: fc.double({ min: -6000, max: 6000 }),
      y: fc.double({ min: -2000, max: 2000 }),
    });
    fc.assert(
      fc.property(edges, by, fc.constantFrom(0, 8, 60), (which, step, within) => {
        if (Number.isNaN(step.x) || Number.isNaN(step.y)) return;
        const after: Rect = reshaped(rect, which, step, ground, within);
        expect(Object.values(after).every(Number.isInteger)).toBe(true);
        expect(after.width > 0 && after.height > 0).toBe(true);
        expect(contains({ x: 0, y: 0, ...ground.size }, after)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("viewports", () => {
  it("[G1] keep the pixels that they go on showing where they are on the output, turned ones too", () => {
    const turned = siteOf(
      setViewport(siteOf(setOutput(led, "out-2", { width: 2400, height: 2400 })), 1, { rotation: 90 }),
    );
    const [, before] = turned.viewports;
    const site = siteOf(reframeCanvas(turned, 1, { x: 2720, y: 180, width: 1600, height: 900 }));
    const [, after] = site.viewports;
    if (before === undefined || after === undefined) throw new Error("no second viewport");
    expect(canvasToOutput(after)).toEqual(canvasToOutput(before));
    expect(after.output).toEqual(mapRect(canvasToOutput(before), after.canvas));
    const back = siteOf(reframeOutput(site, 1, before.output));
    expect(back.viewports).toEqual(turned.viewports);
  });

  it("show another part of the canvas in the same place, and the same part in another place", () => {
    const small = siteOf(reframeCanvas(led, 1, { x: 2400, y: 0, width: 1920, height: 1080 }));
    const moved = siteOf(reframeCanvas(small, 1, { x: 2880, y: 0, width: 1920, height: 1080 }));
    expect(moved.viewports[1]).toMatchObject({ canvas: { x: 2880 }, output: { x: 0, width: 1920 } });
    const placed = siteOf(reframeOutput(moved, 1, { x: 480, y: 0, width: 1920, height: 1080 }));
    expect(placed.viewports[1]).toMatchObject({ canvas: { x: 2880 }, output: { x: 480 } });
  });

  it("that grow beyond their output's edge move on it where it has room, and are refused where it has none", () => {
    const small = siteOf(reframeCanvas(led, 1, { x: 3000, y: 0, width: 1800, height: 1080 }));
    expect(small.viewports[1]?.output).toMatchObject({ x: 600, width: 1800 });
    const left = siteOf(reframeOutput(small, 1, { x: 0, y: 0, width: 1800, height: 1080 }));
    const grown = siteOf(reframeCanvas(left, 1, { x: 2800, y: 0, width: 2000, height: 1080 }));
    expect(grown.viewports[1]?.output).toMatchObject({ x: 0, width: 2000 });
    const refused = reframeCanvas(left, 1, { x: 2000, y: 0, width: 2800, height: 1080 });
    expect(refused).toMatchObject({ refused: [{ message: { en: expect.stringContaining("2400 x 1080") } }] });
  });

  it("that are new take the first pixels of the canvas that nobody shows, on free pixels of the output", () => {
    const half = siteOf(removeViewport(led, 1));
    const added = addViewport(half, onlyWall(half), "out-2");
    expect(added.index).toBe(1);
    expect(siteOf(added).viewports).toEqual(led.viewports);
    // Beside what the output shows already.
    const wide = siteOf(setOutput(half, "out-1", { width: 3840, placement: { kind: "window" } }));
    expect(siteOf(addViewport(wide, onlyWall(wide), "out-1")).viewports[1]).toMatchObject({
      canvas: { x: 2400, y: 0, width: 1440, height: 1080 },
      output: { x: 2400, y: 0, width: 1440, height: 1080 },
    });
    // A monitor's pixels are those that it lights, without what lies behind bezels.
    const monitors = presets["tarakan-2x2"]().site;
    const three = siteOf(removeViewport(monitors, 3));
    const output = monitors.viewports[3]?.outputId ?? "";
    expect(siteOf(addViewport(three, onlyWall(three), output)).viewports).toEqual(monitors.viewports);
  });

  it("mirror the canvas where all of it is shown, and are refused on an output that is full", () => {
    const more = siteOf(addOutput(led, "Cermin"));
    const mirrored = siteOf(addViewport(more, onlyWall(more), "out-3"));
    expect(mirrored.viewports[2]).toMatchObject({ canvas: { x: 0, y: 0, width: 2400, height: 1080 } });
    expect(addViewport(mirrored, onlyWall(mirrored), "out-3")).toMatchObject({
      refused: [{ message: { en: expect.stringContaining("no free pixels") } }],
    });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bottom } from "../../../src/layouts/rect.ts";
import type { GlassIncident } from "../../../src/protocol/glass-incident.ts";
import { listPlan } from "../../../src/renderer/tiles/incident-list-plan.ts";
import { nearCameras } from "../../../src/renderer/tiles/near.ts";
import { labelBox, typeSizes } from "../../../src/renderer/tiles/type-sizes.ts";
import { bannerBox } from "../../../src/renderer/wall/banner-box.ts";
import { pressingOf, tickerTells } from "../../../src/renderer/wall/ticker-order.ts";
import { grid } from "../fixtures/glass.ts";
import { incident } from "../fixtures/incident.ts";

const NOW = Date.parse("2026-11-22T06:00:00Z");
const HD = { width: 1920, height: 1080 };
const sizes = typeSizes(3 * HD.height);

describe("what stands near a camera", () => {
  const near = (...incidents: GlassIncident[]) => nearCameras(incidents, NOW, new Map());

  test("is the worst of all, what nobody has acknowledged before the others, with their number", () => {
    const seen = near(
      incident("a", { severity: "high", status: "acknowledged", nearCameraIds: ["c-1"] }),
      incident("b", { severity: "high", nearCameraIds: ["c-1", "c-2"] }),
      incident("c", { severity: "low", nearCameraIds: ["c-1"] }),
    );
    expect(seen.get("c-1")).toMatchObject({ count: 3, incident: { id: "b" } });
    expect(seen.get("c-2")).toMatchObject({ count: 1, incident: { id: "b" } });
    expect(seen.has("c-3")).toBe(false);
  });

  test("arrives only while it is critical, open, and has just been received", () => {
    const at = (ms: number, change: Partial<GlassIncident> = {}) =>
      near(
        incident("a", {
          ...{ severity: "critical", nearCameraIds: ["c-1"], ...change },
          receivedAt: new Date(NOW - ms).toISOString(),
        }),
      ).get("c-1")?.arriving;
    expect(at(100)).toBe(true);
    expect(at(5000)).toBe(false);
    expect(at(100, { severity: "high" })).toBe(false);
    expect(at(100, { status: "acknowledged" })).toBe(false);
  });

  test("is told by itself where worse ones stand elsewhere: its worst, and how many there are", () => {
    const all = [incident("a", { severity: "high", nearCameraIds: ["c-1"] })];
    const low = incident("z", { severity: "low", nearCameraIds: ["c-1", "c-2"] });
    const over = incident("y", { expiresAt: new Date(NOW - 1).toISOString() });
    const seen = nearCameras(all, NOW, new Map(), [
      { cameraId: "c-1", count: 4, incident: low },
      { cameraId: "c-2", count: 3, incident: low },
      { cameraId: "c-3", count: 1, incident: over },
    ]);
    expect(seen.get("c-1")).toMatchObject({ count: 4, incident: { id: "a" } });
    expect(seen.get("c-2")).toMatchObject({ count: 3, incident: { id: "z" } });
    expect(seen.has("c-3")).toBe(false);
  });

  test("is the same thing as before where nothing of it changed", () => {
    const [one, two] = [incident("a", { nearCameraIds: ["c-1"] }), incident("b", { nearCameraIds: ["c-2"] })];
    const before = nearCameras([one, two], NOW, new Map());
    expect(nearCameras([one, two], NOW, before)).toBe(before);
    const changed = { ...two, version: 2 };
    const after = nearCameras([one, changed], NOW, before);
    expect(after.get("c-1")).toBe(before.get("c-1"));
    expect(after.get("c-2")?.incident).toBe(changed);
  });
});

test("the ticker tells twenty and how many more stand", () => {
  const hundred = Array.from({ length: 100 }, (_, at) => incident(`i-${at}`));
  const { told, more } = tickerTells(hundred, 10_000);
  expect(told.map(({ id }) => id)).toEqual(hundred.slice(0, 20).map(({ id }) => id));
  expect(more).toBe(9980);
  expect(tickerTells(hundred.slice(0, 3), 3).more).toBe(0);
});

test("what asks for somebody is open, and critical, high, or of medium severity and valid for a set time", () => {
  const expiresAt = new Date(NOW + 60_000).toISOString();
  const asked = pressingOf([
    incident("critical", { severity: "critical" }),
    incident("taken", { severity: "critical", status: "acknowledged" }),
    incident("high", { severity: "high" }),
    incident("warning", { severity: "medium", expiresAt }),
    incident("medium", { severity: "medium" }),
    incident("low", { severity: "low", expiresAt }),
  ]);
  expect(asked.map(({ id }) => id)).toEqual(["critical", "high", "warning"]);
});

describe("the banner", () => {
  const rectsOf = (count: number) => grid(count, HD).map(({ rect }) => rect);
  const ticker = Math.round(sizes.banner * 1.5);

  test.each([1, 2, 3, 4, 5, 6, 8, 12, 16])("leaves every label of %i x %i tiles", (count) => {
    const rects = rectsOf(count);
    const { heightPx, above } = bannerBox(HD, rects, sizes, ticker);
    const top = HD.height - ticker - (above ? heightPx : 0);
    for (const rect of rects) {
      const left = rect.height - Math.max(0, bottom(rect) - top);
      // Where the ticker alone covers more than that, the banner takes its place.
      if (above) expect(left).toBeGreaterThanOrEqual(labelBox(rect, sizes).heightPx);
      else expect(heightPx).toBe(ticker);
    }
  });

  test("has two lines where there is room, one where there is less, and takes the ticker's place on a dense wall", () => {
    const on = (count: number) => bannerBox(HD, rectsOf(count), sizes, ticker);
    expect(on(1)).toMatchObject({ lines: 2, above: true });
    expect(on(4)).toMatchObject({ lines: 1, above: true });
    expect(on(8)).toEqual({ lines: 1, above: false, heightPx: ticker });
  });
});

test("[L16] a list has a row for each that its height holds, and a place to say how many it does not", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 200, max: 4800 }),
      fc.integer({ min: 150, max: 2160 }),
      (total, width, height) => {
        const { rows, rowPx, columns, headPx, shown } = listPlan(total, { width, height }, sizes);
        expect(shown).toBe(Math.min(total, rows * columns));
        const foot = shown < total ? sizes.label * 1.5 : 0;
        expect(headPx + rows * rowPx + foot).toBeLessThanOrEqual(Math.max(height, headPx + foot));
      },
    ),
  );
});

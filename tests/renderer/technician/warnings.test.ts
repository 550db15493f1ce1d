import { describe, expect, it } from "vitest";
import { costOf, purchases } from "../../../src/layouts/budget.ts";
import { presets, stageCosts, stageWithin } from "../../../src/layouts/sites/index.ts";
import type { Site } from "../../../src/layouts/site.ts";
import {
  articlesOf,
  siteAtStage,
  stageOf,
  stagesOf,
  withPrice,
} from "../../../src/renderer/technician/stages.ts";
import { warningsOf } from "../../../src/renderer/technician/warnings.ts";

function withWall(site: Site, change: (wall: Site["walls"][number]) => Site["walls"][number]): Site {
  return { ...site, walls: site.walls.map(change) };
}

describe("warnings stand where they belong", () => {
  it.each(Object.entries(presets))("%s has none: pixels behind bezels are nobody's", (_, preset) => {
    expect(warningsOf(preset().site)).toEqual([]);
  });

  it("a panel that no output shows is told of at that panel, with its pixels", () => {
    const { site } = presets["tarakan-2x2"]();
    const dark = { ...site, viewports: site.viewports.slice(1) };
    expect(warningsOf(dark)).toMatchObject([
      {
        about: { kind: "panel", wallId: "utama", id: site.walls[0]?.panels[0]?.id },
        unshown: { width: 1920, height: 1080 },
      },
    ]);
  });

  it("a wall without panels is told of as a whole", () => {
    const { site } = presets.tarakan();
    expect(warningsOf({ ...site, viewports: [] })).toMatchObject([
      { about: { kind: "wall", id: "utama" }, unshown: { x: 0, y: 0, width: 1920, height: 1080 } },
    ]);
  });

  it("two panels in one place are told of at the later one", () => {
    const { site } = presets["tarakan-2x2"]();
    const clash = withWall(site, (wall) => ({
      ...wall,
      panels: wall.panels.map((panel, at) => (at === 1 ? { ...panel, xMm: 0, yMm: 0 } : panel)),
    }));
    expect(warningsOf(clash)).toMatchObject([
      { key: "W5 walls.0.panels.1", about: { kind: "panel", id: site.walls[0]?.panels[1]?.id } },
    ]);
  });

  it("a viewport beyond its output is told of at the output", () => {
    const { site } = presets.tarakan();
    const far = {
      ...site,
      viewports: site.viewports.map((viewport) => ({ ...viewport, output: { ...viewport.output, x: 100 } })),
    };
    expect(warningsOf(far)).toMatchObject([{ about: { kind: "output", id: "out-1" } }]);
  });
});

describe("stages", () => {
  it("are those of the site's family, and the site knows at which it stands", () => {
    const { site } = presets.tarakan();
    expect(stagesOf(site)).toEqual(["tarakan", "tarakan-2x2", "tarakan-3x3"]);
    expect(stageOf(site)).toBe("tarakan");
    const moved = siteAtStage(site, "tarakan-3x3");
    expect(moved.id).toBe("tarakan");
    expect(stageOf(moved)).toBe("tarakan-3x3");
    expect(siteAtStage(moved, "tarakan")).toEqual(site);
  });

  it("cost what their panels do, less those that are there, and a budget buys the last that it reaches", () => {
    const { site } = presets["tarakan-2x2"]();
    const [article] = articlesOf(site);
    expect(articlesOf(site)).toMatchObject([{ article: "lcd-1213.5x684.3-1920x1080", rupiah: null }]);
    const family = stagesOf(site);
    expect(stageCosts(site, family).map(({ panels, rupiah }) => [panels, rupiah])).toEqual([
      [0, 0],
      [4, null],
      [9, null],
    ]);
    const priced = withPrice(withPrice(site, article?.article ?? "", 1), article?.article ?? "", 50_000_000);
    expect(priced.prices).toHaveLength(1);
    const costs = stageCosts(priced, family);
    expect(costs.map(({ rupiah }) => rupiah)).toEqual([0, 200_000_000, 450_000_000]);
    expect(stageWithin(costs, 449_999_999)).toBe("tarakan-2x2");
    expect(stageWithin(costs, 450_000_000)).toBe("tarakan-3x3");
    expect(stageWithin(costs, 1)).toBe("tarakan");
    const bought = withWall(priced, (wall) => ({
      ...wall,
      panels: wall.panels.map((panel) => ({ ...panel, status: "present" as const })),
    }));
    // Four of the nine hang already.
    expect(stageCosts(bought, family).at(-1)).toMatchObject({ panels: 5, rupiah: 250_000_000 });
    expect(siteAtStage(priced, "tarakan-3x3").prices).toEqual(priced.prices);
    expect(costOf(purchases(priced))).toBe(200_000_000);
  });

  it("are none for a site of one's own, and none fits one that was changed by hand", () => {
    const { site } = presets["tarakan-2x2"]();
    expect(stagesOf({ ...site, id: "bogor" })).toEqual([]);
    expect(stageOf(withWall(site, (wall) => ({ ...wall, panels: wall.panels.slice(1) })))).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { advise } from "../../../../src/layouts/advice.ts";
import { panelModels } from "../../../../src/layouts/library.ts";
import { controllerLoads } from "../../../../src/layouts/load.ts";
import { presets } from "../../../../src/layouts/sites/index.ts";
import { siteSchema } from "../../../../src/layouts/site.ts";
import { validateSite } from "../../../../src/layouts/validate.ts";
import type { Outcome } from "../../../../src/renderer/technician/draft/outcome.ts";
import { buildWall, removeWall, type WallPlan } from "../../../../src/renderer/technician/draft/wizard.ts";

const tarakan = presets.tarakan().site;
const led = panelModels["led-600-p1.8"];

/** Pontianak's wall, as it is described to the wizard. */
const plan: WallPlan = {
  ...{ name: "Dinding LED", roomId: "ruang-komando", replaces: "utama", status: "present" },
  ...{ kind: led.kind, model: "led-600-p1.8", widthMm: led.widthMm, heightMm: led.heightMm, bezelMm: 0 },
  ...{ pixels: led.pixels, columns: 15, rows: 6, gapMm: 0, turn: 0, cabling: null },
  outputs: { count: 2, size: { width: 2400, height: 1080 }, arrangement: "beside" },
};

function siteOf(outcome: Outcome) {
  if ("refused" in outcome) throw new Error(outcome.refused.map(({ message }) => message.en).join("; "));
  expect(validateSite(outcome.site)).toEqual([]);
  return siteSchema.parse(outcome.site);
}

function wordsOf(outcome: Outcome): string[] {
  return "refused" in outcome ? outcome.refused.map(({ message }) => message.en) : [];
}

describe("the wizard", () => {
  it("builds Pontianak's wall in the place of Tarakan's window, as its preset has it", () => {
    const site = siteOf(buildWall(tarakan, plan));
    const preset = presets.pontianak().site;
    const bare = (walls: typeof site.walls) =>
      walls.map(({ canvas, panels, widthMm, heightMm }) => ({
        ...{ canvas, widthMm, heightMm },
        panels: panels.map((panel) => ({ ...panel, model: undefined })),
      }));
    expect(bare(site.walls)).toEqual(bare(preset.walls));
    expect(site.viewports).toEqual(preset.viewports);
    expect(
      site.outputs.map(({ id, width, height, placement }) => ({ id, width, height, placement })),
    ).toEqual(preset.outputs.map(({ id, width, height, placement }) => ({ id, width, height, placement })));
    expect(site.walls.map(({ id }) => id)).toEqual(["utama"]);
  });

  it("adds a wall beside the others, with outputs that touch no other's place", () => {
    const first = siteOf(buildWall(tarakan, plan));
    const site = siteOf(buildWall(first, { ...plan, name: "Ruang Rapat", replaces: null }));
    expect(site.walls.map(({ id }) => id)).toEqual(["utama", "ruang-rapat"]);
    expect(site.outputs.map(({ placement }) => placement)).toMatchObject(
      [0, 2400, 4800, 7200].map((x) => ({ kind: "display", x })),
    );
    expect(siteOf(removeWall(site, "ruang-rapat"))).toEqual(first);
  });

  it("hangs monitors in portrait, each on an output of its own that is turned back", () => {
    const lcd = panelModels["lcd-55-3.5"];
    const site = siteOf(
      buildWall(tarakan, {
        ...plan,
        ...{ ...lcd, bezelMm: 1.75, model: "lcd-55-3.5", columns: 3, rows: 1, turn: 90 },
        outputs: { count: 0, size: lcd.pixels, arrangement: "panel" },
      }),
    );
    expect(site.outputs).toHaveLength(3);
    expect(site.viewports).toMatchObject([0, 1, 2].map(() => ({ rotation: 270, output: lcd.pixels })));
    expect(site.walls[0]?.panels[0]).toMatchObject({ turn: 90, canvas: { width: 1080, height: 1920 } });
  });

  it("folds nine metres onto one output of 2560 x 2160", () => {
    const site = siteOf(
      buildWall(tarakan, {
        ...plan,
        outputs: { count: 1, size: { width: 2560, height: 2160 }, arrangement: "folded" },
      }),
    );
    expect(site.viewports.map(({ canvas, output }) => [canvas.x, canvas.width, output.y])).toEqual([
      [0, 2560, 0],
      [2560, 2240, 1080],
    ]);
  });

  it("folds a wall in equal stretches of whole columns onto two outputs", () => {
    const site = siteOf(
      buildWall(tarakan, {
        ...plan,
        outputs: { count: 2, size: { width: 1600, height: 2160 }, arrangement: "folded" },
      }),
    );
    expect(
      site.viewports.map(({ outputId, canvas, output }) => [outputId, canvas.x, canvas.width, output.y]),
    ).toEqual([
      ["out-1", 0, 1600, 0],
      ["out-1", 1600, 960, 1080],
      ["out-2", 2560, 1600, 0],
      ["out-2", 4160, 640, 1080],
    ]);
  });

  it("wires cabinets in serpentine, no port beyond its limit, and tells of those that two outputs share", () => {
    const cabling = { model: "gigabit-10", bits: 8, hertz: 60 } as const;
    const site = siteOf(buildWall(tarakan, { ...plan, cabling }));
    const loads = controllerLoads(site);
    for (const { ports, pixels, limit } of loads) {
      expect(pixels).toBeLessThanOrEqual(limit);
      for (const port of ports) expect(port.pixels).toBeLessThanOrEqual(port.limit);
    }
    // 7 of 15 columns on either side; the eighth lies on both outputs.
    const wired = loads.flatMap(({ ports }) => ports.flatMap(({ port }) => port.panels));
    expect(wired).toHaveLength(84);
    expect(wired.slice(0, 8).map(({ panelId }) => panelId)).toEqual([
      ...["p-1-1", "p-2-1", "p-3-1", "p-4-1", "p-5-1", "p-6-1", "p-6-2", "p-5-2"],
    ]);
    expect(advise(site).map(({ rule }) => rule)).toEqual(Array.from({ length: 6 }, () => "P7"));
  });

  it("lets outputs meet at a cabinet's edge where they have room, so that every cabinet is wired", () => {
    const cabling = { model: "gigabit-10", bits: 8, hertz: 60 } as const;
    const outputs = { count: 2, size: { width: 2600, height: 1080 }, arrangement: "beside" } as const;
    const site = siteOf(buildWall(tarakan, { ...plan, outputs, cabling }));
    expect(site.viewports.map(({ canvas: { x, width } }) => [x, width])).toEqual([
      [0, 2560],
      [2560, 2240],
    ]);
    expect(
      controllerLoads(site).flatMap(({ ports }) => ports.flatMap(({ port }) => port.panels)),
    ).toHaveLength(90);
    expect(advise(site)).toEqual([]);
  });

  it("refuses with a sentence: a million panels, outputs without room, a fold of monitors", () => {
    expect(wordsOf(buildWall(tarakan, { ...plan, columns: 1000, rows: 1000 }))).toEqual([
      "1000000 panels are too many; a wall has at most 4096.",
    ]);
    const small = { count: 1, size: { width: 1920, height: 1080 }, arrangement: "beside" } as const;
    expect(wordsOf(buildWall(tarakan, { ...plan, outputs: small }))).toEqual([
      "1 outputs of 1920 x 1080 px have no room for a canvas of 4800 x 1080 px.",
    ]);
    const folded = { ...small, arrangement: "folded" } as const;
    expect(wordsOf(buildWall(tarakan, { ...plan, columns: 3, gapMm: 2, outputs: folded }))).toEqual([
      "A canvas 962 px wide does not divide into 3 equal columns; only cabinets without gaps can be folded.",
    ]);
  });
});

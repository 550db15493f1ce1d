import { describe, expect, test } from "vitest";
import { type Layout, layoutSchema, type Tile, tileSchema } from "../../src/layouts/layout.ts";
import { wallOf } from "../../src/layouts/panel-grid.ts";
import type { Problem } from "../../src/layouts/problem.ts";
import { type Rule, rules } from "../../src/layouts/rules.ts";
import { presets } from "../../src/layouts/sites/index.ts";
import type { Panel } from "../../src/layouts/panel.ts";
import { type Output, type Site, siteSchema, type Viewport } from "../../src/layouts/site.ts";
import { validateLayout, validateSite } from "../../src/layouts/validate.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";

/** 2 x 2 monitors, changed before it is judged. The result still fits the schema: rules say what schemas cannot. */
function changed(change: (site: Site) => void): Problem[] {
  const { site } = presets["tarakan-2x2"]();
  change(site);
  return validateSite(siteSchema.parse(site));
}

function panelOf(site: Site, index: number): Panel {
  const panel = onlyWall(site).panels[index];
  if (panel === undefined) throw new Error(`no panel ${index}`);
  return panel;
}

function outputOf(site: Site, index: number): Output {
  const output = site.outputs[index];
  if (output === undefined) throw new Error(`no output ${index}`);
  return output;
}

function viewportOf(site: Site, index: number): Viewport {
  const viewport = site.viewports[index];
  if (viewport === undefined) throw new Error(`no viewport ${index}`);
  return viewport;
}

/** Exactly one problem, of `rule` at `field`, whose sentences in both languages name every value. */
function expectOnly(
  problems: readonly Problem[],
  rule: Rule,
  field: string,
  values: Problem["values"],
): void {
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  expect(problem).toMatchObject({ rule, field, values });
  for (const sentence of [problem?.message.id, problem?.message.en]) {
    expect(sentence).not.toMatch(/[{}–]/);
    for (const value of Object.values(problem?.values ?? {})) expect(sentence).toContain(String(value));
  }
}

describe("sites", () => {
  test.each([
    ...Object.entries(walls),
    ...Object.entries(presets).map(([name, make]) => [name, () => make().site] as const),
  ])("%s breaks no rule", (_, make) => {
    expect(validateSite(siteSchema.parse(make()))).toEqual([]);
  });

  test("[W14] two outputs on one monitor, unless a connector, a place or no number tells them apart", () => {
    const both = (serial: string, placeOf: (output: Output) => object = () => ({})) =>
      changed((site) => {
        for (const output of site.outputs.slice(0, 2)) {
          const monitor = { maker: "DEL", product: 7, serial };
          output.placement = { kind: "display", monitor, ...placeOf(output) };
        }
      });
    const monitor = "DEL 7 7MT0";
    const values = { a: "out-1", aPlace: monitor, b: "out-2", bPlace: monitor };
    expectOnly(both("7MT0"), "W14", "outputs.1.placement", values);
    expect(both("")).toEqual([]);
    // Many are sold with one serial number for all.
    expect(both("16843009", ({ id }) => ({ connector: `HDMI-${id}` }))).toEqual([]);
    expect(both("16843009", ({ id }) => ({ x: id === "out-1" ? 0 : 1920, y: 0 }))).toEqual([]);
    const samePlug = both("16843009", () => ({ connector: "HDMI-1" }));
    expectOnly(samePlug, "W14", "outputs.1.placement", { aPlace: "HDMI-1", bPlace: "HDMI-1" });
  });

  test("[W25] outputs that are spares of each other", () => {
    const problems = changed((site) => {
      const [first] = site.outputs;
      const [viewport] = site.viewports;
      if (first === undefined || viewport === undefined) throw new Error("no output");
      site.outputs.push({ ...first, id: "spare", placement: { kind: "remote" }, spareOf: first.id });
      site.viewports.push({ ...structuredClone(viewport), outputId: "spare" });
      first.spareOf = "spare";
    });
    expect(problems.map(({ rule, field }) => [rule, field])).toEqual([
      ["W25", "outputs.0.spareOf"],
      ["W25", "outputs.4.spareOf"],
    ]);
    expectOnly(problems.slice(0, 1), "W25", "outputs.0.spareOf", {
      spare: "out-1",
      original: "spare",
      of: "out-1",
    });
  });

  test("[W16] a bend that is not on the face, or not behind the one before", () => {
    const outside = changed((site) => {
      onlyWall(site).bends = [{ xMm: 2427, angleDeg: 10 }];
    });
    expectOnly(outside, "W16", "walls.0.bends.0", { wall: "utama", bend: 2427, before: 0, behind: 2427 });
    const twice = changed((site) => {
      onlyWall(site).bends = [1213.5, 1213.5].map((xMm) => ({ xMm, angleDeg: 10 }));
    });
    expectOnly(twice, "W16", "walls.0.bends.1", { bend: 1213.5, before: 1213.5 });
  });

  test("[W17] a bend across a panel", () => {
    const across = changed((site) => {
      onlyWall(site).bends = [{ xMm: 600, angleDeg: 10 }];
    });
    expectOnly(across, "W17", "walls.0.bends.0", { wall: "utama", bend: 600, panel: "p-1-1" });
  });

  test("[W18] viewers who are nearer at the farthest", () => {
    const swapped = changed((site) => {
      onlyWall(site).viewing = { nearestMm: 6000, farthestMm: 3000 };
    });
    expectOnly(swapped, "W18", "walls.0.viewing", { wall: "utama", nearest: 6000, farthest: 3000 });
  });

  test("[W19] a spare output that shows something else, or something of another size", () => {
    const spare = (site: Site, rest: Partial<Output>): void => {
      const [first] = site.outputs;
      if (first === undefined) throw new Error("no output");
      const placement = { kind: "remote" } as const;
      site.outputs.push({ ...first, id: "spare", placement, spareOf: first.id, ...rest });
      const [viewport] = site.viewports;
      if (viewport !== undefined) site.viewports.push({ ...structuredClone(viewport), outputId: "spare" });
    };
    expect(changed((site) => spare(site, {}))).toEqual([]);
    const larger = changed((site) => spare(site, { width: 3840 }));
    const values = { spare: "spare", spareSize: "3840 x 1080", original: "out-1", size: "1920 x 1080" };
    expectOnly(larger, "W19", "outputs.4.spareOf", values);
    const other = changed((site) => {
      spare(site, {});
      viewportOf(site, 4).canvas.x += 1;
    });
    expectOnly(other, "W19", "outputs.4.spareOf", { spareCount: 1, count: 1 });
    expect(changed((site) => spare(site, { spareOf: "spare" })).map(({ rule }) => rule)).toEqual(["W2"]);
  });

  test("[W24] a site of a form that a newer Dinding made", () => {
    const newer = changed((site) => {
      site.version = 3;
    });
    expectOnly(newer, "W24", "version", { version: 3, known: 2 });
  });

  test("2,000 panels are judged in 50 ms, in a column as in a row, and a pile of them in no more", () => {
    // The quickest of some: the others are held up by whoever shares the machine.
    const quickest = (columns: number, rows: number, piled: boolean) => {
      const { site } = presets["tarakan-2x2"]();
      const size = { widthMm: 40, heightMm: 40, pixels: { width: 16, height: 16 } };
      const face = wallOf({ kind: "led", status: "present", columns, rows, bezelMm: 0, ...size });
      const [first] = face.panels;
      const panels = piled && first ? face.panels.map(({ id }) => ({ ...first, id })) : face.panels;
      const wide: Site = { ...site, walls: [{ ...onlyWall(site), ...face, panels }], viewports: [] };
      const times = Array.from({ length: 7 }, () => {
        const start = performance.now();
        expect(validateSite(wide).length).toBe(piled ? 100 : 0);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    for (const [columns, rows] of [
      [50, 40],
      [2000, 1],
      [1, 2000],
    ] as const) {
      expect(quickest(columns, rows, false)).toBeLessThan(50);
      expect(quickest(columns, rows, true)).toBeLessThan(50);
    }
  });

  test("[W1] two of a kind with one id", () => {
    const twice = changed((site) => {
      panelOf(site, 3).id = panelOf(site, 1).id;
    });
    expectOnly(twice, "W1", "walls.0.panels.3.id", { list: "walls.0.panels", id: "p-1-2" });
    const outputs = changed((site) =>
      site.outputs.push({ ...outputOf(site, 0), placement: { kind: "window" } }),
    );
    expectOnly(outputs, "W1", "outputs.4.id", { list: "outputs", id: "out-1" });
    const rooms = changed((site) => site.rooms.push({ id: "ruang-komando", name: "Lain" }));
    expectOnly(rooms, "W1", "rooms.1.id", { list: "rooms", id: "ruang-komando" });
    const second = changed((site) => site.walls.push({ ...onlyWall(site), panels: [] }));
    expectOnly(second, "W1", "walls.1.id", { list: "walls", id: "utama" });
  });

  test("[W2] what is named is in the site", () => {
    const room = changed((site) => {
      onlyWall(site).roomId = "gudang";
    });
    expectOnly(room, "W2", "walls.0.roomId", { id: "utama", list: "rooms", missing: "gudang" });
    const wall = changed((site) => {
      viewportOf(site, 2).wallId = "lain";
    });
    expectOnly(wall, "W2", "viewports.2.wallId", { id: "lain > out-3", list: "walls", missing: "lain" });
    const output = changed((site) => {
      viewportOf(site, 2).outputId = "out-9";
    });
    expectOnly(output, "W2", "viewports.2.outputId", {
      id: "utama > out-9",
      list: "outputs",
      missing: "out-9",
    });
  });

  test("[W3] a panel one column beyond the canvas", () => {
    const beyond = changed((site) => {
      panelOf(site, 1).canvas.x += 1;
    });
    expectOnly(beyond, "W3", "walls.0.panels.1.canvas", {
      panel: "p-1-2",
      rect: "1927,0 1920 x 1080",
      canvas: "3846 x 2166",
    });
  });

  test("[W4] two panels on the same pixels; touching is allowed", () => {
    const touching = changed((site) => {
      panelOf(site, 1).canvas.x = 1920;
    });
    expect(touching).toEqual([]);
    const shared = changed((site) => {
      panelOf(site, 1).canvas.x = 1919;
    });
    expectOnly(shared, "W4", "walls.0.panels.1.canvas", {
      a: "p-1-1",
      aRect: "0,0 1920 x 1080",
      b: "p-1-2",
      bRect: "1919,0 1920 x 1080",
    });
  });

  test("[W5] two panels in the same place of the wall; a hundredth of a millimetre is not one", () => {
    const within = changed((site) => {
      panelOf(site, 1).xMm -= 0.005;
    });
    expect(within).toEqual([]);
    const backwards = changed((site) => {
      panelOf(site, 1).xMm -= 0.005;
      onlyWall(site).panels.reverse();
    });
    expect(backwards).toEqual([]);
    const together = changed((site) => {
      panelOf(site, 1).xMm -= 1;
    });
    expectOnly(together, "W5", "walls.0.panels.1", {
      a: "p-1-1",
      aRect: "0,0 1213.5 x 684.3",
      b: "p-1-2",
      bRect: "1212.5,0 1213.5 x 684.3",
    });
  });

  test.each([
    ["left", { xMm: -1 }],
    ["above", { yMm: -1 }],
  ])("[W6] a panel that reaches beyond the face on the %s", (_, place) => {
    expectOnly(
      changed((site) => Object.assign(panelOf(site, 0), place)),
      "W6",
      "walls.0.panels.0",
      { panel: "p-1-1", face: "2427 x 1368.6" },
    );
  });

  test.each([
    ["right", { xMm: 1214.5 }],
    ["below", { yMm: 685.3 }],
  ])("[W6] a panel that reaches beyond the face on the %s", (_, place) => {
    expectOnly(
      changed((site) => Object.assign(panelOf(site, 3), place)),
      "W6",
      "walls.0.panels.3",
      { panel: "p-2-2", face: "2427 x 1368.6" },
    );
  });

  test("[W7] bezels that leave no picture", () => {
    const blind = changed((site) => {
      panelOf(site, 0).bezelMm = 342.15;
    });
    expectOnly(blind, "W7", "walls.0.panels.0.bezelMm", {
      panel: "p-1-1",
      size: "1213.5 x 684.3",
      bezel: 342.15,
    });
  });

  test("[W8] a wall with panels needs its size; one without does not", () => {
    const unsized = changed((site) => {
      const wall = onlyWall(site);
      delete wall.heightMm;
    });
    expectOnly(unsized, "W8", "walls.0", { wall: "utama", panels: 4 });
    const window = presets.tarakan().site;
    expect(onlyWall(window).widthMm).toBeUndefined();
    expect(validateSite(window)).toEqual([]);
  });

  test("[W9] a viewport that takes what the canvas does not have", () => {
    const beyond = changed((site) => {
      viewportOf(site, 3).canvas.y += 1;
    });
    expectOnly(beyond, "W9", "viewports.3.canvas", {
      rect: "1926,1087 1920 x 1080",
      wall: "utama",
      canvas: "3846 x 2166",
    });
  });

  test("[W10] a viewport beyond its output", () => {
    const beyond = changed((site) => {
      viewportOf(site, 0).output.x = 1;
    });
    expectOnly(beyond, "W10", "viewports.0.output", {
      rect: "1,0 1920 x 1080",
      output: "out-1",
      size: "1920 x 1080",
    });
  });

  test("[W11] a viewport that scales, also by forgetting its turn", () => {
    const scaled = changed((site) => {
      viewportOf(site, 0).output.width = 960;
    });
    expectOnly(scaled, "W11", "viewports.0.output", { from: "1920 x 1080", rotation: 0, to: "960 x 1080" });
    const { viewports, ...site } = walls["3 x 2 monitors hung in portrait"]();
    const forgotten = viewports.map((viewport, at) =>
      at === 0 ? { ...viewport, rotation: 180 as const } : viewport,
    );
    expectOnly(validateSite({ ...site, viewports: forgotten }), "W11", "viewports.0.output", {
      from: "1080 x 1920",
      rotation: 180,
      to: "1920 x 1080",
    });
  });

  test("[W12] two viewports on the same pixels of an output; of different outputs they may show the same", () => {
    const mirrored = changed((site) => {
      viewportOf(site, 1).canvas = { ...viewportOf(site, 0).canvas };
    });
    expect(mirrored).toEqual([]);
    const shared = changed((site) => {
      viewportOf(site, 1).outputId = "out-1";
    });
    expectOnly(shared, "W12", "viewports.1.output", {
      output: "out-1",
      aRect: "0,0 1920 x 1080",
      bRect: "0,0 1920 x 1080",
    });
  });

  test.each(["WIB7", "+07:00", "Asia/Tarakan", " "])("[W13] %s is no time zone", (zone) => {
    expect(
      changed((site) => {
        site.zone = zone;
      }).map(({ rule, field, values }) => ({ rule, field, values })),
    ).toEqual([{ rule: "W13", field: "zone", values: { zone } }]);
  });

  test.each(["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura", "UTC"])(
    "[W13] %s is a time zone",
    (zone) => {
      expect(
        changed((site) => {
          site.zone = zone;
        }),
      ).toEqual([]);
    },
  );

  test("[W14] two outputs over each other, by place or by connector; beside each other is allowed", () => {
    const over = changed((site) => {
      outputOf(site, 2).placement = { kind: "display", x: 3839, y: 0 };
    });
    expectOnly(over, "W14", "outputs.2.placement", {
      a: "out-2",
      aPlace: "1920,0 1920 x 1080",
      b: "out-3",
      bPlace: "3839,0 1920 x 1080",
    });
    const beside = changed((site) => {
      outputOf(site, 2).placement = { kind: "display", x: 3840, y: 0 };
    });
    expect(beside).toEqual([]);
    const samePlug = changed((site) => {
      outputOf(site, 0).placement = { kind: "display", connector: "DP-1" };
      outputOf(site, 3).placement = { kind: "display", connector: "DP-1", x: 0, y: 0 };
    });
    expectOnly(samePlug, "W14", "outputs.3.placement", {
      a: "out-1",
      aPlace: "DP-1",
      b: "out-4",
      bPlace: "DP-1",
    });
  });

  test("[W15] half a place on the desktop", () => {
    const half = changed((site) => {
      outputOf(site, 0).placement = { kind: "display", x: 0 };
    });
    expect(half).toMatchObject([
      { rule: "W15", field: "outputs.0.placement", values: { output: "out-1", x: 0 } },
    ]);
  });

  test("a thousand panels in one place are answered with a hundred problems, soon", () => {
    const { site } = presets.pontianak();
    const wall = onlyWall(site);
    const first = panelOf(site, 0);
    wall.panels = Array.from({ length: 1024 }, (_, index) => ({ ...first, id: `p-${index}` }));
    expect(validateSite(siteSchema.parse(site))).toHaveLength(100);
    wall.canvas = { width: 1, height: 1 };
    expect(validateSite(siteSchema.parse(site))).toHaveLength(100);
  });
});

describe("layouts", () => {
  const { site } = presets.tarakan();

  function layout(tiles: readonly Partial<Tile>[], wallId = "utama"): Layout {
    const whole = tiles.map((tile, index) =>
      tileSchema.parse({
        id: `t${index + 1}`,
        rect: { x: 0, y: 0, width: 1920, height: 1080 },
        content: { kind: "clock" },
        ...tile,
      }),
    );
    return layoutSchema.parse({ id: "l", name: "L", wallId, tiles: whole });
  }

  test("one tile, none, and the presets' own break no rule", () => {
    expect(validateLayout(layout([{}]), site)).toEqual([]);
    expect(validateLayout(layout([]), site)).toEqual([]);
    for (const make of Object.values(presets)) {
      const preset = make();
      expect(preset.layouts.flatMap((l) => validateLayout(layoutSchema.parse(l), preset.site))).toEqual([]);
    }
  });

  test("[L1] a wall that is not there", () => {
    expectOnly(validateLayout(layout([{}], "lain"), site), "L1", "wallId", { wall: "lain", walls: "utama" });
  });

  test.each([
    [{ x: -1, y: 0, width: 10, height: 10 }, "-1,0 10 x 10"],
    [{ x: 0, y: -1, width: 10, height: 10 }, "0,-1 10 x 10"],
    [{ x: 1911, y: 0, width: 10, height: 10 }, "1911,0 10 x 10"],
    [{ x: 0, y: 1071, width: 10, height: 10 }, "0,1071 10 x 10"],
  ])("[L2] a tile beyond the canvas at %o", (rect, text) => {
    expectOnly(validateLayout(layout([{ rect }]), site), "L2", "tiles.0.rect", {
      tile: "t1",
      rect: text,
      canvas: "1920 x 1080",
    });
  });

  test("[L3] tiles of one z share no pixel; with different z they may, and they may touch", () => {
    const left = { rect: { x: 0, y: 0, width: 960, height: 1080 } };
    const over = { rect: { x: 959, y: 0, width: 961, height: 1080 } };
    const beside = { rect: { x: 960, y: 0, width: 960, height: 1080 } };
    expect(validateLayout(layout([left, beside]), site)).toEqual([]);
    expect(validateLayout(layout([left, { ...over, z: 1 }]), site)).toEqual([]);
    expectOnly(
      validateLayout(
        layout([
          { ...left, z: 3 },
          { ...over, z: 3 },
        ]),
        site,
      ),
      "L3",
      "tiles.1",
      {
        a: "t1",
        aRect: "0,0 960 x 1080",
        b: "t2",
        bRect: "959,0 961 x 1080",
        z: 3,
      },
    );
  });

  test("[L4] two tiles with one id", () => {
    expectOnly(validateLayout(layout([{ id: "a" }, { id: "a", z: 1 }]), site), "L4", "tiles.1.id", {
      id: "a",
    });
  });
});

test("every rule has words in both languages with the same values", () => {
  const names = (text: string): string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();
  for (const { id, en } of Object.values(rules)) {
    expect(names(id)).toEqual(names(en));
    expect(names(id).length).toBeGreaterThan(0);
  }
});

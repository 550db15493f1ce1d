import { describe, expect, test } from "vitest";
import { advise } from "../../src/layouts/advice.ts";
import { controllerModels, portPixels } from "../../src/layouts/controllers.ts";
import { controllerLoads } from "../../src/layouts/load.ts";
import type { Problem } from "../../src/layouts/problem.ts";
import { type Site, siteSchema, type Wall } from "../../src/layouts/site.ts";
import { validateSite } from "../../src/layouts/validate.ts";
import type { Controller, Port } from "../../src/layouts/wiring.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";
import { wired } from "../fixtures/wired.ts";

function controllerOf(site: Site): Controller {
  const [controller] = site.controllers ?? [];
  if (controller === undefined) throw new Error("the site has no controller");
  return controller;
}

function portOf(site: Site, index: number): Port {
  const port = controllerOf(site).ports[index];
  if (port === undefined) throw new Error(`no port ${index}`);
  return port;
}

const changed = (change: (site: Site) => void, perPort = 11): Problem[] => {
  const site = wired(perPort);
  change(site);
  return validateSite(siteSchema.parse(site));
};

/** One problem or piece of advice, whose sentences name every value. */
function expectOne(problems: readonly Problem[], rule: string, field: string, values: Problem["values"]) {
  expect(problems.map((problem) => problem.rule)).toEqual([rule]);
  const [problem] = problems;
  expect(problem).toMatchObject({ rule, field, values });
  for (const sentence of [problem?.message.id, problem?.message.en]) {
    expect(sentence).not.toMatch(/[{}–]/);
    for (const value of Object.values(problem?.values ?? {})) expect(sentence).toContain(String(value));
  }
}

describe("wiring", () => {
  test("of every kind that the fixture has breaks no rule and needs no advice", () => {
    expect(validateSite(siteSchema.parse(wired(11)))).toEqual([]);
    expect(advise(wired(11))).toEqual([]);
  });

  test("[W2] to panels, outputs and ports that are not there", () => {
    const problems = changed((site) => {
      const controller = controllerOf(site);
      controller.outputId = "nowhere";
      controller.ports = [
        { id: "port-1", panels: [{ wallId: "wall", panelId: "p-9-9" }], spareOf: "port-7" },
      ];
    });
    expect(problems.map(({ rule, field }) => [rule, field])).toEqual([
      ["W2", "controllers.0.outputId"],
      ["W2", "controllers.0.ports.0.panels.0"],
      ["W2", "controllers.0.ports.0.spareOf"],
    ]);
  });

  test("[W20] a panel that its controller's output does not show whole", () => {
    const problems = changed((site) => {
      site.viewports = site.viewports.map((viewport) => ({
        ...viewport,
        canvas: { ...viewport.canvas, height: 1000 },
        output: { ...viewport.output, height: 1000 },
      }));
      controllerOf(site).ports = [{ id: "port-1", panels: [{ wallId: "wall", panelId: "p-6-1" }] }];
    });
    const values = {
      port: "c-1/port-1",
      panel: "wall/p-6-1",
      output: "out-1",
      shown: 32_000,
      pixels: 57_600,
    };
    expectOne(problems, "W20", "controllers.0.ports.0.panels.0", values);
  });

  test("[W20] a panel shown in 480 pieces and named 20,000 times does not hold up the core", () => {
    const site = wired(11);
    const [wall] = site.walls;
    const [controller] = site.controllers ?? [];
    if (wall === undefined || controller === undefined) throw new Error("no wall");
    wall.panels = wall.panels.slice(0, 1);
    site.viewports = Array.from({ length: 480 }, (_, at) => {
      const piece = { x: (at % 16) * 20, y: Math.floor(at / 16) * 6, width: 20, height: 6 };
      return { wallId: "wall", outputId: "out-1", rotation: 0, canvas: piece, output: { ...piece } };
    });
    const panels = Array.from({ length: 1000 }, () => ({ wallId: "wall", panelId: "p-1-1" }));
    controller.ports = Array.from({ length: 20 }, (_, at) => ({ id: `port-${at + 1}`, panels }));
    const parsed = siteSchema.parse(site);
    const started = performance.now();
    const problems = validateSite(parsed);
    // 17 s where its pixels are counted anew each time.
    expect(performance.now() - started).toBeLessThan(5000);
    expect(problems.map(({ rule }) => rule)).toEqual(Array.from({ length: 100 }, () => "W21"));
  });

  test("[W20] a monitor takes no LED port", () => {
    const problems = changed((site) => {
      for (const panel of onlyWall(site).panels) if (panel.id === "p-1-1") panel.kind = "lcd";
    });
    expectOne(problems, "W20", "controllers.0.ports.0.panels.0", { shown: 0, pixels: 57_600 });
  });

  test("[W21] a panel on two ports, unless the second is a spare", () => {
    const twice = changed((site) => {
      portOf(site, 1).panels.push({ wallId: "wall", panelId: "p-1-1" });
    });
    expectOne(twice, "W21", "controllers.0.ports.1.panels.11", {
      panel: "wall/p-1-1",
      a: "c-1/port-1",
      b: "c-1/port-2",
    });
    const spare = changed((site) => {
      const { panels } = portOf(site, 0);
      controllerOf(site).ports.push({ id: "spare", spareOf: "port-1", panels: panels.toReversed() });
    });
    expect(spare).toEqual([]);
  });

  test("[W22] a spare port that feeds other panels", () => {
    const problems = changed((site) => {
      const panels = portOf(site, 0).panels.slice(1);
      controllerOf(site).ports.push({ id: "spare", spareOf: "port-1", panels });
    });
    const values = { spare: "spare", spareCount: 10, original: "port-1", count: 11 };
    expectOne(problems, "W22", "controllers.0.ports.9.spareOf", values);
  });

  test("[W25] ports that are spares of each other", () => {
    const problems = changed((site) => {
      const first = portOf(site, 0);
      controllerOf(site).ports.push({ id: "spare", spareOf: "port-1", panels: first.panels });
      first.spareOf = "spare";
    });
    expect(problems.map(({ rule, field }) => [rule, field])).toEqual([
      ["W25", "controllers.0.ports.0.spareOf"],
      ["W25", "controllers.0.ports.9.spareOf"],
    ]);
    const values = { spare: "port-1", original: "spare", of: "port-1" };
    expectOne(problems.slice(0, 1), "W25", "controllers.0.ports.0.spareOf", values);
  });

  test("[W23] a controller of which no limit is known", () => {
    const problems = changed((site) => {
      controllerOf(site).model = "constructor";
    });
    expectOne(problems, "W23", "controllers.0.model", {
      model: "constructor",
      known: Object.keys(controllerModels).join(", "),
    });
  });
});

describe("loads", () => {
  test("[P1] of a port: 659,722 px at 1 Gbit/s, 8 bit and 60 Hz, half of it beyond 8 bit, in proportion to the rate", () => {
    const gigabit = { portRate: 1e9 };
    expect(portPixels(gigabit, { bits: 8, hertz: 60 })).toBe(659_722);
    expect(portPixels(gigabit, { bits: 10, hertz: 60 })).toBe(329_861);
    expect(portPixels(gigabit, { bits: 8, hertz: 30 })).toBe(1_319_444);
    // Eleven cabinets of 320 x 180 fit, twelve do not.
    expect(controllerLoads(wired(11))[0]?.ports[0]).toMatchObject({ pixels: 633_600, limit: 659_722 });
    const values = { port: "c-1/port-1", pixels: 691_200, limit: 659_722, bits: 8, hertz: 60 };
    const [first, ...others] = advise(wired(12));
    expectOne(
      [first].flatMap((one) => one ?? []),
      "P1",
      "controllers.0.ports.0",
      values,
    );
    // Ninety cabinets: seven full ports, and one of six.
    expect(others).toHaveLength(6);
  });

  test("[P2] of a controller", () => {
    const values = { controller: "c-1", pixels: 5_184_000, limit: 3_899_880, hertz: 60 };
    const [first] = advise(wired(11, { model: "gigabit-6" }));
    expectOne(
      [first].flatMap((one) => one ?? []),
      "P2",
      "controllers.0",
      values,
    );
    const spared = wired(11);
    controllerOf(spared).ports.push({ id: "spare", spareOf: "port-1", panels: portOf(spared, 0).panels });
    expect(controllerLoads(spared)[0]?.pixels).toBe(5_184_000);
  });

  test("[P3] of ports that a model has not", () => {
    const site = wired(9);
    controllerOf(site).ports.push({ id: "port-11", panels: [] });
    expectOne(advise(site), "P3", "controllers.0", { controller: "c-1", ports: 11, portCount: 10 });
  });

  test("[P4] of a panel that was forgotten", () => {
    const site = wired(11);
    portOf(site, 8).panels.pop();
    expectOne(advise(site), "P4", "walls.0.panels.89", {
      panel: "p-6-15",
      wall: "wall",
      wired: 89,
      panels: 90,
    });
  });
});

test("[P7] of a cabinet that two outputs share, and that can hang on no port", () => {
  const site = wired(11);
  const [viewport] = site.viewports;
  const [output] = site.outputs;
  const [panel] = onlyWall(site).panels;
  if (viewport === undefined || output === undefined || panel === undefined) throw new Error("no viewport");
  // The first cabinet's left quarter comes from another output.
  const width = panel.canvas.width / 4;
  const { canvas } = viewport;
  const shifted = { ...canvas, x: width, width: canvas.width - width };
  portOf(site, 0).panels.shift();
  const split: Site = {
    ...site,
    outputs: [...site.outputs, { ...output, id: "other", placement: { kind: "window" } }],
    viewports: [
      { ...viewport, canvas: shifted, output: { ...viewport.output, width: shifted.width } },
      {
        ...{ wallId: viewport.wallId, outputId: "other", rotation: 0 },
        canvas: { ...canvas, width },
        output: { ...viewport.output, width },
      },
    ],
  };
  const [, row] = [...advise(split)].filter(({ rule }) => rule === "P7");
  expect(row).toBeUndefined();
  expect(advise(split)[0]).toMatchObject({
    rule: "P7",
    field: "walls.0.panels.0",
    values: { pixels: 57_600, shown: `${viewport.outputId} 43200 px, other 14400 px` },
  });
});

describe("canvas", () => {
  test("[P8] [G8] that no panel lights, in the hollow of an L or at a margin, but not what bezels hide", () => {
    const ell = walls["an L of cabinets"]();
    const hollow = { wall: "wall", dark: 960 * 360, pixels: "1280 x 540", rect: "320,0 960 x 360" };
    expectOne(advise(ell), "P8", "walls.0.canvas", hollow);
    expect(advise(walls["7 x 2 monitors"]())).toEqual([]);
    const margin = wired(11);
    for (const wall of margin.walls) wall.canvas = { ...wall.canvas, height: wall.canvas.height + 100 };
    const values = { dark: 480_000, rect: "0,1080 4800 x 100" };
    expectOne(advise(margin), "P8", "walls.0.canvas", values);
  });
});

describe("rooms", () => {
  const inRoom = (room: Partial<Site["rooms"][number]>, wall: Partial<Wall>): Site => {
    const site = wired(11);
    return {
      ...site,
      rooms: site.rooms.map((each) => ({ ...each, ...room })),
      walls: site.walls.map((each) => ({ ...each, ...wall })),
    };
  };

  test("[P5] a wall longer than its room", () => {
    const values = { wall: "wall", width: 9000, room: "room", longest: 7200 };
    expectOne(advise(inRoom({ widthMm: 3500, depthMm: 7200 }, {})), "P5", "walls.0", values);
    expect(advise(inRoom({ widthMm: 20_000, depthMm: 6000 }, {}))).toEqual([]);
  });

  test("[P6] a wall higher than its room", () => {
    const standing = { xMm: 0, yMm: 0, baseMm: 900, facingDeg: 0 };
    const values = { wall: "wall", reach: 2925, room: "room", height: 2800 };
    expectOne(advise(inRoom({ heightMm: 2800 }, { standing })), "P6", "walls.0", values);
  });
});

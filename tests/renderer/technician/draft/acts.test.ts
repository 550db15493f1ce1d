import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flatParts, standingOf } from "../../../../src/layouts/floor-plan.ts";
import { panelModels } from "../../../../src/layouts/library.ts";
import { pictureOf, pitchOf } from "../../../../src/layouts/panel.ts";
import { presets } from "../../../../src/layouts/sites/index.ts";
import type { Site } from "../../../../src/layouts/site.ts";
import { validateSite } from "../../../../src/layouts/validate.ts";
import { beginDraft, draftAfter, isChanged } from "../../../../src/renderer/technician/draft/draft.ts";
import { readNumber } from "../../../../src/renderer/technician/draft/number-field.ts";
import { numberPanels } from "../../../../src/renderer/technician/draft/order.ts";
import type { Outcome } from "../../../../src/renderer/technician/draft/outcome.ts";
import { addOutput, removeOutput, setOutput } from "../../../../src/renderer/technician/draft/outputs.ts";
import {
  addPanel,
  copyPanels,
  movePanels,
  removePanels,
  setPanels,
  setStatus,
  turnPanels,
} from "../../../../src/renderer/technician/draft/panels.ts";
import { snapped, stepTo } from "../../../../src/renderer/technician/draft/snap.ts";
import {
  addViewport,
  removeViewport,
  setViewport,
} from "../../../../src/renderer/technician/draft/viewports.ts";
import { trimWall } from "../../../../src/renderer/technician/draft/walls.ts";
import { wireSerpentine } from "../../../../src/renderer/technician/draft/wiring.ts";
import { onlyWall, walls } from "../../../fixtures/walls.ts";

const led = presets.pontianak().site;
const cabling = { model: "gigabit-6", bits: 8, hertz: 60 } as const;

function siteOf(outcome: Outcome): Site {
  if ("refused" in outcome) throw new Error(outcome.refused.map(({ message }) => message.en).join("; "));
  expect(validateSite(outcome.site)).toEqual([]);
  return outcome.site;
}

const rulesOf = (outcome: Outcome) =>
  "refused" in outcome ? outcome.refused.map(({ message }) => message.en) : [];

const chosen = (site: Site, ...ids: string[]) => ({ wallId: onlyWall(site).id, ids: new Set(ids) });
const chosenOf = (site: Site, which: RegExp) => ({
  ids: new Set(
    site.walls.find(({ id }) => id === "utama")?.panels.flatMap(({ id }) => (which.test(id) ? [id] : [])),
  ),
});
const panelOf = (site: Site, id: string) => {
  const panel = onlyWall(site).panels.find((each) => each.id === id);
  if (panel === undefined) throw new Error(`no panel ${id}`);
  return panel;
};

describe("panels", () => {
  it("move in millimetres, their pixels with them, and the face grows with them", () => {
    const site = siteOf(movePanels(led, chosen(led, "p-1-15"), 600, 0));
    expect(panelOf(site, "p-1-15")).toMatchObject({ xMm: 9000, canvas: { x: 4800, y: 0 } });
    expect(onlyWall(site)).toMatchObject({ widthMm: 9600, canvas: { width: 5120, height: 1080 } });
    expect(site.viewports).toEqual(led.viewports);
  });

  it("move beyond the left rim, and everything else goes to the right, viewports too", () => {
    const site = siteOf(movePanels(led, chosen(led, "p-1-1"), -600, 0));
    expect(panelOf(site, "p-1-1")).toMatchObject({ xMm: 0, canvas: { x: 0 } });
    expect(panelOf(site, "p-2-1")).toMatchObject({ xMm: 600, canvas: { x: 320 } });
    expect(site.viewports.map(({ canvas }) => canvas.x)).toEqual([320, 2720]);
  });

  it("stay where they are in the room when the wall grows to the left, up and down, and when it is cut", () => {
    const { site: three } = presets["pontianak-3"]();
    const ofRoom = (site: Site) => {
      const wall = site.walls.find(({ id }) => id === "utama");
      const [part] = wall === undefined ? [] : flatParts(wall, standingOf(wall, 10_000));
      if (wall === undefined || part === undefined) throw new Error("no wall");
      const along = (part.facingDeg * Math.PI) / 180;
      const top = standingOf(wall, 10_000).baseMm + (wall.heightMm ?? 0);
      return new Map(
        wall.panels.map(({ id, xMm, yMm }) => [
          id,
          [part.start.xMm + xMm * Math.cos(along), part.start.yMm + xMm * Math.sin(along), top - yMm].map(
            (each) => Math.round(each * 10),
          ),
        ]),
      );
    };
    for (const facingDeg of [0, 90, 210]) {
      const standing = { xMm: 2300, yMm: 40, baseMm: 900, facingDeg };
      const site = siteOf({
        site: {
          ...three,
          walls: three.walls.map((wall) => (wall.id === "utama" ? { ...wall, standing } : wall)),
        },
      });
      const before = ofRoom(site);
      const corner = { wallId: "utama", ids: new Set(["p-1-1"]) };
      for (const [dx, dy] of [
        [-600, 0],
        [0, -337.5],
        [-600, -337.5],
        [-600, 2400],
      ] as const) {
        const moved = siteOf(movePanels(site, corner, dx, dy));
        const after = ofRoom(moved);
        expect([...after].filter(([id]) => id !== "p-1-1")).toEqual(
          [...before].filter(([id]) => id !== "p-1-1"),
        );
        expect(after.get("p-1-1")?.[2]).toBe((before.get("p-1-1")?.[2] ?? 0) - dy * 10);
        const home = siteOf(movePanels(moved, corner, -dx, -dy));
        expect(siteOf({ site: trimWall(home, "utama") })).toEqual(site);
        const few = siteOf(removePanels(site, { wallId: "utama", ids: new Set(["p-6-1", "p-1-1"]) }));
        const { ids } = chosenOf(few, /-1$|^p-6-/);
        const trimmed = siteOf({
          site: trimWall(siteOf(removePanels(few, { wallId: "utama", ids })), "utama"),
        });
        expect([...ofRoom(trimmed)]).toEqual([...before].filter(([id]) => !/-1$|^p-6-/.test(id)));
      }
    }
  });

  it("that hang below the floor have the wall stand on it, and no lower", () => {
    const { site: three } = presets["pontianak-3"]();
    const corner = { wallId: "utama", ids: new Set(["p-1-1"]) };
    const site = siteOf(movePanels(three, corner, -600, 3037.5));
    expect(site.walls.find(({ id }) => id === "utama")?.standing).toEqual({
      ...{ xMm: 1700, yMm: 0, baseMm: 0, facingDeg: 0 },
    });
  });

  it("[G5] lie to half a pixel where their millimetres say, however many steps they came in", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 90 }), { minLength: 1, maxLength: 12 }), (steps) => {
        const start = siteOf(movePanels(led, chosen(led, "p-1-15"), 100, 0));
        const site = steps.reduce((now, step) => {
          const outcome = movePanels(now, chosen(now, "p-1-15"), step, 0);
          return "refused" in outcome ? now : outcome.site;
        }, start);
        const panel = panelOf(site, "p-1-15");
        expect(Math.abs(pictureOf(panel).xMm / pitchOf(panel).x - panel.canvas.x)).toBeLessThanOrEqual(0.5);
      }),
      { numRuns: 30 },
    );
  });

  it("are refused where they would lie on one another, and stay", () => {
    const outcome = movePanels(led, chosen(led, "p-1-1"), 10, 0);
    expect(rulesOf(outcome)[0]).toContain("p-1-1");
    expect(outcome).toMatchObject({ refused: [{ field: expect.stringContaining("walls.0.panels.") }, {}] });
  });

  it("of another pitch lie beside their neighbour", () => {
    const site = walls["fine and coarse cabinets"]();
    const moved = siteOf(movePanels(site, chosen(site, "right"), 64, 0));
    expect(panelOf(moved, "right").canvas.x).toBe(1280 + Math.round(64 / 2.5));
  });

  it("turn as one block, and four turns bring everything back", () => {
    const site = presets["tarakan-2x2"]().site;
    const all = onlyWall(site).panels.map(({ id }) => id);
    const once = siteOf(turnPanels(site, chosen(site, ...all)));
    expect(panelOf(once, "p-1-1")).toMatchObject({ turn: 90, xMm: 684.3, yMm: 0, widthMm: 684.3 });
    expect(new Set(once.viewports.map(({ rotation }) => rotation))).toEqual(new Set([270]));
    let site4 = once;
    for (let turn = 0; turn < 3; turn += 1) site4 = siteOf(turnPanels(site4, chosen(site4, ...all)));
    expect(siteOf({ site: trimWall(site4, "utama") })).toEqual(site);
  });

  it("are copied beside, into free places only", () => {
    const row = ["p-6-1", "p-6-2"];
    const outcome = copyPanels(led, chosen(led, ...row));
    expect(outcome.copies).toEqual(["p-6-1-2", "p-6-2-2"]);
    expect(panelOf(siteOf(outcome), "p-6-1-2")).toMatchObject({
      xMm: 0,
      yMm: 2025,
      canvas: { x: 0, y: 1080 },
    });
  });

  it("go with their cables, and the wall may be cut to those that are left", () => {
    const wired = siteOf(wireSerpentine(led, "utama", cabling, "columns"));
    const right = onlyWall(led).panels.flatMap(({ id }) => (id.endsWith("-15") ? id : []));
    const site = siteOf({ site: trimWall(siteOf(removePanels(wired, chosen(wired, ...right))), "utama") });
    expect(onlyWall(site)).toMatchObject({ widthMm: 8400, canvas: { width: 4480 } });
    expect(site.viewports[1]).toMatchObject({ canvas: { x: 2400, width: 2080 }, output: { width: 2080 } });
    const refs = (site.controllers ?? []).flatMap(({ ports }) => ports.flatMap(({ panels }) => panels));
    expect(refs.some(({ panelId }) => right.includes(panelId))).toBe(false);
  });

  it("are added from the library, get a status, and are entered in millimetres and pixels", () => {
    const added = siteOf(addPanel(led, "utama", panelModels["led-600-p1.8"], "led-600-p1.8"));
    expect(panelOf(added, "p-91")).toMatchObject({ xMm: 9000, yMm: 0, canvas: { x: 4800, width: 320 } });
    const moved = siteOf(setPanels(added, chosen(added, "p-91"), { xMm: 9000, yMm: 337.5 }));
    expect(panelOf(moved, "p-91").canvas).toMatchObject({ x: 4800, y: 180 });
    const shifted = siteOf(setPanels(moved, chosen(moved, "p-91"), { canvas: { x: 4810 } }));
    expect(panelOf(shifted, "p-91")).toMatchObject({ xMm: 9000, canvas: { x: 4810, y: 180 } });
    const dead = siteOf(setStatus(shifted, chosen(shifted, "p-91"), "dead"));
    expect(panelOf(dead, "p-91").status).toBe("dead");
    expect(rulesOf(setPanels(added, chosen(added, "p-91"), { xMm: 99_900 }))[0]).toContain("100500");
  });

  it("are numbered by rows, or in the order of clicks, also on their cables", () => {
    const wired = siteOf(wireSerpentine(led, "utama", cabling, "rows"));
    const named = siteOf(numberPanels(wired, "utama", ["p-6-15", "p-1-1"]));
    expect(onlyWall(named).panels.at(-1)?.id).toBe("p-1");
    expect(onlyWall(named).panels[0]?.id).toBe("p-2");
    expect(siteOf(numberPanels(named, "utama", "rows"))).toEqual(wired);
  });

  it("are drawn to their neighbours' edges, or to a whole millimetre", () => {
    const { panels } = onlyWall(led);
    const block = { xMm: 9500, yMm: 0, widthMm: 600, heightMm: 337.5 };
    expect(snapped(block, panels, -490, 4, 20)).toEqual({ dxMm: -500, dyMm: 0, xMm: 9000, yMm: 0 });
    expect(snapped(block, panels, 200.4, 900.2, 5)).toEqual({ dxMm: 200, dyMm: 900, xMm: null, yMm: null });
    expect(stepTo(block, panels, { x: -1, y: 0 })).toBe(500);
    expect(stepTo(block, [], { x: 1, y: 0 })).toBe(600);
  });
});

describe("outputs and viewports", () => {
  it("are added, edited and taken away; what would not hold is refused with both values", () => {
    const added = siteOf(addOutput(led, "Lorong"));
    expect(added.outputs.at(-1)).toMatchObject({ id: "out-3", width: 2400, placement: { x: 4800 } });
    const sized = siteOf(setOutput(added, "out-3", { width: 1920, height: 1080 }));
    const shown = siteOf(addViewport(sized, onlyWall(sized), "out-3"));
    expect(shown.viewports[2]).toMatchObject({ canvas: { x: 0, width: 1920, height: 1080 } });
    const small = siteOf(setViewport(shown, 2, { canvas: { width: 540, height: 900 }, rotation: 90 }));
    expect(small.viewports[2]).toMatchObject({ output: { width: 900, height: 540 }, rotation: 90 });
    expect(rulesOf(setViewport(small, 2, { output: { x: 1900 } }))[0]).toContain("1920 x 1080");
    expect(rulesOf(setOutput(small, "out-1", { width: 1000 }))[0]).toContain("1000 x 1080");
    expect(siteOf(removeViewport(small, 2)).viewports).toEqual(led.viewports);
    expect(siteOf(removeOutput(small, "out-3")).outputs).toEqual(led.outputs);
    const { site } = presets.tarakan();
    expect(rulesOf(removeOutput(site, "out-1"))).toEqual([
      "A site must keep at least one wall and one output.",
    ]);
  });
});

describe("the draft", () => {
  it("goes back and forth, and what was undone is forgotten by the next act", () => {
    const begun = beginDraft(led, '"3"');
    const one = siteOf(movePanels(led, chosen(led, "p-1-15"), 600, 0));
    const two = siteOf(movePanels(one, chosen(one, "p-1-15"), 10, 0));
    const three = siteOf(movePanels(two, chosen(two, "p-1-15"), 10, 0));
    const step = (site: Site, series?: string) =>
      ({ kind: "step", site, ...(series && { series }) }) as const;
    const done = [step(one), step(two, "keys"), step(three, "keys")].reduce(draftAfter, begun);
    expect(done.past).toEqual([led, one]);
    const back = draftAfter(done, { kind: "undo" });
    expect(back.site).toBe(one);
    expect(draftAfter(back, { kind: "redo" }).site).toBe(three);
    const other = draftAfter(back, step(two));
    expect(draftAfter(other, { kind: "redo" })).toBe(other);
    const start = draftAfter(back, { kind: "undo" });
    expect(isChanged(start)).toBe(false);
    expect(draftAfter(start, { kind: "undo" })).toBe(start);
    expect(isChanged(done)).toBe(true);
  });
});

describe("numbers that are typed", () => {
  const field = { field: "Kolom", least: 1, most: 4096, whole: true };

  it("are read with a comma or a point", () => {
    expect(readNumber(" 337,5 ", { ...field, whole: false })).toBe(337.5);
    expect(readNumber("337.5", { ...field, whole: false })).toBe(337.5);
  });

  it.each([
    ["", "bukan angka"],
    ["abc", "bukan angka"],
    ["NaN", "bukan angka"],
    ["1e6", "bukan angka"],
    ["Infinity", "bukan angka"],
    ["1,5", "bukan bilangan bulat"],
    ["0", "di luar batas"],
    ["-3", "di luar batas"],
    ["1000000", "di luar batas"],
  ])("%s gets a sentence", (given, words) => {
    expect(readNumber(given, field)).toMatchObject({ id: expect.stringContaining(words) });
  });

  it("never become NaN", () => {
    fc.assert(
      fc.property(fc.string(), (given) => {
        const read = readNumber(given, field);
        if (typeof read === "number") expect(Number.isInteger(read)).toBe(true);
        else expect(read.en).not.toBe("");
      }),
    );
  });
});

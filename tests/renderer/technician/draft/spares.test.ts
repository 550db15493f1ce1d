import { describe, expect, it } from "vitest";
import { presets } from "../../../../src/layouts/sites/index.ts";
import type { Output, Site } from "../../../../src/layouts/site.ts";
import { validateSite } from "../../../../src/layouts/validate.ts";
import { viewportsOf } from "../../../../src/layouts/viewport.ts";
import { takeDisplay } from "../../../../src/renderer/technician/draft/displays.ts";
import type { Outcome } from "../../../../src/renderer/technician/draft/outcome.ts";
import { removeOutput, setOutput } from "../../../../src/renderer/technician/draft/outputs.ts";
import { setPanels } from "../../../../src/renderer/technician/draft/panels.ts";
import { setSpare } from "../../../../src/renderer/technician/draft/spares.ts";
import {
  addViewport,
  reframeCanvas,
  reframeOutput,
  removeViewport,
  setViewport,
} from "../../../../src/renderer/technician/draft/viewports.ts";
import { onlyWall, walls } from "../../../fixtures/walls.ts";

function siteOf(outcome: Outcome): Site {
  if ("refused" in outcome) throw new Error(outcome.refused.map(({ message }) => message.en).join("; "));
  expect(validateSite(outcome.site)).toEqual([]);
  return outcome.site;
}

const led = presets.pontianak().site;
const spare: Output = {
  ...{ id: "out-1b", name: "LED kiri, cadangan", width: 1280, height: 720, placement: { kind: "remote" } },
};
/** Pontianak's left output has two spares. */
const mirrored = ["out-1b", "out-1c"].reduce(
  (site, id) => siteOf(setSpare({ ...site, outputs: [...site.outputs, { ...spare, id }] }, id, "out-1")),
  led,
);
const shownBy = (site: Site, id: string) =>
  viewportsOf(site, id).map(({ canvas, output, rotation }) => ({ canvas, output, rotation }));
const sizeOf = (site: Site, id: string) => {
  const { width, height } = site.outputs.find((output) => output.id === id) ?? spare;
  return `${width} x ${height}`;
};
/** With room on the desktop for an original of any size. */
const aside = (site: Site) => siteOf(setOutput(site, "out-1", { placement: { kind: "window" } }));
const indexOf = (site: Site, outputId: string) =>
  site.viewports.findIndex((viewport) => viewport.outputId === outputId);

describe("a spare output", () => {
  it("takes the size and the viewports of its original, and keeps them when it is a spare no more", () => {
    expect(mirrored.outputs[2]).toMatchObject({ spareOf: "out-1", width: 2400, height: 1080 });
    expect(shownBy(mirrored, "out-1b")).toEqual(shownBy(led, "out-1"));
    const free = siteOf(setSpare(mirrored, "out-1b", null));
    expect(free.outputs[2]).toEqual({ ...spare, width: 2400, height: 1080 });
    expect(shownBy(free, "out-1b")).toEqual(shownBy(led, "out-1"));
    // Then it is edited for itself.
    const own = siteOf(removeViewport(free, indexOf(free, "out-1b")));
    expect(shownBy(own, "out-1")).toEqual(shownBy(led, "out-1"));
  });

  it("shows another output's part instead, and is not the spare of a spare", () => {
    const moved = siteOf(setSpare(mirrored, "out-1b", "out-2"));
    expect(shownBy(moved, "out-1b")).toEqual(shownBy(led, "out-2"));
    expect(setSpare(mirrored, "out-2", "out-1b")).toMatchObject({
      refused: [{ message: { en: expect.stringContaining("a spare stands in for one that is none") } }],
    });
  });

  it.each(["out-1", "out-1b", "out-1c"])("follows what is done at %s", (id) => {
    const all = ["out-1", "out-1b", "out-1c"];
    const alike = (outcome: Outcome) => {
      const site = siteOf(outcome);
      for (const each of all) {
        expect(shownBy(site, each)).toEqual(shownBy(site, id));
        expect(sizeOf(site, each)).toBe(sizeOf(site, id));
      }
      expect(shownBy(site, "out-2")).toEqual(shownBy(led, "out-2"));
      return site;
    };
    const at = (site: Site) => indexOf(site, id);
    const half = { x: 0, y: 0, width: 1200, height: 1080 };
    const narrow = alike(setViewport(mirrored, at(mirrored), { canvas: { width: 1200 } }));
    expect(shownBy(narrow, "out-1")).toEqual([{ canvas: half, output: half, rotation: 0 }]);
    const moved = alike(reframeOutput(narrow, at(narrow), { ...half, x: 1200 }));
    expect(shownBy(moved, "out-1")).toMatchObject([{ output: { x: 1200 } }]);
    const cut = alike(reframeCanvas(moved, at(moved), { ...half, width: 600 }));
    expect(shownBy(cut, "out-1")).toMatchObject([{ output: { x: 1200, width: 600 } }]);
    const added = addViewport(cut, onlyWall(cut), id);
    const two = alike(added);
    expect(two.viewports[added.index ?? -1]?.outputId).toBe(id);
    expect(shownBy(two, "out-1")).toHaveLength(2);
    const one = alike(removeViewport(two, at(two)));
    expect(shownBy(one, "out-1")).toHaveLength(1);
    const none = alike(removeViewport(one, at(one)));
    const wide = alike(setOutput(aside(none), id, { width: 3840, height: 2160 }));
    expect(sizeOf(wide, "out-1")).toBe("3840 x 2160");
    const display = {
      ...{ names: ["DP-9"], rect: { x: 9000, y: 0, width: 2560, height: 1440 }, primary: false },
    };
    const taken = alike(takeDisplay(wide, id, display));
    expect(sizeOf(taken, "out-1")).toBe("2560 x 1440");
  });

  it("stays, by itself, when its original goes", () => {
    const site = siteOf(removeOutput(mirrored, "out-1"));
    expect(site.outputs.map(({ id, spareOf }) => [id, spareOf])).toEqual([
      ["out-2", undefined],
      ["out-1b", undefined],
      ["out-1c", undefined],
    ]);
  });
});

describe("a monitor's pixels", () => {
  const monitors = presets["tarakan-2x2"]().site;
  const chosen = { wallId: onlyWall(monitors).id, ids: new Set(["p-2-2"]) };
  const shown = (site: Site) => site.viewports.find(({ outputId }) => outputId === "out-4");

  it("are more once its output has them, and fewer at once", () => {
    const output = siteOf(
      setOutput(monitors, "out-4", { width: 3840, height: 2160, placement: { kind: "window" } }),
    );
    const wide = siteOf(setPanels(output, chosen, { canvas: { width: 3840 } }));
    const both = siteOf(setPanels(wide, chosen, { canvas: { height: 2160 } }));
    expect(shown(both)).toMatchObject({
      canvas: { width: 3840, height: 2160 },
      output: { x: 0, y: 0, width: 3840, height: 2160 },
    });
    const few = siteOf(setPanels(monitors, chosen, { canvas: { width: 1280, height: 720 } }));
    expect(shown(few)).toMatchObject({ output: { width: 1280, height: 720 } });
  });

  it("are refused by the output's size while that is too small", () => {
    expect(setPanels(monitors, chosen, { canvas: { width: 3840 } })).toMatchObject({
      refused: [{ message: { en: expect.stringContaining("1920 x 1080") } }],
    });
  });

  it("are those of its output turned, where it hangs in portrait", () => {
    const site = walls["3 x 2 monitors hung in portrait"]();
    const [panel] = onlyWall(site).panels;
    if (panel === undefined) throw new Error("no panel");
    const ids = new Set([panel.id]);
    const next = siteOf(setPanels(site, { wallId: "wall", ids }, { canvas: { width: 720, height: 1280 } }));
    expect(next.viewports[0]).toMatchObject({
      canvas: { width: 720, height: 1280 },
      output: { width: 1280, height: 720 },
    });
  });
});

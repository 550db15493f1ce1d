import { describe, expect, it } from "vitest";
import type { Site } from "../../../../src/layouts/site.ts";
import { validateSite } from "../../../../src/layouts/validate.ts";
import type { Display } from "../../../../src/protocol/display.ts";
import { freeDisplays, takeDisplay } from "../../../../src/renderer/technician/draft/displays.ts";

const dell = {
  maker: "DEL",
  product: 41_000,
  serial: "7H2",
  name: "DELL U2720Q",
  widthMm: 597,
  heightMm: 336,
};
const left: Display = {
  ...{ names: ["HDMI-1"], rect: { x: 0, y: 0, width: 3840, height: 2160 } },
  ...{ primary: true, monitor: dell },
};
const right: Display = {
  names: ["DP-2"],
  rect: { x: 3840, y: 0, width: 1920, height: 1080 },
  primary: false,
};

/** A monitor of 3840 x 2160 on an output of its own, and a second one beside it. */
const site: Site = {
  ...{ id: "s", name: "S", zone: "Asia/Jakarta", rooms: [{ id: "r", name: "R" }], notes: [] },
  walls: [
    {
      ...{
        id: "w",
        name: "W",
        roomId: "r",
        canvas: { width: 3840, height: 2160 },
        widthMm: 700,
        heightMm: 700,
      },
      panels: [
        {
          ...{ id: "p", kind: "lcd", status: "present", xMm: 0, yMm: 0, widthMm: 620, heightMm: 360 },
          ...{ bezelMm: 10, canvas: { x: 0, y: 0, width: 3840, height: 2160 } },
        },
      ],
    },
  ],
  outputs: [
    { id: "a", name: "Keluaran 1", width: 3840, height: 2160, placement: { kind: "display" } },
    {
      id: "b",
      name: "Keluaran 2",
      width: 1280,
      height: 720,
      placement: { kind: "display", connector: "VGA-1" },
    },
  ],
  viewports: [
    {
      ...{ wallId: "w", outputId: "a", rotation: 0 },
      canvas: { x: 0, y: 0, width: 3840, height: 2160 },
      output: { x: 0, y: 0, width: 3840, height: 2160 },
    },
  ],
};

const taken = (outcome: ReturnType<typeof takeDisplay>): Site => {
  if ("refused" in outcome) throw new Error(outcome.refused.map(({ message }) => message.en).join());
  expect(validateSite(outcome.site)).toEqual([]);
  return outcome.site;
};

describe("a connected display", () => {
  it("is taken with its name, place, pixels, monitor and size, and is then free no more", () => {
    expect(freeDisplays(site, [left, right], "a")).toEqual([left, right]);
    const after = taken(takeDisplay(site, "a", left));
    expect(after.outputs[0]).toEqual({
      ...{ id: "a", name: "DELL U2720Q", width: 3840, height: 2160 },
      placement: {
        ...{ kind: "display", connector: "HDMI-1", x: 0, y: 0 },
        monitor: { maker: "DEL", product: 41_000, serial: "7H2" },
      },
    });
    // EDID tells of the picture, a panel has its border beside.
    expect(after.walls[0]?.panels[0]).toMatchObject({ widthMm: 617, heightMm: 356 });
    expect(freeDisplays(after, [left, right], "b")).toEqual([right]);
    // Its own it may have.
    expect(freeDisplays(after, [left, right], "a")).toEqual([left, right]);
    // Plugged elsewhere it is the same monitor.
    expect(freeDisplays(after, [{ ...left, names: ["DP-1"] }, right], "b")).toEqual([right]);
  });

  it("without a name is called as its connector, and leaves sizes alone that it does not tell", () => {
    const after = taken(takeDisplay(site, "b", right));
    expect(after.outputs[1]).toMatchObject({ name: "DP-2", width: 1920, height: 1080 });
    expect(after.walls).toEqual(site.walls);
  });

  it("gives a monitor that hangs turned its size as it hangs", () => {
    const [wall] = site.walls;
    const tall = { width: 2160, height: 3840 };
    const turned: Site = {
      ...site,
      walls:
        wall === undefined
          ? []
          : [
              {
                ...wall,
                canvas: tall,
                panels: wall.panels.map((panel) => ({
                  ...{ ...panel, turn: 90 as const, widthMm: 360, heightMm: 620 },
                  canvas: { x: 0, y: 0, ...tall },
                })),
              },
            ],
      viewports: site.viewports.map((viewport) => ({
        ...{ ...viewport, rotation: 270 as const },
        canvas: { x: 0, y: 0, ...tall },
      })),
    };
    const after = taken(takeDisplay(turned, "a", left));
    expect(after.walls[0]?.panels[0]).toMatchObject({ widthMm: 356, heightMm: 617 });
  });

  it("that is too small for what the output shows is refused with a sentence", () => {
    expect(takeDisplay(site, "a", right)).toHaveProperty("refused");
  });
});

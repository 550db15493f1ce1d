import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains, overlaps } from "../../../src/layouts/rect.ts";
import { parseMonitors, parseXdpyinfo, type Display } from "../../../src/main/shell/displays.ts";
import { planWindows } from "../../../src/main/shell/window-plan.ts";
import { siteWith } from "./sites.ts";

const left: Display = { names: ["HDMI-1"], rect: { x: 0, y: 0, width: 1920, height: 1080 }, primary: true };
const right: Display = {
  names: ["DP-2"],
  rect: { x: 1920, y: 0, width: 1920, height: 1080 },
  primary: false,
};

describe("reading the displays of an X server", () => {
  it("takes name, place, size after rotation and the primary one from xrandr", () => {
    const text = [
      "Monitors: 3",
      " 0: +*HDMI-1 1920/531x1080/299+0+0  HDMI-1",
      " 1: +DP-2 1080/299x1920/531+1920-120  DP-2",
      " 2: wall 3840/1016x1080/286+3000+0  DP-3 DP-4",
    ].join("\n");
    expect(parseMonitors(text)).toEqual([
      left,
      { names: ["DP-2"], rect: { x: 1920, y: -120, width: 1080, height: 1920 }, primary: false },
      { names: ["wall", "DP-3", "DP-4"], rect: { x: 3000, y: 0, width: 3840, height: 1080 }, primary: false },
    ]);
  });

  it("takes the name of a monitor that has no connector", () => {
    expect(parseMonitors("Monitors: 1\n 0: +*screen 4800/1270x1080/286+0+0  \n")).toEqual([
      { names: ["screen"], rect: { x: 0, y: 0, width: 4800, height: 1080 }, primary: true },
    ]);
  });

  it("takes heads, or else the whole screen, from xdpyinfo", () => {
    const heads = "XINERAMA version 1.1\n  head #0: 1920x1080 @ 0,0\n  head #1: 1280x1024 @ 1920,0\n";
    expect(parseXdpyinfo(heads).map((display) => display.rect)).toEqual([
      left.rect,
      { x: 1920, y: 0, width: 1280, height: 1024 },
    ]);
    expect(parseXdpyinfo("  dimensions:    4800x1080 pixels (1270x286 millimeters)\n")).toEqual([
      { names: ["head-0"], rect: { x: 0, y: 0, width: 4800, height: 1080 }, primary: true },
    ]);
    expect(parseXdpyinfo('xdpyinfo:  unable to open display ":9".')).toEqual([]);
  });
});

describe("which windows a machine opens", () => {
  it("puts outputs on the displays they name, whole", () => {
    const site = siteWith({
      a: { kind: "display", connector: "DP-2" },
      b: { kind: "display", connector: "HDMI-1" },
    });
    const { windows, waiting } = planWindows(site, [left, right]);
    expect(windows.map(({ outputId, kind, rect }) => ({ outputId, kind, rect }))).toEqual([
      { outputId: "a", kind: "kiosk", rect: right.rect },
      { outputId: "b", kind: "kiosk", rect: left.rect },
    ]);
    expect(waiting).toEqual([]);
  });

  it("puts two outputs side by side on one wide display, pixel for pixel", () => {
    const wide: Display = { names: ["DP-1"], rect: { x: 0, y: 0, width: 4800, height: 1080 }, primary: true };
    const site = siteWith({
      left: { kind: "display", x: 0, y: 0, width: 2400, height: 1080 },
      right: { kind: "display", x: 2400, y: 0, width: 2400, height: 1080 },
    });
    expect(planWindows(site, [wide]).windows.map((window) => window.rect)).toEqual([
      { x: 0, y: 0, width: 2400, height: 1080 },
      { x: 2400, y: 0, width: 2400, height: 1080 },
    ]);
  });

  it("lets an output wait for a display that is missing, and puts nothing else in its place", () => {
    const site = siteWith({
      a: { kind: "display", connector: "DP-9" },
      b: { kind: "display", x: 5000, y: 0 },
      c: { kind: "remote" },
    });
    expect(planWindows(site, [left, right])).toEqual({
      windows: [],
      waiting: [
        { outputId: "a", display: "DP-9" },
        { outputId: "b", display: "5000,0" },
      ],
    });
  });

  it("gives an output that names no display the next free one", () => {
    const site = siteWith({
      a: { kind: "display" },
      b: { kind: "display", connector: "HDMI-1" },
      c: { kind: "display" },
    });
    const { windows, waiting } = planWindows(site, [left, right]);
    expect(windows.map((window) => [window.outputId, window.rect.x])).toEqual([
      ["a", 1920],
      ["b", 0],
    ]);
    expect(waiting).toEqual([{ outputId: "c", display: "*" }]);
  });

  it("shows an output on a desk as an ordinary window in the middle of the primary display", () => {
    const site = siteWith({ desk: { kind: "window", width: 3840, height: 2160 } });
    const [window] = planWindows(site, [right, left]).windows;
    expect(window).toMatchObject({ kind: "desk", rect: { x: 96, y: 54, width: 1728, height: 972 } });
  });

  it("never puts two outputs on the same pixels, nor one outside its display", () => {
    const display = fc.record({ x: fc.nat(3), width: fc.integer({ min: 640, max: 3840 }) });
    const placement = fc.constantFrom<{ kind: "display"; connector?: string }>(
      { kind: "display" },
      { kind: "display", connector: "D-0" },
      { kind: "display", connector: "D-1" },
    );
    fc.assert(
      fc.property(
        fc.array(display, { maxLength: 3 }),
        fc.array(placement, { minLength: 1, maxLength: 4 }),
        (ds, ps) => {
          const displays: Display[] = ds.map(({ width }, index) => ({
            names: [`D-${index}`],
            rect: { x: 4000 * index, y: 0, width, height: 1080 },
            primary: index === 0,
          }));
          const connectors = ps.map((each) => each.connector).filter((name) => name !== undefined);
          fc.pre(new Set(connectors).size === connectors.length);
          const site = siteWith(Object.fromEntries(ps.map((each, index) => [`o${index}`, each])));
          const { windows, waiting } = planWindows(site, displays);
          expect(windows.length + waiting.length).toBe(ps.length);
          for (const [index, window] of windows.entries()) {
            expect(displays.some((each) => contains(each.rect, window.rect))).toBe(true);
            expect(windows.slice(index + 1).some((other) => overlaps(window.rect, other.rect))).toBe(false);
          }
        },
      ),
    );
  });
});

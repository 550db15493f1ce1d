import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const css = readFileSync(
  fileURLToPath(new URL("../../../src/renderer/ui/tokens.css", import.meta.url)),
  "utf8",
);
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\s*;/g)].map(([, name, hex]) => [name, hex]),
);

/** Relative luminance of sRGB, WCAG 2.2. */
function luminance(name: string): number {
  const hex = tokens.get(name);
  if (hex === undefined) throw new Error(`no colour --${name}`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["ground", "surface", "raised", "raised-hover"];
const severities = ["critical", "high", "medium", "low"];

describe("contrast of the colours", () => {
  it.each(grounds)("text on %s is at least 4.5:1 at the desk, also where it is dim", (ground) => {
    expect(contrast("text", ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast("text-dim", ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["ground", "slate"])("text on %s is at least 7:1 on the wall, also where it is dim", (ground) => {
    expect(contrast("text", ground)).toBeGreaterThanOrEqual(7);
    expect(contrast("text-dim", ground)).toBeGreaterThanOrEqual(7);
  });

  it.each(severities)("%s is seen on every grey, and carries text of 7:1", (severity) => {
    for (const ground of grounds) expect(contrast(severity, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast("text-on-colour", severity)).toBeGreaterThanOrEqual(7);
  });

  it("borders of what is operated, and the frame of what is selected, are at least 3:1", () => {
    for (const ground of grounds) {
      expect(contrast("line-strong", ground)).toBeGreaterThanOrEqual(3);
      expect(contrast("accent", ground)).toBeGreaterThanOrEqual(3);
    }
  });

  it("puts no pure black behind text", () => {
    for (const ground of grounds) expect(tokens.get(ground)).not.toBe("#000000");
  });
});

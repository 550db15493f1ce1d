import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { palette } from "../../../src/renderer/map/palette.ts";

const css = readFileSync(new URL("../../../src/renderer/ui/tokens.css", import.meta.url), "utf8");
const named: Record<keyof typeof palette, string> = {
  text: "text",
  dim: "text-dim",
  slate: "slate",
  onColour: "text-on-colour",
  critical: "critical",
  high: "high",
  medium: "medium",
  low: "low",
};

it.each(Object.entries(named))("a map's %s is the token of all pages", (name, token) => {
  const [, hex] = new RegExp(`--${token}:\\s*(#[0-9a-f]{6})`).exec(css) ?? [];
  expect(Object.entries(palette).find(([key]) => key === name)?.[1]).toBe(hex);
});

import { expect, test } from "vitest";
import { arrange } from "../../../src/renderer/wall/placement.ts";
import { outputOf } from "../fixtures/glass.ts";

const HD = { width: 1920, height: 1080 };
const window = { kind: "window" } as const;

test("on a display one pixel of the output is one device pixel, whatever the pixel ratio", () => {
  const one = [outputOf("a", HD)];
  expect(arrange(one, HD, 1)).toMatchObject({ scale: 1, left: 0, top: 0 });
  expect(arrange(one, { width: 960, height: 540 }, 2)).toMatchObject({ scale: 0.5, left: 0, top: 0 });
  expect(arrange(one, { width: 1536, height: 864 }, 1.25)).toMatchObject({ scale: 0.8, left: 0, top: 0 });
});

test("a display larger than the output shows it from the top left corner, a smaller one shows all of it", () => {
  expect(arrange([outputOf("a", HD)], { width: 3840, height: 2160 }, 1)).toMatchObject({
    scale: 1,
    left: 0,
    top: 0,
  });
  expect(arrange([outputOf("a", HD)], { width: 960, height: 540 }, 1).scale).toBe(0.5);
});

test("an ordinary window shows the whole output, centred", () => {
  const one = [outputOf("a", HD, window)];
  expect(arrange(one, { width: 960, height: 700 }, 1)).toMatchObject({ scale: 0.5, left: 0, top: 80 });
  expect(arrange(one, { width: 3840, height: 2160 }, 1)).toMatchObject({ scale: 2 });
});

test("several outputs lie side by side in the order of the address", () => {
  const { places, size } = arrange([outputOf("b", HD), outputOf("a", { width: 1080, height: 1920 })], HD, 1);
  expect(places.get("b")).toEqual({ x: 0, y: 0, ...HD });
  expect(places.get("a")).toEqual({ x: 1920, y: 0, width: 1080, height: 1920 });
  expect(size).toEqual({ width: 3000, height: 1920 });
});

test("outputs that have a place on the desktop keep it", () => {
  const at = (id: string, x: number, y: number) => outputOf(id, HD, { kind: "display", x, y });
  const { places, size } = arrange([at("a", 100, 1180), at("b", 100, 100)], HD, 1);
  expect(places.get("a")).toMatchObject({ x: 0, y: 1080 });
  expect(places.get("b")).toMatchObject({ x: 0, y: 0 });
  expect(size).toEqual({ width: 1920, height: 2160 });
});

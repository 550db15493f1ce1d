import { expect, test } from "vitest";
import { FrameCount } from "../../../src/renderer/tiles/players/frame-count.ts";

test("a video moves with each frame it has had, also where another source counts anew", () => {
  const count = new FrameCount();
  expect(count.movedAt).toBe(Number.NEGATIVE_INFINITY);
  count.see(0, 100);
  expect(count.movedAt).toBe(Number.NEGATIVE_INFINITY);
  count.see(12, 600);
  expect(count.movedAt).toBe(600);
  count.see(12, 1100);
  expect(count.movedAt).toBe(600);
  count.see(3, 1600);
  expect(count.movedAt).toBe(1600);
});

test("a video that was emptied has not moved: a dead stream is not live for a moment whenever it is tried anew", () => {
  const count = new FrameCount();
  count.see(250, 1000);
  for (let at = 9000; at < 60_000; at += 500) count.see(0, at);
  expect(count.movedAt).toBe(1000);
});

import { expect, it } from "vitest";
import type { TileStats, WallStats } from "../../../src/protocol/output.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

function stats(outputId: string, tileId: string, visible = true): WallStats {
  const tile: TileStats = {
    tileId,
    cameraId: "cam-01",
    stream: "sub",
    state: "live",
    frozen: false,
    framesPresented: 25,
    dropped: 0,
    fps: 25,
    frameAgeMs: 40,
    ageBasis: "arrival",
    width: 640,
    height: 360,
  };
  return { outputId, takeId: "t", visible, tiles: [tile] };
}

it("an output is absent until a page comes, connected while one is there, and lost afterwards", async () => {
  const clock = new SimulatedClock();
  const outputs = new Outputs(clock);
  expect(outputs.state("a")).toEqual({ outputId: "a", state: "absent", lastSeenAt: null, tiles: [] });
  const page = outputs.join(["a"]);
  page.report(stats("a", "kiri"));
  expect(outputs.state("a")).toMatchObject({ state: "connected", tiles: [{ tileId: "kiri" }] });
  await clock.advance(5000);
  page.leave();
  expect(outputs.state("a")).toEqual({
    outputId: "a",
    state: "lost",
    lastSeenAt: new Date(clock.now()).toISOString(),
    tiles: [expect.objectContaining({ tileId: "kiri" })],
  });
  expect(outputs.isConnected("a")).toBe(false);
});

it("a second page keeps an output connected when the first leaves", () => {
  const outputs = new Outputs(new SimulatedClock());
  const first = outputs.join(["a", "b"]);
  const second = outputs.join(["a"]);
  first.leave();
  first.leave();
  expect(outputs.state("a").state).toBe("connected");
  expect(outputs.state("b").state).toBe("lost");
  second.leave();
  expect(outputs.state("a").state).toBe("lost");
});

it("a page that nobody sees does not speak for an output that another shows", () => {
  const outputs = new Outputs(new SimulatedClock());
  const wall = outputs.join(["a"]);
  const desk = outputs.join(["a"]);
  wall.report(stats("a", "seen"));
  desk.report(stats("a", "unseen", false));
  expect(outputs.state("a").tiles[0]?.tileId).toBe("seen");
  expect([wall.speaksFor("a", true), desk.speaksFor("a", true), desk.speaksFor("a", false)]).toEqual([
    true,
    true,
    false,
  ]);
  wall.leave();
  expect(desk.speaksFor("a", false)).toBe(true);
});

it("a page speaks for its own outputs and only while it is there", () => {
  const outputs = new Outputs(new SimulatedClock());
  const page = outputs.join(["a"]);
  outputs.join(["b"]);
  page.report(stats("b", "forged"));
  expect(outputs.state("b").tiles).toEqual([]);
  expect([page.speaksFor("a", true), page.speaksFor("b", true)]).toEqual([true, false]);
  page.leave();
  expect(page.speaksFor("a", true)).toBe(false);
  page.report(stats("a", "late"));
  expect(outputs.state("a").tiles).toEqual([]);
});

import { expect, it } from "vitest";
import type { Feeds } from "../../../src/main/feeds/feeds.ts";
import { OutputSight } from "../../../src/main/wall/output-sight.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

const silent = { status: () => {}, format: () => {}, packet: () => {}, cells: () => {} };

it("a page goes on with a camera that left its walls for as long as it may still show it, and no other page does", async () => {
  const clock = new SimulatedClock();
  const opened: string[] = [];
  let shown = ["lama"];
  const feeds: Pick<Feeds, "watch"> = {
    watch: ({ cameraId }) => {
      opened.push(cameraId);
      return () => {};
    },
  };
  const sight = new OutputSight({
    ...{ feeds, clock, camerasOn: () => new Set(shown), keptBack: () => new Set(), follow: () => () => {} },
  });
  const open = (outputIds: readonly string[] | null, cameraId: string) => () =>
    sight
      .feedsFor({ outputIds, seesFeed: () => true })
      .watch({ cameraId, stream: "main", rung: null }, silent);

  expect(open(["kiri"], "lama")).not.toThrow();
  shown = ["baru"];
  await clock.advance(20_000);
  expect(open(["kiri"], "lama")).not.toThrow();
  expect(open(["kiri"], "baru")).not.toThrow();
  expect(open(["kanan"], "lama")).toThrow(expect.objectContaining({ kind: "forbidden" }));
  await clock.advance(20_000);
  expect(open(["kiri"], "lama")).toThrow(expect.objectContaining({ kind: "forbidden" }));
  expect(open(["kiri"], "baru")).not.toThrow();
  expect(open(null, "lama")).not.toThrow();
  expect(opened).toEqual(["lama", "lama", "baru", "baru", "lama"]);
});

import { expect, it } from "vitest";
import type { Content, Layout } from "../../../src/layouts/layout.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { Standbys } from "../../../src/main/wall/standbys.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { editor, halves, twoOutputs, unlocked } from "./small-site.ts";

const showing = (...contents: readonly Content[]): Layout => {
  const { tiles, ...layout } = halves("tamu", "utama", 1600, 400);
  return {
    ...layout,
    tiles: tiles.flatMap((tile, at) => {
      const content = contents[at];
      return content === undefined ? [] : [{ ...tile, content }];
    }),
  };
};

it("a standby picture in which nothing is left to see gives way to the logo", async () => {
  const store = await opened(newFolder());
  const clock = new SimulatedClock();
  await store.site.put(twoOutputs(), null);
  const walls = await Walls.open(store, new Outputs(clock), clock, () => undefined, unlocked);
  const standbys = await Standbys.open({ store, walls, log: createLog("silent"), changed: () => undefined });
  await store.layouts.add(showing({ kind: "empty" }, { kind: "clock" }));
  await standbys.choose("utama", "tamu");
  expect(standbys.tiles("utama")?.map(({ content }) => content.kind)).toEqual(["empty", "clock"]);
  for (const dark of [showing({ kind: "empty" }), showing(), showing({ kind: "camera", cameraId: "k" })]) {
    await store.layouts.put(dark, null, editor);
    await standbys.load();
    expect(standbys.tiles("utama")).toBe(null);
  }
});

it("a standby picture stays chosen, shows nothing that moves and is there at once after a trial without its wall", async () => {
  const store = await opened(newFolder());
  const clock = new SimulatedClock();
  const site = twoOutputs();
  await store.site.put(site, null);
  const walls = await Walls.open(store, new Outputs(clock), clock, () => undefined, unlocked);
  const standbys = await Standbys.open({ store, walls, log: createLog("silent"), changed: () => undefined });
  await store.layouts.add(showing({ kind: "clock" }));
  await standbys.choose("utama", "tamu");
  walls.tryOn({ ...site, walls: site.walls.filter(({ id }) => id !== "utama"), viewports: [] });
  await standbys.load();
  expect(() => standbys.refuse(showing({ kind: "camera", cameraId: "k" }))).toThrow(/shows camera/);
  await standbys.choose("utama", "tamu");
  walls.tryOn(null);
  expect(standbys.tiles("utama")?.map(({ content }) => content.kind)).toEqual(["clock"]);
});

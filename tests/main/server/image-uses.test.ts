import { expect, it } from "vitest";
import type { Content } from "../../../src/layouts/layout.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { ImageUses } from "../../../src/main/server/image-uses.ts";
import { Sight } from "../../../src/main/server/sight.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { Standbys } from "../../../src/main/wall/standbys.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import type { Image } from "../../../src/protocol/image.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { twoOutputs, unlocked } from "../wall/small-site.ts";

const imageOf = (id: string, by = "admin"): Image => ({
  ...{ id, name: id, type: "image/png", width: 8, height: 4, bytes: 80, by },
  at: "2026-01-01T00:00:00.000Z",
});
const tilesOf = (...imageIds: readonly string[]) =>
  imageIds.map((imageId, at) => ({
    ...{ id: `t${at}`, rect: { x: at * 100, y: 0, width: 100, height: 100 }, z: 0, priority: 5 },
    ...{ fit: "contain" as const, content: { kind: "image", imageId } satisfies Content },
  }));

/** Layouts by wall, each of some images; the layouts that are named `taken` are on their walls. */
async function room(layouts: readonly (readonly [wallId: string, taken: boolean, images: string[]])[]) {
  const clock = new SimulatedClock();
  const real = await opened(newFolder(), { clock });
  await real.site.put(twoOutputs(), null);
  let reads = 0;
  const store: Store = {
    ...real,
    layouts: {
      ...real.layouts,
      list: () => {
        reads += 1;
        return real.layouts.list();
      },
    },
  };
  const walls = await Walls.open(store, new Outputs(clock), clock, () => undefined, unlocked);
  for (const [at, [wallId, taken, ids]] of layouts.entries()) {
    const id = `layout-${at}`;
    await store.layouts.add({ id, name: id, wallId, tiles: tilesOf(...ids) });
    if (taken) await walls.take(wallId, id, "oki");
  }
  const standbys = await Standbys.open({
    ...{ store, walls, log: createLog("silent"), changed: () => undefined },
  });
  const glass = { camera: () => undefined, withBackups: (id: string) => [id] };
  const sight = new Sight({ wallIds: ["kecil"], cameraGroups: [] }, { walls, glass });
  reads = 0;
  return {
    store,
    walls,
    standbys,
    sight,
    uses: new ImageUses({ store, walls, standbys }),
    reads: () => reads,
  };
}

it("images are used on walls that a trial leaves out, and may come back to them", async () => {
  const { store, walls, uses } = await room([
    ["kecil", true, ["before"]],
    ["kecil", true, ["now"]],
  ]);
  for (const id of ["layout-0", "layout-1"]) await store.layouts.remove(id, null);
  const there = [{ wallId: "kecil", name: "kecil" }];
  const back = [{ wallId: "kecil", name: "kecil", mayComeBack: true }];
  expect([await uses.of("now"), await uses.of("before")]).toEqual([there, back]);
  const site = twoOutputs();
  walls.tryOn({ ...site, walls: site.walls.filter(({ id }) => id !== "kecil") });
  expect([await uses.of("now"), await uses.of("before")]).toEqual([there, back]);
  walls.tryOn(null);
  expect(await uses.of("never")).toEqual([]);
});

it("layouts are read once a request for the images that somebody sees, and not for their own or those on their walls", async () => {
  const { sight, uses, reads } = await room([
    ["kecil", true, ["on-glass"]],
    ["kecil", false, ["in-layout", "in-another"]],
    ["utama", true, ["of-others"]],
  ]);
  const images = ["on-glass", "in-layout", "in-another", "of-others", "nowhere"].map((id) => imageOf(id));
  const own = imageOf("own", "oki");
  const ids = (seen: readonly Image[]) => seen.map(({ id }) => id);
  expect(ids(await uses.seen([own, imageOf("on-glass")], "oki", sight))).toEqual(["own", "on-glass"]);
  expect(reads()).toBe(0);
  expect(ids(await uses.seen([own, ...images], "oki", sight))).toEqual([
    ...["own", "on-glass", "in-layout", "in-another"],
  ]);
  expect(reads()).toBe(1);

  await uses.need([own, imageOf("on-glass"), imageOf("in-layout"), imageOf("in-another")], "oki", sight);
  expect(reads()).toBe(2);
  await expect(uses.need([own, ...images], "oki", sight)).rejects.toMatchObject({
    ...{ kind: "notFound", detail: { what: "image", id: "of-others" } },
  });
  expect(reads()).toBe(3);
});

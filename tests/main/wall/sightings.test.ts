import { expect, it, onTestFinished } from "vitest";
import { createLog } from "../../../src/main/base/log.ts";
import type { TileStats } from "../../../src/protocol/output.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { Sightings } from "../../../src/main/wall/sightings.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs, unlocked } from "./small-site.ts";

const statsOf = (tileId: string, change: Partial<TileStats>): TileStats => ({
  ...{ tileId, cameraId: "kamera-1", stream: "main", state: "live", frozen: false, framesPresented: 1 },
  ...{ dropped: 0, fps: 25, frameAgeMs: 40, ageBasis: "arrival", width: 64, height: 36 },
  ...change,
});

/** The wall `utama` with camera `kamera-1` in both its tiles; 2026-01-01, 00:00 UTC. */
async function room() {
  const clock = new SimulatedClock();
  const store = await opened(newFolder());
  await store.site.put(twoOutputs(), null);
  await store.layouts.add(halves("satu", "utama", 1600, 400));
  const outputs = new Outputs(clock);
  const walls = await Walls.open(store, outputs, clock, () => undefined, unlocked);
  await walls.take("utama", "satu", "oki");
  const turn = { cameraId: "kamera-2", place: 2, of: 3, held: false };
  const tours = { turn: () => turn };
  const sightings = new Sightings({ store, walls, outputs, tours, clock, log: createLog("silent") });
  onTestFinished(() => sightings.end());
  sightings.start();
  const page = outputs.join(["kiri", "kanan"]);
  const shows = (outputId: string, ...tiles: TileStats[]) =>
    page.report({ outputId, takeId: null, visible: true, tiles });
  const hour = Math.floor(clock.now() / 3_600_000);
  const kept = async (from = hour, until = hour + 1) => {
    // What was seen for less than a minute is not stored yet.
    await sightings.end();
    return Object.fromEntries(await store.sightings.between(from, until));
  };
  return { clock, store, walls, outputs, page, shows, sightings, kept, hour };
}

it("counts the best of a camera's tiles, and what no display shows as unseen", async () => {
  const { clock, page, shows, kept } = await room();
  shows("kiri", statsOf("kiri", { state: "lost" }));
  shows("kanan", statsOf("kanan", { state: "live" }));
  await clock.advance(30_000);
  shows("kanan", statsOf("kanan", { state: "live", frozen: true }));
  await clock.advance(20_000);
  shows("kanan", statsOf("kanan", { state: "stale" }));
  await clock.advance(10_000);
  page.leave();
  await clock.advance(45_000);
  const counted = await kept();
  expect(counted).toEqual({ "kamera-1": { live: 30, frozen: 20, stale: 10, unseen: 45 } });
});

it("counts a camera as replaced while another stands in for it, and the other by what is to be seen of it", async () => {
  const { clock, shows, kept } = await room();
  for (const id of ["kiri", "kanan"]) shows(id, statsOf(id, { shownCameraId: "kamera-2", state: "delayed" }));
  await clock.advance(15_000);
  expect(await kept()).toEqual({ "kamera-1": { replaced: 15 }, "kamera-2": { delayed: 15 } });
});

it("adds up over an hour's end, each hour by itself, and counts nothing while the machine stood still", async () => {
  const { clock, store, shows, kept, hour } = await room();
  shows("kiri", statsOf("kiri", {}));
  for (let minute = 0; minute < 61; minute += 1) await clock.advance(60_000);
  const whole = await kept();
  const [first, second] = [
    whole["kamera-1"]?.live ?? 0,
    (await kept(hour + 1, hour + 2))["kamera-1"]?.live ?? 0,
  ];
  expect(first + second).toBe(3660);
  expect(Math.abs(first - 3600)).toBeLessThanOrEqual(5);
  await store.sightings.prune(hour + 1);
  expect(await store.sightings.between(0, hour + 1)).toEqual(new Map());
});

it("counts of a tour the one that is shown, and as unseen only whose turn it is", async () => {
  const { clock, store, walls, shows, kept } = await room();
  const [tile] = halves("tur", "utama", 1600, 400).tiles;
  if (tile === undefined) throw new Error("no tile");
  const content = { kind: "tour" as const, cameraIds: ["kamera-1", "kamera-2", "kamera-3"], dwellS: 10 };
  await store.layouts.add({ id: "tur", name: "Tur", wallId: "utama", tiles: [{ ...tile, content }] });
  await walls.take("utama", "tur", "oki");
  // The page still shows the one before while the next is opened.
  shows("kiri", statsOf("kiri", { cameraId: "kamera-1", shownCameraId: "kamera-1" }));
  await clock.advance(10_000);
  shows("kiri", statsOf("kiri", { cameraId: "kamera-2", shownCameraId: "kamera-2" }));
  await clock.advance(15_000);
  expect(await kept()).toEqual({ "kamera-1": { live: 10 }, "kamera-2": { unseen: 10, live: 15 } });
});

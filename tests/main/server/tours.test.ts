import { expect, it, onTestFinished } from "vitest";
import { createLog } from "../../../src/main/base/log.ts";
import { tourHandlers } from "../../../src/main/server/handlers/tours.ts";
import { Sight } from "../../../src/main/server/sight.ts";
import { LayoutTours } from "../../../src/main/wall/layout-tours.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { WallSchedules } from "../../../src/main/wall/schedule.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import { EVERYTHING } from "../../../src/protocol/account.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs, unlocked } from "../wall/small-site.ts";

it("a tour that somebody starts goes before what waits to come by the clock", async () => {
  const clock = new SimulatedClock();
  const store = await opened(newFolder(), { clock });
  await store.site.put(twoOutputs(), null);
  for (const id of ["siang", "malam"]) await store.layouts.add(halves(id, "utama", 1600, 400));
  const locks = { ...unlocked, of: () => null };
  const walls = await Walls.open(store, new Outputs(clock), clock, () => undefined, locks);
  let raised = false;
  const parts = { store, walls, locks, clock, log: createLog("silent"), changed: () => undefined };
  const layoutTours = await LayoutTours.open({ ...parts, raised: () => raised });
  const schedules = await WallSchedules.open({
    ...{ ...parts, tours: layoutTours, raised: () => raised, shiftStarts: () => null },
  });
  onTestFinished(async () => {
    await schedules.close();
    await layoutTours.close();
  });
  await layoutTours.put({
    ...{ id: "tur", name: "Tur", wallId: "utama", steps: [{ layoutId: "malam", dwellS: 3600 }] },
  });
  await schedules.put({
    ...{ id: "pagi", name: "Pagi", wallId: "utama", days: [1, 2, 3, 4, 5, 6, 7] },
    // It is 08:00 at the site.
    ...{ when: { at: "09:00" }, does: { kind: "layout", layoutId: "siang" } },
  });
  raised = true;
  await clock.advance(3_610_000);
  await expect.poll(() => schedules.all.walls[0]?.waits?.why).toBe("raised");

  const identity = {
    name: "oki",
    role: "operator",
    scope: EVERYTHING,
    outputIds: null,
    locked: false,
  } as const;
  const asking = { remoteAddress: "127.0.0.1", tls: false, host: "dinding", forwarded: false };
  const unsaid = { origin: undefined, fetchSite: undefined, authorization: undefined, cookie: undefined };
  await tourHandlers({ layoutTours, walls, schedules }).startTour({
    ...{ id: "utama", params: { id: "utama" }, query: null, body: { tourId: "tur" }, ifMatch: undefined },
    caller: { ...identity, kind: "person", by: "cookie", token: null },
    asking: { ...asking, ...unsaid, userAgent: undefined },
    ...{ language: "id", signal: new AbortController().signal },
    sight: new Sight(EVERYTHING, { walls, glass: { camera: () => undefined, withBackups: (id) => [id] } }),
  });
  expect(schedules.all.walls[0]?.waits).toBeNull();
  raised = false;
  await clock.advance(60_000);
  for (let turn = 0; turn < 5; turn += 1) await store.settings.get("written");
  expect(walls.state("utama")).toMatchObject({ layoutId: "malam", takenAs: "tour" });
});

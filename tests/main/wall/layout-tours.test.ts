import { expect, it, onTestFinished } from "vitest";
import { createLog } from "../../../src/main/base/log.ts";
import type { StoredTake } from "../../../src/main/store/wall-store.ts";
import { LayoutTours } from "../../../src/main/wall/layout-tours.ts";
import { WallLocks } from "../../../src/main/wall/locks.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs } from "./small-site.ts";

const log = createLog("silent");
const layoutIds = ["satu", "dua", "tiga", "orang", "lain"];
const night = {
  id: "malam",
  name: "Malam",
  wallId: "utama",
  steps: ["satu", "dua", "tiga"].map((layoutId) => ({ layoutId, dwellS: 10 })),
};

/** The wall `utama` with the tour `malam` of three layouts, of which `tiga` shows another than the others. */
async function room() {
  const clock = new SimulatedClock();
  const store = await opened(newFolder(), { clock });
  await store.site.put(twoOutputs(), null);
  for (const [at, id] of layoutIds.entries()) {
    const layout = halves(id, "utama", 1600, 400);
    const tiles = layout.tiles.map((tile) => ({ ...tile, priority: at + 1 }));
    await store.layouts.add({ ...layout, tiles });
  }
  let raised = false;
  const open = async () => {
    const locks = await WallLocks.open(store, clock, log);
    const walls = await Walls.open(store, new Outputs(clock), clock, () => undefined, locks);
    const tours = await LayoutTours.open({
      ...{ store, walls, locks, clock, log, raised: () => raised, changed: () => undefined },
    });
    return { locks, walls, tours };
  };
  const first = await open();
  await first.tours.put(night);
  onTestFinished(() => first.tours.close());
  /** Goes on by so many seconds; what it writes is written. */
  const seconds = async (count: number) => {
    for (let second = 0; second < count; second += 1) {
      await clock.advance(1000);
      await store.settings.get("written");
      await store.settings.get("and answered");
    }
  };
  const shown = (walls = first.walls) => walls.state("utama").layoutId;
  const raise = (now: boolean) => {
    raised = now;
  };
  return { ...first, clock, store, open, seconds, shown, raise };
}

it("shows each layout for its time, and after it an undo brings back what was there before", async () => {
  const { tours, walls, seconds, shown, store } = await room();
  await walls.take("utama", "orang", "oki");
  expect(await tours.begin("utama", "malam", "oki")).toMatchObject({
    ...{ name: "Malam", step: 1, of: 3, layoutId: "satu", startedBy: "oki", paused: null, waits: null },
    nextAt: "2026-01-01T00:00:10.000Z",
  });
  expect(walls.state("utama")).toMatchObject({ layoutId: "satu", takenBy: "Malam", takenAs: "tour" });
  await seconds(9);
  expect(shown()).toBe("satu");
  await seconds(2);
  expect([shown(), tours.of("utama")?.step]).toEqual(["dua", 2]);
  await seconds(22);
  expect(shown()).toBe("satu");
  // All of it is one take to go back over.
  expect((await store.takes.ofWall("utama", 10)).map(({ layoutId }) => layoutId)).toEqual(["satu", "orang"]);
  await tours.byHand("utama", "tono", () => walls.undo("utama", "tono"));
  expect(shown()).toBe("orang");
  expect(tours.of("utama")?.paused).toMatchObject({ by: "tono", why: "taken" });
});

it("is paused by whoever takes something else, says so, and goes on from where it was", async () => {
  const { tours, walls, seconds, shown } = await room();
  await tours.begin("utama", "malam", "oki");
  await seconds(11);
  await tours.byHand("utama", "tono", () => walls.take("utama", "orang", "tono"));
  expect(tours.of("utama")).toMatchObject({ paused: { by: "tono", why: "taken" }, nextAt: null, step: 2 });
  await seconds(30);
  expect(shown()).toBe("orang");
  await tours.steer("utama", "go", "oki");
  expect([shown(), tours.of("utama")?.paused]).toEqual(["dua", null]);
  await tours.steer("utama", "pause", "oki");
  await seconds(30);
  expect([shown(), tours.of("utama")?.paused?.why]).toEqual(["dua", "paused"]);
  await tours.steer("utama", "next", "oki");
  expect(shown()).toBe("tiga");
  await tours.stop("utama");
  await seconds(30);
  expect([shown(), tours.of("utama")]).toEqual(["tiga", null]);
});

it("what does not change the wall pauses nothing", async () => {
  const { tours, walls, seconds, shown } = await room();
  await tours.begin("utama", "malam", "oki");
  const refused = tours.byHand("utama", "tono", () => walls.take("utama", "tidak-ada", "tono"));
  await expect(refused).rejects.toMatchObject({ kind: "notFound" });
  expect(tours.of("utama")?.paused).toBeNull();
  await seconds(11);
  expect(shown()).toBe("dua");
});

it("waits for a lock and for what a rule raised, says for which, and goes on", async () => {
  const { tours, locks, seconds, shown, raise } = await room();
  await tours.begin("utama", "malam", "oki");
  await locks.lock("utama", "oki");
  await seconds(15);
  expect([shown(), tours.of("utama")?.waits, tours.of("utama")?.nextAt]).toEqual(["satu", "locked", null]);
  await expect(tours.steer("utama", "next", "oki")).rejects.toMatchObject({ kind: "locked" });
  raise(true);
  await locks.unlock("utama");
  await seconds(5);
  expect([shown(), tours.of("utama")?.waits]).toEqual(["satu", "raised"]);
  raise(false);
  await seconds(4);
  expect([shown(), tours.of("utama")?.waits]).toEqual(["dua", null]);
});

it("passes over a layout that is gone and says which, and ends with its own removal", async () => {
  const { tours, store, seconds, shown } = await room();
  await tours.begin("utama", "malam", "oki");
  await store.layouts.remove("dua", null);
  await seconds(11);
  expect([shown(), tours.of("utama")?.passedOver]).toEqual(["tiga", [2]]);
  await tours.remove("malam");
  expect(tours.of("utama")).toBeNull();
  const step = { layoutId: "dua", dwellS: 10 };
  await expect(tours.put({ ...night, steps: [step, step] })).rejects.toMatchObject({
    kind: "invalid",
    detail: { field: "steps.0.layoutId", problem: "there is no layout dua" },
  });
  await expect(tours.put({ ...night, wallId: "tidak-ada" })).rejects.toMatchObject({ kind: "invalid" });
});

it("goes on after a restart of the core, with the step that fell due meanwhile", async () => {
  const { tours, clock, open, seconds, shown } = await room();
  await tours.begin("utama", "malam", "oki");
  await seconds(4);
  await tours.close();
  await clock.advance(8000);
  const again = await open();
  onTestFinished(() => again.tours.close());
  expect([shown(again.walls), again.tours.of("utama")?.step]).toEqual(["satu", 1]);
  again.tours.start();
  await seconds(1);
  expect([shown(again.walls), again.tours.of("utama")]).toMatchObject(["dua", { step: 2, startedBy: "oki" }]);
});

it("an undo goes behind a tour that a rule interrupted, and back to the one that a second was begun over", async () => {
  const { tours, walls, seconds, shown, store } = await room();
  const steps = ["lain", "satu"].map((layoutId) => ({ layoutId, dwellS: 10 }));
  await tours.put({ id: "siang", name: "Siang", wallId: "utama", steps });
  await walls.take("utama", "orang", "oki");
  await tours.begin("utama", "malam", "oki");
  await seconds(11);
  await walls.automatic("utama", async ({ lay }) => {
    const { value } = await store.layouts.get("lain");
    const keep = (take: StoredTake) => store.takes.add(take);
    return { layoutId: "lain", tiles: lay(value), takenBy: "Banjir", takenAs: "rule", keep };
  });
  await seconds(11);
  expect(shown()).toBe("tiga");
  expect((await store.takes.ofWall("utama", 10)).map(({ layoutId }) => layoutId)).toEqual(["tiga", "orang"]);
  await tours.begin("utama", "siang", "tono");
  expect(shown()).toBe("lain");
  await tours.byHand("utama", "tono", () => walls.undo("utama", "tono"));
  expect(shown()).toBe("tiga");
  await tours.begin("utama", "malam", "oki");
  await tours.byHand("utama", "oki", () => walls.undo("utama", "oki"));
  expect(shown()).toBe("tiga");
});

it("a step that falls due while a rule's take is shown and not stored yet waits for what it raised", async () => {
  const { tours, walls, seconds, shown, store, raise } = await room();
  await tours.begin("utama", "malam", "oki");
  const disk = Promise.withResolvers<void>();
  const rule = walls.automatic("utama", async ({ lay }) => ({
    ...{ layoutId: "lain", tiles: lay((await store.layouts.get("lain")).value) },
    ...{ takenBy: "Banjir", takenAs: "rule" },
    keep: async (take) => {
      await disk.promise;
      await store.takes.add(take);
      raise(true);
    },
  }));
  await expect.poll(() => shown()).toBe("lain");
  // The step finds the rule's take on the wall, and nothing raised.
  await seconds(11);
  disk.resolve();
  await rule;
  await seconds(1);
  expect([shown(), tours.of("utama")]).toMatchObject(["lain", { step: 1, waits: "raised" }]);
  raise(false);
  await seconds(3);
  expect(shown()).toBe("dua");
});

it("a step that falls due in the moment of a rule's take gives way to it", async () => {
  const { tours, walls, clock, seconds, shown, store } = await room();
  await tours.begin("utama", "malam", "oki");
  const { value } = await store.layouts.get("lain");
  // Both at once: the step finds the rule's take on the wall when it comes to it.
  const rule = walls.automatic("utama", async ({ lay }) => {
    await clock.advance(10_001);
    return {
      layoutId: "lain",
      tiles: lay(value),
      takenBy: "Banjir",
      takenAs: "rule",
      keep: (take) => store.takes.add(take),
    };
  });
  await rule;
  await seconds(1);
  expect([shown(), tours.of("utama")?.step]).toEqual(["lain", 1]);
});

it("goes on after the trial of a site that leaves its wall out, is ended while that is tried, and begun by a schedule", async () => {
  const { tours, walls, seconds, shown } = await room();
  const site = twoOutputs();
  const without = { ...site, walls: site.walls.filter(({ id }) => id !== "utama"), viewports: [] };
  await tours.begin("utama", "malam", "oki");
  await seconds(5);
  walls.tryOn(without);
  // A step falls due, and puts no end to what a technician looks at.
  await seconds(15);
  expect(walls.triedSite).not.toBeNull();
  walls.tryOn(null);
  await seconds(3);
  expect(shown()).toBe("dua");

  walls.tryOn(without);
  await tours.remove("malam");
  expect(tours.of("utama")).toBeNull();
  await tours.put(night);
  expect(tours.of("utama")).toBeNull();
  // Which goes before a technician's look, as a scheduled layout does.
  expect(await tours.beginUnless(() => false, "malam", "Jadwal", "schedule")).toBe(true);
  expect([shown(), walls.triedSite]).toEqual(["satu", null]);
});

import { expect, it, onTestFinished } from "vitest";
import { createLog } from "../../../src/main/base/log.ts";
import { LayoutTours } from "../../../src/main/wall/layout-tours.ts";
import { WallLocks } from "../../../src/main/wall/locks.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { WallSchedules } from "../../../src/main/wall/schedule.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import type { ScheduleEntry } from "../../../src/protocol/schedule.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs } from "./small-site.ts";

const log = createLog("silent");
const everyDay = [1, 2, 3, 4, 5, 6, 7];
/** At a time of the site's day, eight hours ahead of UTC. */
const entry = (id: string, at: string, layoutId: string): ScheduleEntry => ({
  ...{ id, name: `Jadwal ${id}`, wallId: "utama", days: everyDay },
  ...{ when: { at }, does: { kind: "layout", layoutId } },
});

/** It is 2026-01-01, a Thursday, 08:00 at the site. */
async function room(change: (store: Store) => Store = (store) => store) {
  const clock = new SimulatedClock();
  const store = await opened(newFolder(), { clock });
  await store.site.put(twoOutputs(), null);
  for (const [at, id] of ["siang", "malam", "orang"].entries()) {
    const layout = halves(id, "utama", 1600, 400);
    await store.layouts.add({
      ...layout,
      tiles: layout.tiles.map((tile) => ({ ...tile, priority: at + 1 })),
    });
  }
  const shifts = new Map([["sore", "15:00"]]);
  let raised = false;
  const open = async () => {
    const locks = await WallLocks.open(store, clock, log);
    const walls = await Walls.open(store, new Outputs(clock), clock, () => undefined, locks);
    const parts = { store, walls, locks, clock, log, raised: () => raised };
    const read = { ...parts, store: change(store), changed: () => undefined };
    const tours = await LayoutTours.open(read);
    const schedules = await WallSchedules.open({
      ...{ ...read, tours },
      shiftStarts: (id) => shifts.get(id) ?? null,
    });
    onTestFinished(async () => {
      await schedules.close();
      await tours.close();
    });
    return { locks, walls, tours, schedules };
  };
  const first = await open();
  await first.schedules.start();
  /** Goes on to a time of the site's day, and waits for what is written on the way. */
  const until = async (iso: string) => {
    await clock.advance(Date.parse(`${iso}+08:00`) - clock.now());
    for (let turn = 0; turn < 5; turn += 1) await store.settings.get("written");
    await clock.advance(0);
    for (let turn = 0; turn < 5; turn += 1) await store.settings.get("and answered");
  };
  const raise = (now: boolean) => {
    raised = now;
  };
  return { ...first, clock, store, shifts, open, until, raise };
}

it("brings a layout at its time, which a person's take replaces until the next", async () => {
  const { schedules, walls, until } = await room();
  await schedules.put(entry("pagi", "09:00", "siang"));
  await schedules.put(entry("malam", "18:00", "malam"));
  expect(schedules.all.walls[0]?.next).toEqual({
    ...{ entryId: "pagi", name: "Jadwal pagi", at: "2026-01-01T01:00:00.000Z", skipped: false },
  });
  await until("2026-01-01T08:59:59");
  expect(walls.state("utama").layoutId).toBeNull();
  await until("2026-01-01T09:00:01");
  expect(walls.state("utama")).toMatchObject({
    layoutId: "siang",
    takenBy: "Jadwal pagi",
    takenAs: "schedule",
  });
  await walls.take("utama", "orang", "oki");
  await until("2026-01-01T17:59:00");
  expect(walls.state("utama").layoutId).toBe("orang");
  await until("2026-01-01T18:00:01");
  expect(walls.state("utama").layoutId).toBe("malam");
  await until("2026-01-02T09:00:01");
  expect(walls.state("utama").layoutId).toBe("siang");
});

it("does nothing for what was due before it was set up, comes with a shift, and is left out once when that is asked", async () => {
  const { schedules, walls, until, shifts } = await room();
  await schedules.put(entry("dini", "07:00", "siang"));
  await schedules.put({ ...entry("sore", "", "malam"), when: { shiftId: "sore" } });
  await until("2026-01-01T14:59:00");
  expect(walls.state("utama").layoutId).toBeNull();
  await schedules.skip("sore", true);
  expect(schedules.all.walls[0]?.next).toMatchObject({ entryId: "sore", skipped: true });
  await until("2026-01-01T15:00:30");
  expect(walls.state("utama").layoutId).toBeNull();
  await until("2026-01-02T14:00:00");
  await until("2026-01-02T15:00:30");
  expect(walls.state("utama").layoutId).toBe("malam");
  shifts.clear();
  expect(schedules.all.walls[0]?.next?.entryId).toBe("dini");
  const gone = schedules.put({ ...entry("lain", "", "malam"), when: { shiftId: "sore" } });
  await expect(gone).rejects.toMatchObject({ kind: "invalid", detail: { field: "when.shiftId" } });
});

it("waits for a lock and for what a rule raised, and says so; a layout that is gone is told", async () => {
  const { schedules, walls, locks, until, raise, store } = await room();
  await schedules.put(entry("pagi", "09:00", "siang"));
  await locks.lock("utama", "oki");
  await until("2026-01-01T09:00:10");
  expect(schedules.all.walls[0]?.waits).toMatchObject({ entryId: "pagi", why: "locked" });
  raise(true);
  await locks.unlock("utama");
  await until("2026-01-01T09:00:20");
  expect([walls.state("utama").layoutId, schedules.all.walls[0]?.waits?.why]).toEqual([null, "raised"]);
  raise(false);
  await until("2026-01-01T09:00:30");
  expect([walls.state("utama").layoutId, schedules.all.walls[0]?.waits]).toEqual(["siang", null]);
  await store.layouts.remove("siang", null);
  await until("2026-01-02T09:00:10");
  expect(schedules.all.walls[0]?.failed).toMatchObject({ entryId: "pagi", kind: "notFound" });
});

it("gives way to what somebody takes while it waits, and to a clock that is set back", async () => {
  const { schedules, walls, until, raise, clock, open } = await room();
  await schedules.put(entry("pagi", "09:00", "siang"));
  await schedules.put(entry("malam", "18:00", "malam"));
  raise(true);
  await until("2026-01-01T09:00:10");
  expect(schedules.all.walls[0]?.waits?.why).toBe("raised");
  // Another entry is changed meanwhile: what waits waits on.
  await schedules.put(entry("malam", "18:30", "malam"));
  expect(schedules.all.walls[0]?.waits?.why).toBe("raised");
  await walls.take("utama", "orang", "oki");
  await schedules.takenByHand("utama");
  raise(false);
  await until("2026-01-01T09:10:00");
  expect([walls.state("utama").layoutId, schedules.all.walls[0]?.waits]).toEqual(["orang", null]);

  // Three days ahead by mistake, then put right: the evening comes all the same.
  await until("2026-01-04T19:00:00");
  expect(walls.state("utama").layoutId).toBe("malam");
  await schedules.close();
  clock.set(Date.parse("2026-01-01T18:00:00+08:00") - clock.now());
  await walls.take("utama", "orang", "oki");
  const again = await open();
  await again.schedules.start();
  await until("2026-01-01T18:31:10");
  expect(again.walls.state("utama").layoutId).toBe("malam");
});

it("starts a tour, and ends the one that runs with the layout that follows", async () => {
  const { schedules, tours, walls, until } = await room();
  const steps = ["siang", "malam"].map((layoutId) => ({ layoutId, dwellS: 3600 }));
  await tours.put({ id: "keliling", name: "Keliling", wallId: "utama", steps });
  await schedules.put({ ...entry("tur", "09:00", ""), does: { kind: "tour", tourId: "keliling" } });
  await schedules.put(entry("siang", "12:00", "orang"));
  await until("2026-01-01T09:00:01");
  expect(tours.of("utama")).toMatchObject({
    tourId: "keliling",
    startedBy: "Jadwal tur",
    startedAs: "schedule",
  });
  await until("2026-01-01T12:00:01");
  expect([tours.of("utama"), walls.state("utama").layoutId]).toEqual([null, "orang"]);
});

it("brings after a restart the last that was missed, unless something was taken since", async () => {
  const { schedules, walls, clock, open, until } = await room();
  await schedules.put(entry("pagi", "09:00", "siang"));
  await schedules.put(entry("malam", "18:00", "malam"));
  await schedules.close();
  await until("2026-01-01T20:00:00");
  const again = await open();
  await again.schedules.start();
  await until("2026-01-01T20:00:01");
  expect(again.walls.state("utama").layoutId).toBe("malam");
  await again.schedules.close();
  await until("2026-01-02T10:00:00");
  await again.walls.take("utama", "orang", "oki");
  const third = await open();
  await third.schedules.start();
  await until("2026-01-02T10:00:05");
  expect([third.walls.state("utama").layoutId, walls.takeId("utama")]).toEqual(["orang", null]);
  expect(clock.now()).toBe(Date.parse("2026-01-02T02:00:05Z"));
});

it("takes what was stored before it was kept since when an entry comes as it was, and not as due by another zone", async () => {
  const { schedules, store, until, open } = await room();
  await schedules.put(entry("sore", "15:00", "malam"));
  await schedules.close();
  const state = { handledUntil: Date.parse("2026-01-01T08:00:00+08:00"), skipped: [], failed: null };
  await store.settings.put("schedule state", JSON.stringify({ utama: state }));
  const again = await open();
  await again.schedules.start();
  await until("2026-01-01T14:30:00");
  // There it is 15:30 already.
  await again.walls.putSite({ ...twoOutputs(), zone: "Asia/Jayapura" }, null);
  again.schedules.look();
  await until("2026-01-01T14:40:00");
  expect(again.walls.state("utama").layoutId).toBeNull();
  await until("2026-01-02T14:00:30");
  expect(again.walls.state("utama").layoutId).toBe("malam");
});

it("does not do at once what is set up while it looks, however long the disk takes", async () => {
  const held: PromiseWithResolvers<void>[] = [];
  let isHeld = false;
  const { schedules, walls, until } = await room((store) => ({
    ...store,
    settings: {
      ...store.settings,
      put: async (key, value) => {
        if (isHeld && key === "schedule") {
          const answer = Promise.withResolvers<void>();
          held.push(answer);
          await answer.promise;
        }
        await store.settings.put(key, value);
      },
    },
  }));
  isHeld = true;
  const putting = schedules.put(entry("dini", "07:00", "siang"));
  await expect.poll(() => held.length).toBe(1);
  schedules.look();
  await until("2026-01-01T08:10:00");
  held[0]?.resolve();
  await putting;
  await until("2026-01-01T08:20:00");
  expect(walls.state("utama").layoutId).toBeNull();
  await until("2026-01-02T07:00:30");
  expect(walls.state("utama").layoutId).toBe("siang");
});

it("keeps what was left out and taken by hand while a layout was on its way", async () => {
  let isHeld = true;
  const reading = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  const { schedules, walls, until } = await room((store) => ({
    ...store,
    layouts: {
      ...store.layouts,
      get: async (id) => {
        if (isHeld && id === "malam") {
          reading.resolve();
          await answer.promise;
        }
        return store.layouts.get(id);
      },
    },
  }));
  isHeld = false;
  await schedules.put(entry("pagi", "09:00", "malam"));
  await schedules.put(entry("nanti", "09:05", "siang"));
  await schedules.put(entry("esok", "12:00", "siang"));
  isHeld = true;
  await until("2026-01-01T09:00:01");
  await reading.promise;
  await schedules.skip("esok", true);
  await until("2026-01-01T09:06:00");
  await schedules.takenByHand("utama");
  isHeld = false;
  answer.resolve();
  await until("2026-01-01T09:10:00");
  // What was due at 09:05 gave way to the hand, and noon is left out.
  expect(walls.state("utama").layoutId).toBe("malam");
  await until("2026-01-01T12:00:30");
  expect(walls.state("utama").layoutId).toBe("malam");
});

it("leaves what somebody takes while it reads what is due, a layout or a tour, and is done with that", async () => {
  let isHeld = false;
  const reads: PromiseWithResolvers<void>[] = [];
  const { schedules, tours, walls, until } = await room((store) => ({
    ...store,
    layouts: {
      ...store.layouts,
      get: async (id) => {
        if (isHeld && id === "malam") {
          const read = Promise.withResolvers<void>();
          reads.push(read);
          await read.promise;
        }
        return store.layouts.get(id);
      },
    },
  }));
  const step = (layoutId: string) => ({ layoutId, dwellS: 3600 });
  for (const [id, layoutId] of [["keliling", "malam"] as const, ["tangan", "siang"] as const])
    await tours.put({ id, name: id, wallId: "utama", steps: [step(layoutId)] });
  await schedules.put(entry("pagi", "09:00", "malam"));
  await schedules.put({ ...entry("siang", "12:00", ""), does: { kind: "tour", tourId: "keliling" } });
  await schedules.put(entry("sore", "15:00", "malam"));
  await schedules.put(entry("petang", "18:00", "malam"));
  /** While what is due at that hour is read somebody does something. */
  const meanwhile = async (hour: string, act: () => Promise<unknown>) => {
    reads.length = 0;
    isHeld = true;
    await until(`2026-01-01T${hour}:00:01`);
    await expect.poll(() => reads.length).toBe(1);
    await act();
    isHeld = false;
    reads[0]?.resolve();
    await until(`2026-01-01T${hour}:05:00`);
    const { failed, waits } = schedules.all.walls[0] ?? {};
    expect([failed, waits]).toEqual([null, null]);
    return walls.state("utama").layoutId;
  };
  const take = () => walls.take("utama", "orang", "oki");
  expect(await meanwhile("09", take)).toBe("orang");
  expect(await meanwhile("12", take)).toBe("orang");
  expect(tours.of("utama")).toBeNull();
  expect(await meanwhile("15", () => tours.begin("utama", "tangan", "oki"))).toBe("siang");
  expect(tours.of("utama")).toMatchObject({ tourId: "tangan", startedBy: "oki" });
  // A tour of somebody that ran before is no hand of now.
  expect(await meanwhile("18", () => tours.steer("utama", "next", "oki"))).toBe("malam");
});

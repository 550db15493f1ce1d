import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { createLog } from "../../../src/main/base/log.ts";
import { DATABASE_NAME } from "../../../src/main/store/folder.ts";
import { Fault } from "../../../src/main/base/fault.ts";
import type { Store } from "../../../src/main/store/store.ts";
import type { StoredTake } from "../../../src/main/store/wall-store.ts";
import { WallHistory } from "../../../src/main/wall/history.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import type { TileStats } from "../../../src/protocol/output.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs, unlocked } from "./small-site.ts";

function readOnly(folder: string) {
  const db = new Database(join(folder, DATABASE_NAME), { readonly: true });
  return {
    count: (table: "tour_steps" | "past_pictures") =>
      z.int().parse(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    [Symbol.dispose]: () => db.close(),
  };
}

async function room() {
  const clock = new SimulatedClock();
  const path = newFolder();
  const store = await opened(path, { clock });
  await store.site.put(twoOutputs(), null);
  await store.layouts.add(halves("satu", "utama", 1600, 400));
  await store.layouts.add(halves("dua", "utama", 1600, 400));
  const outputs = new Outputs(clock);
  const disk = { full: false };
  const takes: Store["takes"] = {
    ...store.takes,
    add: (take) => (disk.full ? Promise.reject(new Fault("diskFull", { path: "x" })) : store.takes.add(take)),
  };
  const follow = () => history.follow();
  const walls: Walls = await Walls.open({ ...store, takes }, outputs, clock, follow, unlocked, follow);
  const history = new WallHistory({ store, walls, outputs, clock, log: createLog("silent") });
  history.start();
  onTestFinished(() => history.end());
  const stats = (tileId: string, state: TileStats["state"]): TileStats => ({
    ...{ tileId, cameraId: "kamera-1", stream: "main", state, frozen: false, framesPresented: 1, dropped: 0 },
    ...{ fps: 25, frameAgeMs: 40, ageBasis: "arrival", width: 64, height: 36 },
  });
  /** Everything that was begun is written; it is one write after the other, and the store knows of one of them. */
  const written = async () => {
    await history.end();
    history.start();
  };
  const moment = async (at: number) => {
    await written();
    const found = await store.history.moment("utama", at);
    return found === null
      ? null
      : { layoutId: found.take.layoutId, states: found.states.map(({ state }) => state) };
  };
  return { clock, store, outputs, walls, history, stats, moment, written, path, disk };
}

describe("the history of a wall", () => {
  it("has what was taken and how its tiles were at any moment, over a restart too", async () => {
    const { clock, store, outputs, walls, stats, moment } = await room();
    const before = clock.now();
    await clock.advance(10_000);
    await walls.take("utama", "satu", "Sari");
    const taken = clock.now();
    const page = outputs.join(["kiri", "kanan"]);
    page.report({ outputId: "kiri", takeId: null, visible: true, tiles: [stats("kiri", "live")] });
    page.report({ outputId: "kanan", takeId: null, visible: true, tiles: [stats("kanan", "live")] });
    await clock.advance(4000);
    page.report({ outputId: "kanan", takeId: null, visible: true, tiles: [stats("kanan", "lost")] });
    await clock.advance(4000);
    const lost = clock.now();
    await walls.take("utama", "dua", "Budi");
    await clock.advance(2000);
    await expect.poll(() => moment(clock.now())).toMatchObject({ layoutId: "dua" });
    expect(await moment(before)).toBeNull();
    expect(await moment(taken + 3000)).toEqual({ layoutId: "satu", states: ["live", "live"] });
    expect(await moment(lost - 1)).toEqual({ layoutId: "satu", states: ["live", "lost"] });
    const changes = await store.history.changes("utama", before, clock.now() + 1);
    expect(changes.filter(({ what }) => what === "take")).toMatchObject([
      { by: "Sari", layoutId: "satu" },
      { by: "Budi", layoutId: "dua" },
    ]);
    expect(
      changes.filter(({ what }) => what === "states").map((one) => "wrong" in one && one.wrong),
    ).toContain(1);
  });

  it("has every take of many at once, and nothing of one that the store refused", async () => {
    const { clock, store, walls, moment, disk } = await room();
    await walls.take("utama", "satu", "Sari");
    await clock.advance(1000);
    disk.full = true;
    await expect(walls.take("utama", "dua", "Budi")).rejects.toMatchObject({ kind: "diskFull" });
    await clock.advance(1000);
    disk.full = false;
    expect(await moment(clock.now())).toMatchObject({ layoutId: "satu" });
    await clock.advance(1000);
    await Promise.all(["dua", "satu", "dua"].map((id) => walls.take("utama", id, "Rani")));
    expect(await moment(clock.now())).toMatchObject({ layoutId: "dua" });
    const changes = await store.history.changes("utama", 0, clock.now() + 1);
    const taken = changes.flatMap((one) => (one.what === "take" ? [one.layoutId] : []));
    expect(taken).toEqual(["satu", "dua", "satu", "dua"]);
  });

  it("keeps the steps of a tour as one change and each picture once, and knows the wall at any of them", async () => {
    const { clock, store, outputs, walls, stats, moment, path } = await room();
    const page = outputs.join(["kiri"]);
    await walls.take("utama", "satu", "Sari");
    await clock.advance(10_000);
    const step = async (layoutId: string) => {
      const { value } = await store.layouts.get(layoutId);
      const made = {
        layoutId,
        takenBy: "Malam",
        takenAs: "tour",
        tourId: "malam",
        keep: (take: StoredTake) => store.takes.add(take),
      } as const;
      await walls.automatic("utama", async ({ lay }) => ({
        ...{ ...made, tiles: lay(value), startedBy: { name: "Sari" } },
      }));
      page.report({ outputId: "kiri", takeId: null, visible: true, tiles: [stats("kiri", "live")] });
      await clock.advance(10_000);
    };
    const began = clock.now();
    for (let at = 0; at < 20; at += 1) await step(at % 2 === 0 ? "dua" : "satu");
    expect(await moment(began + 5000)).toEqual({ layoutId: "dua", states: ["live", "unseen"] });
    expect(await moment(began + 15_000)).toEqual({ layoutId: "satu", states: ["live", "unseen"] });
    expect(await moment(began + 165_000)).toEqual({ layoutId: "dua", states: ["live", "unseen"] });
    expect((await store.history.moment("utama", began + 15_000))?.take.takenAt).toBe(
      new Date(began + 10_000).toISOString(),
    );
    await walls.take("utama", "dua", "Budi");
    await clock.advance(2000);
    const told = async (from: number, until: number) =>
      (await store.history.changes("utama", from, until)).filter(({ what }) => what !== "states");
    const at = (ms: number) => new Date(ms).toISOString();
    const tour = { what: "tour", name: "Malam", by: "Sari" };
    await expect
      .poll(() => told(0, clock.now()))
      .toMatchObject([
        { what: "take", by: "Sari" },
        { ...tour, steps: 20, at: at(began), until: at(began + 190_000) },
        { what: "take", by: "Budi" },
      ]);
    // Of a stretch within it, what came in that.
    expect(await told(began + 1, began + 30_001)).toEqual([
      { ...tour, as: undefined, steps: 3, at: at(began + 10_000), until: at(began + 30_000) },
    ]);
    expect(await told(began + 191_000, began + 199_000)).toEqual([]);
    // A core that starts again tells what is on the wall once more.
    const again = new WallHistory({ store, walls, outputs, clock, log: createLog("silent") });
    again.follow();
    await again.end();
    expect(await told(0, clock.now())).toHaveLength(3);
    using db = readOnly(path);
    expect(db.count("tour_steps")).toBe(19);
    expect(db.count("past_pictures")).toBeLessThan(8);
    clock.set(40 * 86_400_000);
    await clock.advance(8000);
    await expect.poll(() => db.count("tour_steps")).toBe(0);
    await expect.poll(() => db.count("past_pictures")).toBeLessThan(3);
    expect(await moment(clock.now())).toMatchObject({ layoutId: "dua" });
  });

  it("of a tour that has run for longer than is kept the last days stay", async () => {
    const { store } = await room();
    const day = 86_400_000;
    const add = (at: number, tourId: string | null, layoutId: string) => {
      const take = {
        takeId: `${at}`,
        layoutId,
        takenAt: new Date(at).toISOString(),
        takenBy: "x",
        tiles: [],
      };
      const tour =
        tourId === null ? {} : { takenAs: "tour" as const, tour: { id: tourId, startedBy: "Sari" } };
      const canvas = { width: 1, height: 1 };
      return store.history.add("utama", at, { kind: "take", take: { ...take, ...tour }, canvas });
    };
    for (let at = 1; at < 40; at += 1) await add(at * day, "malam", at % 2 === 0 ? "satu" : "dua");
    await add(40 * day, null, "orang");
    while ((await store.history.prune(20 * day + 1)) > 0);
    const shown = async (at: number) => (await store.history.moment("utama", at * day))?.take.layoutId;
    expect([await shown(20), await shown(25.5), await shown(39), await shown(41)]).toEqual([
      ...["satu", "dua", "dua", "orang"],
    ]);
    expect(await shown(19.5)).toBe("dua");
    expect(await store.history.changes("utama", 0, 41 * day)).toMatchObject([
      { what: "tour", steps: 21 },
      { what: "take", layoutId: "orang" },
    ]);
  });

  it("keeps at most 300 changes of states an hour, and then one a minute", async () => {
    const { clock, store, outputs, walls, stats, written } = await room();
    await walls.take("utama", "satu", "Sari");
    const page = outputs.join(["kiri"]);
    const hour = 3_600_000;
    await clock.advance(hour - (clock.now() % hour));
    const from = clock.now();
    for (let at = 0; at < 1700; at += 1) {
      const state = at % 2 === 0 ? "live" : "stale";
      page.report({ outputId: "kiri", takeId: null, visible: true, tiles: [stats("kiri", state)] });
      await clock.advance(2000);
    }
    await written();
    const kept = await store.history.changes("utama", from, clock.now());
    expect(kept.length).toBeGreaterThan(330);
    expect(kept.length).toBeLessThan(360);
  });

  it("forgets what is older than 30 days, but never what a wall shows since then", async () => {
    const { clock, store, walls, moment } = await room();
    await walls.take("utama", "satu", "Sari");
    const first = clock.now();
    await clock.advance(2000);
    await walls.take("utama", "dua", "Sari");
    const second = clock.now();
    await clock.advance(2000);
    const day = 86_400_000;
    clock.set(31 * day);
    await clock.advance(4000);
    await expect.poll(() => moment(first)).toBeNull();
    expect(await moment(clock.now())).toMatchObject({ layoutId: "dua" });
    expect((await store.history.changes("utama", second - 1, clock.now())).map(({ what }) => what)).toEqual([
      "take",
    ]);
  }, 60_000);

  it("knows what stood at a time as it was then", async () => {
    const { clock, store } = await room();
    const flood = await store.incidents.add({ kind: "flood", severity: "low", text: "Genangan" }, "BPBD");
    await clock.advance(1000);
    const low = clock.now();
    await clock.advance(1000);
    await store.incidents.edit(flood.value.id, { severity: "high" }, null, "Sari");
    const fire = await store.incidents.add({ kind: "fire", severity: "critical", text: "Api" }, "Sari");
    const both = clock.now();
    await clock.advance(1000);
    await store.incidents.edit(fire.value.id, { status: "closed" }, null, "Sari");
    const told = async (at: number) =>
      (await store.history.stood(at)).map(({ text, severity }) => `${severity} ${text}`);
    expect(await told(low - 1001)).toEqual([]);
    expect(await told(low)).toEqual(["low Genangan"]);
    expect(await told(both)).toEqual(["critical Api", "high Genangan"]);
    expect(await told(clock.now())).toEqual(["high Genangan"]);
  });
});

import { describe, expect, it, onTestFinished } from "vitest";
import { createLog } from "../../../src/main/base/log.ts";
import { WallHistory } from "../../../src/main/wall/history.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import type { TileStats } from "../../../src/protocol/output.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs, unlocked } from "./small-site.ts";

async function room() {
  const clock = new SimulatedClock();
  const store = await opened(newFolder(), { clock });
  await store.site.put(twoOutputs(), null);
  await store.layouts.add(halves("satu", "utama", 1600, 400));
  await store.layouts.add(halves("dua", "utama", 1600, 400));
  const outputs = new Outputs(clock);
  const walls: Walls = await Walls.open(store, outputs, clock, () => history.follow(), unlocked);
  const history = new WallHistory({ store, walls, outputs, clock, log: createLog("silent") });
  history.start();
  onTestFinished(() => history.end());
  const stats = (tileId: string, state: TileStats["state"]): TileStats => ({
    ...{ tileId, cameraId: "kamera-1", stream: "main", state, frozen: false, framesPresented: 1, dropped: 0 },
    ...{ fps: 25, frameAgeMs: 40, ageBasis: "arrival", width: 64, height: 36 },
  });
  /** What the wall was at `at`, once everything that was begun is written. */
  const moment = async (at: number) => {
    await store.drills.list();
    const found = await store.history.moment("utama", at);
    return found === null
      ? null
      : { layoutId: found.take.layoutId, states: found.states.map(({ state }) => state) };
  };
  return { clock, store, outputs, walls, history, stats, moment };
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

  it("keeps at most 300 changes of states an hour, and then one a minute", async () => {
    const { clock, store, outputs, walls, stats } = await room();
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
    await store.drills.list();
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

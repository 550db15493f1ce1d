import { describe, expect, it } from "vitest";
import type { Site } from "../../../src/layouts/site.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { SiteTrial, TRIAL_MS } from "../../../src/main/wall/site-trial.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs, unlocked } from "./small-site.ts";

async function room() {
  const clock = new SimulatedClock();
  const store = await opened(newFolder());
  await store.site.put(twoOutputs(), null);
  await store.layouts.add(halves("satu", "utama", 1600, 400));
  let changes = 0;
  const outputs = new Outputs(clock);
  const changed = () => {
    changes += 1;
  };
  const walls = await Walls.open(store, outputs, clock, changed, unlocked);
  await walls.take("utama", "satu", "oki");
  return { clock, store, outputs, walls, trial: new SiteTrial(walls, store, clock), changes: () => changes };
}

/** The same site with a canvas of twice the size, shown in its left quarter. */
const larger = (): Site => {
  const site = twoOutputs();
  return {
    ...site,
    walls: site.walls.map((wall) =>
      wall.id === "utama" ? { ...wall, canvas: { width: 3200, height: 800 } } : wall,
    ),
  };
};

describe("a site that is tried", () => {
  it("is on the glass at once, tiles and all, and the stored one is back after 15 s", async () => {
    const { clock, store, walls, trial, changes } = await room();
    const before = { state: walls.state("utama"), stored: await store.site.get(), changes: changes() };
    const report = await trial.begin(larger(), "oki", 1);
    expect(Date.parse(report.endsAt) - clock.now()).toBe(TRIAL_MS);
    expect(trial.current).toEqual(report);
    expect(walls.state("utama")).toMatchObject({
      canvas: { width: 3200, height: 800 },
      tiles: [{ rect: { x: 0, width: 1600, height: 800 } }, { rect: { x: 1600 } }],
    });
    expect(changes()).toBe(before.changes + 1);
    await clock.advance(TRIAL_MS - 1);
    expect(walls.site).toEqual(larger());
    await clock.advance(1);
    expect(trial.current).toBeNull();
    expect(walls.state("utama")).toEqual(before.state);
    expect(await store.site.get()).toEqual(before.stored);
    expect(changes()).toBe(before.changes + 2);
  });

  it("is stored when it is confirmed, and stays", async () => {
    const { clock, store, walls, trial } = await room();
    const { id } = await trial.begin(larger(), "oki", null);
    const shown = walls.state("utama").tiles;
    expect(await trial.confirm(id)).toEqual({ value: larger(), version: 2 });
    await clock.advance(TRIAL_MS * 2);
    expect(walls.site).toEqual(larger());
    expect((await store.site.get())?.value).toEqual(larger());
    expect(walls.state("utama").tiles).toEqual(shown);
    await expect(trial.confirm(id)).rejects.toMatchObject({ kind: "notFound" });
  });

  it("gives way to the next one, whose time begins anew, and ends at a word", async () => {
    const { clock, walls, trial } = await room();
    await trial.begin(larger(), "oki", null);
    await clock.advance(TRIAL_MS - 1);
    const { id } = await trial.begin({ ...larger(), name: "Lain" }, "budi", null);
    await clock.advance(TRIAL_MS - 1);
    expect(walls.site.name).toBe("Lain");
    await trial.end(id);
    expect(walls.site).toEqual(twoOutputs());
    await expect(trial.end(id)).rejects.toMatchObject({ kind: "notFound" });
  });

  it("is refused where another was stored meanwhile, at its beginning and at its end", async () => {
    const { store, walls, trial } = await room();
    await expect(trial.begin(larger(), "oki", 7)).rejects.toMatchObject({ kind: "preconditionFailed" });
    expect(walls.site).toEqual(twoOutputs());
    const { id } = await trial.begin(larger(), "oki", 1);
    await store.site.put({ ...twoOutputs(), name: "Diubah" }, null);
    await expect(trial.confirm(id)).rejects.toMatchObject({ kind: "preconditionFailed" });
    expect(walls.site).toEqual(larger());
    await trial.end(id);
    expect((await store.site.get())?.value.name).toBe("Diubah");
  });

  it("ends where another site is stored, and neither it nor its time can undo that", async () => {
    const { clock, walls, trial } = await room();
    const { id } = await trial.begin(larger(), "oki", 1);
    await walls.putSite({ ...twoOutputs(), name: "Disimpan" }, 1);
    expect(trial.current).toBeNull();
    await expect(trial.confirm(id)).rejects.toMatchObject({ kind: "notFound" });
    await expect(trial.end(id)).rejects.toMatchObject({ kind: "notFound" });
    await clock.advance(TRIAL_MS);
    expect(walls.site.name).toBe("Disimpan");
  });

  it("is nobody's to keep or to end but by its own name", async () => {
    const { store, walls, trial } = await room();
    const mine = await trial.begin(larger(), "oki", null);
    const theirs = await trial.begin({ ...larger(), name: "Lain" }, "budi", null);
    await expect(trial.confirm(mine.id)).rejects.toMatchObject({ kind: "notFound" });
    await expect(trial.end(mine.id)).rejects.toMatchObject({ kind: "notFound" });
    expect(trial.current).toEqual(theirs);
    expect(walls.site.name).toBe("Lain");
    expect((await store.site.get())?.version).toBe(1);
  });

  it("that is being stored is stored whole: what comes meanwhile waits, and its end comes too late", async () => {
    const { clock, store, walls, trial } = await room();
    const { id } = await trial.begin(larger(), "oki", null);
    const confirmed = trial.confirm(id);
    const next = trial.begin({ ...larger(), name: "Lain" }, "budi", 1);
    const ended = trial.end(id);
    const late = [next, ended].map((each) => expect(each).rejects.toThrow());
    await clock.advance(TRIAL_MS);
    expect(await confirmed).toMatchObject({ version: 2 });
    await Promise.all(late);
    expect(walls.site).toEqual(larger());
    expect((await store.site.get())?.value).toEqual(larger());
    expect(trial.current).toBeNull();
  });

  it("gives way to a picture that it has no room for, and to none that it has", async () => {
    const { store, walls, trial } = await room();
    await store.layouts.add({ id: "kosong", name: "Kosong", wallId: "utama", tiles: [] });
    await walls.take("utama", "kosong", "oki");
    const narrow = larger();
    for (const wall of narrow.walls) wall.canvas = { width: 1, height: 1 };
    await trial.begin(narrow, "oki", null);
    await walls.take("utama", "kosong", "budi");
    expect(trial.current).not.toBeNull();
    await walls.take("utama", "satu", "budi");
    expect(trial.current).toBeNull();
    expect(walls.state("utama")).toMatchObject({ canvas: { width: 1600, height: 400 }, layoutId: "satu" });
  });

  it("that leaves a wall out gives way to a picture that is taken on it or taken back, and to none that cannot be", async () => {
    const { store, walls, trial, changes } = await room();
    const first = walls.state("utama");
    const without = (): Site => {
      const site = twoOutputs();
      return { ...site, walls: site.walls.filter(({ id }) => id !== "utama"), viewports: [] };
    };
    await store.layouts.add({ id: "kosong", name: "Kosong", wallId: "utama", tiles: [] });
    const { id } = await trial.begin(without(), "oki", null);
    expect(() => walls.state("utama")).toThrow();
    for (const refused of [
      walls.take("utama", "tidak-ada", "budi"),
      walls.take("tidak-ada", "kosong", "budi"),
      walls.undo("kecil", "budi"),
    ])
      await expect(refused).rejects.toMatchObject({ kind: "notFound" });
    expect(trial.current?.id).toBe(id);
    await walls.take("kecil", "kosong", "budi");
    expect(trial.current?.id).toBe(id);
    const told = changes();
    const revision = walls.siteRevision;
    await walls.take("utama", "kosong", "budi");
    expect(trial.current).toBeNull();
    expect(walls.site).toEqual(twoOutputs());
    expect(walls.siteRevision).toBe(revision + 1);
    expect(changes()).toBe(told + 1);
    expect(walls.state("utama")).toMatchObject({ layoutId: "kosong", takenBy: "budi", revision: 2 });
    await trial.begin(without(), "oki", null);
    await walls.undo("utama", "budi");
    expect(trial.current).toBeNull();
    expect(walls.state("utama")).toMatchObject({ layoutId: "satu", tiles: first.tiles });
  });

  it("that has a wall more keeps nothing on that, and shows nothing there either", async () => {
    const { walls, trial, changes } = await room();
    const site = twoOutputs();
    const [wall] = site.walls;
    if (wall === undefined) throw new Error("no wall");
    await trial.begin(
      { ...site, walls: [...site.walls, { ...wall, id: "baru", name: "Baru" }] },
      "oki",
      null,
    );
    const told = changes();
    await expect(walls.take("baru", "satu", "budi")).rejects.toMatchObject({ kind: "notFound" });
    expect(changes()).toBe(told);
    expect(walls.state("baru")).toMatchObject({ takeId: null, tiles: [] });
  });

  it("that leaves a wall out has no say in how far the picture was that was on it", async () => {
    const { outputs, walls, trial } = await room();
    outputs.join(["kiri", "kanan"]);
    const site = twoOutputs();
    const before = await walls.take("utama", "satu", "oki");
    expect(await walls.progress(before)).toMatchObject({ state: "pending" });
    await trial.begin({ ...site, walls: site.walls.slice(1), viewports: [] }, "oki", null);
    await walls.take("utama", "satu", "budi");
    expect(await walls.progress(before)).toMatchObject({ state: "superseded" });
  });

  it("that is another city's, or too small for what is on the wall, changes nothing", async () => {
    const { walls, trial } = await room();
    await expect(trial.begin({ ...larger(), id: "lain" }, "oki", null)).rejects.toMatchObject({
      kind: "invalid",
    });
    const narrow = larger();
    for (const wall of narrow.walls) wall.canvas = { width: 1, height: 1 };
    await expect(trial.begin(narrow, "oki", null)).rejects.toMatchObject({ kind: "invalid" });
    expect(trial.current).toBeNull();
    expect(walls.site).toEqual(twoOutputs());
  });
});

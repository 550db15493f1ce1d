import { describe, expect, it } from "vitest";
import { arrangeOnWall } from "../../../src/layouts/arrange.ts";
import type { Content } from "../../../src/layouts/layout.ts";
import type { Edit } from "../../../src/layouts/edit/edit.ts";
import type { Site } from "../../../src/layouts/site.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { WallLocks } from "../../../src/main/wall/locks.ts";
import { editWall } from "../../../src/main/wall/wall-edits.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import { Fault } from "../../../src/main/base/fault.ts";
import type { Store } from "../../../src/main/store/store.ts";
import type { StoredTake } from "../../../src/main/store/wall-store.ts";
import { TAKES_A_WALL } from "../../../src/main/store/takes.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { editor, halves, siteOf, twoOutputs, unlocked } from "./small-site.ts";

interface Here {
  readonly data: string;
  readonly store: Store;
  readonly outputs: Outputs;
  readonly locks: WallLocks;
  readonly walls: Walls;
  readonly clock: SimulatedClock;
  readonly changes: () => number;
}

async function open(data: string): Promise<Here> {
  const clock = new SimulatedClock();
  const store = await opened(data);
  if ((await store.site.get()) === null) {
    await store.site.put(twoOutputs(), null);
    for (const id of ["satu", "dua"]) await store.layouts.add(halves(id, "utama", 1600, 400));
    await store.layouts.add(halves("lain", "kecil", 400, 400));
  }
  const outputs = new Outputs(clock);
  let changes = 0;
  const changed = () => {
    changes += 1;
  };
  const locks = await WallLocks.open(store, clock, createLog("silent"));
  const walls = await Walls.open(store, outputs, clock, changed, locks);
  return { data, store, outputs, locks, walls, clock, changes: () => changes };
}

describe("a take", () => {
  it("is on the disk before it is answered, and a restart brings the wall back", async () => {
    const { data, store, walls } = await open(newFolder());
    const id = await walls.take("utama", "satu", "oki");
    const state = walls.state("utama");
    expect(state).toMatchObject({ takeId: id, layoutId: "satu", takenBy: "oki", revision: 1 });
    expect(await store.takes.ofWall("utama", 5)).toMatchObject([{ id, revision: 1 }]);
    await store.close();
    expect((await open(data)).walls.state("utama")).toEqual(state);
  });

  it("keeps what was taken when the layout is edited or removed afterwards", async () => {
    const { store, walls } = await open(newFolder());
    await walls.take("utama", "satu", "oki");
    const before = walls.state("utama").tiles;
    await store.layouts.put({ ...halves("satu", "utama", 1600, 400), tiles: [] }, null, editor);
    expect(walls.state("utama").tiles).toEqual(before);
    await store.layouts.remove("satu", null);
    expect(walls.state("utama").tiles).toEqual(before);
  });

  it("of a layout that was made for another wall is laid out on this one, all of it", async () => {
    const { walls } = await open(newFolder());
    await walls.take("utama", "lain", "oki");
    expect(walls.state("utama")).toMatchObject({
      layoutId: "lain",
      tiles: [
        { id: "kiri", rect: { x: 0, y: 0, width: 800, height: 400 } },
        { id: "kanan", rect: { x: 800, y: 0, width: 800, height: 400 } },
      ],
    });
  });

  it("of an unknown wall or an unknown layout changes nothing", async () => {
    const { walls, changes } = await open(newFolder());
    for (const [wall, layout] of [
      ["lain", "satu"],
      ["utama", "tiga"],
    ] as const)
      await expect(walls.take(wall, layout, "oki")).rejects.toMatchObject({ kind: "notFound" });
    expect(walls.state("utama").revision).toBe(0);
    expect(changes()).toBe(0);
  });

  it("is on its way to the glass while the disk still works on it, and is answered after that", async () => {
    const { store } = await open(newFolder());
    const disk = Promise.withResolvers<void>();
    const takes: Store["takes"] = {
      ...store.takes,
      add: async (take) => {
        await disk.promise;
        await store.takes.add(take);
      },
    };
    const clock = new SimulatedClock();
    const shown = Promise.withResolvers<void>();
    const walls = await Walls.open({ ...store, takes }, new Outputs(clock), clock, shown.resolve, unlocked);
    let answered = false;
    const taking = walls.take("utama", "satu", "oki").then((id) => {
      answered = true;
      return id;
    });
    await shown.promise;
    expect(walls.state("utama")).toMatchObject({ layoutId: "satu", revision: 1 });
    expect(answered).toBe(false);
    expect(await store.takes.ofWall("utama", 1)).toEqual([]);
    disk.resolve();
    expect(await taking).toBe(walls.takeId("utama"));
    expect(await store.takes.ofWall("utama", 1)).toMatchObject([{ layoutId: "satu" }]);
  });

  it("that the store refuses changes nothing, and the next one is made", async () => {
    const { store } = await open(newFolder());
    let refuse = true;
    const takes: Store["takes"] = {
      ...store.takes,
      add: (take) => (refuse ? Promise.reject(new Fault("diskFull", { path: "x" })) : store.takes.add(take)),
    };
    const clock = new SimulatedClock();
    const seen: (string | null)[] = [];
    const walls: Walls = await Walls.open(
      { ...store, takes },
      new Outputs(clock),
      clock,
      () => seen.push(walls.state("utama").layoutId),
      unlocked,
    );
    await expect(walls.take("utama", "satu", "oki")).rejects.toMatchObject({ kind: "diskFull" });
    expect(walls.state("utama")).toMatchObject({ takeId: null, revision: 0 });
    // Whoever was shown it is shown again what was there.
    expect(seen).toEqual(["satu", null]);
    refuse = false;
    await walls.take("utama", "dua", "oki");
    // Whoever saw the revision 1 saw another picture.
    expect(walls.state("utama")).toMatchObject({ layoutId: "dua", revision: 2 });
    const asked = { base: 1, edits: [{ kind: "remove", tileId: "kiri" } as const], by: "tono" };
    await expect(
      editWall({ store, walls }, "utama", { ...asked, check: () => undefined }),
    ).rejects.toMatchObject({ kind: "preconditionFailed" });
  });

  it("whose followers fail stays where it is stored, and goes where it is not", async () => {
    const { store } = await open(newFolder());
    let [failing, refuse] = [false, false];
    const takes: Store["takes"] = {
      ...store.takes,
      add: async (take) => {
        await store.takes.ofWall("utama", 1);
        if (refuse) throw new Fault("diskFull", { path: "x" });
        await store.takes.add(take);
      },
    };
    const follow = () => {
      if (failing) throw new Error("nobody follows");
    };
    const clock = new SimulatedClock();
    const outputs = new Outputs(clock);
    const walls = await Walls.open({ ...store, takes }, outputs, clock, follow, unlocked);
    outputs.join(["kiri"]);
    const first = await walls.take("utama", "satu", "oki");
    failing = true;
    await expect(walls.take("utama", "dua", "oki")).rejects.toThrow("nobody follows");
    expect(walls.state("utama")).toMatchObject({ layoutId: "dua", revision: 2 });
    expect(await walls.progress(first)).toMatchObject({ state: "superseded" });
    expect(await store.takes.ofWall("utama", 1)).toMatchObject([{ layoutId: "dua" }]);
    refuse = true;
    await expect(walls.take("utama", "satu", "oki")).rejects.toThrow();
    expect(walls.state("utama")).toMatchObject({ layoutId: "dua", revision: 2 });
  });

  it("one of many at once has the last revision, and each its own", async () => {
    const { store, walls } = await open(newFolder());
    const names = Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? "satu" : "dua"));
    const ids = await Promise.all(names.map((name) => walls.take("utama", name, "oki")));
    expect(new Set(ids).size).toBe(24);
    const stored = await store.takes.ofWall("utama", 100);
    expect(stored.map((take) => take.revision)).toEqual(Array.from({ length: 24 }, (_, index) => 24 - index));
    expect(walls.state("utama")).toMatchObject({ takeId: ids.at(-1), revision: 24 });
  });
});

describe("a locked wall", () => {
  it("refuses a take, an undo and what rules would do in words, before and after a restart, until it is unlocked", async () => {
    const { data, store, walls, locks, clock } = await open(newFolder());
    for (const id of ["satu", "dua"]) await walls.take("utama", id, "oki");
    const at = new Date(clock.now()).toISOString();
    expect(await locks.lock("utama", "oki", "Tamu")).toEqual({ by: "oki", at, reason: "Tamu" });
    const refused = { kind: "locked", detail: { name: "utama", by: "oki", reason: " (Tamu)" } };
    const tries = ({ walls: some }: Pick<Here, "walls">) => [
      () => some.take("utama", "satu", "tono"),
      () => some.take("utama", "satu", "oki"),
      () => some.undo("utama", "tono"),
      () => some.automatic("utama", () => Promise.reject(new Error("must not be asked"))),
    ];
    for (const change of tries({ walls })) await expect(change()).rejects.toMatchObject(refused);
    expect(walls.state("utama")).toMatchObject({ layoutId: "dua", revision: 2 });
    await walls.take("kecil", "lain", "tono");
    await store.close();

    const again = await open(data);
    for (const change of tries(again)) await expect(change()).rejects.toMatchObject(refused);
    await again.locks.unlock("utama");
    await again.walls.take("utama", "satu", "tono");
    expect(again.walls.state("utama")).toMatchObject({ layoutId: "satu", revision: 3 });
  });

  it("stays that of who locked it first, with the reason that was given last", async () => {
    const { locks } = await open(newFolder());
    await locks.lock("utama", "oki");
    expect(await locks.lock("utama", "tono", "Rapat")).toMatchObject({ by: "oki", reason: "Rapat" });
  });
});

describe("an undo", () => {
  it("is a take of what was there before; a second one brings the first picture again", async () => {
    const { walls } = await open(newFolder());
    await walls.take("utama", "satu", "oki");
    await walls.take("utama", "dua", "oki");
    await walls.undo("utama", "tono");
    expect(walls.state("utama")).toMatchObject({ layoutId: "satu", revision: 3, takenBy: "tono" });
    await walls.undo("utama", "tono");
    expect(walls.state("utama")).toMatchObject({ layoutId: "dua", revision: 4 });
  });

  it("brings back what was there before a layout that was taken twice", async () => {
    const { walls } = await open(newFolder());
    for (const id of ["satu", "dua", "dua"]) await walls.take("utama", id, "oki");
    const shown = [];
    for (let press = 0; press < 3; press += 1) {
      await walls.undo("utama", "oki");
      shown.push(walls.state("utama").layoutId);
    }
    expect(shown).toEqual(["satu", "dua", "satu"]);
  });

  it("brings back a layout as it was before it was edited and taken anew", async () => {
    const { walls, store } = await open(newFolder());
    await walls.take("utama", "satu", "oki");
    const { tiles } = walls.state("utama");
    await store.layouts.put({ ...halves("satu", "utama", 1600, 400), tiles: [] }, null, editor);
    await walls.take("utama", "satu", "oki");
    await walls.take("utama", "satu", "oki");
    await walls.undo("utama", "oki");
    expect(tiles).not.toEqual([]);
    expect(walls.state("utama").tiles).toEqual(tiles);
  });

  it("leaves the wall as it is where nothing else is kept of its past", async () => {
    const { walls } = await open(newFolder());
    await walls.take("utama", "dua", "oki");
    for (let times = 0; times < TAKES_A_WALL; times += 1) await walls.take("utama", "satu", "oki");
    await walls.undo("utama", "oki");
    expect(walls.state("utama").layoutId).toBe("satu");
  });

  it("of the first take empties the wall, and without any take there is nothing to undo", async () => {
    const { walls } = await open(newFolder());
    await expect(walls.undo("utama", "oki")).rejects.toMatchObject({ kind: "notFound" });
    await walls.take("utama", "satu", "oki");
    await walls.undo("utama", "oki");
    expect(walls.state("utama")).toMatchObject({ layoutId: null, tiles: [], revision: 2 });
    await walls.undo("utama", "oki");
    expect(walls.state("utama")).toMatchObject({ layoutId: "satu", revision: 3 });
  });
});

describe("what a machine put on a wall", () => {
  const others = [
    { takenBy: "Malam", takenAs: "tour", tourId: "malam", startedBy: { name: "oki" } },
    { takenBy: "Pagi", takenAs: "schedule" },
    { takenBy: "Banjir", takenAs: "rule" },
  ] as const;

  it.each(others)("is a person's where one brings it back: $takenAs", async (made) => {
    const { store, walls } = await open(newFolder());
    const { value } = await store.layouts.get("satu");
    const keep = (take: StoredTake) => store.takes.add(take);
    await walls.automatic("utama", async ({ lay }) => ({
      layoutId: "satu",
      tiles: lay(value),
      ...made,
      keep,
    }));
    expect(walls.state("utama")).toMatchObject({ takenBy: made.takenBy, takenAs: made.takenAs });
    const remove: Edit = { kind: "remove", tileId: "kiri" };
    const asked = { base: 1, edits: [remove], by: "oki", check: () => undefined };
    await editWall({ store, walls }, "utama", asked);
    await walls.undo("utama", "Sari");
    const [newest] = await store.takes.ofWall("utama", 1);
    expect(newest).toMatchObject({ layoutId: "satu", takenBy: "Sari", takenAs: "person" });
    expect(newest).not.toHaveProperty("tourId");
    expect(newest).not.toHaveProperty("startedBy");
    expect(walls.tourOn("utama")).toBeNull();
    // What was changed of a layout comes back as that.
    await walls.undo("utama", "Sari");
    expect(walls.state("utama")).toMatchObject({ layoutId: null, basedOn: "satu", takenAs: "person" });
  });

  it("is told by more than its name: somebody called as it is stays a person", async () => {
    const { data, store, walls } = await open(newFolder());
    await walls.take("utama", "satu", "tour budi");
    const person = { takenBy: "tour budi", takenAs: "person" };
    expect(walls.state("utama")).toMatchObject(person);
    await store.close();
    expect((await open(data)).walls.state("utama")).toMatchObject(person);
  });

  it("makes no edit stale that was begun before it and of which it changed nothing", async () => {
    const { store, walls } = await open(newFolder());
    for (const id of ["dua", "satu"]) await walls.take("utama", id, "oki");
    const { revision: base, tiles } = walls.state("utama");
    const keep = (take: StoredTake) => store.takes.add(take);
    // Of the steps of a tour the newest alone is kept, and so not every revision.
    for (const priority of [1, 2, 3])
      await walls.automatic("utama", async () => ({
        ...{ layoutId: "satu", takenBy: "Malam", takenAs: "tour", tourId: "malam", keep },
        tiles: tiles.map((tile) => (tile.id === "kanan" ? { ...tile, priority } : tile)),
      }));
    const [kiri] = tiles;
    if (kiri === undefined) throw new Error("no tile");
    const edit: Edit = { kind: "put", tile: { ...kiri, priority: 9 } };
    const asked = { edits: [edit], by: "tono", check: () => undefined };
    expect(await editWall({ store, walls }, "utama", { base, ...asked })).toMatchObject({
      ...{ revision: 6, conflicts: [] },
    });
    expect(walls.state("utama").tiles.map(({ priority }) => priority)).toEqual([9, 3]);
    // A step that is gone is known no more.
    await expect(editWall({ store, walls }, "utama", { base: 4, ...asked })).rejects.toMatchObject({
      kind: "preconditionFailed",
    });
  });
});

describe("the progress of a take", () => {
  const page = (here: Here, ...ids: string[]) => here.outputs.join(ids);

  it("waits for each connected output and for no other", async () => {
    const here = await open(newFolder());
    page(here, "kiri");
    const id = await here.walls.take("utama", "satu", "oki");
    expect(await here.walls.progress(id)).toMatchObject({ state: "pending" });
    here.walls.shown(id, "kiri", []);
    const done = await here.walls.progress(id);
    expect(done.state).toBe("complete");
    expect(done.outputs).toEqual([
      { outputId: "kiri", completedAt: new Date(here.clock.now()).toISOString(), failures: [] },
      { outputId: "kanan", completedAt: null, failures: [] },
    ]);
    // A page that comes late does not make it unfinished.
    page(here, "kanan");
    expect((await here.walls.progress(id)).state).toBe("complete");
  });

  it("is done with both outputs, and at once where an output leaves", async () => {
    const here = await open(newFolder());
    page(here, "kiri");
    const right = page(here, "kanan");
    const id = await here.walls.take("utama", "satu", "oki");
    here.walls.shown(id, "kiri", []);
    expect((await here.walls.progress(id)).state).toBe("pending");
    right.leave();
    expect((await here.walls.progress(id)).state).toBe("complete");
  });

  it("names the tiles that show a slate, and forgives those that come back", async () => {
    const here = await open(newFolder());
    page(here, "kiri", "kanan");
    const id = await here.walls.take("utama", "satu", "oki");
    here.walls.shown(id, "kiri", [{ tileId: "kiri", kind: "unreachable" }]);
    const failed = await here.walls.progress(id);
    expect(failed.state).toBe("failed");
    expect(failed.outputs[0]?.failures).toEqual([{ tileId: "kiri", kind: "unreachable" }]);
    here.walls.shown(id, "kiri", []);
    here.walls.shown(id, "kanan", []);
    expect((await here.walls.progress(id)).state).toBe("complete");
  });

  it("is superseded where another take came first, and stays complete where it was", async () => {
    const here = await open(newFolder());
    page(here, "kiri");
    const first = await here.walls.take("utama", "satu", "oki");
    here.walls.shown(first, "kiri", []);
    const second = await here.walls.take("utama", "dua", "oki");
    const third = await here.walls.take("utama", "satu", "oki");
    here.walls.shown(second, "kiri", []);
    expect((await here.walls.progress(first)).state).toBe("complete");
    expect((await here.walls.progress(second)).state).toBe("superseded");
    expect((await here.walls.progress(third)).state).toBe("pending");
  });

  it("of a take before the restart is known, of one that never was not", async () => {
    const { data, store, walls } = await open(newFolder());
    const old = await walls.take("utama", "satu", "oki");
    const newest = await walls.take("utama", "dua", "oki");
    await store.close();
    const again = await open(data);
    expect(await again.walls.progress(old)).toMatchObject({ state: "superseded", layoutId: "satu" });
    again.outputs.join(["kiri"]);
    expect(await again.walls.progress(newest)).toMatchObject({ state: "pending" });
    await expect(again.walls.progress("never")).rejects.toMatchObject({ kind: "notFound" });
  });

  it("of a thousand takes holds the newest in memory and the rest on the disk", async () => {
    const { walls } = await open(newFolder());
    const ids: string[] = [];
    for (let count = 0; count < 80; count += 1) ids.push(await walls.take("utama", "satu", "oki"));
    expect(await walls.progress(ids[0] ?? "")).toMatchObject({ state: "superseded" });
    expect(await walls.progress(ids.at(-1) ?? "")).toMatchObject({ state: "complete" });
  });
});

describe("a new site", () => {
  it("takes what is on the walls along, and forgets walls that are gone", async () => {
    const { store, walls, changes } = await open(newFolder());
    await walls.take("utama", "satu", "oki");
    const bigger = twoOutputs();
    await store.layouts.remove("lain", null);
    await walls.putSite({ ...bigger, walls: siteOf(["utama", 3200, 800]).walls, viewports: [] }, null);
    expect(walls.state("utama").canvas).toEqual({ width: 3200, height: 800 });
    expect(walls.state("utama").tiles.map((tile) => tile.rect.width)).toEqual([1600, 1600]);
    expect(() => walls.state("kecil")).toThrow(/no wall/);
    expect(changes()).toBe(2);
    await expect(walls.putSite(bigger, 1)).rejects.toMatchObject({ kind: "preconditionFailed" });
    expect(walls.site.walls.length).toBe(1);
    expect((await store.site.get())?.version).toBe(2);
  });

  it("in which a panel died moves words off it, and one in which it is back moves them back", async () => {
    const { site } = presets["tarakan-2x2"]();
    const [wall] = site.walls;
    if (wall === undefined) throw new Error("no wall");
    const withDead = (dead: string | null): Site => ({
      ...site,
      walls: [
        {
          ...wall,
          panels: wall.panels.map((panel) => ({ ...panel, status: panel.id === dead ? "dead" : "present" })),
        },
      ],
    });
    const data = newFolder();
    const store = await opened(data);
    await store.site.put(withDead(null), null);
    const contents: Content[] = [
      { kind: "text", text: "Siaga" },
      ...["a", "b", "c"].map((cameraId): Content => ({ kind: "camera", cameraId })),
    ];
    await store.layouts.add({
      id: "empat",
      name: "Empat",
      wallId: wall.id,
      tiles: arrangeOnWall("4", wall, contents),
    });
    await store.close();
    const { walls } = await open(data);
    await walls.take(wall.id, "empat", "oki");
    const before = walls.state(wall.id).tiles;
    await walls.putSite(withDead("p-1-1"), null);
    const after = walls.state(wall.id).tiles;
    expect(after[0]?.rect).not.toEqual(before[0]?.rect);
    expect(after.map(({ rect }) => rect).find(({ x, y }) => x === 0 && y === 0)).toBeDefined();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    await walls.putSite(withDead(null), null);
    expect(walls.state(wall.id).tiles).toEqual(before);
  });

  it("and a take of an older layout never meet: whichever is first, tiles fit the canvas", async () => {
    const { walls } = await open(newFolder());
    const bigger = siteOf(["utama", 3200, 800], ["kecil", 400, 400]);
    await Promise.all([
      walls.take("utama", "satu", "oki"),
      walls.putSite(bigger, null),
      walls.take("utama", "dua", "oki"),
    ]);
    expect(walls.state("utama").tiles.map((tile) => tile.rect.width)).toEqual([1600, 1600]);
  });
});

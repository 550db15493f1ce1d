import { describe, expect, it } from "vitest";
import type { Content, Tile } from "../../../src/layouts/layout.ts";
import { createLog } from "../../../src/main/base/log.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { Curtains } from "../../../src/main/wall/curtains.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { editWall } from "../../../src/main/wall/wall-edits.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { editor, twoOutputs, unlocked } from "./small-site.ts";

const camera = (cameraId: string): Content => ({ kind: "camera", cameraId });
const tile = (id: string, at: number, content: Content): Tile => ({
  ...{ id, z: 0, fit: "contain", priority: 5, content },
  rect: { x: at * 400, y: 0, width: 400, height: 400 },
});
/** Three tiles a layout; the gate is in both, in tiles of other names. */
const first = [tile("a", 0, camera("gate")), tile("b", 1, camera("hall")), tile("c", 2, { kind: "clock" })];
const second = [tile("a", 0, camera("hall")), tile("b", 1, camera("yard")), tile("d", 2, camera("gate"))];

async function open(data: string, change: (store: Store) => Store = (store) => store) {
  const store = await opened(data);
  const clock = new SimulatedClock();
  if ((await store.site.get()) === null) {
    await store.site.put(twoOutputs(), null);
    for (const [id, tiles] of [["satu", first] as const, ["dua", second] as const])
      await store.layouts.add({ id, name: id, wallId: "utama", tiles });
  }
  let changes = 0;
  const walls = await Walls.open(store, new Outputs(clock), clock, () => curtains?.follow(), unlocked);
  let curtains: Curtains | null = null;
  curtains = await Curtains.open({
    ...{ store: change(store), walls, clock, log: createLog("silent") },
    changed: () => {
      changes += 1;
    },
  });
  const opening = curtains;
  const hidden = () => opening.hidden("utama", walls.state("utama").tiles);
  /** Puts other content into a tile of what is on the wall. */
  const edit = (...contents: readonly (readonly [string, Content])[]) => {
    const edits = contents.map(([id, content]) => {
      const tile = walls.state("utama").tiles.find((one) => one.id === id);
      if (tile === undefined) throw new Error(`no tile ${id}`);
      return { kind: "put" as const, tile: { ...tile, content } };
    });
    const base = walls.state("utama").revision;
    return editWall({ store, walls }, "utama", { base, edits, by: "oki", check: () => undefined });
  };
  return { store, walls, curtains, hidden, edit, changes: () => changes };
}

describe("what is hidden of a wall by hand", () => {
  it("is the tiles that were named, also after a take has put what they show elsewhere, and after a restart", async () => {
    const data = newFolder();
    const { store, walls, curtains, hidden, changes } = await open(data);
    await walls.take("utama", "satu", "oki");
    expect(await curtains.hide("utama", ["a", "c"], "oki")).toMatchObject({ all: false, by: "oki" });
    expect([hidden(), changes()]).toEqual([["a", "c"], 1]);
    expect(curtains.of("utama")?.tileIds).toEqual(["a", "c"]);
    expect(curtains.of("kecil")).toBe(null);

    await walls.take("utama", "dua", "tono");
    // The gate's camera, and not what has its tile's name now.
    expect(hidden()).toEqual(["d"]);
    await store.close();
    const again = await open(data);
    expect(again.hidden()).toEqual(["d"]);
    await again.curtains.show("utama", ["d"]);
    expect(again.hidden()).toEqual([]);
    await again.walls.take("utama", "satu", "tono");
    // The clock of the first layout was hidden as well, and nobody has shown it.
    expect(again.hidden()).toEqual(["c"]);
    await again.curtains.show("utama", null);
    expect([again.hidden(), again.curtains.of("utama")]).toEqual([[], null]);
  });

  it("is a mosaic that has a hidden camera among others, and every camera of a hidden mosaic", async () => {
    const { store, walls, curtains, hidden } = await open(newFolder());
    const mosaic = tile("m", 3, { kind: "mosaic", cameraIds: ["gate", "yard", "dock", "mall"] });
    await store.layouts.put(
      { id: "satu", name: "satu", wallId: "utama", tiles: [...first, mosaic] },
      null,
      editor,
    );
    await walls.take("utama", "satu", "oki");
    await curtains.hide("utama", ["a"], "oki");
    expect(hidden()).toEqual(["a", "m"]);
    await curtains.show("utama", null);
    await curtains.hide("utama", ["m"], "oki");
    await walls.take("utama", "dua", "oki");
    expect(hidden()).toEqual(["b", "d"]);
  });

  it("is all of the wall at once, with what is taken to it meanwhile; what was hidden before stays so", async () => {
    const { walls, curtains, hidden } = await open(newFolder());
    await walls.take("utama", "satu", "oki");
    await curtains.hide("utama", ["b"], "oki");
    await curtains.hide("utama", null, "tono");
    expect([curtains.covers("utama"), curtains.covers("kecil"), hidden()]).toEqual([
      true,
      false,
      ["a", "b", "c"],
    ]);
    await walls.take("utama", "dua", "oki");
    expect(hidden()).toEqual(["a", "b", "d"]);
    expect(curtains.of("utama")).toMatchObject({ all: true, tileIds: ["a"], by: "tono" });
  });

  it("of a tile that the wall has not is refused, and changes nothing", async () => {
    const { walls, curtains, hidden, changes } = await open(newFolder());
    await walls.take("utama", "satu", "oki");
    await expect(curtains.hide("utama", ["a", "z"], "oki")).rejects.toMatchObject({
      kind: "notFound",
      detail: { what: "tile", id: "z" },
    });
    await expect(curtains.show("utama", ["z"])).rejects.toMatchObject({ kind: "notFound" });
    expect([hidden(), changes()]).toEqual([[], 0]);
  });

  it("is hidden before the disk has taken it, and although it takes nothing", async () => {
    const { walls, curtains, hidden } = await open(newFolder(), (store) => ({
      ...store,
      settings: { ...store.settings, put: () => Promise.reject(new Error("no room")) },
    }));
    await walls.take("utama", "satu", "oki");
    const hiding = curtains.hide("utama", ["a"], "oki");
    expect(hidden()).toEqual(["a"]);
    await hiding;
    expect(hidden()).toEqual(["a"]);
  });

  it("stays so while its words are corrected and the correction is undone, and is shown with all of them", async () => {
    const data = newFolder();
    const { store, walls, curtains, hidden, edit } = await open(data);
    const words = (text: string): Content => ({ kind: "text", text, size: "fill" });
    const layout = {
      id: "tiga",
      name: "tiga",
      wallId: "utama",
      tiles: [...first, tile("t", 3, words("Rahsia"))],
    };
    await store.layouts.add(layout);
    await walls.take("utama", "tiga", "oki");
    await curtains.hide("utama", ["t"], "oki");
    await edit(["t", words("Rahasia")]);
    expect(hidden()).toEqual(["t"]);
    await edit(["t", { ...words("Rahasia"), kind: "text", text: "Rahasia", weight: "strong" }]);
    await walls.undo("utama", "oki");
    expect(hidden()).toEqual(["t"]);
    await store.close();
    const again = await open(data);
    expect(again.hidden()).toEqual(["t"]);
    await again.curtains.show("utama", ["t"]);
    // None of its words is left to hide, and so nothing is.
    expect(again.curtains.of("utama")).toBe(null);
    await again.walls.take("utama", "tiga", "oki");
    expect(again.hidden()).toEqual([]);
  });

  it("is a tour that is changed camera by camera, to its last one", async () => {
    const { walls, curtains, hidden, edit } = await open(newFolder());
    await walls.take("utama", "satu", "oki");
    const tour = (...cameraIds: string[]): Content => ({ kind: "tour", cameraIds, dwellS: 10 });
    await edit(["a", tour("one", "two")]);
    await curtains.hide("utama", ["a"], "oki");
    for (const content of [tour("one", "two", "three"), tour("two", "three"), camera("three")]) {
      await edit(["a", content]);
      expect(hidden()).toEqual(["a"]);
    }
  });

  it("is what is put into a hidden tile, but not what everybody saw and not a tile of that name elsewhere", async () => {
    const { walls, curtains, hidden, edit } = await open(newFolder());
    await walls.take("utama", "satu", "oki");
    await curtains.hide("utama", ["a"], "oki");
    await edit(["a", camera("hall")], ["b", camera("gate")]);
    expect(hidden()).toEqual(["b"]);
    await edit(["b", camera("dock")]);
    expect(hidden()).toEqual(["b"]);
    // Both the camera that came into it and the one that was in it.
    await walls.take("utama", "dua", "oki");
    expect(hidden()).toEqual(["d"]);
    await edit(["d", camera("hall")]);
    expect(hidden()).toEqual([]);
  });

  it("is no more than can still come to the wall, however often its words are changed", async () => {
    const data = newFolder();
    const { store, walls, curtains, hidden, edit } = await open(data);
    const words = (text: string): Content => ({ kind: "text", text });
    const add = (id: string, text: string) =>
      store.layouts.add({ id, name: id, wallId: "utama", tiles: [tile("t", 3, words(text))] });
    await add("tiga", "kata 0");
    await walls.take("utama", "tiga", "oki");
    await curtains.hide("utama", ["t"], "oki");
    for (let at = 1; at <= 60; at += 1) {
      await edit(["t", words(`kata ${at}`)]);
      expect(hidden()).toEqual(["t"]);
      // Somebody keeps what is on the wall by then.
      if (at === 7) await add("tujuh", "kata 7");
    }
    const drawn = async () => JSON.parse((await store.settings.get("wall curtains")) ?? "{}").utama;
    await expect.poll(async () => (await drawn()).contents.length).toBeLessThan(25);
    expect((await drawn()).corrected.length).toBeLessThan(25);

    await walls.undo("utama", "oki");
    expect([walls.state("utama").tiles[0]?.content, hidden()]).toEqual([words("kata 59"), ["t"]]);
    for (const id of ["tiga", "tujuh"]) {
      await walls.take("utama", id, "oki");
      expect(hidden()).toEqual(["t"]);
    }
    // They are the same words still, through those that are forgotten.
    await curtains.show("utama", ["t"]);
    expect(curtains.of("utama")).toBe(null);
  });

  it("forgets nothing that may be picked, is on another wall, or stands in a layout whose removal may be undone", async () => {
    const { store, walls, curtains, hidden, edit } = await open(newFolder());
    const words = (text: string): Content => ({ kind: "text", text });
    const worded = (id: string, wallId: string, text: string) => ({
      ...{ id, name: id, wallId, tiles: [tile("t", wallId === "utama" ? 3 : 0, words(text))] },
    });
    await store.layouts.add(worded("tiga", "utama", "kata"));
    await store.layouts.add(worded("kecil", "kecil", "di dinding lain"));
    await walls.take("kecil", "kecil", "oki");
    await store.layouts.remove("kecil", null);
    const removed = worded("dibuang", "utama", "dibuang");
    await store.layouts.add(removed);
    await walls.take("utama", "tiga", "oki");
    await curtains.hide("utama", ["t"], "oki");
    const plain: Content[] = [{ kind: "map" }, { kind: "incidents" }];
    const made: Content[] = [
      { kind: "map", center: { lat: 3, lon: 117 }, zoom: 12 },
      { kind: "incidents", severity: "high" },
    ];
    for (const content of [...plain, ...made, words("di dinding lain"), words("dibuang")])
      await edit(["t", content]);
    await store.layouts.remove("dibuang", null);
    curtains.layoutRemoved(removed);
    const drawn = async (): Promise<Content[]> =>
      JSON.parse((await store.settings.get("wall curtains")) ?? "{}").utama.contents;
    for (let at = 0; at < 40; at += 1) await edit(["t", words(`kata ${at}`)]);
    await expect.poll(async () => (await drawn()).length).toBeLessThan(35);
    const left = await drawn();
    expect(left).toEqual(expect.arrayContaining([...plain, words("di dinding lain"), words("dibuang")]));
    for (const content of made) expect(left).not.toContainEqual(content);
    await store.layouts.add(removed);
    await walls.take("utama", "dibuang", "tono");
    expect(hidden()).toEqual(["t"]);
  });

  it("is words that are corrected in a layout that is not on the wall, but not what is put in their place", async () => {
    const { store, walls, curtains, hidden } = await open(newFolder());
    const words = (text: string): Content => ({ kind: "text", text });
    const layout = (id: string, ...contents: readonly Content[]) => ({
      ...{ id, name: id, wallId: "utama" },
      tiles: contents.map((content, at) => tile(`t${at}`, at, content)),
    });
    const [one, other] = [layout("tiga", words("Rahsia")), layout("empat", words("Rahsia"), camera("gate"))];
    for (const each of [one, other]) await store.layouts.add(each);
    await walls.take("utama", "tiga", "oki");
    await curtains.hide("utama", ["t0"], "oki");
    const change = async (before: typeof one, ...contents: readonly Content[]) => {
      const now = layout(before.id, ...contents);
      await store.layouts.put(now, null, editor);
      curtains.followLayout(before, now);
      return now;
    };
    const once = await change(other, words("Rahasia"), camera("gate"));
    const twice = await change(once, words("Rahasia!"), camera("gate"));
    await walls.take("utama", "empat", "tono");
    expect(hidden()).toEqual(["t0"]);
    await change(twice, camera("dock"), words("Rahasia!"));
    await walls.take("utama", "empat", "tono");
    // The words where they went, and not the camera that came in their place.
    expect(hidden()).toEqual(["t1"]);
    await curtains.show("utama", ["t1"]);
    await walls.take("utama", "tiga", "tono");
    expect([hidden(), curtains.of("utama")]).toEqual([[], null]);
  });

  it("is no words that are open on the glass, though hidden ones become the same in a layout", async () => {
    const { store, walls, curtains, hidden } = await open(newFolder());
    const words = (text: string): Content => ({ kind: "text", text });
    const before = { id: "tiga", name: "tiga", wallId: "utama", tiles: [tile("t", 0, words("Rahsia"))] };
    await store.layouts.add(before);
    const there = {
      ...before,
      id: "empat",
      tiles: [tile("u", 0, words("Rahsia")), tile("v", 1, words("Halo"))],
    };
    await store.layouts.add(there);
    await walls.take("utama", "empat", "oki");
    await curtains.hide("utama", ["u"], "oki");
    curtains.followLayout(before, { tiles: [tile("t", 0, words("Halo"))] });
    expect(hidden()).toEqual(["u"]);
  });
});

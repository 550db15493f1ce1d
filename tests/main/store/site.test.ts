import { describe, expect, it } from "vitest";
import { fitToWall } from "../../../src/layouts/fit.ts";
import { presets, stages } from "../../../src/layouts/sites/index.ts";
import { EDITS_A_LAYOUT } from "../../../src/main/store/layouts.ts";
import { TAKES_A_WALL } from "../../../src/main/store/takes.ts";
import { newFolder, opened } from "./folders.ts";
import { halves, siteOf, takeOf } from "./samples.ts";

describe("the site", () => {
  it("is null in an empty folder, then what was put, version by version", async () => {
    const store = await opened(newFolder());
    expect(await store.site.get()).toBeNull();
    await expect(store.site.put(siteOf(["a", 1920, 1080]), 4)).rejects.toMatchObject({
      kind: "preconditionFailed",
    });
    expect(await store.site.get()).toBeNull();
    expect(await store.site.put(siteOf(["a", 1920, 1080]), null)).toMatchObject({ version: 1 });
    expect(await store.site.put(siteOf(["a", 3840, 1080]), 1)).toMatchObject({ version: 2 });
    await expect(store.site.put(siteOf(["a", 1920, 1080]), 1)).rejects.toMatchObject({
      kind: "preconditionFailed",
    });
    expect(await store.site.get()).toEqual({ version: 2, value: siteOf(["a", 3840, 1080]) });
  });

  it("takes layouts and the newest two takes of a wall along when its canvas changes, and no others", async () => {
    const store = await opened(newFolder());
    await store.site.put(siteOf(["a", 1920, 1080], ["b", 1920, 1080]), null);
    const a = halves("la", "a", 1920, 1080);
    const b = halves("lb", "b", 1920, 1080);
    await store.layouts.add(a);
    await store.layouts.add(b);
    for (const at of [0, 1, 2]) await store.takes.add(takeOf(`t${at}`, a, at));
    await store.site.put(siteOf(["a", 3840, 2160], ["b", 1920, 1080]), null);
    const wide = halves("la", "a", 3840, 2160);
    expect(await store.layouts.get("la")).toEqual({ version: 2, value: wide });
    expect(await store.layouts.get("lb")).toEqual({ version: 1, value: b });
    expect((await store.takes.get("t2"))?.tiles).toEqual(wide.tiles);
    expect((await store.takes.get("t1"))?.tiles).toEqual(wide.tiles);
    expect((await store.takes.get("t0"))?.tiles).toEqual(a.tiles);
  });

  it("refuses a site of another id, naming both, and keeps its own once something belongs to it", async () => {
    const store = await opened(newFolder());
    const own = siteOf(["a", 1920, 1080]);
    await store.site.put(own, null);
    await store.layouts.add(halves("la", "a", 1920, 1080));
    await expect(store.site.put({ ...own, id: "elsewhere" }, null)).rejects.toMatchObject({
      kind: "invalid",
      message: `id does not fit: it is elsewhere, and the data folder belongs to ${own.id}.`,
    });
    expect(await store.site.get()).toEqual({ version: 1, value: own });
    await store.layouts.remove("la", null);
    await store.site.put({ ...own, id: "elsewhere" }, null);
    expect((await store.site.get())?.value.id).toBe("elsewhere");
  });

  it("moves the layouts of Tarakan through the stages of its wall", async () => {
    const store = await opened(newFolder());
    const [first, ...rest] = stages.tarakan.map((name) => presets[name]());
    if (first === undefined) throw new Error("there are no stages");
    await store.site.put(first.site, null);
    for (const layout of first.layouts) await store.layouts.add(layout);
    let site = first.site;
    let expected = first.layouts;
    for (const next of rest) {
      await store.site.put(next.site, null);
      const [from] = site.walls;
      const [to] = next.site.walls;
      if (from === undefined || to === undefined) throw new Error("a stage has no wall");
      expected = expected.map((layout) => ({ ...layout, tiles: fitToWall(layout.tiles, from, to) }));
      expect(await store.layouts.list()).toEqual(expected);
      site = next.site;
    }
    expect(rest.length).toBeGreaterThan(0);
  });

  it("changes nothing where one wall of it does not work out", async () => {
    const store = await opened(newFolder());
    const before = siteOf(["a", 1920, 1080], ["b", 1920, 1080]);
    await store.site.put(before, null);
    const a = halves("la", "a", 1920, 1080);
    const b = halves("lb", "b", 1920, 1080);
    await store.layouts.add(a);
    await store.layouts.add(b);
    // Two tiles side by side on one column of pixels.
    await expect(store.site.put(siteOf(["a", 3840, 1080], ["b", 1, 1080]), null)).rejects.toMatchObject({
      kind: "invalid",
    });
    await expect(store.site.put(siteOf(["b", 1920, 1080]), null)).rejects.toMatchObject({
      kind: "inUse",
      message: "Wall a is still used by la; change that first.",
    });
    await expect(store.site.put(siteOf(["a", 10, 10], ["a", 20, 20]), null)).rejects.toMatchObject({
      kind: "invalid",
    });
    expect(await store.site.get()).toEqual({ version: 1, value: before });
    expect(await store.layouts.list()).toEqual([a, b]);
  });

  it("loses a wall, and its takes, once no layout needs it", async () => {
    const store = await opened(newFolder());
    await store.site.put(siteOf(["a", 1920, 1080], ["b", 1920, 1080]), null);
    const a = halves("la", "a", 1920, 1080);
    await store.layouts.add(a);
    await store.takes.add(takeOf("t1", a, 1));
    await store.layouts.remove("la", 1);
    await store.site.put(siteOf(["b", 1920, 1080]), null);
    expect(await store.takes.ofWall("a", 10)).toEqual([]);
  });
});

const oki = { by: "oki", at: "2026-11-22T02:00:00.000Z" };

describe("layouts and takes", () => {
  it("are refused for a wall that the site has not", async () => {
    const store = await opened(newFolder());
    const layout = halves("la", "a", 1920, 1080);
    await expect(store.layouts.add(layout)).rejects.toMatchObject({ kind: "invalid" });
    await expect(store.takes.add(takeOf("t", layout, 1))).rejects.toMatchObject({ kind: "invalid" });
    await store.site.put(siteOf(["a", 1920, 1080]), null);
    await store.layouts.add(layout);
    await expect(store.layouts.put({ ...layout, wallId: "b" }, null, oki)).rejects.toMatchObject({
      kind: "invalid",
    });
    await expect(store.layouts.put({ ...layout, id: "nobody" }, null, oki)).rejects.toMatchObject({
      kind: "notFound",
    });
    expect(await store.layouts.list()).toEqual([layout]);
  });

  it("change by version, and a layout added anew goes on counting", async () => {
    const store = await opened(newFolder());
    await store.site.put(siteOf(["a", 1920, 1080]), null);
    const layout = halves("la", "a", 1920, 1080);
    await store.layouts.add(layout);
    await expect(store.layouts.add(layout)).rejects.toMatchObject({ kind: "conflict" });
    expect(await store.layouts.put({ ...layout, name: "Dua" }, 1, oki)).toMatchObject({ version: 2 });
    await expect(store.layouts.put(layout, 1, oki)).rejects.toMatchObject({ kind: "preconditionFailed" });
    await expect(store.layouts.remove("la", 1)).rejects.toMatchObject({ kind: "preconditionFailed" });
    await store.layouts.remove("la", 2);
    expect(await store.layouts.add(layout)).toMatchObject({ version: 3 });
  });

  it("remember who changed what of a layout, the newest two hundred, until it is removed", async () => {
    const store = await opened(newFolder());
    await store.site.put(siteOf(["a", 1920, 1080]), null);
    const layout = halves("la", "a", 1920, 1080);
    const [left, right] = layout.tiles;
    if (left === undefined || right === undefined) throw new Error("it has two tiles");
    await store.layouts.add(layout);
    const raised = { ...right, priority: 1 };
    const tono = { by: "tono", at: "2026-11-22T03:00:00.000Z" };
    await store.layouts.put({ ...layout, name: "Dua", tiles: [raised] }, 1, oki);
    await store.layouts.put({ ...layout, name: "Dua", tiles: [raised, left] }, null, tono);
    const first = {
      ...{ version: 2, ...oki },
      edits: [
        { kind: "remove", tileId: "kiri" },
        { kind: "put", tile: raised },
        { kind: "rename", name: "Dua" },
      ],
    };
    const second = { version: 3, ...tono, edits: [{ kind: "put", tile: left }] };
    expect(await store.layouts.edits("la", 0)).toEqual([first, second]);
    expect(await store.layouts.edits("la", 2)).toEqual([second]);
    for (let turn = 0; turn < EDITS_A_LAYOUT; turn += 1)
      await store.layouts.put({ ...layout, name: `Nama ${turn}` }, null, oki);
    const kept = await store.layouts.edits("la", 0);
    expect([kept.length, kept[0]?.version]).toEqual([EDITS_A_LAYOUT, 4]);
    await store.layouts.remove("la", null);
    await expect(store.layouts.edits("la", 0)).rejects.toMatchObject({ kind: "notFound" });
    await store.layouts.add(layout);
    expect(await store.layouts.edits("la", 0)).toEqual([]);
  });

  it("keep the newest takes of each wall and let go of older ones", async () => {
    const store = await opened(newFolder());
    await store.site.put(siteOf(["a", 1920, 1080], ["b", 1920, 1080]), null);
    const a = halves("la", "a", 1920, 1080);
    const b = halves("lb", "b", 1920, 1080);
    await store.takes.add(takeOf("only", b, 1));
    const adding = Array.from({ length: TAKES_A_WALL + 20 }, (_, index) =>
      store.takes.add(takeOf(`t${index}`, a, index)),
    );
    await Promise.all(adding);
    const kept = await store.takes.ofWall("a", 10_000);
    expect(kept.map((take) => take.revision)).toEqual(
      Array.from({ length: TAKES_A_WALL }, (_, index) => TAKES_A_WALL + 19 - index),
    );
    expect(await store.takes.ofWall("a", 2)).toEqual(kept.slice(0, 2));
    expect(await store.takes.get("t0")).toBeNull();
    expect(await store.takes.ofWall("b", 10)).toEqual([takeOf("only", b, 1)]);
    await expect(store.takes.add(takeOf("only", b, 2))).rejects.toMatchObject({ kind: "conflict" });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyEdits,
  type Edit,
  editSchema,
  editsBetween,
  editsSchema,
  inverse,
  renamed,
  sameTile,
  touched,
} from "../../../src/layouts/edit/edit.ts";
import type { Tile } from "../../../src/layouts/layout.ts";
import { byId, camera, scene } from "./tiles.ts";

const tile = (id: string, x = 0): Tile => ({
  id,
  rect: { x, y: 0, width: 100, height: 50 },
  z: 0,
  fit: "contain",
  priority: 5,
  content: camera(id),
});

/** Tiles of a scene, and edits of some of them, of new ones and of some that are not there. */
const edited = fc
  .record({
    scene,
    acts: fc.array(
      fc.tuple(fc.constantFrom("put", "new", "remove", "absent", "rename"), fc.nat(20), fc.nat(500)),
      { maxLength: 12 },
    ),
  })
  .map(({ scene: { tiles }, acts }) => {
    const edits = acts.map(([kind, at, x]): Edit => {
      const one = tiles[at % Math.max(1, tiles.length)];
      if (kind === "rename") return { kind, name: `Nama ${x % 3}` };
      if (kind === "put" && one) return { kind, tile: { ...one, rect: { ...one.rect, x } } };
      if (kind === "remove" && one) return { kind, tileId: one.id };
      if (kind === "absent") return { kind: "remove", tileId: `gone-${at}` };
      return { kind: "put", tile: tile(`new-${at}`, x) };
    });
    return { tiles, edits };
  });

describe("edits", () => {
  test("that lie between two lists of tiles make the one to the other, and are none where both say the same", () => {
    fc.assert(
      fc.property(scene, scene, ({ tiles: before }, { tiles: after }) => {
        const edits = editsBetween(before, after);
        expect(byId(applyEdits(before, edits))).toEqual(byId(after));
        expect(editsBetween(after, after.toReversed())).toEqual([]);
        expect(editsBetween(applyEdits(before, edits), after)).toEqual([]);
        const ids = touched(edits).tileIds;
        expect(ids.size).toBe(edits.length);
        for (const each of before) if (!ids.has(each.id)) expect(byId(after)[each.id]).toEqual(each);
      }),
    );
  });

  test("are taken back by their inverse, name and all, which touches nothing else", () => {
    fc.assert(
      fc.property(edited, ({ tiles, edits }) => {
        const after = applyEdits(tiles, edits);
        const back = inverse(tiles, edits, "Nama 0");
        expect(byId(applyEdits(after, back))).toEqual(byId(tiles));
        expect(renamed(renamed("Nama 0", edits), back)).toBe("Nama 0");
        expect([...touched(edits).tileIds]).toEqual(expect.arrayContaining([...touched(back).tileIds]));
        expect(touched(back).name && !touched(edits).name).toBe(false);
      }),
    );
  });

  test("that touch nothing in common come to the same in either order", () => {
    fc.assert(
      fc.property(edited, fc.nat(12), ({ tiles, edits }, cut) => {
        const mine = edits.slice(0, cut);
        const ids = touched(mine).tileIds;
        const theirs = edits
          .slice(cut)
          .filter((edit) => ![...touched([edit]).tileIds].some((id) => ids.has(id)));
        expect(byId(applyEdits(applyEdits(tiles, mine), theirs))).toEqual(
          byId(applyEdits(applyEdits(tiles, theirs), mine)),
        );
      }),
    );
  });

  test("leave the order of tiles that nothing touches, and put new ones last", () => {
    const after = applyEdits(
      [tile("a"), tile("b"), tile("c")],
      [
        { kind: "put", tile: tile("d") },
        { kind: "put", tile: tile("a", 40) },
        { kind: "remove", tileId: "b" },
        { kind: "rename", name: "Pelabuhan" },
      ],
    );
    expect(after.map(({ id, rect }) => `${id} ${rect.x}`)).toEqual(["a 40", "c 0", "d 0"]);
  });

  test("say what they are about", () => {
    expect(
      touched([
        { kind: "put", tile: tile("a") },
        { kind: "remove", tileId: "b" },
      ]),
    ).toEqual({
      tileIds: new Set(["a", "b"]),
      name: false,
    });
    expect(touched([{ kind: "rename", name: "Pelabuhan" }])).toEqual({ tileIds: new Set(), name: true });
    expect(inverse([], [{ kind: "rename", name: "Pelabuhan" }])).toEqual([]);
  });

  test("count a field that is undefined as one that is not there, and the order of fields as nothing", () => {
    const one = tile("a");
    const { id, ...rest } = one;
    expect(sameTile(one, { ...rest, id })).toBe(true);
    expect(sameTile(one, { ...one, content: { kind: "mosaic", cameraIds: ["c1", "c2"] } })).toBe(false);
    const mosaic = (cameraIds: string[]): Tile => ({ ...one, content: { kind: "mosaic", cameraIds } });
    expect(sameTile(mosaic(["c1", "c2"]), mosaic(["c1", "c2"]))).toBe(true);
    expect(sameTile(mosaic(["c1", "c2"]), mosaic(["c2", "c1"]))).toBe(false);
    expect(sameTile(one, { ...one, protect: true })).toBe(false);
  });

  test("are refused where they say more or less than they may", () => {
    expect(editSchema.safeParse({ kind: "put", tile: tile("a") }).success).toBe(true);
    expect(editSchema.safeParse({ kind: "put", tile: tile("a"), tileId: "a" }).success).toBe(false);
    expect(editSchema.safeParse({ kind: "remove", tileId: "../a" }).success).toBe(false);
    expect(editSchema.safeParse({ kind: "rename", name: "" }).success).toBe(false);
    expect(editsSchema.safeParse([]).success).toBe(false);
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ kind: "remove", tileId: `t${at}` }));
    expect(editsSchema.safeParse(many(513)).success).toBe(true);
    expect(editsSchema.safeParse(many(514)).success).toBe(false);
  });
});

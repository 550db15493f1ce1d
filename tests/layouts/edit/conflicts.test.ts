import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editConflicts } from "../../../src/layouts/edit/conflicts.ts";
import { applyEdits, type Edit, editsBetween } from "../../../src/layouts/edit/edit.ts";
import type { Tile } from "../../../src/layouts/layout.ts";

const cell = (id: string, column: number, change: Partial<Tile> = {}): Tile => ({
  ...{ id, z: 0, fit: "contain", priority: 5 },
  rect: { x: column * 100, y: 0, width: 100, height: 100 },
  content: { kind: "camera", cameraId: `camera-${id}` },
  ...change,
});
const put = (tile: Tile): Edit => ({ kind: "put", tile });
const oki = (...edits: Edit[]) => ({ edits, by: "oki", at: "2026-11-22T10:00:00.000Z" });

describe("edits that did not know of others", () => {
  const tiles = [cell("a", 0), cell("b", 1), cell("c", 2)];

  it("go together with those of other tiles", () => {
    const theirs = put(cell("b", 1, { priority: 1 }));
    const mine = [put(cell("a", 0, { priority: 2 })), { kind: "rename", name: "Dua" } as const];
    expect(editConflicts(applyEdits(tiles, [theirs]), mine, [oki(theirs)])).toEqual([]);
  });

  it("are told whose act they meet, and when: the last of that tile or name", () => {
    const first = put(cell("a", 0, { priority: 1 }));
    const last: Edit = { kind: "remove", tileId: "a" };
    const named: Edit = { kind: "rename", name: "Satu" };
    const since = [oki(first), { ...oki(last, named), by: "tono" }];
    const mine: Edit[] = [put(cell("a", 0, { priority: 2 })), { kind: "rename", name: "Dua" }];
    const told = { by: "tono", at: "2026-11-22T10:00:00.000Z" };
    expect(editConflicts(applyEdits(tiles, [last]), mine, since)).toEqual([
      { edit: mine[0], theirs: last, ...told },
      { edit: mine[1], theirs: named, ...told },
    ]);
  });

  it("are in no conflict with the very same", () => {
    const same: Edit[] = [put(cell("a", 0, { priority: 1 })), { kind: "remove", tileId: "b" }];
    expect(editConflicts(applyEdits(tiles, same), same, [oki(...same)])).toEqual([]);
  });

  it("meet a tile that was put in the place where theirs goes, unless one lies above the other", () => {
    const theirs = put(cell("d", 3));
    const after = applyEdits(tiles, [theirs]);
    const mine = put(cell("a", 3));
    expect(editConflicts(after, [mine], [oki(theirs)])).toEqual([
      { edit: mine, theirs, by: "oki", at: "2026-11-22T10:00:00.000Z" },
    ]);
    expect(editConflicts(after, [put(cell("a", 3, { z: 1 }))], [oki(theirs)])).toEqual([]);
    // What they put there goes with the same act.
    const away: Edit = { kind: "remove", tileId: "d" };
    expect(editConflicts(after, [away, mine], [oki(theirs)]).map(({ edit }) => edit)).toEqual([away]);
  });

  it("of other tiles come to the same in either order, and lose nothing of either", () => {
    const some = fc.array(fc.record({ at: fc.nat(7), priority: fc.integer({ min: 1, max: 9 }) }), {
      maxLength: 4,
    });
    const all = Array.from({ length: 8 }, (_, at) => cell(`t${at}`, at));
    const edited = (changes: readonly { at: number; priority: number }[]) =>
      all.map((tile, at) => {
        const change = changes.findLast((one) => one.at === at);
        return change === undefined ? tile : { ...tile, priority: change.priority };
      });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const [a, b] = [editsBetween(all, edited(one)), editsBetween(all, edited(other))];
        const [afterA, afterB] = [applyEdits(all, a), applyEdits(all, b)];
        const [ofB, ofA] = [editConflicts(afterA, b, [oki(...a)]), editConflicts(afterB, a, [oki(...b)])];
        // Whether two go together does not hang on who came first.
        expect(ofB.length).toBe(ofA.length);
        if (ofB.length > 0) return;
        const both = applyEdits(afterA, b);
        expect(applyEdits(afterB, a)).toEqual(both);
        for (const edit of [...a, ...b]) if (edit.kind === "put") expect(both).toContainEqual(edit.tile);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrange } from "../../../../src/layouts/arrange.ts";
import type { Tile } from "../../../../src/layouts/layout.ts";
import { compose, type Picture, type Wanted } from "../../../../src/main/incidents/rules/compose.ts";
import { rulePriorities } from "../../../../src/protocol/rule.ts";

const wall = { canvas: { width: 1920, height: 1080 }, panels: [] };
const camera = fc.integer({ min: 1, max: 12 }).map((nth) => `c${nth}`);

const tiles = fc
  .array(
    fc.record({
      content: fc.oneof(
        { weight: 4, arbitrary: camera.map((cameraId) => ({ kind: "camera" as const, cameraId })) },
        { weight: 1, arbitrary: fc.constant({ kind: "clock" as const }) },
      ),
      priority: fc.integer({ min: 1, max: 9 }),
      protect: fc.boolean(),
    }),
    { maxLength: 9 },
  )
  .map((list) => {
    const placed = arrange(
      "9",
      wall.canvas,
      list.map(({ content }) => content),
    );
    return placed.map((tile, at): Tile => {
      const { priority = 5, protect = false } = list[at] ?? {};
      return { ...tile, priority, ...(protect ? { protect } : {}) };
    });
  });
const picture = (layoutId: string) => tiles.map((list): Picture => ({ layoutId, tiles: list }));
const wantedOf = (id: string): fc.Arbitrary<Wanted> =>
  fc.record({
    id: fc.constant(id),
    priority: fc.constantFrom(...rulePriorities),
    cameraIds: fc.uniqueArray(camera, { maxLength: 4 }),
    layout: fc.option(picture(`of-${id}`), { freq: 3 }),
  });
const several = fc.tuple(wantedOf("a"), wantedOf("b"), wantedOf("c"), wantedOf("d"));
const cameraOf = ({ content }: Tile) => (content.kind === "camera" ? content.cameraId : null);

describe("what a wall shows while rules want something on it", () => {
  it("is what the operator had once nothing is wanted, whatever was taken back in whatever order", () => {
    fc.assert(
      fc.property(
        picture("base"),
        several,
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (base, all, order) => {
          let left: readonly Wanted[] = all;
          let present = compose(base, left, wall).tiles;
          for (const at of order) {
            left = left.filter((one) => one !== all[at]);
            present = compose(base, left, wall, present).tiles;
          }
          expect(compose(base, left, wall, present)).toMatchObject(base);
          expect(present).toEqual(base.tiles);
        },
      ),
    );
  });

  it("keeps every tile in its place, and changes none that shows no camera or is protected", () => {
    fc.assert(
      fc.property(picture("base"), several, (base, wanted) => {
        const owner = compose(base, wanted, wall);
        const under = [base, ...wanted.map(({ layout }) => layout)].find(
          (one) => one !== null && one.layoutId === owner.layoutId,
        );
        // Without a camera tile an arrangement takes the place of all.
        if (under === undefined || under === null) return;
        const bare = (list: readonly Tile[]) => list.map(({ id, rect, z, fit }) => ({ id, rect, z, fit }));
        expect(bare(owner.tiles)).toEqual(bare(under.tiles));
        for (const [at, tile] of under.tiles.entries())
          if (tile.protect === true || cameraOf(tile) === null) expect(owner.tiles[at]).toEqual(tile);
      }),
    );
  });

  it("shows as many of the wanted cameras as there is room for, each of them once more at most", () => {
    fc.assert(
      fc.property(picture("base"), several, (base, wanted) => {
        const made = compose(base, wanted, wall);
        const cameras = new Set(wanted.flatMap(({ cameraIds }) => cameraIds));
        const shown = made.tiles.flatMap((tile) => cameraOf(tile) ?? []);
        const missing = [...cameras].filter((id) => !shown.includes(id));
        const others = made.tiles.filter(
          (tile) => cameraOf(tile) !== null && tile.protect !== true && !cameras.has(cameraOf(tile) ?? ""),
        );
        if (missing.length > 0 && made.tiles.length > 0 && made.layoutId !== null) expect(others).toEqual([]);
        for (const { id, cameraIds } of wanted)
          expect(made.shown.get(id)).toEqual(cameraIds.filter((one) => shown.includes(one)));
      }),
    );
  });

  it("leaves a camera that is there where it is, also when another thing is wanted", () => {
    fc.assert(
      fc.property(picture("base"), several, (base, [a, b]) => {
        const bare = (one: Wanted): Wanted => ({ ...one, layout: null });
        const first = compose(base, [bare(a)], wall);
        const both = compose(base, [bare(a), { ...bare(b), priority: "low" }], wall, first.tiles);
        if (a.priority === "low" || first.layoutId === null) return;
        // Of one that is there twice one place stays.
        const placesOf = (made: Picture, id: string) =>
          made.tiles.flatMap((tile) => (cameraOf(tile) === id ? [tile.id] : []));
        for (const id of a.cameraIds) {
          const had = placesOf(first, id);
          const has = new Set(placesOf(both, id));
          if (had.length > 0) expect(had.filter((place) => has.has(place))).not.toEqual([]);
        }
      }),
    );
  });
});

describe("of several tiles", () => {
  const layout = (id: string, priorities: readonly number[]): Picture => ({
    layoutId: id,
    tiles: arrange(
      "1+7",
      wall.canvas,
      priorities.map((_, at) => ({ kind: "camera", cameraId: `own-${at}` })),
    ).map((tile, at) => ({ ...tile, priority: priorities[at] ?? 5 })),
  });
  const want = (over: Partial<Wanted>): Wanted => ({
    ...{ id: "a", priority: "high", cameraIds: ["x"], layout: null },
    ...over,
  });
  const placeOf = (made: Picture, id: string) => made.tiles.findIndex((tile) => cameraOf(tile) === id);

  it("the least important gives way on what is there, the best is given on a rule's own layout", () => {
    const base = layout("base", [1, 5, 5, 9, 5]);
    expect(placeOf(compose(base, [want({})], wall), "x")).toBe(3);
    const own = layout("own", [5, 5, 2, 5, 5]);
    const made = compose(base, [want({ layout: own, cameraIds: ["x", "y"] })], wall);
    expect([made.layoutId, placeOf(made, "x"), placeOf(made, "y")]).toEqual(["own", 2, 0]);
  });

  it("the more urgent come first, then the newer, where there is not room for all", () => {
    const base = layout("base", [5]);
    const older = want({ id: "older", cameraIds: ["x"] });
    const newer = want({ id: "newer", cameraIds: ["y"] });
    expect(placeOf(compose(base, [older, newer], wall), "y")).toBe(0);
    const urgent = want({ id: "urgent", cameraIds: ["z"], priority: "urgent" });
    expect(placeOf(compose(base, [urgent, older, newer], wall), "z")).toBe(0);
  });

  it("a wall that shows no camera gets an arrangement of them", () => {
    const made = compose({ layoutId: null, tiles: [] }, [want({ cameraIds: ["x", "y"] })], wall);
    expect(made.tiles.map(cameraOf)).toEqual(["x", "y"]);
    expect(made.layoutId).toBeNull();
  });
});

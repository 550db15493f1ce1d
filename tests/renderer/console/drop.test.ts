import fc from "fast-check";
import { createInstance } from "i18next";
import { expect, it } from "vitest";
import { contentsOf, dropOf, dropOn, type Dragged, type Over } from "../../../src/renderer/console/drop.ts";
import { heldActs } from "../../../src/renderer/console/held-acts.ts";
import { camera, camerasOn, faces, mintFrom } from "../../layouts/edit/tiles.ts";

const [face] = faces;
if (face === undefined) throw new Error("no wall");
const wall = { ...face, canvas: { width: 1920, height: 1080 }, panels: [] };
const nine = camerasOn(wall, 9);
const over = (to: { x: number; y: number }, more: Partial<Over> = {}): Over => ({
  on: "preview",
  from: { x: 100, y: 100 },
  to,
  tolerance: 10,
  freely: false,
  ...more,
});

function dropped(dragged: Dragged, at: Over, tiles = nine) {
  const drop = dropOf(
    dragged,
    at,
    () => tiles,
    () => [camera("new")],
    mintFrom(),
  );
  const outcome = drop?.make(tiles, wall);
  return { name: drop?.name, tiles: outcome?.done === true ? outcome.tiles : null };
}

const first: Dragged = { kind: "tile", on: "preview", tileId: "t1" };

it("swaps a tile with the one it is let go over, and moves it with Alt, over a free place, or a little", () => {
  const swapped = dropped(first, over({ x: 1000, y: 500 }));
  expect(swapped.name).toBe("swap");
  expect(swapped.tiles?.[0]?.rect).toEqual(nine[4]?.rect);
  const moved = dropped(first, over({ x: 1000, y: 500 }, { freely: true }));
  expect(moved).toMatchObject({ name: "move" });
  expect(moved.tiles?.[0]).toMatchObject({ z: 1, rect: { x: 900, y: 400 } });
  expect(dropped(first, over({ x: 130, y: 100 })).name).toBe("move");
  const free = dropped(
    first,
    over({ x: 1000, y: 500 }),
    nine.filter(({ id }) => id !== "t5"),
  );
  expect(free).toMatchObject({ name: "move" });
});

it("gives what a tile shows to the other picture of the wall, and leaves it where it was", () => {
  const put = dropped({ ...first, on: "glass" }, over({ x: 1000, y: 500 }));
  expect(put.name).toBe("put");
  expect(put.tiles?.[4]).toEqual({ ...nine[4], content: nine[0]?.content });
  expect(put.tiles?.[0]).toEqual(nine[0]);
});

it("places on a tile by key what dropping it there would, and nothing on the tile that it is", () => {
  const held: Dragged[] = [
    { kind: "camera", cameraId: "new" },
    { kind: "group", name: "Pasar" },
    first,
    { ...first, on: "glass" },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...held),
      fc.nat({ max: 8 }),
      fc.integer({ min: 1, max: 4 }),
      (dragged, at, many) => {
        const contents = () => Array.from({ length: many }, (_, each) => camera(`new-${each}`));
        const { id, rect } = nine[at]!;
        const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
        const by = dropOn(dragged, { on: "preview", tileId: id }, () => nine, contents, mintFrom());
        if (dragged.kind === "tile" && dragged.on === "preview" && id === dragged.tileId) {
          expect(by).toBeNull();
          return;
        }
        const dropped = dropOf(dragged, over(middle), () => nine, contents, mintFrom());
        expect(by?.name).toBe(dropped?.name);
        expect(by?.make(nine, wall)).toEqual(dropped?.make(nine, wall));
      },
    ),
  );
});

it("places on a wall without tiles in its middle", () => {
  const by = dropOn(
    { kind: "camera", cameraId: "new" },
    { on: "glass", tileId: null },
    () => [],
    () => [camera("new")],
    mintFrom(),
  );
  const outcome = by?.make([], wall);
  expect(outcome?.done === true && outcome.tiles).toMatchObject([{ content: camera("new") }]);
});

it("sizes a tile by the side that is held, and only in its own picture", () => {
  const alone = nine.slice(0, 1);
  const edge = { ...first, kind: "edge", edge: "se" } as const;
  expect(dropped(edge, over({ x: 150, y: 130 }), alone).tiles?.[0]?.rect).toMatchObject({
    width: 690,
    height: 390,
  });
  const middle = alone.map((one) => ({ ...one, rect: { x: 500, y: 300, width: 640, height: 360 } }));
  const west = { ...edge, edge: "nw" } as const;
  expect(dropped(west, over({ x: 60, y: 70 }), middle).tiles?.[0]?.rect).toEqual({
    x: 460,
    y: 270,
    width: 680,
    height: 390,
  });
  expect(dropped(edge, over({ x: 150, y: 130 }, { on: "glass" })).name).toBe(undefined);
});

it("gives all cameras of a group, and nothing of a group that there is not", () => {
  const one = { name: "Pasar", group: "Pasar", streams: [] };
  const cameras = [
    { ...one, id: "a" },
    { ...one, id: "b", group: "Sungai" },
    { ...one, id: "c" },
  ];
  expect(contentsOf({ kind: "group", name: "Pasar" }, cameras)).toEqual([
    { kind: "camera", cameraId: "a" },
    { kind: "camera", cameraId: "c" },
  ]);
  expect(contentsOf({ kind: "group", name: "Gedung" }, cameras)).toEqual([]);
});

it("offers of a picture in the library what may be done with that, whatever tile is chosen", () => {
  const i18n = createInstance({ lng: "cimode", initAsync: false });
  void i18n.init();
  const done: unknown[] = [];
  const act = (name: string) => (about?: unknown) => {
    done.push([name, about]);
    return true;
  };
  const acts = heldActs(
    { kind: "image", imageId: "logo" },
    {
      ...{ t: i18n.getFixedT(null, "console"), tile: nine[0], pick: act("pick") },
      favourites: { ids: [], toggle: act("favourite") },
      acts: {
        ...{ put: act("put"), swap: act("swap"), maximise: act("maximise") },
        ...{ pin: act("pin"), split: act("split"), clear: act("clear") },
      },
    },
  );
  for (const one of acts) one.act();
  expect(done).toEqual([
    ["pick", undefined],
    ["put", { kind: "image", imageId: "logo" }],
  ]);
});

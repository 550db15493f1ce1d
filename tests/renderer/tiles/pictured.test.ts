import { describe, expect, it } from "vitest";
import { type Tile, tileSchema } from "../../../src/layouts/layout.ts";
import type { Ability } from "../../../src/protocol/ability.ts";
import type { Camera, StreamRole } from "../../../src/protocol/camera.ts";
import { picturedTiles } from "../../../src/renderer/tiles/pictured.ts";

function camera(id: string, ...roles: StreamRole[]): Camera {
  const streams = roles.map((role) => ({ role, url: `test:${role}`, hasCredentials: false }));
  return { id, name: id, streams };
}

function tile(id: string, cameraId: string | null): Tile {
  return tileSchema.parse({
    id,
    rect: { x: 0, y: 0, width: 10, height: 10 },
    content: cameraId === null ? { kind: "clock" } : { kind: "camera", cameraId },
  });
}

const cameras = [camera("a", "main", "sub"), camera("b", "main")];
const nothing: ReadonlySet<Ability> = new Set();
const live = () => "live" as const;

describe("which tiles of the program have pictures", () => {
  it("takes the smaller stream where a camera has two", () => {
    const pictured = picturedTiles([tile("1", "a"), tile("2", "b")], cameras, live, nothing);
    expect(pictured.map(({ feed }) => [feed.cameraId, feed.stream])).toEqual([
      ["a", "sub"],
      ["b", "main"],
    ]);
  });

  it("knows a camera by the same key wherever it stands, twice too, always in the same order", () => {
    const keys = (tiles: Tile[]) => picturedTiles(tiles, cameras, live, nothing).map(({ key }) => key);
    expect(keys([tile("1", "a"), tile("2", "b"), tile("3", "a")])).toEqual(["a/1", "a/2", "b/1"]);
    expect(keys([tile("9", "b"), tile("8", "a"), tile("7", "a")])).toEqual(["a/1", "a/2", "b/1"]);
  });

  it("shows the camera that stands in for another on the wall, by its own key", () => {
    const standsIn = ({ id }: Tile) => (id === "1" ? "b" : null);
    const tiles = [tile("1", "a"), tile("2", "b"), tile("3", "a")];
    const pictured = picturedTiles(tiles, cameras, live, nothing, [], standsIn);
    expect(pictured.map(({ key, tile, feed }) => [key, tile.id, feed.cameraId, feed.stream])).toEqual([
      ["a/1", "3", "a", "sub"],
      ["b/1", "1", "b", "main"],
      ["b/2", "2", "b", "main"],
    ]);
  });

  it("leaves out clocks, cameras that there are not, and what is hidden on the glass", () => {
    const tiles = [tile("1", null), tile("2", "gone"), tile("3", "a"), tile("4", "b")];
    const pictured = picturedTiles(tiles, cameras, ({ id }) => (id === "4" ? "hidden" : "lost"), nothing);
    expect(pictured.map(({ tile }) => tile.id)).toEqual(["3"]);
  });

  it("shows 16 and of 17 none", () => {
    const wall = (count: number) => Array.from({ length: count }, (_, at) => tile(String(at), "a"));
    expect(picturedTiles(wall(16), cameras, live, nothing)).toHaveLength(16);
    expect(picturedTiles(wall(17), cameras, live, nothing)).toEqual([]);
  });
});

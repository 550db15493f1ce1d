import fc from "fast-check";
import { arrangeOnWall } from "../../../src/layouts/arrange.ts";
import type { Content, Tile } from "../../../src/layouts/layout.ts";
import type { Wall } from "../../../src/layouts/site.ts";
import { validateLayout } from "../../../src/layouts/validate.ts";
import { onlyWall, walls } from "../../fixtures/walls.ts";

/** The walls of the fixtures, as they are met. */
export const faces: readonly Wall[] = Object.values(walls).map((make) => onlyWall(make()));

export const camera = (id: number | string): Content => ({ kind: "camera", cameraId: `c${id}` });

/** Cameras `c1`, `c2` … for a wall. */
export function camerasOn(wall: Wall, count: number): Tile[] {
  return arrangeOnWall(
    "all",
    wall,
    Array.from({ length: count }, (_, at) => camera(at + 1)),
  );
}

/** A wall with tiles side by side, some of them gone, some above others. */
export const scene: fc.Arbitrary<{ readonly wall: Wall; readonly tiles: Tile[] }> = fc
  .record({
    wall: fc.constantFrom(...faces),
    count: fc.integer({ min: 1, max: 16 }),
    gone: fc.array(fc.nat(15), { maxLength: 6 }),
    above: fc.array(fc.nat(15), { maxLength: 3 }),
  })
  .map(({ wall, count, gone, above }) => {
    const laid = camerasOn(wall, count).filter((_, at) => !gone.includes(at));
    const higher = above.flatMap((at, index): Tile[] => {
      const below = laid[at % Math.max(1, laid.length)];
      if (below === undefined) return [];
      const { x, y, width, height } = below.rect;
      const rect = { x, y, width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
      return [{ ...below, id: `above-${index}`, z: index + 1, rect, content: camera(`a${index}`) }];
    });
    return { wall, tiles: [...laid, ...higher] };
  });

/** Tiles by id, since their order means nothing. */
export function byId(tiles: readonly Tile[]): Readonly<Record<string, Tile>> {
  return Object.fromEntries(tiles.map((tile) => [tile.id, tile]));
}

/** What keeps tiles from being stored on a wall: empty where they may be. */
export function faultsOf(tiles: readonly Tile[], wall: Wall): string[] {
  return validateLayout({ id: "l", name: "L", wallId: wall.id, tiles: [...tiles] }, { walls: [wall] }).map(
    ({ rule, field }) => `${rule} ${field}`,
  );
}

/** Ids that no tile of a scene has. */
export function mintFrom(): () => string {
  let made = 0;
  return () => `new-${++made}`;
}

import { largestFree } from "../free.ts";
import { MOST_Z, type Tile } from "../layout.ts";
import { contains, overlaps } from "../rect.ts";
import { done, type Face, largeEnough, type Outcome, refused, settled, withTile } from "./outcome.ts";

/**
 * A tile on the whole wall, but for what pinned tiles hold, above all others; done once more, it goes back to where it was [L22].
 * The place to go back to stands in the tile, so that whoever sits there next finds it.
 */
export function maximise(tiles: readonly Tile[], wall: Face, tileId: string): Outcome {
  const tile = tiles.find(({ id }) => id === tileId);
  if (tile === undefined) return refused("absent");
  if (tile.pinned === true) return refused("pinned");
  return tile.back === undefined ? enlarged(tiles, wall, tile) : broughtBack(tiles, wall, tile);
}

function enlarged(tiles: readonly Tile[], wall: Face, tile: Tile): Outcome {
  const others = tiles.filter((each) => each !== tile);
  const pinned = others.filter((each) => each.pinned === true).map(({ rect }) => rect);
  const rect = largestFree({ x: 0, y: 0, ...wall.canvas }, pinned);
  if (rect === null || !largeEnough(rect, wall.canvas)) return refused("pinned");
  const under = others.filter((each) => overlaps(each.rect, rect));
  const z = Math.max(tile.z, ...under.map((each) => each.z + 1));
  if (z > MOST_Z) return refused("deep");
  const back = { rect: tile.rect, z: tile.z };
  return done(withTile(tiles, { ...tile, rect, z, back }), [tile.id]);
}

function broughtBack(tiles: readonly Tile[], wall: Face, tile: Tile): Outcome {
  const { back, ...rest } = tile;
  if (back === undefined || !contains({ x: 0, y: 0, ...wall.canvas }, back.rect)) return refused("nothing");
  const lies = settled(tiles, { ...rest, ...back }, [back.rect]);
  if ("why" in lies) return lies;
  return done(withTile(tiles, lies.tile), [tile.id], lies.over ? "above" : null);
}

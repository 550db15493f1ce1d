import { arrangeOnWall } from "../../../layouts/arrange.ts";
import type { Tile } from "../../../layouts/layout.ts";
import type { Wall } from "../../../layouts/site.ts";
import { type RulePriority, rulePriorities } from "../../../protocol/rule.ts";

/** What is on a wall, or would be. */
export interface Picture {
  readonly layoutId: string | null;
  readonly tiles: readonly Tile[];
}

/** What a rule wants on a wall. */
export interface Wanted {
  readonly id: string;
  readonly priority: RulePriority;
  readonly cameraIds: readonly string[];
  /** What is taken in place of what was there. */
  readonly layout: Picture | null;
}

export interface Composed extends Picture {
  /** By the id of what wanted it: the cameras of it that are on the wall, wherever they are. */
  readonly shown: ReadonlyMap<string, readonly string[]>;
}

type Face = Pick<Wall, "canvas" | "panels">;

/** Cameras that an arrangement of a wall without any camera tile shows at most. */
const ARRANGED = 9;
/** What a raised camera's tile comes to at least: 1 is kept longest when a display PC cannot carry everything. */
const RAISED_PRIORITY = 2;

const area = ({ rect }: Tile): number => rect.width * rect.height;
const cameraOf = ({ content }: Tile): string | null => (content.kind === "camera" ? content.cameraId : null);

/**
 * What a wall shows while rules want something on it; `base` is what the operator had, and with nothing wanted that is
 * what it shows. `wanted`: in the order in which it came; the most urgent goes first, among equals the newest. The layout
 * of the first that has one takes the place of `base`; it gives its tiles to its own cameras in the order of their
 * priority, then of their size. Any other camera gets the least important tile, the smaller one among equals. A camera
 * that is there stays where it is: in `present`, what is on the wall now, or else in `base`. Tiles without a camera and
 * those that are protected stay. Where no tile shows a camera, the cameras are arranged on the whole wall.
 */
export function compose(
  base: Picture,
  wanted: readonly Wanted[],
  wall: Face,
  present: readonly Tile[] = [],
): Composed {
  const ranked = wanted.toReversed().toSorted((a, b) => urgency(a) - urgency(b));
  const owner = ranked.find(({ layout }) => layout !== null);
  const picture = owner?.layout ?? base;
  const fixed = new Set(picture.tiles.flatMap((tile) => (gives(tile) ? [] : (cameraOf(tile) ?? []))));
  const cameras = [...new Set(ranked.flatMap(({ cameraIds }) => cameraIds))].filter((id) => !fixed.has(id));
  const made =
    picture.tiles.some(gives) || fixed.size > 0 || cameras.length === 0
      ? placed(picture, cameras, new Set(owner?.cameraIds), present)
      : arranged(picture, cameras, wall);
  const on = new Set(made.tiles.flatMap((tile) => cameraOf(tile) ?? []));
  const shown = ranked.map(
    ({ id, cameraIds }) => [id, cameraIds.filter((camera) => on.has(camera))] as const,
  );
  return { ...made, shown: new Map(shown) };
}

function urgency({ priority }: Wanted): number {
  return rulePriorities.indexOf(priority);
}

/** Whether a tile may be given to another camera. */
function gives(tile: Tile): boolean {
  return tile.content.kind === "camera" && tile.protect !== true;
}

/** `picture` with as many of `cameras` as it has tiles for; those of `own` in the best of them. */
function placed(
  picture: Picture,
  cameras: readonly string[],
  own: ReadonlySet<string>,
  present: readonly Tile[],
): Picture {
  const least = picture.tiles.filter(gives).toSorted((a, b) => b.priority - a.priority || area(a) - area(b));
  const free = new Map(least.map((tile) => [tile.id, tile]));
  const places = new Map<string, string>();
  let left = cameras.slice(0, least.length);
  const put = (camera: string, tile: Tile | undefined): boolean => {
    if (tile === undefined || !free.delete(tile.id)) return false;
    places.set(tile.id, camera);
    return true;
  };
  for (const there of [present, picture.tiles]) {
    const showing = new Map(there.toReversed().map((tile) => [cameraOf(tile) ?? "", tile]));
    left = left.filter((camera) => {
      const tile = showing.get(camera);
      const place = tile === undefined ? undefined : free.get(tile.id);
      return !(place !== undefined && sameRect(place, tile) && put(camera, place));
    });
  }
  for (const camera of left.filter((one) => own.has(one))) put(camera, [...free.values()].at(-1));
  for (const camera of left.filter((one) => !own.has(one))) put(camera, free.values().next().value);
  const tiles = picture.tiles.map((tile): Tile => {
    const cameraId = places.get(tile.id);
    if (cameraId === undefined || cameraId === cameraOf(tile)) return tile;
    const priority = Math.min(tile.priority, RAISED_PRIORITY);
    return { ...tile, priority, content: { kind: "camera", cameraId } };
  });
  return { layoutId: picture.layoutId, tiles };
}

function sameRect({ rect: a }: Tile, tile: Tile | undefined): boolean {
  const b = tile?.rect;
  return a.x === b?.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function arranged(picture: Picture, cameras: readonly string[], wall: Face): Picture {
  const contents = cameras.slice(0, ARRANGED).map((cameraId) => ({ kind: "camera", cameraId }) as const);
  try {
    return { layoutId: null, tiles: arrangeOnWall("all", wall, contents) };
  } catch (error) {
    // A wall with fewer pixels than cameras: what is on it is worth more.
    if (error instanceof RangeError) return picture;
    throw error;
  }
}

/** Whether two pictures are the same, tile by tile. */
export function isSame(a: Picture, b: Picture): boolean {
  return a.layoutId === b.layoutId && JSON.stringify(a.tiles) === JSON.stringify(b.tiles);
}

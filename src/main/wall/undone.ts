import { isDeepStrictEqual } from "node:util";
import type { Tile } from "../../layouts/layout.ts";
import type { RaisedWall } from "../store/rule-store.ts";
import type { Store } from "../store/store.ts";
import type { StoredTake } from "../store/wall-store.ts";
import { TAKES_A_WALL } from "../store/takes.ts";

/** Whether two takes put the same on the wall. */
function isSame(a: StoredTake, b: StoredTake): boolean {
  return a.layoutId === b.layoutId && isDeepStrictEqual(a.tiles, b.tiles);
}

/** How many of the takes, newest first, are what is there now: one, or the steps of one tour and what rules did between. */
function lengthOfNow([newest, ...before]: readonly StoredTake[]): number {
  if (newest?.tourId === undefined) return 1;
  let length = 1;
  for (const [at, take] of before.entries()) {
    if (take.tourId === newest.tourId) length = at + 2;
    else if (take.takenAs !== "rule") break;
  }
  return length;
}

/**
 * What an undo brings back, of a wall's takes newest first; undefined where there is none among them. It is the last
 * picture before what is there now that a person, the schedule or a tour put there, and that is another. A tour is one
 * thing however many steps it took, also where rules came between them: what was there before it comes back, or of a
 * tour that was there before, its last picture, which stays. What a rule put there comes back only to whose own take
 * came over it: at other times its incident may be long over.
 */
export function undone(takes: readonly StoredTake[]): StoredTake | undefined {
  const [newest] = takes;
  if (newest === undefined) return undefined;
  const isByPerson = (newest.takenAs ?? "person") === "person";
  return takes
    .slice(lengthOfNow(takes))
    .find((take, at) => !isSame(take, newest) && (take.takenAs !== "rule" || (isByPerson && at === 0)));
}

/**
 * All that undos of a wall may bring back, of its takes newest first: what `undone` finds and what came since, which
 * another undo brings again. `base`: what the end of what rules have there brings back, from which an undo leads on.
 */
export function mayComeBack(takes: readonly StoredTake[], base: RaisedWall["base"]): readonly StoredTake[] {
  const [newest] = takes;
  if (newest === undefined) return [];
  // Ended by a person or by itself: an undo leads elsewhere then.
  const ends = base === null ? [] : (["person", "rule"] as const);
  const over = ends.map((takenAs) => [{ ...newest, tourId: undefined, takenAs, ...base }, ...takes]);
  return [takes, ...over].flatMap((from) => {
    const other = undone(from);
    return other === undefined ? [] : from.slice(0, from.indexOf(other) + 1);
  });
}

/** Tiles that an undo, or the end of what rules have on a wall, puts there again. */
export async function tilesToComeBack(
  store: Pick<Store, "raises" | "takes">,
  wallId: string,
): Promise<readonly Tile[]> {
  const base = (await store.raises.wall(wallId))?.base ?? null;
  const takes = await store.takes.ofWall(wallId, TAKES_A_WALL);
  return [...(base === null ? [] : [base]), ...mayComeBack(takes, base)].flatMap(({ tiles }) => tiles);
}

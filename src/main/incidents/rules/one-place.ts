import { distanceM, type GeoPoint } from "../../../layouts/geography.ts";

/** Incidents that are no farther from each other are at one place, metres. */
export const ONE_PLACE_M = 50;
/** Degrees; wider than `ONE_PLACE_M` on every parallel up to 84°. */
const CELL_DEG = 0.005;

/** Where something is: a point, or where there is none the name of a place. */
export interface Spot {
  readonly place?: string | undefined;
  readonly location?: GeoPoint | undefined;
}

/** Whether two things are at one place; what has none is never at the same. */
export function atOnePlace(a: Spot, b: Spot): boolean {
  if (a.location !== undefined && b.location !== undefined)
    return (
      // Most are far apart, which is seen at once.
      Math.abs(a.location.lat - b.location.lat) < CELL_DEG && distanceM(a.location, b.location) <= ONE_PLACE_M
    );
  return a.location === undefined && b.location === undefined && a.place !== undefined && a.place === b.place;
}

/** Finds what is at one place with something. */
export class Places<T> {
  readonly #cells = new Map<string, { readonly spot: Spot; readonly value: T }[]>();

  add(spot: Spot, value: T): void {
    const key = keyOf(spot, 0, 0);
    if (key === null) return;
    const cell = this.#cells.get(key);
    if (cell === undefined) this.#cells.set(key, [{ spot, value }]);
    else cell.push({ spot, value });
  }

  near(spot: Spot): T[] {
    const found: T[] = [];
    for (const up of spot.location === undefined ? [0] : [-1, 0, 1])
      for (const aside of spot.location === undefined ? [0] : [-1, 0, 1])
        for (const one of this.#cells.get(keyOf(spot, up, aside) ?? "") ?? [])
          if (atOnePlace(spot, one.spot)) found.push(one.value);
    return found;
  }
}

function keyOf({ place, location }: Spot, up: number, aside: number): string | null {
  if (location === undefined) return place === undefined ? null : `=${place}`;
  return `${Math.floor(location.lat / CELL_DEG) + up}/${Math.floor(location.lon / CELL_DEG) + aside}`;
}

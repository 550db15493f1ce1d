import { distanceM } from "../../../layouts/geography.ts";
import type { Shelf, Shelved } from "../../../protocol/alert.ts";
import type { Incident } from "../../../protocol/incident.ts";

/** What a shelf looks at. */
export type Shelvable = Pick<Incident, "kind" | "source" | "location"> & { readonly ruleId: string };

/** Until when something rests on one of the shelves, milliseconds since 1970; null where it does not at `now`. */
export function shelvedUntil(shelves: readonly Shelf[], what: Shelvable, now: number): number | null {
  const ends = shelves
    .filter((shelf) => covers(shelf.what, what))
    .map(({ until }) => Date.parse(until))
    .filter((until) => until > now);
  return ends.length === 0 ? null : Math.max(...ends);
}

function covers(shelved: Shelved, what: Shelvable): boolean {
  if (shelved.by === "rule") return shelved.ruleId === what.ruleId;
  if (shelved.by === "kind") return shelved.kind === what.kind;
  if (shelved.by === "source") return shelved.source === what.source;
  // Of an area only its point: a warning for a province is not shelved with one street in it.
  return what.location !== undefined && distanceM(shelved.centre, what.location) <= shelved.radiusM;
}

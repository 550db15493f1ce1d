import { middleOf } from "../../../layouts/geography.ts";
import type { Incident } from "../../../protocol/incident.ts";
import type { Spot } from "./one-place.ts";

/** Where an incident is: its point, or the middle of its area, or the name of its place. */
export function spotOf({ location, area, place }: Pick<Incident, "location" | "area" | "place">): Spot {
  const point = location ?? (area === undefined ? undefined : middleOf(area));
  return { ...(point === undefined ? {} : { location: point }), ...(place === undefined ? {} : { place }) };
}

import { z } from "zod";
import { areasMeet, nearestOf } from "../layouts/area-distance.ts";
import { distanceM, type GeoArea, type GeoPoint, polygonsOf } from "../layouts/geography.ts";
import { identifierSchema } from "../layouts/identifier.ts";
import { type Incident, incidentSchema } from "./incident.ts";

/** How far apart, and how long after each other, two reports of one kind may well tell of the same thing. */
export interface Reach {
  readonly metres: number;
  readonly minutes: number;
}

/** What stands at one spot and is seen by whoever passes. */
const USUAL: Reach = { metres: 150, minutes: 45 };

/**
 * By kind: how far it spreads or how badly its place is known, and how long people go on reporting it. Earthquakes are
 * placed by several agencies tens of kilometres apart, and told within minutes.
 */
const reaches: Readonly<Record<string, Reach>> = {
  panic: { metres: 150, minutes: 15 },
  fire: { metres: 300, minutes: 90 },
  flood: { metres: 500, minutes: 360 },
  accident: { metres: 200, minutes: 60 },
  traffic: { metres: 500, minutes: 60 },
  medical: { metres: 100, minutes: 45 },
  crime: { metres: 200, minutes: 60 },
  disturbance: { metres: 400, minutes: 90 },
  missing: { metres: 1_000, minutes: 720 },
  weather: { metres: 20_000, minutes: 180 },
  earthquake: { metres: 150_000, minutes: 5 },
  tsunami: { metres: 200_000, minutes: 60 },
  volcano: { metres: 15_000, minutes: 360 },
  landslide: { metres: 500, minutes: 360 },
  wildfire: { metres: 2_000, minutes: 360 },
  tree: { metres: 150, minutes: 360 },
  road: { metres: 100, minutes: 4_320 },
  light: { metres: 100, minutes: 4_320 },
  waste: { metres: 100, minutes: 4_320 },
  water: { metres: 300, minutes: 720 },
  power: { metres: 1_000, minutes: 180 },
  order: { metres: 150, minutes: 180 },
  event: { metres: 400, minutes: 180 },
};

/** Kinds by which two people call the same thing. */
const synonyms: readonly (readonly [string, string])[] = [
  ["fire", "wildfire"],
  ["accident", "traffic"],
  ["accident", "medical"],
  ["crime", "disturbance"],
  ["crime", "panic"],
  ["disturbance", "panic"],
  ["disturbance", "order"],
  ["disturbance", "event"],
  ["event", "traffic"],
  ["flood", "water"],
  ["landslide", "road"],
  ["tree", "road"],
  ["tree", "traffic"],
];

export function reachOf(kind: string): Reach {
  return (Object.hasOwn(reaches, kind) ? reaches[kind] : undefined) ?? USUAL;
}

/** This kind and those that may mean the same. */
export function kindsLike(kind: string): readonly string[] {
  return [kind, ...synonyms.flatMap(([a, b]) => (a === kind ? [b] : b === kind ? [a] : []))];
}

/** What two reports are compared by. */
export interface Told {
  readonly kind: string;
  readonly location?: GeoPoint | undefined;
  readonly area?: GeoArea | undefined;
  /** Seconds since 1970. */
  readonly occurredS: number;
}

export interface Likeness {
  readonly distanceM: number;
  readonly apartS: number;
}

/**
 * How near two reports are to each other, where that is near enough to be one thing for both of their kinds; null where it
 * is not, or one has no place. The same whichever comes first.
 */
export function likenessOf(one: Told, other: Told): Likeness | null {
  if (!kindsLike(one.kind).includes(other.kind)) return null;
  const [a, b] = [reachOf(one.kind), reachOf(other.kind)];
  const apartS = Math.abs(one.occurredS - other.occurredS);
  if (apartS > Math.min(a.minutes, b.minutes) * 60) return null;
  const metres = metresBetween(one, other);
  return metres === null || metres > Math.min(a.metres, b.metres) ? null : { distanceM: metres, apartS };
}

/** Corners of an area that are looked at to find its distance from another; a shore may have ten thousand. */
const MOST_CORNERS = 256;

/** Metres; an area counts by its nearest point. Null where one of the two has no place. */
function metresBetween(
  a: Pick<Told, "location" | "area">,
  b: Pick<Told, "location" | "area">,
): number | null {
  if (a.area !== undefined && b.area !== undefined)
    return areasMeet(a.area, b.area) ? 0 : Math.min(toCorners(a.area, b.area), toCorners(b.area, a.area));
  if (a.area !== undefined) return b.location === undefined ? null : nearestOf(a.area, b.location).distanceM;
  if (b.area !== undefined) return a.location === undefined ? null : nearestOf(b.area, a.location).distanceM;
  return a.location === undefined || b.location === undefined ? null : distanceM(a.location, b.location);
}

function toCorners(area: GeoArea, of: GeoArea): number {
  const corners = polygonsOf(of).flatMap(([outer = []]) => outer);
  const step = Math.ceil(corners.length / MOST_CORNERS);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < corners.length; at += step) {
    const [lon, lat] = corners[at] ?? [0, 0];
    least = Math.min(least, nearestOf(area, { lat, lon }).distanceM);
  }
  return least;
}

/**
 * The one of two incidents that stays where they are one: what somebody is at work on, then what happened first, then
 * what was heard of first.
 */
export function staysOf(a: Incident, b: Incident): Incident {
  const order = ({ status, assignments, occurredAt, receivedAt, id }: Incident) => [
    status === "open" && assignments === undefined ? "1" : "0",
    ...[occurredAt, receivedAt, id],
  ];
  const [ofA, ofB] = [order(a), order(b)];
  for (const [at, mine] of ofA.entries()) {
    const other = ofB[at] ?? "";
    if (mine !== other) return mine < other ? a : b;
  }
  return a;
}

const likeSchema = incidentSchema.pick({
  ...{ id: true, kind: true, severity: true, status: true, text: true, place: true, source: true },
  ...{ occurredAt: true, drill: true },
});

/** Two incidents that may be one, and how near they are to each other. */
export const likePairSchema = z.object({
  /** As one they would be this one, */
  stays: likeSchema,
  /** and this one would join it. */
  joins: likeSchema,
  distanceM: z.number(),
  apartS: z.number(),
});
export type LikePair = z.infer<typeof likePairSchema>;

/** Pairs of one answer, at most. */
export const MOST_PAIRS = 200;

export const likePairsQuerySchema = z.strictObject({
  /** Of this one alone. */
  incidentId: identifierSchema.optional(),
});

/** The other one of a pair. */
export const otherIncidentSchema = z.strictObject({ incidentId: identifierSchema });
/** `apart`: somebody has seen that they are two; false takes that back. */
export const apartInputSchema = otherIncidentSchema.extend({ apart: z.boolean() });

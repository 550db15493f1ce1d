import { type GeoPoint, geoPointSchema } from "../../layouts/geography.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Incident } from "../../protocol/incident.ts";

/** A place as somebody may mean it: its words, and its point where one is known. */
export interface MeantPlace {
  readonly name: string;
  readonly location: GeoPoint | null;
}

const NUMBER = "[+-]?\\d{1,3}(?:\\.\\d{1,10})?";
const PAIR = new RegExp(`^\\s*(${NUMBER})\\s*[,;\\s]\\s*(${NUMBER})\\s*$`);

/** `-6.2349, 106.9896` as a point, latitude first; null where it is none on the earth. */
export function typedPoint(text: string): GeoPoint | null {
  const found = PAIR.exec(text);
  if (found === null) return null;
  const point = geoPointSchema.safeParse({ lat: Number(found[1]), lon: Number(found[2]) });
  return point.success ? point.data : null;
}

/** How many places are offered at once. */
const OFFERED = 6;

/** Lower case, without marks above letters. */
const plain = (text: string): string => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/**
 * Cameras with a location and earlier places whose words begin as each word of `text` does; those that begin with `text`
 * itself come first, and cameras before earlier places.
 */
export function offeredPlaces(
  text: string,
  cameras: readonly Camera[],
  earlier: readonly MeantPlace[],
): MeantPlace[] {
  const asked = plain(text).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return [];
  const named = cameras.map(({ name, location }) => ({
    name,
    location: location === undefined ? null : { lat: location.lat, lon: location.lon },
  }));
  const known = new Map<string, MeantPlace>();
  for (const place of [...named.filter(({ location }) => location !== null), ...earlier])
    if (!known.has(plain(place.name))) known.set(plain(place.name), place);
  const fitting = [...known].filter(([name]) => {
    const words = name.split(/[^\p{L}\p{N}]+/u);
    return asked.every((one) => words.some((word) => word.startsWith(one)));
  });
  const first = plain(text).trim();
  return fitting
    .toSorted(([a], [b]) => Number(b.startsWith(first)) - Number(a.startsWith(first)))
    .slice(0, OFFERED)
    .map(([, place]) => place);
}

/** What `text` means: a point, a known place by its whole name, or words alone. */
export function meantPlace(
  text: string,
  cameras: readonly Camera[],
  earlier: readonly MeantPlace[],
): MeantPlace {
  const name = text.trim();
  const point = typedPoint(name);
  if (point !== null) return { name, location: point };
  const known = offeredPlaces(name, cameras, earlier).find((one) => plain(one.name) === plain(name));
  return known ?? { name, location: null };
}

/** The places of incidents that have words for theirs. */
export function earlierPlaces(incidents: readonly Incident[]): MeantPlace[] {
  return incidents.flatMap(({ place, location }) =>
    place === undefined ? [] : [{ name: place, location: location ?? null }],
  );
}

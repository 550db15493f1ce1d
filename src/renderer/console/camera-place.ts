import type { Camera } from "../../protocol/camera.ts";

/** Where a camera stands and looks, as it is typed: degrees, "" where nothing is said. */
export interface TypedPlace {
  readonly lat: string;
  readonly lon: string;
  readonly heading: string;
  readonly fovDeg: string;
}

export function typedPlaceOf(location: Camera["location"]): TypedPlace {
  const text = (value: number | undefined) => {
    const written = value === undefined ? "" : String(value);
    return written.includes("e") ? (value ?? 0).toFixed(12) : written;
  };
  return {
    ...{ lat: text(location?.lat), lon: text(location?.lon) },
    ...{ heading: text(location?.heading), fovDeg: text(location?.fovDeg) },
  };
}

/** Limits of each, as the core has them; of the heading below the most, of the angle above the least. */
const limits = {
  lat: (value: number) => value >= -90 && value <= 90,
  lon: (value: number) => value >= -180 && value <= 180,
  heading: (value: number) => value >= 0 && value < 360,
  fovDeg: (value: number) => value > 0 && value <= 360,
} as const;

/** Whether a field can be read; "" can. A comma stands for a point, as Indonesian hands write it. */
export function readable(field: keyof TypedPlace, text: string): boolean {
  return text.trim() === "" || numberOf(field, text) !== null;
}

function numberOf(field: keyof TypedPlace, text: string): number | null {
  const plain = text.trim().replace(",", ".");
  return /^-?\d+(?:\.\d+)?$/.test(plain) && limits[field](Number(plain)) ? Number(plain) : null;
}

/** The place that is meant; null where none is, undefined where it cannot be read or is half a place. */
export function locationOf(typed: TypedPlace): Camera["location"] | null {
  const { lat, lon, heading, fovDeg } = typed;
  if ([lat, lon, heading, fovDeg].every((text) => text.trim() === "")) return null;
  const [north, east] = [numberOf("lat", lat), numberOf("lon", lon)];
  if (north === null || east === null) return undefined;
  if (!readable("heading", heading) || !readable("fovDeg", fovDeg)) return undefined;
  const [looks, sees] = [numberOf("heading", heading), numberOf("fovDeg", fovDeg)];
  return {
    ...{ lat: north, lon: east },
    ...(looks !== null && { heading: looks }),
    ...(sees !== null && { fovDeg: sees }),
  };
}

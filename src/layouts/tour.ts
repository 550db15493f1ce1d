import { z } from "zod";
import { identifierSchema } from "./identifier.ts";

export const TOUR_LEAST = 2;
export const TOUR_MOST = 64;

/** Seconds for which a tour stays with one of its cameras. */
export const DWELL_S = { least: 3, most: 3600, usual: 10 } as const;

/** The cameras of a tour, in the order in which they are shown. */
export const tourCamerasSchema = z
  .array(identifierSchema)
  .min(TOUR_LEAST)
  .max(TOUR_MOST)
  .refine((ids) => new Set(ids).size === ids.length, "a camera has one turn of a tour");

export const dwellSchema = z.int().min(DWELL_S.least).max(DWELL_S.most);

/** The tour of a tile: one camera after the other, each for `dwellS` seconds, or for as long as `dwells` has for it. */
export const tourContentSchema = z
  .object({
    kind: z.literal("tour"),
    cameraIds: tourCamerasSchema,
    dwellS: dwellSchema,
    /** Seconds of those cameras that have a dwell of their own, by camera. */
    dwells: z.record(identifierSchema, dwellSchema).optional(),
  })
  .refine(
    ({ cameraIds, dwells = {} }) => Object.keys(dwells).every((id) => cameraIds.includes(id)),
    "a dwell is of a camera of the tour",
  );
type TourContent = z.infer<typeof tourContentSchema>;

/** For how long a camera of a tour is shown, seconds. */
export function dwellOf(
  { dwellS, dwells }: Pick<TourContent, "dwellS" | "dwells">,
  cameraId: string,
): number {
  // By `hasOwn`, for a camera may be called as what every object has.
  return (dwells !== undefined && Object.hasOwn(dwells, cameraId) ? dwells[cameraId] : undefined) ?? dwellS;
}

/** The same tour with a camera's own dwell, seconds; null gives it that of the others. */
export function withDwell(tour: TourContent, cameraId: string, dwellS: number | null): TourContent {
  const { dwells = {}, ...rest } = tour;
  const others = Object.entries(dwells).filter(([id]) => id !== cameraId);
  const own = dwellS === null ? others : [...others, [cameraId, dwellS] as const];
  return own.length === 0 ? rest : { ...rest, dwells: Object.fromEntries(own) };
}

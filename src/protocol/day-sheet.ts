import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";

/** How much of each camera was to be seen on a day: what the displays themselves told, and no more than that. */

/** A day of the site's calendar, as `2026-11-22`. */
export const dayQuerySchema = z.strictObject({ day: z.iso.date() });

/**
 * How a camera that a wall was to show was to be seen there, the best of all its tiles. `live` was really visible and moved;
 * `frozen` came and did not change; `replaced`: another camera stood in for it; `unseen`: no display showed its wall.
 */
export const sights = [
  ...([
    "live",
    "frozen",
    "degraded",
    "delayed",
    "connecting",
    "stale",
    "lost",
    "replaced",
    "hidden",
  ] as const),
  "unseen",
] as const;
export const sightSchema = z.enum(sights);
export type Sight = z.infer<typeof sightSchema>;

/** Seconds of each; their sum is how long a wall was to show it. */
export const sightSecondsSchema = z.record(sightSchema, z.number().nonnegative());
export type SightSeconds = z.infer<typeof sightSecondsSchema>;

export const daySheetSchema = z.object({
  day: z.iso.date(),
  zone: z.string(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  /** Those that a wall was to show at any time of the day, by name; one that was removed since is called by its id. */
  cameras: z.array(z.object({ cameraId: identifierSchema, name: z.string(), seconds: sightSecondsSchema })),
});
export type DaySheet = z.infer<typeof daySheetSchema>;

/** Days that are kept. */
export const SHEET_DAYS = 400;

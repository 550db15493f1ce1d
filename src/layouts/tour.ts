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

import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { dwellSchema } from "../layouts/tour.ts";
import { takerSchema } from "./taker.ts";

export const MOST_STEPS = 64;

/** Layouts that come to a wall one after the other, the first again after the last. */
export const layoutTourSchema = z.strictObject({
  id: identifierSchema,
  name: z.string().trim().min(1).max(120),
  wallId: identifierSchema,
  steps: z
    .array(z.strictObject({ layoutId: identifierSchema, dwellS: dwellSchema }))
    .min(2)
    .max(MOST_STEPS),
});
export type LayoutTour = z.infer<typeof layoutTourSchema>;

/** Tours of a site, at most. */
export const MOST_TOURS = 100;

/** The tour of a wall; a restart of the core goes on with it. */
export const wallTourSchema = z.object({
  tourId: identifierSchema,
  name: z.string(),
  /** Of the steps, from 1. */
  step: z.int().min(1),
  of: z.int().min(2),
  layoutId: identifierSchema,
  /** A name; of a person where `startedAs` is missing. */
  startedBy: z.string(),
  startedAs: takerSchema.optional(),
  /** When the next step is due; null while it is paused or waits. */
  nextAt: z.iso.datetime().nullable(),
  /** By whom, since when, and whether they paused it or changed the wall themselves. */
  paused: z.object({ by: z.string(), at: z.iso.datetime(), why: z.enum(["paused", "taken"]) }).nullable(),
  /** What keeps its next step from the wall: that is locked, or shows what a rule raised. */
  waits: z.enum(["locked", "raised"]).nullable(),
  /** Steps that were passed over the last time, from 1: their layout is gone, or the wall has no room for it. */
  passedOver: z.array(z.int()),
});
export type WallTour = z.infer<typeof wallTourSchema>;

/** `go`: on from the step where it was paused; `next`: the next step now. */
export const wallTourActSchema = z.enum(["pause", "go", "next"]);
export type WallTourAct = z.infer<typeof wallTourActSchema>;

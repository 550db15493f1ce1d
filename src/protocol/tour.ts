import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";

/** How long a tour that somebody holds waits before it goes on by itself, milliseconds. */
export const HOLD_MS = 5 * 60_000;

/** Whose turn it is in a tile that shows one camera after the other. */
export const tourTurnSchema = z.object({
  cameraId: identifierSchema,
  /** Of the cameras, from 1. */
  place: z.int().min(1),
  of: z.int().min(1),
  held: z.boolean(),
});
export type TourTurn = z.infer<typeof tourTurnSchema>;

/** The tour of a tile on a wall. It is in memory alone: a restart of the core begins with the first camera. */
export const tileTourSchema = z.object({
  tileId: identifierSchema,
  /** Null where none of its cameras may be shown there, or is there any more. */
  turn: tourTurnSchema.nullable(),
  /** When the next camera is due; null while it is held. */
  nextAt: z.iso.datetime().nullable(),
  /** Who holds it, since when, and when it goes on by itself. */
  held: z.object({ by: z.string(), at: z.iso.datetime(), until: z.iso.datetime() }).nullable(),
});
export type TileTour = z.infer<typeof tileTourSchema>;

/** `hold`: stay with this camera; `go`: go on; `next` and `previous`: another camera now, with its whole time. */
export const tourActSchema = z.enum(["hold", "go", "next", "previous"]);
export type TourAct = z.infer<typeof tourActSchema>;

import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { tileSchema } from "../layouts/layout.ts";
import { sizeSchema } from "../layouts/rect.ts";
import { faultKindSchema } from "./fault.ts";
import { replaySchema } from "./minute.ts";

/** What is on a wall. `revision` grows by one with every take. */
export const wallStateSchema = z.object({
  id: identifierSchema,
  name: z.string(),
  canvas: sizeSchema,
  layoutId: identifierSchema.nullable(),
  takeId: z.string().nullable(),
  takenAt: z.iso.datetime().nullable(),
  takenBy: z.string().nullable(),
  revision: z.int(),
  tiles: z.array(tileSchema),
});
export type WallState = z.infer<typeof wallStateSchema>;

/** The same with the tiles of it that play kept pictures, at most one replay a tile; for a while, and not over a restart. */
export const wallOnGlassSchema = wallStateSchema.extend({ replays: z.array(replaySchema).default([]) });
export type WallOnGlass = z.infer<typeof wallOnGlassSchema>;

export const takeFailureSchema = z.object({
  tileId: identifierSchema,
  kind: faultKindSchema,
});
export type TakeFailure = z.infer<typeof takeFailureSchema>;

/**
 * `pending` until each output that is connected has shown the take whole; `failed` where a tile of one shows a
 * slate instead of its picture; `superseded` where another take came first.
 */
export const takeSchema = z.object({
  id: z.string(),
  wallId: identifierSchema,
  layoutId: identifierSchema.nullable(),
  state: z.enum(["pending", "complete", "failed", "superseded"]),
  takenAt: z.iso.datetime(),
  takenBy: z.string(),
  outputs: z.array(
    z.object({
      outputId: identifierSchema,
      completedAt: z.iso.datetime().nullable(),
      failures: z.array(takeFailureSchema),
    }),
  ),
});
export type Take = z.infer<typeof takeSchema>;

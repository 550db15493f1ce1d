import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { tileSchema } from "../layouts/layout.ts";
import { sizeSchema } from "../layouts/rect.ts";
import { faultKindSchema } from "./fault.ts";
import { wallTourSchema } from "./layout-tour.ts";
import { replaySchema } from "./minute.ts";
import { takerSchema } from "./taker.ts";
import { tileTourSchema } from "./tour.ts";

/** What is on a wall. `revision` grows by one with every take. */
export const wallStateSchema = z.object({
  id: identifierSchema,
  name: z.string(),
  canvas: sizeSchema,
  /** Null also where it was changed since: then `basedOn` is the layout that it was. */
  layoutId: identifierSchema.nullable(),
  basedOn: identifierSchema.nullish(),
  takeId: z.string().nullable(),
  takenAt: z.iso.datetime().nullable(),
  /** A name; `takenAs` says of what, a person's where it is missing. */
  takenBy: z.string().nullable(),
  takenAs: takerSchema.optional(),
  revision: z.int(),
  tiles: z.array(tileSchema),
});
export type WallState = z.infer<typeof wallStateSchema>;

/** What is hidden of a wall by hand. */
export const curtainSchema = z.object({
  /** Whether the standby picture is over the whole wall and all that lies above its tiles. */
  all: z.boolean(),
  /** Tiles in whose place it stands; what a tile shows stays hidden wherever a take puts it. */
  tileIds: z.array(identifierSchema),
  by: z.string(),
  at: z.iso.datetime(),
});
export type Curtain = z.infer<typeof curtainSchema>;

/** Until it is taken away nothing else comes to the wall: no take, edit, undo, tour or rule. */
export const wallLockSchema = z.object({
  by: z.string(),
  at: z.iso.datetime(),
  reason: z.string().min(1).max(200).optional(),
});
export type WallLock = z.infer<typeof wallLockSchema>;

/**
 * The same with the tiles of it that play kept pictures, at most one replay a tile; for a while, and not over a restart;
 * and with what people keep from being seen, or from being changed.
 */
export const wallOnGlassSchema = wallStateSchema.extend({
  replays: z.array(replaySchema).default([]),
  /** Whose turn it is in tiles that show one camera after the other. */
  tours: z.array(tileTourSchema).default([]),
  /** The tour of layouts that runs on it. */
  tour: wallTourSchema.nullable().default(null),
  curtain: curtainSchema.nullable().default(null),
  lock: wallLockSchema.nullable().default(null),
});
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
  /** As of a wall's state. */
  takenBy: z.string(),
  takenAs: takerSchema.optional(),
  outputs: z.array(
    z.object({
      outputId: identifierSchema,
      completedAt: z.iso.datetime().nullable(),
      failures: z.array(takeFailureSchema),
    }),
  ),
});
export type Take = z.infer<typeof takeSchema>;

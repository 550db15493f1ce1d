import { z } from "zod";
import { editSchema, editsSchema } from "../layouts/edit/edit.ts";
import { layoutSchema } from "../layouts/layout.ts";

/** One act, applied whole or not at all. */
export const editRequestSchema = z.strictObject({
  /** What it was made from: a layout's version, as in its ETag, or a wall's revision; 0 of a wall before its first take. */
  base: z.int().min(0),
  edits: editsSchema,
});

/** Somebody else changed the same since `base`. Sent once more with the present base the act is applied all the same. */
export const editConflictSchema = z.object({
  edit: editSchema,
  theirs: editSchema,
  by: z.string(),
  at: z.iso.datetime(),
});

const conflictsSchema = z.array(editConflictSchema).describe("empty where the edits were applied");

/** The layout as it is now, with or without the edits. */
export const editedLayoutSchema = z.object({
  layout: layoutSchema,
  version: z.int(),
  conflicts: conflictsSchema,
});

/** The take that is on the wall now: of the edits, or the one before. */
export const editedWallSchema = z.object({
  takeId: z.string().nullable(),
  revision: z.int(),
  conflicts: conflictsSchema,
});

/** What one act made of a layout, and who. */
export const layoutEditSchema = z.object({
  /** That it made. */
  version: z.int(),
  by: z.string(),
  at: z.iso.datetime(),
  edits: z.array(editSchema),
});
export type LayoutEdit = z.infer<typeof layoutEditSchema>;

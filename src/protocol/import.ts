import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";

/** Bytes of a file's text at most, and cameras in it. */
export const IMPORT_TEXT = 2_000_000;
export const IMPORT_CAMERAS = 2_000;

export const importFormatSchema = z.enum(["csv", "m3u", "go2rtc", "frigate"]);
export type ImportFormat = z.infer<typeof importFormatSchema>;

export const importInputSchema = z.strictObject({
  format: importFormatSchema,
  text: z.string().min(1).max(IMPORT_TEXT),
  /** Tells what would happen and changes nothing. */
  dryRun: z.boolean(),
  /** Leaves out what is refused; without it one refusal keeps all of it out. */
  skipRefused: z.boolean().optional(),
});

const changeSchema = z.object({
  /** As in the camera: `name`, `main.url`, `sub.password`. */
  field: z.string(),
  /** Null where there was or is nothing; of a password only that there is one. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ImportChange = z.infer<typeof changeSchema>;

export const importRowSchema = z.object({
  /** Where it stands in the file: `3` for a line, `streams.gate` for an entry. */
  where: z.string(),
  name: z.string(),
  outcome: z.enum(["added", "changed", "unchanged", "refused"]),
  cameraId: identifierSchema.optional(),
  changes: z.array(changeSchema),
  /** Why it is refused; `field` as above, `location.lat` too, or "" for all of it. */
  reason: z.object({ field: z.string(), detail: z.string() }).optional(),
  /** What of it was not taken over. */
  notes: z.array(z.string()),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const importedSchema = z.object({
  /** False after a dry run, and where something is refused and nothing was to be left out. */
  applied: z.boolean(),
  rows: z.array(importRowSchema),
});

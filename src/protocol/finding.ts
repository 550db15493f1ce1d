import { z } from "zod";
import { faultDetailSchema } from "./fault.ts";

/** What can be wrong with a camera, or worth knowing; `finding-sentences.ts` has what it means and what to do. */
export const findingKinds = [
  // what keeps it from the wall
  "noPicture",
  "failed",
  // how its pictures come
  "keyFramesFar",
  "keyFramesVary",
  "oneKeyFrame",
  "fewPictures",
  "lost",
  "uneven",
  "slowStart",
  "heavy",
  // what must be done to show them
  "madeIntoH264",
  "interlaced",
  "notSquare",
  "largeOnly",
  // of the device
  "clockOff",
  "elsewhere",
  "noPtz",
] as const;
const findingKindSchema = z.enum(findingKinds);
export type FindingKind = z.infer<typeof findingKindSchema>;

/** `wrong` is to be put right, `costs` works at a price, `note` is good to know. */
export const findingSchema = z.object({
  kind: findingKindSchema,
  weight: z.enum(["wrong", "costs", "note"]),
  /** Values for the placeholders of its sentences; never a secret. */
  detail: faultDetailSchema,
});
export type Finding = z.infer<typeof findingSchema>;

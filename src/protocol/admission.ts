import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { streamRoleSchema } from "./camera.ts";
import { rungSchema } from "./ladder.ts";
import { reductionSchema } from "./output.ts";

export const admissionQuerySchema = z.strictObject({ layoutId: identifierSchema });

/**
 * `carries`: the display PC carried as much, with something to spare. `tight`: it carried as much with little to spare,
 * or less than this while more than this was too much. `tooMuch`: this, or less, was. `unknown`: nothing seen says it.
 */
export const verdictSchema = z.enum(["carries", "tight", "tooMuch", "unknown"]);
export type Verdict = z.infer<typeof verdictSchema>;

/** What a display PC decodes. */
const burdenSchema = z.object({
  /** Decoders. */
  feeds: z.int(),
  /** Pixels of one picture of each feed, and 100,000 for having the feed at all: what lowering goes by. */
  weight: z.number(),
  /** Pixels a second; of a feed that does not run yet at 25 pictures a second. */
  pixelRate: z.number(),
});
export type Burden = z.infer<typeof burdenSchema>;

/** One feed that would be lowered, and the tiles that show it. */
const loweredSchema = z.object({
  tiles: z.array(z.object({ wallId: identifierSchema, tileId: identifierSchema })),
  kind: reductionSchema,
  /** Whether what is known says that it must be; the others come next where that is not enough. */
  needed: z.boolean(),
});

const displayAdmissionSchema = z.object({
  /** Of one page, which decodes for all of them. */
  outputIds: z.array(identifierSchema),
  connected: z.boolean(),
  /** Percent, as it told it last; null where it did not. */
  load: z.number().nullable(),
  /** What is on its walls now, whole. */
  now: burdenSchema,
  /** What would be. */
  planned: burdenSchema,
  /** The greatest weight that it was seen to carry whole, with its load, and the least that was too much for it. */
  known: z.object({
    carried: z.number().nullable(),
    percent: z.number().nullable(),
    tooMuch: z.number().nullable(),
  }),
  verdict: verdictSchema,
  /** Where nothing seen says it: whether it is likely all the same, and by what. */
  estimate: z
    .object({
      likely: z.boolean(),
      /** `itself`: it carried nearly as much; `smallest`: the smallest PC that was measured carries as much. */
      basis: z.enum(["itself", "smallest"]),
      weight: z.number(),
    })
    .nullable(),
  /** What its tiles of this layout would show. */
  tiles: z.array(
    z.object({
      tileId: identifierSchema,
      cameraId: identifierSchema.nullable(),
      stream: streamRoleSchema,
      rung: rungSchema.nullable(),
      width: z.int(),
      height: z.int(),
      pixelRate: z.number(),
    }),
  ),
  /** In the order in which it would be done; empty where it is carried. */
  lowered: z.array(loweredSchema),
});
export type DisplayAdmission = z.infer<typeof displayAdmissionSchema>;

/** Whether the display PCs of a wall can carry a layout, said before it is taken; a take is never refused for it. */
export const admissionSchema = z.object({
  wallId: identifierSchema,
  layoutId: identifierSchema,
  /** The worst of all. */
  verdict: verdictSchema,
  displays: z.array(displayAdmissionSchema),
});
export type Admission = z.infer<typeof admissionSchema>;

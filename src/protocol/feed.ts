import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { mosaicCamerasSchema, mosaicColumnsSchema } from "../layouts/mosaic.ts";
import { streamRoleSchema } from "./camera.ts";
import { faultReportSchema } from "./fault.ts";
import { type Rung, rungSchema } from "./ladder.ts";
import { playerSchema } from "./relay.ts";
import { pictureStateSchema } from "./truth.ts";

/** Many cameras in one picture: which, and in how many columns. */
const mosaicSchema = z.object({ cameraIds: mosaicCamerasSchema, columns: mosaicColumnsSchema });
export type Mosaic = z.infer<typeof mosaicSchema>;

/** One feed: a stream of a camera as the camera encodes it, or on a rung of the ladder; or a mosaic on a rung. */
export const feedRefSchema = z.object({
  /** Of a mosaic what `mosaicRef` makes of it, which stands for no camera. */
  cameraId: identifierSchema,
  stream: streamRoleSchema,
  rung: rungSchema.nullable(),
  mosaic: mosaicSchema.optional(),
  /** Where the page plays the stream itself, through the core: how. */
  player: playerSchema.optional(),
  /** Of a replay: the kept pictures that it plays, in their own time. Absent: the pictures as they come. */
  replay: z.string().min(1).max(64).optional(),
});
export type FeedRef = z.infer<typeof feedRefSchema>;

/** The ref of a mosaic whose picture fits in `rung`; the same for the same cameras, columns and rung. */
export function mosaicRef(mosaic: Mosaic, rung: Rung): FeedRef {
  return { cameraId: mosaicId(mosaic), stream: "main", rung, mosaic };
}

/** An identifier of what a mosaic shows: 64 bits of FNV-1a (draft-eastlake-fnv) of its columns and cameras. */
export function mosaicId({ cameraIds, columns }: Mosaic): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of `${columns}/${cameraIds.join("/")}`) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return `mosaic-${hash.toString(16).padStart(16, "0")}`;
}

/** How one cell of a mosaic is. */
export const cellSchema = z.object({
  /** The camera that the mosaic has in it. */
  cameraId: identifierSchema,
  /** Of the picture that is there. */
  state: pictureStateSchema,
  /** Where the picture is of another camera, because the cell's own is lost: which, and since when it is lost. */
  standIn: z.object({ cameraId: identifierSchema, lostSince: z.iso.datetime() }).optional(),
});
export type Cell = z.infer<typeof cellSchema>;

/** The same text for the same feed. */
export function feedKey({ cameraId, stream, rung, player, replay }: FeedRef): string {
  if (player !== undefined) return `${cameraId}/${stream}/${player}`;
  const played = replay === undefined ? "" : `@${replay}`;
  return rung === null ? `${cameraId}/${stream}${played}` : `${cameraId}/${stream}/${rung}${played}`;
}

/** A running ingest of one stream, as the API gives it. */
export const feedSchema = z.object({
  ...feedRefSchema.shape,
  state: pictureStateSchema,
  /** As in RFC 6381, for instance `avc1.64001f`, or the coding's name; null before the first key frame. */
  codec: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Frames a second over the last seconds; 0 while none arrive. */
  fps: z.number(),
  /** bit/s over the last seconds. */
  bitrate: z.number(),
  lastFrameAt: z.iso.datetime().nullable(),
  restarts: z.int(),
  /** Pages and others that it goes to. */
  readers: z.int().optional(),
  /** Of a mosaic, in the order of its cameras. */
  cells: z.array(cellSchema).optional(),
  error: faultReportSchema.optional(),
});
export type Feed = z.infer<typeof feedSchema>;

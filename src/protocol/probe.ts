import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { abilitySchema } from "./ability.ts";
import { streamRoleSchema, transportSchema } from "./camera.ts";
import { findingSchema } from "./finding.ts";
import { formatSchema } from "./format.ts";
import { rungSchema } from "./ladder.ts";

/**
 * What is to be looked at: a stream of a stored camera, or an address as the camera form holds it. With `cameraId`
 * beside an address, a password that is left out is the stored one, where it was given for the same machine.
 */
export const probeInputSchema = z.strictObject({
  cameraId: identifierSchema.optional(),
  stream: streamRoleSchema.optional(),
  url: z.string().min(1).max(2048).optional(),
  username: z.string().max(256).optional(),
  password: z.string().max(256).optional(),
  transport: transportSchema.optional(),
  /** Whether the camera has no other stream; of a stored one it is known. */
  alone: z.boolean().optional(),
});
export type ProbeInput = z.infer<typeof probeInputSchema>;

const sizeSchema = z.object({ width: z.number(), height: z.number() });

/** What the wall would do with the pictures. */
export const shownSchema = z.object({
  /** Whether every page shows them as the camera sends them. */
  asIs: z.boolean(),
  /** What a page must be able to do to show them as they are; absent where none can. */
  needs: abilitySchema.optional(),
  /** What they are made into for a tile of so many pixels, on pages that cannot. */
  rungs: z.array(z.object({ tile: sizeSchema, rung: rungSchema, size: sizeSchema })),
  /** Of this machine's cores for the largest of these rungs, measured on the pictures that just came. */
  cost: z.object({ rung: rungSchema, cores: z.number() }).nullable(),
});
export type Shown = z.infer<typeof shownSchema>;

export const probeSchema = z.object({
  /** Whether the camera was open already, or was opened for this. */
  via: z.enum(["running", "opened"]),
  format: formatSchema.nullable(),
  /** Milliseconds to the first byte of the device's answer; null where it was open already or cannot be told. */
  firstByteMs: z.number().nullable(),
  /** Milliseconds to the first picture that can be shown; null where it was open already or none came. */
  firstPictureMs: z.number().nullable(),
  /** How long its pictures were watched. */
  seconds: z.number(),
  /** Pictures a second. */
  fps: z.number().nullable(),
  /** bit/s. */
  bitrate: z.number().nullable(),
  /** Seconds between key frames, the shortest and the longest seen; null where only one came. */
  keyInterval: z.object({ least: z.number(), most: z.number() }).nullable(),
  /** Null where it is not told. */
  audio: z.boolean().nullable(),
  /** Reports of pictures lost or broken on the way. */
  lost: z.number(),
  /** Milliseconds, as RFC 3550 (6.4.1) reckons it, over pictures. */
  jitterMs: z.number().nullable(),
  /** Seconds by which the device's clock is ahead of ours, and who told. */
  clock: z.object({ aheadS: z.number(), from: z.enum(["onvif", "rtsp", "http"]) }).nullable(),
  shown: shownSchema.nullable(),
  findings: z.array(findingSchema),
});
export type Probe = z.infer<typeof probeSchema>;

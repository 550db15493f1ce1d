import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { formatSchema } from "./format.ts";
import { onvifAddressInputSchema, onvifAddressSchema } from "./onvif.ts";

export const streamRoleSchema = z.enum(["main", "sub"]);
export type StreamRole = z.infer<typeof streamRoleSchema>;

/**
 * Schemes a core opens: `rtsp:` and `rtsps:`; `file:` a looped clip on the core's own disk; `test:` a moving
 * picture made by ffmpeg, as `test:640x360@25` (width x height @ frames a second).
 */
export const streamSchemes = ["rtsp:", "rtsps:", "file:", "test:"] as const;

const streamFields = {
  role: streamRoleSchema,
  /** Without user and password; those that stand in it are moved to their own fields. */
  url: z.string().min(1).max(2048),
  username: z.string().max(256).optional(),
  /** RTP inside the RTSP connection, or beside it. */
  transport: z.enum(["tcp", "udp"]).optional(),
  player: z.enum(["core", "page"]).optional(),
};

/** A stream as the API gives it. */
export const streamSchema = z.object({
  ...streamFields,
  hasCredentials: z.boolean(),
  /** What the camera sent last on it; absent before its first picture. */
  format: formatSchema.optional(),
});

/** A stream as it is sent: `password` is write only; absent keeps the stored one, "" removes it. */
export const streamInputSchema = z.object({ ...streamFields, password: z.string().max(256).optional() });
export type StreamInput = z.infer<typeof streamInputSchema>;

const cameraFields = {
  name: z.string().min(1).max(120),
  group: z.string().max(120).optional(),
  location: z
    .object({
      lat: z.number().min(-90).max(90),
      lon: z.number().min(-180).max(180),
      heading: z.number().min(0).lt(360).optional(),
      fovDeg: z.number().positive().max(360).optional(),
    })
    .optional(),
  backupCameraId: identifierSchema.optional(),
};

export const cameraSchema = z.object({
  id: identifierSchema,
  ...cameraFields,
  onvif: onvifAddressSchema.optional(),
  streams: z.array(streamSchema).min(1).max(2),
});
export type Camera = z.infer<typeof cameraSchema>;

export const cameraInputSchema = z.strictObject({
  id: identifierSchema.optional(),
  ...cameraFields,
  onvif: onvifAddressInputSchema.optional(),
  streams: z.array(streamInputSchema).min(1).max(2),
});
export type CameraInput = z.infer<typeof cameraInputSchema>;

/** PATCH: what is absent stays; `null` removes an optional field; `streams`, where given, is the whole list. */
export const cameraPatchSchema = z.strictObject({
  name: cameraFields.name.optional(),
  group: cameraFields.group.nullable(),
  location: cameraFields.location.nullable(),
  backupCameraId: cameraFields.backupCameraId.nullable(),
  onvif: onvifAddressInputSchema.nullish(),
  streams: z.array(streamInputSchema).min(1).max(2).optional(),
});
export type CameraPatch = z.infer<typeof cameraPatchSchema>;

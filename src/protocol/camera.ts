import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { formatSchema } from "./format.ts";
import { onvifAddressInputSchema, onvifAddressSchema } from "./onvif.ts";

export const streamRoleSchema = z.enum(["main", "sub"]);
export type StreamRole = z.infer<typeof streamRoleSchema>;

/** Schemes of the addresses that a core opens. */
export const streamSchemes = [
  "rtsp:",
  "rtsps:",
  "http:",
  "https:",
  "rtmp:",
  "rtmps:",
  "srt:",
  "udp:",
  "rtp:",
  "whep:",
  "wheps:",
  "v4l2:",
  "dshow:",
  "file:",
  "test:",
] as const;

const addressDescription = `Where the stream is read.
rtsp://, rtsps://: a camera.
http://, https://: whatever is there: an HLS playlist, MJPEG (multipart/x-mixed-replace), a picture (JPEG or PNG) that is
asked for again and again (#every=2s sets how often), MPEG-TS or a file; #certificate=any takes any certificate.
rtmp://, rtmps://: a server; with ?listen an encoder sends to this core, as to rtmp://0.0.0.0:1935/live/gate?listen.
srt://host:port: with ?mode=listener an encoder calls this core; the passphrase is the password.
udp://, rtp://: MPEG-TS sent to this core or to a group, as udp://239.1.2.3:5000; ?sources=10.0.0.1 takes that sender only.
whep://, wheps://: a WebRTC server that is asked by HTTP or HTTPS; pages play it themselves, and the core never sees it.
v4l2:///dev/video0, dshow:video=NAME: a device of the core's machine; ?size=1280x720&fps=25&form=mjpeg chooses.
file:///clip.mp4, file:///folder/: a clip of the core's own disk, or all of a folder, for ever.
test:640x360@25: a moving picture made by the core.
A user and password that stand in it are moved to their own fields; where the device wants them in the path or query,
{user} and {password} stay in their place.`;

/** How an RTSP camera is asked to send: within its connection, beside it, or within HTTP. */
export const transportSchema = z.enum(["tcp", "udp", "http"]);
export type Transport = z.infer<typeof transportSchema>;

const streamFields = {
  role: streamRoleSchema,
  url: z.string().min(1).max(2048).describe(addressDescription),
  username: z.string().max(256).optional(),
  transport: transportSchema
    .describe("of RTSP: within its connection, beside it, or in an HTTP tunnel")
    .optional(),
  player: z
    .enum(["core", "page"])
    .describe(
      "who plays HLS: the core like any other stream, or each page itself in the size that its tile needs",
    )
    .optional(),
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

/** The largest number that a camera can have: five digits, as on the keypads of video matrices. */
export const MOST_CAMERA_NUMBER = 99_999;

const cameraFields = {
  name: z.string().min(1).max(120),
  number: z
    .int()
    .min(1)
    .max(MOST_CAMERA_NUMBER)
    .describe(
      "what operators type to put it on a tile, each camera its own; a new one gets the next free one",
    )
    .optional(),
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
  neverPublic: z.boolean().describe("whether public walls show the standby picture in its place").optional(),
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
  /** Every camera keeps one: it is changed and never removed. */
  number: cameraFields.number,
  group: cameraFields.group.nullable(),
  location: cameraFields.location.nullable(),
  backupCameraId: cameraFields.backupCameraId.nullable(),
  neverPublic: cameraFields.neverPublic.nullable(),
  onvif: onvifAddressInputSchema.nullish(),
  streams: z.array(streamInputSchema).min(1).max(2).optional(),
});
export type CameraPatch = z.infer<typeof cameraPatchSchema>;

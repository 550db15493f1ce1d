import { z } from "zod";
import { streamRoleSchema } from "./camera.ts";
import { findingSchema } from "./finding.ts";

/** Asks what answers by ONVIF around: from the machine's own addresses in `from`, or from all but loopback. */
export const discoverInputSchema = z.strictObject({ from: z.array(z.ipv4()).min(1).max(16).optional() });

/** A device that announced itself. Nothing of it was asked for or logged in to. */
export const foundDeviceSchema = z.object({
  /** Of its ONVIF service, at the address that it answered from wherever it names that. */
  address: z.string(),
  /** What it calls itself; "" where it does not. */
  name: z.string(),
  hardware: z.string(),
  location: z.string(),
  /** The camera that has this address already. */
  cameraId: z.string().optional(),
});
export type FoundDevice = z.infer<typeof foundDeviceSchema>;

export const deviceInputSchema = z.strictObject({
  /** A host, a host and port, or the address of its service. */
  address: z.string().min(1).max(2048),
  username: z.string().max(256).optional(),
  password: z.string().max(256).optional(),
});

/** One way in which a device sends a picture. */
export const deviceProfileSchema = z.object({
  token: z.string(),
  name: z.string(),
  /** As the device calls it: H264, H265, JPEG, MPEG4. */
  encoding: z.string(),
  width: z.number(),
  height: z.number(),
  fps: z.number().nullable(),
  /** bit/s. */
  bitrate: z.number().nullable(),
  /** Pictures from key picture to key picture. */
  keyEvery: z.number().nullable(),
  audio: z.boolean(),
  /** Without login; null where it was not asked for or not told. */
  url: z.string().nullable(),
});
export type DeviceProfile = z.infer<typeof deviceProfileSchema>;

/** One picture of a device, ready to become a camera: an encoder has one for each analogue camera. */
export const offeredCameraSchema = z.object({
  name: z.string(),
  streams: z.array(z.object({ role: streamRoleSchema, url: z.string() })),
  profiles: z.array(deviceProfileSchema),
  snapshot: z.string().nullable(),
  ptz: z.boolean(),
});
export type OfferedCamera = z.infer<typeof offeredCameraSchema>;

export const deviceSchema = z.object({
  /** Of its ONVIF service, for the camera's `onvif`. */
  address: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  firmware: z.string(),
  serial: z.string(),
  cameras: z.array(offeredCameraSchema),
  /** Whether it reports events by pull point. */
  events: z.boolean(),
  /** Seconds by which its clock is ahead of ours; null where it does not tell. */
  clockAheadS: z.number().nullable(),
  findings: z.array(findingSchema),
});
export type Device = z.infer<typeof deviceSchema>;

/** What a device reports: the present state of what it watches, or a change of it. */
export const deviceEventSchema = z.object({
  topic: z.string(),
  at: z.iso.datetime().nullable(),
  state: z.enum(["initial", "changed", "gone"]),
  values: z.record(z.string(), z.string()),
});
export type DeviceEvent = z.infer<typeof deviceEventSchema>;

import { z } from "zod";
import {
  deviceEventSchema,
  deviceInputSchema,
  deviceSchema,
  discoverInputSchema,
  foundDeviceSchema,
} from "../device.ts";
import { ptzLockFaceSchema, ptzOrderSchema, ptzSchema } from "../ptz.ts";
import { route } from "./route.ts";

/** What speaks ONVIF: moving heads, events, and devices that are no cameras yet. */
export const deviceRoutes = {
  getPtz: route(
    "GET",
    "/api/cameras/:id/ptz",
    "operator",
    "Whether a camera's head moves, and its presets",
    null,
    200,
    ptzSchema,
  ),
  ptz: route(
    "POST",
    "/api/cameras/:id/ptz",
    "operator",
    "Move a camera's head, which is then steered by nobody else until 15 s after the last order",
    ptzOrderSchema,
    204,
    null,
  ),
  getPtzLock: route(
    "GET",
    "/api/cameras/:id/ptz/lock",
    "operator",
    "Who steers a camera",
    null,
    200,
    ptzLockFaceSchema,
  ),
  takePtzLock: route(
    "PUT",
    "/api/cameras/:id/ptz/lock",
    "operator",
    "Steer a camera, also instead of somebody of a lower role; what it moves by stops",
    null,
    200,
    ptzLockFaceSchema,
  ),
  leavePtzLock: route(
    "DELETE",
    "/api/cameras/:id/ptz/lock",
    "operator",
    "Give up the steering of a camera",
    null,
    204,
    null,
  ),
  cameraEvents: route(
    "POST",
    "/api/cameras/:id/events",
    "technician",
    "What a camera reports within five seconds, by ONVIF",
    null,
    200,
    z.array(deviceEventSchema),
  ),
  discover: route(
    "POST",
    "/api/onvif/discover",
    "technician",
    "The devices that answer by ONVIF on this machine's networks",
    discoverInputSchema,
    200,
    z.array(foundDeviceSchema),
  ),
  inspectDevice: route(
    "POST",
    "/api/onvif/device",
    "technician",
    "What a device is and offers, ready to be added as cameras",
    deviceInputSchema,
    200,
    deviceSchema,
  ),
} as const;

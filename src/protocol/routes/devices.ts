import { z } from "zod";
import {
  deviceEventSchema,
  deviceInputSchema,
  deviceSchema,
  discoverInputSchema,
  foundDeviceSchema,
} from "../device.ts";
import { ptzOrderSchema, ptzSchema } from "../ptz.ts";
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
  ptz: route("POST", "/api/cameras/:id/ptz", "operator", "Move a camera's head", ptzOrderSchema, 204, null),
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

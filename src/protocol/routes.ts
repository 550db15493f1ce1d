import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { layoutSchema } from "../layouts/layout.ts";
import { siteSchema } from "../layouts/site.ts";
import { cameraInputSchema, cameraPatchSchema, cameraSchema } from "./camera.ts";
import {
  deviceEventSchema,
  deviceInputSchema,
  deviceSchema,
  discoverInputSchema,
  foundDeviceSchema,
} from "./device.ts";
import { feedSchema } from "./feed.ts";
import { importedSchema, importInputSchema } from "./import.ts";
import { incidentInputSchema, incidentPatchSchema, incidentSchema } from "./incident.ts";
import {
  clipInputSchema,
  clipSchema,
  clipsQuerySchema,
  PICTURE_STREAM_HEADER,
  PICTURE_TIME_HEADER,
  pictureQuerySchema,
  replayInputSchema,
  replaySchema,
} from "./minute.ts";
import { outputStateSchema } from "./output.ts";
import { ptzOrderSchema, ptzSchema } from "./ptz.ts";
import { probeInputSchema, probeSchema } from "./probe.ts";
import type { Role } from "./role.ts";
import { credentialsSchema, meSchema, sessionSchema } from "./session.ts";
import { takeSchema, wallOnGlassSchema } from "./wall.ts";

/** An answer that is no JSON but a file of this media type. */
export interface Media {
  readonly media: string;
  /** What headers of its own say, by name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether parts of it can be asked for (RFC 9110, 14). */
  readonly ranges: boolean;
}

type Reply = z.ZodType | Media | null;

/**
 * One REST path. `role: null` asks for no login. `query`: an object of what may stand behind the `?`. `match`: the
 * answer carries an ETag, and a request that changes takes `If-Match` (412 where it is stale); without `If-Match` the
 * change is made.
 */
export interface Route<
  Path extends string = string,
  Body extends z.ZodType | null = z.ZodType | null,
  Answer extends Reply = Reply,
  Query extends z.ZodType | null = z.ZodType | null,
> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: Path;
  readonly summary: string;
  readonly role: Role | null;
  readonly query: Query;
  readonly body: Body;
  readonly status: 200 | 201 | 202 | 204;
  readonly reply: Answer;
  readonly match: boolean;
}

function route<Path extends string, Body extends z.ZodType | null, Answer extends Reply>(
  method: Route["method"],
  path: Path,
  role: Role | null,
  summary: string,
  body: Body,
  status: Route["status"],
  reply: Answer,
  match = false,
): Route<Path, Body, Answer, null> {
  return { method, path, role, summary, query: null, body, status, reply, match };
}

function withQuery<
  Path extends string,
  Body extends z.ZodType | null,
  Answer extends Reply,
  Query extends z.ZodType,
>(asked: Route<Path, Body, Answer, null>, query: Query): Route<Path, Body, Answer, Query> {
  return { ...asked, query };
}

/** Whether an answer is a file and no JSON. */
export function isMedia(reply: Reply): reply is Media {
  return reply !== null && "media" in reply;
}

const layoutInputSchema = layoutSchema.partial({ id: true });

/** The REST contract. Server, client and `/api/openapi.json` all come from this table. */
export const routes = {
  health: route(
    "GET",
    "/api/health",
    null,
    "Whether the core runs",
    null,
    200,
    z.object({ status: z.literal("ok") }),
  ),
  setUp: route(
    "POST",
    "/api/setup",
    null,
    "Set the first password of admin, from loopback, once",
    z.strictObject({ password: z.string().min(8).max(1024) }),
    201,
    sessionSchema,
  ),
  signIn: route("POST", "/api/session", null, "Sign in", credentialsSchema, 200, sessionSchema),
  signOut: route("DELETE", "/api/session", "viewer", "Sign out", null, 204, null),
  me: route("GET", "/api/me", null, "Who is asking", null, 200, meSchema),

  listCameras: route("GET", "/api/cameras", "viewer", "All cameras", null, 200, z.array(cameraSchema)),
  addCamera: route(
    "POST",
    "/api/cameras",
    "technician",
    "Add a camera",
    cameraInputSchema,
    201,
    cameraSchema,
    true,
  ),
  getCamera: route("GET", "/api/cameras/:id", "viewer", "One camera", null, 200, cameraSchema, true),
  editCamera: route(
    "PATCH",
    "/api/cameras/:id",
    "technician",
    "Edit a camera",
    cameraPatchSchema,
    200,
    cameraSchema,
    true,
  ),
  removeCamera: route("DELETE", "/api/cameras/:id", "technician", "Remove a camera", null, 204, null, true),

  picture: withQuery(
    route("GET", "/api/cameras/:id/picture", "viewer", "A camera's picture of a moment", null, 200, {
      media: "image/jpeg",
      headers: {
        [PICTURE_TIME_HEADER]: "When the picture came into the core, RFC 3339 with milliseconds",
        [PICTURE_STREAM_HEADER]: "The stream it is of: main or sub",
      },
      ranges: false,
    }),
    pictureQuerySchema,
  ),

  probeCamera: route(
    "POST",
    "/api/cameras/probe",
    "technician",
    "Watch a stream for some seconds: what it offers, what the wall does with it, and what is wrong",
    probeInputSchema,
    200,
    probeSchema,
  ),
  importCameras: route(
    "POST",
    "/api/cameras/import",
    "technician",
    "Add and change cameras from a file, or tell what that would do",
    importInputSchema,
    200,
    importedSchema,
  ),
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
  makeClip: route(
    "POST",
    "/api/cameras/:id/clips",
    "operator",
    "Keep a stretch of the last minute for good",
    clipInputSchema,
    201,
    clipSchema,
  ),
  listClips: withQuery(
    route("GET", "/api/clips", "viewer", "Clips, newest first", null, 200, z.array(clipSchema)),
    clipsQuerySchema,
  ),
  getClip: route("GET", "/api/clips/:id", "viewer", "What is known of a clip", null, 200, clipSchema),
  clipFile: route("GET", "/api/clips/:id/file", "viewer", "The clip itself", null, 200, {
    ...{ media: "video/mp4", ranges: true },
    headers: { "content-disposition": "The name under which its checksum knows it" },
  }),
  clipChecksum: route(
    "GET",
    "/api/clips/:id/checksum",
    "viewer",
    "Its SHA-256 as `sha256sum -c` reads it, beside the file",
    null,
    200,
    { ...{ media: "text/plain; charset=utf-8", ranges: false }, headers: {} },
  ),
  clipRecord: route(
    "GET",
    "/api/clips/:id/record",
    "viewer",
    "Its record as it lies beside the file: what it shows, who made it, how to check it",
    null,
    200,
    { ...{ media: "application/json; charset=utf-8", ranges: false }, headers: {} },
  ),
  removeClip: route("DELETE", "/api/clips/:id", "technician", "Remove a clip and its file", null, 204, null),

  listFeeds: route("GET", "/api/feeds", "viewer", "Running ingests", null, 200, z.array(feedSchema)),

  getSite: route("GET", "/api/site", "viewer", "The site", null, 200, siteSchema, true),
  putSite: route(
    "PUT",
    "/api/site",
    "technician",
    "Replace the site; layouts follow its canvases",
    siteSchema,
    200,
    siteSchema,
    true,
  ),

  listLayouts: route("GET", "/api/layouts", "viewer", "All layouts", null, 200, z.array(layoutSchema)),
  addLayout: route(
    "POST",
    "/api/layouts",
    "operator",
    "Add a layout",
    layoutInputSchema,
    201,
    layoutSchema,
    true,
  ),
  getLayout: route("GET", "/api/layouts/:id", "viewer", "One layout", null, 200, layoutSchema, true),
  putLayout: route(
    "PUT",
    "/api/layouts/:id",
    "operator",
    "Replace a layout",
    layoutInputSchema,
    200,
    layoutSchema,
    true,
  ),
  removeLayout: route("DELETE", "/api/layouts/:id", "operator", "Remove a layout", null, 204, null, true),

  getWall: route("GET", "/api/walls/:id", "viewer", "What is on a wall", null, 200, wallOnGlassSchema),
  startReplay: route(
    "POST",
    "/api/walls/:id/tiles/:tileId/replay",
    "operator",
    "Play the last seconds of a tile's camera in it, then go back to live",
    replayInputSchema,
    201,
    replaySchema,
  ),
  stopReplay: route(
    "DELETE",
    "/api/walls/:id/tiles/:tileId/replay",
    "operator",
    "Go back to live at once",
    null,
    204,
    null,
  ),
  take: route(
    "POST",
    "/api/walls/:id/take",
    "operator",
    "Put a layout on the glass",
    z.strictObject({ layoutId: identifierSchema }),
    202,
    z.object({ takeId: z.string() }),
  ),
  undo: route(
    "POST",
    "/api/walls/:id/undo",
    "operator",
    "Bring the wall before the last take back",
    null,
    202,
    z.object({ takeId: z.string() }),
  ),
  getTake: route("GET", "/api/takes/:id", "viewer", "How far a take is", null, 200, takeSchema),

  listOutputs: route(
    "GET",
    "/api/outputs",
    "viewer",
    "Outputs and what they show",
    null,
    200,
    z.array(outputStateSchema),
  ),
  outputCode: route(
    "POST",
    "/api/outputs/:id/code",
    "technician",
    "A one-time address that gives an output page its cookie",
    null,
    201,
    z.object({ url: z.string(), expiresAt: z.iso.datetime() }),
  ),

  listIncidents: route(
    "GET",
    "/api/incidents",
    "viewer",
    "Incidents, newest first",
    null,
    200,
    z.array(incidentSchema),
  ),
  addIncident: route(
    "POST",
    "/api/incidents",
    "operator",
    "Report an incident",
    incidentInputSchema,
    201,
    incidentSchema,
    true,
  ),
  getIncident: route("GET", "/api/incidents/:id", "viewer", "One incident", null, 200, incidentSchema, true),
  editIncident: route(
    "PATCH",
    "/api/incidents/:id",
    "operator",
    "Acknowledge, correct or close an incident",
    incidentPatchSchema,
    200,
    incidentSchema,
    true,
  ),
} as const;

export type RouteName = keyof typeof routes;
export type BodyOf<Name extends RouteName> =
  (typeof routes)[Name]["body"] extends z.ZodType<infer Body> ? Body : null;
export type QueryOf<Name extends RouteName> =
  (typeof routes)[Name]["query"] extends z.ZodType<infer Query> ? Query : null;
/** What a route answers as JSON; null of one that answers a file, or nothing. */
export type ReplyOf<Name extends RouteName> =
  (typeof routes)[Name]["reply"] extends z.ZodType<infer Reply> ? Reply : null;
/** Routes that answer files. */
export type MediaRoute = {
  [Name in RouteName]: (typeof routes)[Name]["reply"] extends Media ? Name : never;
}[RouteName];

/** Names of a path's parameters: "id" of `/api/cameras/:id`. */
type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
export type ParamOf<Name extends RouteName> = ParamsOf<(typeof routes)[Name]["path"]>;

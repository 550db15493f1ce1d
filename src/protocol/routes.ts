import type { z } from "zod";
import { accountRoutes } from "./routes/accounts.ts";
import { alertRoutes } from "./routes/alerts.ts";
import { auditRoutes } from "./routes/audit.ts";
import { brightnessRoutes } from "./routes/brightness.ts";
import { cameraRoutes } from "./routes/cameras.ts";
import { clipRoutes } from "./routes/clips.ts";
import { deviceRoutes } from "./routes/devices.ts";
import { daySheetRoutes } from "./routes/day-sheet.ts";
import { deskRoutes } from "./routes/desks.ts";
import { drillRoutes } from "./routes/drills.ts";
import { feedRoutes } from "./routes/feeds.ts";
import { handoverRoutes } from "./routes/handovers.ts";
import { historyRoutes } from "./routes/history.ts";
import { imageRoutes } from "./routes/images.ts";
import { incidentSourceRoutes } from "./routes/incident-sources.ts";
import { followupRoutes } from "./routes/followup.ts";
import { incidentRoutes } from "./routes/incidents.ts";
import { layoutRoutes } from "./routes/layouts.ts";
import { machineRoutes } from "./routes/machine.ts";
import { mapRoutes } from "./routes/map.ts";
import { monthRoutes } from "./routes/month.ts";
import { outputRoutes } from "./routes/outputs.ts";
import { pairingRoutes } from "./routes/pairings.ts";
import { patternRoutes } from "./routes/patterns.ts";
import { ruleRoutes } from "./routes/rules.ts";
import { scheduleRoutes } from "./routes/schedule.ts";
import { sessionRoutes } from "./routes/session.ts";
import { standbyRoutes } from "./routes/standby.ts";
import { supportRoutes } from "./routes/support.ts";
import { shiftRoutes } from "./routes/shifts.ts";
import { siteRoutes } from "./routes/site.ts";
import { trustRoutes } from "./routes/trust.ts";
import { tourRoutes } from "./routes/tours.ts";
import { wallRoutes } from "./routes/walls.ts";
import type { Media } from "./routes/route.ts";

/** The REST contract. Server, client and `/api/openapi.json` all come from this table. */
export const routes = {
  ...sessionRoutes,
  ...trustRoutes,
  ...accountRoutes,
  ...auditRoutes,
  ...cameraRoutes,
  ...deviceRoutes,
  ...clipRoutes,
  ...feedRoutes,
  ...siteRoutes,
  ...layoutRoutes,
  ...imageRoutes,
  ...wallRoutes,
  ...standbyRoutes,
  ...outputRoutes,
  ...pairingRoutes,
  ...patternRoutes,
  ...incidentRoutes,
  ...drillRoutes,
  ...historyRoutes,
  ...incidentSourceRoutes,
  ...followupRoutes,
  ...ruleRoutes,
  ...alertRoutes,
  ...brightnessRoutes,
  ...mapRoutes,
  ...machineRoutes,
  ...supportRoutes,
  ...handoverRoutes,
  ...monthRoutes,
  ...deskRoutes,
  ...daySheetRoutes,
  ...shiftRoutes,
  ...tourRoutes,
  ...scheduleRoutes,
} as const;

export type RouteName = keyof typeof routes;

/**
 * What asks for a login and the session of an output page may call all the same, which is no viewer's: what its walls
 * show comes to it by the channels, but for the pictures that it shows itself.
 */
export const ofOutputPages: ReadonlySet<RouteName> = new Set<RouteName>(["signOut", "imageFile"]);

/** What people do themselves: no token of software, however much it may, gets to it. */
export const ofPeople: ReadonlySet<RouteName> = new Set<RouteName>([
  ...([
    "editMe",
    "favourites",
    "putFavourites",
    "changePassword",
    "changePin",
    "lockDesk",
    "unlockDesk",
    "addToken",
    "removeToken",
  ] as const),
  ...(["addAccount", "editAccount", "removeAccount", "endSession", "handOver", "takeOver"] as const),
]);

/** Of these, what is also done by who is at the machine of a demo and has no account: a shift changes there as well. */
export const inDemoToo: ReadonlySet<RouteName> = new Set<RouteName>(["handOver", "takeOver"]);

/** What somebody whose desk is locked may call. */
export const whileLocked: ReadonlySet<RouteName> = new Set<RouteName>(["unlockDesk", "lockDesk", "signOut"]);
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

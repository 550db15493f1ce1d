import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { tileSchema } from "../layouts/layout.ts";
import { patternNameSchema } from "../layouts/patterns/all.ts";
import { patternTargetSchema } from "../layouts/patterns/target.ts";
import { outputSchema, viewportSchema, wallSchema } from "../layouts/site.ts";
import { controllerSchema } from "../layouts/wiring.ts";
import { abilitySchema } from "./ability.ts";
import { faultReportSchema } from "./fault.ts";
import { cellSchema, feedRefSchema } from "./feed.ts";
import { formatSchema } from "./format.ts";
import { glassIncidentSchema } from "./glass-incident.ts";
import { incidentCountsSchema } from "./incident.ts";
import { mapMarksSchema } from "./map.ts";
import { reductionSchema, wallStatsSchema } from "./output.ts";
import { languageSchema } from "./session.ts";
import { tourTurnSchema } from "./tour.ts";
import { takeFailureSchema, wallStateSchema } from "./wall.ts";

/**
 * The two WebSockets of our own pages. They are private: third parties use the REST paths. The version stands
 * in the address; a page of another version is answered with close code 4400 and loads itself anew.
 */
export const CHANNEL_VERSION = 14;
export const feedsChannelPath = `/ws/${CHANNEL_VERSION}/feeds`;
export const glassChannelPath = `/ws/${CHANNEL_VERSION}/glass`;
/** Close codes of ours, within the range that RFC 6455 leaves to applications. */
export const closeCodes = {
  wrongVersion: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  badMessage: 4422,
} as const;

const feedRef = feedRefSchema.shape;

// ---- feeds channel: pictures, from a worker of the page ------------------------------------------------------

/** Page to core. `ack` counts the bytes of all binary messages received so far on this socket. */
export const feedsRequestSchema = z.discriminatedUnion("type", [
  /** Opened again, it changes what is sent of the feed: all of its pictures, or its key pictures alone. */
  z.object({ type: z.literal("open"), ...feedRef, only: z.literal("key").optional() }),
  z.object({ type: z.literal("close"), ...feedRef }),
  z.object({ type: z.literal("ack"), bytes: z.number().min(0) }),
  /** `sentAt` comes back as it was, for the offset between the clocks. */
  z.object({ type: z.literal("clock"), sentAt: z.number() }),
]);
export type FeedsRequest = z.infer<typeof feedsRequestSchema>;

/**
 * Core to page. `feed` is the number that the binary messages of this stream carry from here on. A `format`
 * comes before the first picture of its epoch.
 */
export const feedsNoticeSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("report"),
    ...feedRef,
    feed: z.int(),
    /** The source's own state: opening, running, or failed and waiting to be opened again. */
    phase: z.enum(["opening", "running", "failed"]),
    /** Milliseconds since 1970 on the core's clock. */
    since: z.number(),
    error: faultReportSchema.optional(),
  }),
  z.object({
    type: z.literal("format"),
    ...feedRef,
    feed: z.int(),
    epoch: z.int(),
    ...formatSchema.pick({ codec: true, width: true, height: true, pixelAspect: true, rotation: true }).shape,
  }),
  /** How the cameras of a mosaic are, whole at every change. */
  z.object({ type: z.literal("cells"), ...feedRef, cells: z.array(cellSchema) }),
  z.object({ type: z.literal("clock"), sentAt: z.number(), coreAt: z.number() }),
]);
export type FeedsNotice = z.infer<typeof feedsNoticeSchema>;

// ---- glass channel: what an output page shows, and what it saw ---------------------------------------------

/**
 * A tile's feed as the core chose it, by tile id; tiles without a camera are absent. Its camera is another than that of
 * the tile's content where a backup stands in.
 */
export const chosenFeedSchema = z.object({
  tileId: identifierSchema,
  ...feedRef,
  /** What was taken from the tile because this page carries too much; absent where nothing was. */
  reduced: reductionSchema.optional(),
  /** Present where this is not the stream that the tile wants, and much too small for it. */
  coarse: z.literal(true).optional(),
  /** Since when the camera of the tile's content is lost, ms since 1970 on the core's clock; where a backup stands in. */
  lostSince: z.number().optional(),
  /** Of a tile that shows one camera after the other: whose turn it is. */
  tour: tourTurnSchema.optional(),
});
export type ChosenFeed = z.infer<typeof chosenFeedSchema>;

/** A test pattern as pages draw it. */
const glassPatternSchema = z.object({
  target: patternTargetSchema,
  pattern: patternNameSchema,
  /** Milliseconds since 1970 on the core's clock. */
  startedAt: z.number(),
  /** When the page ends it, whatever it hears; milliseconds since 1970 on the core's clock. */
  endsAt: z.number(),
});

export const glassWallSchema = z.object({
  state: wallStateSchema,
  feeds: z.array(chosenFeedSchema),
  /** Tiles that show the standby picture. */
  hiddenTileIds: z.array(identifierSchema),
  /** The standby picture is over the whole wall and everything that may lie above its tiles, test patterns excepted. */
  covered: z.boolean(),
  /** What then stands there; null: the site's logo and name. Sent before, so that its pictures are there at once. */
  standby: z.array(tileSchema).nullable(),
});

/** Incidents that the glass has words for, at most. */
export const GLASS_INCIDENTS = 100;
/** And of those that a tile asks for by itself; more rows than any tile has. */
export const SELECTED_INCIDENTS = 60;

/** What a tile shows that asks for some incidents only, or for a certain one. */
const selectionSchema = z.object({
  wallId: identifierSchema,
  tileId: identifierSchema,
  /** How many there are in all. */
  total: z.int(),
  /** Worst first. */
  incidents: z.array(glassIncidentSchema).max(SELECTED_INCIDENTS),
});
export type Selection = z.infer<typeof selectionSchema>;

/** What is near a camera of the page, where the worst of all do not tell it. */
const nearbySchema = z.object({
  cameraId: identifierSchema,
  /** How many are near it in all. */
  count: z.int().min(1),
  /** The worst of them. */
  incident: glassIncidentSchema,
});
export type Nearby = z.infer<typeof nearbySchema>;

/** Everything an output page needs, whole at every change: small, and there is nothing to merge wrongly. */
export const glassSchema = z.object({
  site: z.object({
    id: identifierSchema,
    name: z.string(),
    zone: z.string(),
    walls: z.array(wallSchema),
    controllers: z.array(controllerSchema).optional(),
  }),
  language: languageSchema,
  /** Those outputs this page asked for, in its order. */
  outputs: z.array(outputSchema),
  viewports: z.array(viewportSchema),
  walls: z.array(glassWallSchema),
  cameras: z.array(z.object({ id: identifierSchema, name: z.string(), group: z.string().optional() })),
  /** The site's logo, an uploaded picture. */
  logoId: identifierSchema.nullable(),
  /** Uploaded pictures that the walls show, or would if they were hidden, and that are there. */
  images: z.array(z.object({ id: identifierSchema, name: z.string() })),
  /** The worst of those that stand, worst first and among equals the newest; how many there are in all stands beside. */
  incidents: z.array(glassIncidentSchema).max(GLASS_INCIDENTS),
  incidentCounts: incidentCountsSchema,
  selections: z.array(selectionSchema),
  nearby: z.array(nearbySchema),
  /** Whether any of an exercise stands. */
  drill: z.boolean(),
  /** Above everything else, later ones above earlier ones. */
  patterns: z.array(glassPatternSchema),
  frozenAfterMs: z.number(),
  /** How much of its light each output's page lets through, percent; 100 where something else dims it. */
  light: z.array(z.object({ outputId: identifierSchema, percent: z.number().min(0).max(100) })),
});
export type Glass = z.infer<typeof glassSchema>;

export const glassRequestSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("hello"),
    outputIds: z.array(identifierSchema).min(1).max(64),
    /** What this page decodes besides H.264. */
    abilities: z.array(abilitySchema),
  }),
  /** Answered by `heard`, so that the page knows that there is still somebody to tell. */
  z.object({ type: z.literal("stats"), outputs: z.array(wallStatsSchema).max(64) }),
  /** Every tile of the take that this output shows is complete, or shows a slate and stands in `failures`. */
  z.object({
    type: z.literal("shown"),
    takeId: z.string(),
    outputId: identifierSchema,
    /** Whether anybody can see the page: one in the background presents no frame, and all its tiles fail. */
    visible: z.boolean(),
    failures: z.array(takeFailureSchema),
  }),
]);
export type GlassRequest = z.infer<typeof glassRequestSchema>;

export const glassNoticeSchema = z.discriminatedUnion("type", [
  /** `build` changes when the core serves other pages than before: the page loads itself anew. */
  z.object({ type: z.literal("welcome"), coreId: z.string(), build: z.string() }),
  z.object({ type: z.literal("glass"), glass: glassSchema }),
  /** For the maps of the page, while it shows any; at most once a second, and whole first. */
  z.object({ type: z.literal("markers"), marks: mapMarksSchema }),
  /** Of what the page told; left out where something else is on its way to it. */
  z.object({ type: z.literal("heard") }),
  z.object({ type: z.literal("refused"), error: faultReportSchema }),
]);
export type GlassNotice = z.infer<typeof glassNoticeSchema>;

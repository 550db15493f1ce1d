import { createServer as createHttp, type IncomingMessage } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import fastifyCookie from "@fastify/cookie";
import fastifyHelmet from "@fastify/helmet";
import fastifyRateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import type { WebSocket } from "ws";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import { projectVersion } from "../base/project.ts";
import type { FanOutCounters } from "../feeds/fan-out.ts";
import type { Feeds } from "../feeds/feeds.ts";
import { GlassPage } from "../wall/glass-page.ts";
import { OutputSight } from "../wall/output-sight.ts";
import { registerApi } from "./api.ts";
import { registerAudit } from "./audit-hook.ts";
import {
  askingOf,
  type Asking,
  type Caller,
  callerOf,
  isLocalVisitor,
  refuseForged,
  SESSION_COOKIE,
} from "./caller.ts";
import { openChannels } from "./channels.ts";
import { registerErrors } from "./errors.ts";
import { accountHandlers } from "./handlers/accounts.ts";
import { auditHandlers } from "./handlers/audit.ts";
import { cameraHandlers } from "./handlers/cameras.ts";
import { daySheetHandlers } from "./handlers/day-sheet.ts";
import { deskHandlers } from "./handlers/desks.ts";
import { deviceHandlers } from "./handlers/devices.ts";
import { drillHandlers } from "./handlers/drills.ts";
import { handoverHandlers } from "./handlers/handovers.ts";
import { historyHandlers } from "./handlers/history.ts";
import { followupHandlers } from "./handlers/followup.ts";
import { imageHandlers } from "./handlers/images.ts";
import { importHandlers } from "./handlers/imports.ts";
import { incidentSourceHandlers } from "./handlers/incident-sources.ts";
import { incidentHandlers } from "./handlers/incidents.ts";
import { layoutHandlers } from "./handlers/layouts.ts";
import { machineHandlers } from "./handlers/machine.ts";
import { mapHandlers } from "./handlers/map.ts";
import { minuteHandlers } from "./handlers/minute.ts";
import { monthHandlers } from "./handlers/month.ts";
import { probeHandlers } from "./handlers/probes.ts";
import { ruleHandlers } from "./handlers/rules.ts";
import { sessionHandlers } from "./handlers/session.ts";
import { tourHandlers } from "./handlers/tours.ts";
import { scheduleHandlers } from "./handlers/schedule.ts";
import { shiftHandlers } from "./handlers/shifts.ts";
import { brightnessHandlers } from "./handlers/brightness.ts";
import { pairingHandlers } from "./handlers/pairings.ts";
import { patternHandlers } from "./handlers/patterns.ts";
import { siteHandlers } from "./handlers/site.ts";
import { standbyHandlers } from "./handlers/standby.ts";
import { trustHandlers } from "./handlers/trust.ts";
import { supportHandlers } from "./handlers/support.ts";
import { wallHandlers } from "./handlers/walls.ts";
import { registerHooks } from "./hook-door.ts";
import { hostCheck, isAddressOf, namesOfMachine } from "./hosts.ts";
import { loggedPath } from "./logged-path.ts";
import { createMetrics } from "./metrics.ts";
import { openApi } from "./openapi.ts";
import { OpenStreams } from "./open-streams.ts";
import { type Pages, registerPages } from "./pages.ts";
import type { Rooms } from "./rooms.ts";
import { registerMap } from "./map-door.ts";
import { permissionsOf } from "./permissions.ts";
import { registerRelay } from "./relay-door.ts";
import type { ServedCertificate } from "./served-certificate.ts";
import { sightOf } from "./sight.ts";
import { registerWallPage } from "./wall-page.ts";

export interface ServerOptions {
  readonly rooms: Rooms;
  readonly clock: Clock;
  readonly log: Log;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Null serves plain HTTP, on loopback only. */
  readonly certificate: ServedCertificate | null;
  readonly pages: Pages;
  /** Within which a request must have arrived whole, milliseconds; 30 s where it is left out. */
  readonly patienceMs?: number | undefined;
  /** The folder in which the log is kept. */
  readonly logs: string;
  readonly coreId: string;
  /** What was sent to all pages, for the figures. */
  readonly fanOut: FanOutCounters;
  /** The name under which the network finds the pages; null where it does not. */
  readonly announced: () => string | null;
  /** Serves the feeds channel to a page; `feeds` as its visitor may open them. */
  openFeeds(socket: WebSocket, feeds: Pick<Feeds, "watch">): void;
}

export interface Server {
  /** Where local windows find the pages. */
  readonly origin: string;
  close(): Promise<void>;
}

/** A body must arrive within this time, milliseconds: who sends slowly holds no connection for long. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How often that is looked at, milliseconds. */
const CHECKED_EVERY_MS = 5_000;

/** Who comes and goes, and what is whose, is nobody else's matter; what a page tells of itself is told by its keeper. */
const UNTOLD: readonly string[] = [
  ...["session", "setup", "sessions", "me", "accounts", "tokens", "presence", "displays", "pairings"],
];

/** The one port: REST, pages, their sockets and the figures. */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { rooms, log, certificate, patienceMs = REQUEST_TIMEOUT_MS } = options;
  const patience = {
    requestTimeout: patienceMs,
    headersTimeout: patienceMs,
    connectionsCheckingInterval: Math.min(CHECKED_EVERY_MS, patienceMs),
  };
  const namesNow = () => [...namesOfMachine(options.host), ...(certificate?.now.names ?? [])];
  let isOurName = hostCheck(namesNow());
  const app = fastify({
    serverFactory: (handler) => {
      if (certificate === null) return createHttp(patience, handler);
      const { cert, key } = certificate.now;
      const server = createHttps({ ...patience, cert, key }, handler);
      certificate.follow((next) => {
        server.setSecureContext({ cert: next.cert, key: next.key });
        isOurName = hostCheck(namesNow());
      });
      return server;
    },
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1024 },
    logger: false,
  });
  const metrics = createMetrics(rooms, options.fanOut);
  const sight = new OutputSight({
    ...{ feeds: rooms.feeds, clock: options.clock },
    camerasOn: (outputIds) => rooms.glass.camerasOn(outputIds),
    keptBack: (outputIds) => rooms.glass.keptBack(outputIds),
    follow: (changed) => rooms.glass.listen({ changed, look: () => {} }),
  });
  const seenBy = (who: Caller | null) => sightOf(who, rooms);
  const isOurHost = ({ headers, socket }: IncomingMessage) =>
    isOurName(headers.host) || isAddressOf(headers.host, socket.localAddress);
  const asking = (raw: IncomingMessage) =>
    askingOf(raw, app.parseCookie(raw.headers.cookie ?? "")[SESSION_COOKIE]);
  const caller = (from: Asking) => callerOf(from, rooms.demo, (token) => rooms.access.identify(token));
  const setCookie = (reply: FastifyReply, token: string | null) => {
    const cookie = { path: "/", httpOnly: true, sameSite: "strict", secure: certificate !== null } as const;
    if (token === null) reply.clearCookie(SESSION_COOKIE, cookie);
    // Browsers keep no cookie for more than 400 days; how long the session itself is good is the store's matter.
    else reply.setCookie(SESSION_COOKIE, token, { ...cookie, maxAge: 400 * 86_400 });
  };

  app.decorateRequest("caller", null);
  await app.register(fastifyCookie);
  await registerProtection(app, certificate);
  registerErrors(app, log);
  app.addHook("onRequest", async (request) => {
    if (!isOurHost(request.raw))
      throw new Fault("foreignHost", { given: request.headers.host ?? "–", own: options.host });
  });
  app.addHook("onResponse", async (request, reply) => {
    metrics.answered(request.method, reply.statusCode);
    if (!["GET", "HEAD"].includes(request.method))
      log.info(
        {
          method: request.method,
          path: loggedPath(request.url),
          status: reply.statusCode,
          by: request.caller?.name ?? null,
        },
        "change asked for",
      );
  });
  registerAudit(app, rooms.audit, async (name) => (await rooms.access.accounts.find(name)) !== null);

  const door = {
    askingOf: (request: { raw: IncomingMessage }) => asking(request.raw),
    callerOf: caller,
    setCookie,
  };
  const streams = new OpenStreams();
  registerApi(app, {
    ...door,
    sightOf: seenBy,
    permissions: permissionsOf(rooms),
    changed: (what, id, by) => {
      if (!UNTOLD.includes(what)) rooms.notices.tell({ what, id, by });
    },
    handlers: {
      ...sessionHandlers(rooms),
      ...accountHandlers(rooms),
      ...trustHandlers(certificate, () => portOf(app), options.host, options.announced),
      ...auditHandlers(rooms),
      ...cameraHandlers(rooms),
      ...probeHandlers(rooms, options.clock),
      ...importHandlers(rooms),
      ...deviceHandlers(rooms, options.clock),
      ...patternHandlers(rooms),
      ...siteHandlers(rooms),
      ...layoutHandlers(rooms, options.clock),
      ...imageHandlers(rooms),
      ...brightnessHandlers(rooms),
      ...wallHandlers(rooms),
      ...standbyHandlers(rooms),
      ...pairingHandlers(
        rooms,
        (host, ids, code) => `${scheme(certificate)}://${host}/wall/${ids}?code=${code}`,
      ),
      ...incidentHandlers(rooms),
      ...drillHandlers(rooms),
      ...historyHandlers(rooms),
      ...incidentSourceHandlers(rooms),
      ...followupHandlers(rooms, options.clock),
      ...ruleHandlers(rooms),
      ...minuteHandlers(rooms, options.clock),
      ...mapHandlers(rooms),
      ...machineHandlers(rooms),
      ...handoverHandlers(rooms, options.clock),
      ...supportHandlers(rooms, options.clock, options.logs),
      ...monthHandlers(rooms, options.clock),
      ...daySheetHandlers(rooms),
      ...shiftHandlers(rooms),
      ...tourHandlers(rooms),
      ...scheduleHandlers(rooms),
      ...deskHandlers(rooms, options.clock, streams),
    },
  });
  // Half a second's work of an old PC, and few ever ask: made when one does.
  let description: ReturnType<typeof openApi> | null = null;
  app.get("/api/openapi.json", (_, reply) => reply.send((description ??= openApi(projectVersion()))));
  app.get("/metrics", async (request, reply) => {
    const from = asking(request.raw);
    const who = await caller(from);
    if (!isLocalVisitor(from) && (who?.by !== "bearer" || who.outputIds !== null || !seenBy(who).isWhole))
      throw new Fault("unauthenticated");
    return reply.type(metrics.contentType).send(await metrics.text());
  });
  await registerHooks(app, rooms.hooks);
  registerRelay(app, { ...door, relay: rooms.relay, whep: rooms.whep, sight, sightOf: seenBy });
  registerMap(app, { ...door, map: rooms.map });
  await registerPages(app, options.pages);
  registerWallPage(app, {
    ...{ ...door, access: rooms.access, pages: options.pages },
    seesOutput: (who, id) => seenBy(who).sees("output", id),
  });

  const channels = openChannels(app.server, {
    clock: options.clock,
    log,
    askingOf: asking,
    isOurHost,
    admit: async (from) => {
      const who = await caller(from);
      refuseForged(from, who);
      return who;
    },
    opened: (channel, socket, who) => {
      const own = seenBy(who);
      const mayShow = (id: string) => who.outputIds?.includes(id) ?? own.sees("output", id);
      const glassDoor = { ...rooms, coreId: options.coreId, build: options.pages.build, log };
      if (channel === "glass")
        new GlassPage(
          socket,
          glassDoor,
          mayShow,
          (id) => own.sees("camera", id),
          who.outputIds !== null || who.by === "demo",
        ).start();
      else if (who.outputIds === null && own.isWhole) options.openFeeds(socket, rooms.feeds);
      else
        options.openFeeds(
          socket,
          sight.feedsFor({ outputIds: who.outputIds, seesFeed: (ref) => own.seesFeed(ref) }),
        );
    },
    count: (channel, change) => metrics.socket(channel, change),
  });
  const stopFollowing = rooms.access.follow((hashes) => {
    channels.ended(hashes);
    streams.ended(hashes);
    // Null says that any may have ended: who is gone is not heard of again.
    if (hashes !== null) rooms.presences.ended(hashes);
  });

  await app.listen({ host: options.host, port: options.port });
  return {
    origin: `${scheme(certificate)}://${localName(options.host)}:${portOf(app)}`,
    close: async () => {
      stopFollowing();
      channels.end();
      streams.end();
      await app.close();
      metrics.end();
    },
  };
}

async function registerProtection(
  app: FastifyInstance,
  certificate: ServedCertificate | null,
): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    // A browser that was told so would never again let a person look past the certificate that the core made.
    hsts: certificate !== null && certificate.now.authority === null,
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
  });
  await app.register(fastifyRateLimit, {
    global: false,
    errorResponseBuilder: (_, { ttl }) => new Fault("tooMany", { seconds: Math.ceil(ttl / 1000) }),
  });
  app.removeAllContentTypeParsers();
  const json = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser(
    ["application/json", "application/merge-patch+json"],
    { parseAs: "string" },
    (request, body, done) => {
      // Software that names a type for a body it does not send is common, and nothing is lost by bearing it.
      if (body.length === 0) done(null, undefined);
      else void json(request, String(body), done);
    },
  );
}

function scheme(certificate: ServedCertificate | null): "http" | "https" {
  return certificate === null ? "http" : "https";
}

/** A name of this machine for `host`, as it stands in an address. */
function localName(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function portOf(app: FastifyInstance): number {
  const address: string | AddressInfo | null = app.server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

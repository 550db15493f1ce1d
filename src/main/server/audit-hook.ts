import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AuditWay } from "../../protocol/audit.ts";
import { type RouteName, routes } from "../../protocol/routes.ts";
import type { Route } from "../../protocol/routes/route.ts";
import type { AuditBook } from "../audit/audit-book.ts";
import { detailOf } from "../audit/redact.ts";
import { addressOf, type Caller } from "./caller.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Of a route of the table. */
    routeName?: RouteName;
  }
}

/** What a machine or an open page says of itself again and again, and no person does. */
const ofMachines: ReadonlySet<RouteName> = new Set<RouteName>([
  ...(["putDisplays", "monitorsDim", "putPresence", "leave", "openPairing", "claimPairing"] as const),
]);
/** What changes nothing and takes something out of the house. */
const takenOut: ReadonlySet<RouteName> = new Set<RouteName>([
  ...(["clipFile", "clipStill", "monthTable", "auditTable", "auditLines", "supportBundle"] as const),
]);
/** What one hand does many times a minute. */
const repeated: ReadonlySet<RouteName> = new Set<RouteName>([
  "ptz",
  "setBrightness",
  "putFavourites",
  "clipFile",
  "clipStill",
]);
/** Of these nothing that was sent is told: it is a secret, or whatever somebody typed in its place. */
const untold: ReadonlySet<RouteName> = new Set<RouteName>(["signIn", "setUp", "unlockDesk", "importCameras"]);

/** Whether what this route is asked stands in the audit trail. */
export function isAudited(name: RouteName): boolean {
  const { method }: Route = routes[name];
  return (method !== "GET" || takenOut.has(name)) && !ofMachines.has(name);
}

/**
 * Enters every request that changes something, or tries to, in the one place that all answers leave through: also those
 * that were refused before their handler ran. `isName`: whether an account is called so.
 */
export function registerAudit(
  app: FastifyInstance,
  book: AuditBook,
  isName: (name: string) => Promise<boolean>,
): void {
  app.addHook("onSend", async (request, reply, payload) => {
    const { routeName } = request.routeOptions.config;
    if (routeName === undefined || !isAudited(routeName)) return;
    const { statusCode: status } = reply;
    const done = status < 400;
    const { caller } = request;
    await book.enter(
      {
        by: caller?.name ?? (await guestOf(routeName, request, isName)),
        role: caller?.role ?? null,
        way: wayOf(routeName, caller),
        address: addressOf(request.raw.socket.remoteAddress),
        act: routeName,
        ...thingOf(request, reply),
        status,
        detail: done ? (untold.has(routeName) ? "{}" : detailOf(sentBy(request))) : problemIn(payload),
      },
      !done || repeated.has(routeName),
    );
  });
}

/** What was asked for: of a file its size, and what its address says of it. */
function sentBy({ body, query }: FastifyRequest): unknown {
  return body instanceof Uint8Array
    ? { ...(typeof query === "object" ? query : {}), bytes: body.length }
    : body;
}

function wayOf(name: RouteName, caller: Caller | null): AuditWay {
  if (caller === null) return name === "crewReport" ? "link" : "none";
  if (caller.by === "demo") return "demo";
  if (caller.kind === "person") return caller.by;
  return caller.kind === "software" ? "token" : caller.kind;
}

/** Who tries to come in; a name that nobody has is not told, since it may be a password that was typed in its place. */
async function guestOf(
  name: RouteName,
  { body }: FastifyRequest,
  isName: (name: string) => Promise<boolean>,
): Promise<string> {
  if (name === "crewReport") return "crew";
  if (name === "setUp") return "admin";
  if (name !== "signIn" || typeof body !== "object" || body === null || !("name" in body)) return "?";
  const given = body.name;
  if (typeof given !== "string" || given.length > 120) return "?";
  try {
    return (await isName(given)) ? given : "?";
  } catch {
    // The store cannot be asked; that it was tried is entered all the same, if that can be.
    return "?";
  }
}

/** "cameras" and its id, or ids; of what was made the id that it got. */
function thingOf(request: FastifyRequest, reply: FastifyReply): { thing: string; thingId: string } {
  const pattern = request.routeOptions.url ?? "";
  const [, , thing = ""] = pattern.split("/");
  const { params } = request;
  const ids = typeof params === "object" && params !== null ? Object.values(params).map(String) : [];
  const location = reply.getHeader("location");
  // Our own addresses, so that every escape in them is one of ours.
  const made = typeof location === "string" ? decodeURIComponent(location.split("/").at(-1) ?? "") : "";
  return { thing, thingId: (ids.length > 0 ? ids.join("/") : made).slice(0, 1024) };
}

/** The kind of the problem that was answered. */
function problemIn(payload: unknown): string {
  const kind = typeof payload === "string" ? /"kind":"(\w+)"/.exec(payload)?.[1] : undefined;
  return kind === undefined ? "{}" : JSON.stringify({ problem: kind });
}

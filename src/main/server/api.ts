import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { IMAGE_BYTES } from "../../protocol/image.ts";
import { IMPORT_TEXT } from "../../protocol/import.ts";
import { allows } from "../../protocol/role.ts";
import {
  type BodyOf,
  type QueryOf,
  type RouteName,
  ofOutputPages,
  inDemoToo,
  ofPeople,
  routes,
  whileLocked,
} from "../../protocol/routes.ts";
import { isMedia, type Route } from "../../protocol/routes/route.ts";
import type { Language } from "../../protocol/session.ts";
import { Fault } from "../base/fault.ts";
import { type Asking, type Caller, refuseElsewhere, refuseForged } from "./caller.ts";
import { parse } from "./invalid.ts";
import { languageOf } from "./language.ts";
import { etag } from "./match.ts";
import { MediaContent, sendMedia } from "./media.ts";
import type { Permissions } from "./permissions.ts";
import type { ApiRequest, ToldBy } from "./request.ts";
import type { Sight } from "./sight.ts";

interface ApiReply<Name extends RouteName> {
  readonly body: ToldBy<Name>;
  /** Of what is in the body, for its ETag. */
  readonly version?: number;
  /** Address of what was made. */
  readonly location?: string;
  /** Session to give to the browser; null takes its cookie away. */
  readonly cookie?: string | null;
}

export type Handlers = {
  readonly [Name in RouteName]: (request: ApiRequest<Name>) => ApiReply<Name> | Promise<ApiReply<Name>>;
};

declare module "fastify" {
  interface FastifyRequest {
    /** Set before the handler of an API route runs. */
    caller: Caller | null;
  }
}

export interface ApiDoor {
  readonly handlers: Handlers;
  readonly permissions: Permissions;
  sightOf(caller: Caller | null): Sight;
  askingOf(request: FastifyRequest): Asking;
  callerOf(asking: Asking): Promise<Caller | null>;
  setCookie(reply: FastifyReply, token: string | null): void;
  /** Somebody changed something: what stands behind `/api/` in its address, and which one. */
  changed(what: string, id: string | undefined, by: string | undefined): void;
}

/** An order to a head changes no camera; who steers it is told by the helms. */
const toldElsewhere: ReadonlySet<RouteName> = new Set<RouteName>(["ptz", "takePtzLock", "leavePtzLock"]);

/** Bytes of a body. A site of 32 walls with 1024 panels each is the largest thing that is sent. */
export const BODY_LIMIT: Readonly<Partial<Record<RouteName, number>>> & { default: number } = {
  default: 256 * 1024,
  addImage: IMAGE_BYTES,
  putSite: 8 * 1024 * 1024,
  trySite: 8 * 1024 * 1024,
  // A regency's boundary with every bend of its rivers.
  putMapBoundary: 8 * 1024 * 1024,
  // A file's text may double in size as JSON.
  importCameras: 2 * IMPORT_TEXT + 1024,
};

/** Ids that the core makes itself need not be identifiers of a person's. */
const idSchema = z.string().min(1).max(1024);

const unsafe = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Puts every route of the table on `app`. */
export function registerApi(app: FastifyInstance, door: ApiDoor): void {
  for (const name of namesOf(routes)) {
    const { uploads }: Route = routes[name];
    if (uploads === undefined) register(app, door, name);
    // Bytes are read where they are asked for, and nowhere else.
    else void app.register(async (own) => takeBytes(own, uploads, () => register(own, door, name)));
  }
}

async function takeBytes(own: FastifyInstance, types: readonly string[], then: () => void): Promise<void> {
  own.removeAllContentTypeParsers();
  own.addContentTypeParser([...types], { parseAs: "buffer" }, (_, body, done) => done(null, body));
  then();
}

function namesOf<Table extends object>(table: Table): Extract<keyof Table, string>[] {
  const names = [];
  for (const name in table) names.push(name);
  return names;
}

function register<Name extends RouteName>(app: FastifyInstance, door: ApiDoor, name: Name): void {
  const route: Route = routes[name];
  const handler: Handlers[Name] = door.handlers[name];
  const permission: Permissions[Name] = door.permissions[name];
  const attempts = ATTEMPTS[name];
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: BODY_LIMIT[name] ?? BODY_LIMIT.default,
    config: {
      routeName: name,
      rateLimit: attempts === undefined ? false : { max: attempts, timeWindow: 60_000 },
    },
    // Before the body is read, so that a stranger cannot make the core read one.
    onRequest: async (request) => {
      const asking = door.askingOf(request);
      // Who is refused is known as well: the audit trail tells of it.
      request.caller = await door.callerOf(asking);
      admit(name, asking, request.caller);
    },
    handler: async (request, reply) => {
      const asked = apiRequest(door, name, request, goneSignal(reply));
      if (!asked.sight.isWhole) await permission?.asks?.(asked, asked.sight);
      const answer = seen(permission, await handler(asked), asked.sight);
      const [, , what = ""] = route.path.split("/");
      if (unsafe.has(route.method) && !toldElsewhere.has(name))
        door.changed(what, asked.id || undefined, asked.caller?.name);
      return send(door, route, request, reply, answer);
    },
  });
}

/** What somebody who sees a part of the site is told of an answer. */
function seen<Name extends RouteName>(
  permission: Permissions[Name],
  answer: ApiReply<Name>,
  sight: Sight,
): ApiReply<Name> {
  if (sight.isWhole || permission?.tells === undefined) return answer;
  return { ...answer, body: permission.tells(answer.body, sight) };
}

/**
 * Attempts a minute and address where a secret is asked for and nobody has signed in: at passwords, and at links of
 * crews, of which several may share the address of their telephone company.
 */
const ATTEMPTS: Readonly<Partial<Record<RouteName, number>>> = {
  ...{ signIn: 20, setUp: 20, unlockDesk: 20, changePassword: 20, changePin: 20, takeOver: 20 },
  ...{ crewView: 120, crewReport: 60 },
  // Some screens of one PC, each of which asks every two seconds.
  ...{ openPairing: 60, claimPairing: 600 },
};

/** Throws where `caller` may not call the route. */
function admit(name: RouteName, asking: Asking, caller: Caller | null): void {
  const route: Route = routes[name];
  if (unsafe.has(route.method)) refuseForged(asking, caller);
  if (name === "events") refuseElsewhere(asking, caller);
  if (route.role === null) return;
  if (caller === null) throw new Fault("unauthenticated");
  if (!allows(caller.role, route.role))
    throw new Fault("forbidden", { needed: route.role, role: caller.role });
  if (caller.outputIds !== null && !ofOutputPages.has(name))
    throw new Fault("forbidden", { needed: route.role, role: "output" });
  if (caller.locked && !whileLocked.has(name)) throw new Fault("deskLocked");
  const isNobody = caller.by === "demo" && !inDemoToo.has(name);
  if (ofPeople.has(name) && (caller.kind !== "person" || isNobody)) throw new Fault("ofPeople");
}

function apiRequest<Name extends RouteName>(
  door: ApiDoor,
  name: Name,
  request: FastifyRequest,
  signal: AbortSignal,
): ApiRequest<Name> {
  const language = languageOf(request.headers["accept-language"]);
  const params = paramsOf(name, request, language);
  return {
    id: "id" in params && typeof params.id === "string" ? params.id : "",
    params,
    query: queryOf(name, request, language),
    body: bodyOf(name, request, language),
    caller: request.caller,
    asking: door.askingOf(request),
    ifMatch: routes[name].match ? request.headers["if-match"] : undefined,
    language,
    signal,
    sight: door.sightOf(request.caller),
  };
}

function paramsOf<Name extends RouteName>(
  name: Name,
  request: FastifyRequest,
  language: Language,
): ApiRequest<Name>["params"];
function paramsOf(_: RouteName, request: FastifyRequest, language: Language): Record<string, string> {
  return parse(z.record(z.string(), idSchema), request.params, language);
}

function queryOf<Name extends RouteName>(
  name: Name,
  request: FastifyRequest,
  language: Language,
): QueryOf<Name>;
function queryOf(name: RouteName, request: FastifyRequest, language: Language): unknown {
  const { query }: Route = routes[name];
  return query === null ? null : parse(query, request.query, language);
}

/** Aborted when the connection closes before it was answered. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort(new Fault("unavailable", { what: "session" }));
  });
  return gone.signal;
}

function bodyOf<Name extends RouteName>(
  name: Name,
  request: FastifyRequest,
  language: Language,
): BodyOf<Name>;
function bodyOf(name: RouteName, request: FastifyRequest, language: Language): unknown {
  const route: Route = routes[name];
  if (route.uploads !== undefined && request.body instanceof Uint8Array) return request.body;
  if (route.body !== null) return parse(route.body, request.body, language);
  // Nothing and {} are both no body; anything else would be ignored, so it is refused.
  if (request.body !== undefined && request.body !== null) parse(z.strictObject({}), request.body, language);
  return null;
}

function send(
  door: ApiDoor,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: ApiReply<RouteName>,
): FastifyReply | Promise<FastifyReply> {
  reply.code(route.status).header("cache-control", "no-store");
  if (answer.version !== undefined) {
    const tag = etag(answer.version);
    reply.header("etag", tag);
    if (route.method === "GET" && request.headers["if-none-match"] === tag) return reply.code(304).send();
  }
  if (answer.location !== undefined) reply.header("location", answer.location);
  if (answer.cookie !== undefined) door.setCookie(reply, answer.cookie);
  if (answer.body instanceof MediaContent && isMedia(route.reply))
    return sendMedia(request, reply, route.reply, answer.body);
  // What the contract does not name never leaves, whatever a room hands over.
  return route.reply === null || isMedia(route.reply)
    ? reply.send()
    : reply.send(route.reply.parse(answer.body));
}

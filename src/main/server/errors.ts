import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { routes } from "../../protocol/routes.ts";
import type { Route } from "../../protocol/routes/route.ts";
import type { Language } from "../../protocol/session.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import { BODY_LIMIT } from "./api.ts";
import { InvalidRequest } from "./invalid.ts";
import { languageOf } from "./language.ts";
import { loggedPath } from "./logged-path.ts";
import { problemOf, statusOf } from "./problem.ts";

const words = {
  en: {
    media: (given: string, known: string) => `must be ${known}; ${given} was sent`,
    body: "is no JSON",
    method: (given: string, known: string) => `must be one of ${known}; ${given} was sent`,
    nothing: "nothing",
  },
  id: {
    media: (given: string, known: string) => `harus ${known}; yang dikirim ${given}`,
    body: "bukan JSON",
    method: (given: string, known: string) => `harus salah satu dari ${known}; yang dikirim ${given}`,
    nothing: "tidak ada",
  },
} satisfies Record<Language, unknown>;

/** Every error of `app` leaves as problem details; what is our own failure is logged with its cause. */
export function registerErrors(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error, request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    const { fault, status } = translate(error, request, language);
    // A camera that fails is told to who asked, and is no failure of ours.
    if (status >= 500 && status !== 502 && status !== 504)
      log.error({ err: error, method: request.method, path: loggedPath(request.url) }, "a request failed");
    return sendProblem(reply, fault, language, status);
  });
  app.setNotFoundHandler((request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    const known = methodsOf(pathOf(request));
    if (known.length === 0)
      return sendProblem(reply, new Fault("notFound", { what: "path", id: pathOf(request) }), language);
    reply.header("allow", known.join(", "));
    const detail = words[language].method(request.method, known.join(", "));
    return sendProblem(reply, new InvalidRequest([{ field: "method", detail }]), language, 405);
  });
}

export function sendProblem(
  reply: FastifyReply,
  fault: Fault,
  language: Language,
  status = statusOf(fault.kind),
): FastifyReply {
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply
    .code(status)
    .header("cache-control", "no-store")
    .header("content-language", language)
    .type("application/problem+json")
    .send(JSON.stringify(problemOf(fault, language, status)));
}

function translate(
  error: unknown,
  request: FastifyRequest,
  language: Language,
): { fault: Fault; status: number } {
  if (error instanceof Fault) return { fault: error, status: statusOf(error.kind) };
  const { code, statusCode } = httpError(error);
  const invalid = (field: string, detail: string, status: number) => ({
    fault: new InvalidRequest([{ field, detail }]),
    status,
  });
  if (statusCode === 413) {
    const limit = request.routeOptions.bodyLimit ?? BODY_LIMIT.default;
    return { fault: new Fault("tooLarge", { limit }), status: 413 };
  }
  if (statusCode === 415)
    return invalid(
      "Content-Type",
      words[language].media(request.headers["content-type"] ?? words[language].nothing, typesOf(request)),
      415,
    );
  if (code === "FST_ERR_CTP_INVALID_JSON_BODY" || error instanceof SyntaxError)
    return invalid("body", words[language].body, 400);
  if (statusCode >= 400 && statusCode < 500)
    return invalid("request", error instanceof Error ? error.message : String(error), statusCode);
  return { fault: asFault(error), status: 500 };
}

/** What a body of this path may be. */
function typesOf({ routeOptions }: FastifyRequest): string {
  const { routeName } = routeOptions.config;
  const route: Route | null = routeName === undefined ? null : routes[routeName];
  return route?.uploads?.join(", ") ?? "application/json";
}

/** What fastify and its plugins say of their errors. */
function httpError(error: unknown): { code: string; statusCode: number } {
  if (!(error instanceof Error)) return { code: "", statusCode: 500 };
  return {
    code: "code" in error ? String(error.code) : "",
    statusCode: "statusCode" in error ? Number(error.statusCode) : 500,
  };
}

/** Without the query, which may hold a code. */
function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0] ?? "";
}

function methodsOf(path: string): string[] {
  const parts = path.split("/");
  const same = (pattern: string) => {
    const wanted = pattern.split("/");
    return (
      wanted.length === parts.length && wanted.every((part, at) => part.startsWith(":") || part === parts[at])
    );
  };
  return Object.values(routes).flatMap((route) => (same(route.path) ? [route.method] : []));
}

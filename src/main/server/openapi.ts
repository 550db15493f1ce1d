import { z } from "zod";
import { problemSchema } from "../../protocol/fault.ts";
import { routes } from "../../protocol/routes.ts";
import { isMedia, type Media, type Route } from "../../protocol/routes/route.ts";

type Json = Record<string, unknown>;

/**
 * The table of routes as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.0): schemas are JSON Schema
 * 2020-12 as zod writes them, requests as what is sent and answers as what comes back.
 */
export function openApi(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Dinding",
      version,
      description:
        "The wall of a city command centre. Times are RFC 3339, rates bit/s, places pixels of the wall's canvas.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "dinding_session" },
      },
      schemas: { Problem: schema(problemSchema, "output") },
      responses: {
        Problem: {
          description: "RFC 9457 problem details, in the language of Accept-Language (id or en)",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
  };
}

function operation(name: string, route: Route): Json {
  return {
    operationId: name,
    summary: route.summary,
    ...(route.role === null ? {} : { description: `Needs the role ${route.role}, or a higher one.` }),
    security: route.role === null ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: parameters(route),
    ...(route.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content:
              route.uploads === undefined
                ? { "application/json": { schema: schema(route.body, "input") } }
                : Object.fromEntries(route.uploads.map((media) => [media, { schema: {} }])),
          },
        }),
    responses: {
      [String(route.status)]: answer(route),
      ...(isMedia(route.reply) && route.reply.ranges ? { "206": answer(route) } : {}),
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

function parameters(route: Route): Json[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const changes = route.method === "PUT" || route.method === "PATCH" || route.method === "DELETE";
  const ifMatch = {
    name: "If-Match",
    in: "header",
    required: false,
    description: "ETag of what is to be changed; 412 where it is no longer that",
    schema: { type: "string" },
  };
  return [...inPath, ...queryParameters(route), ...(route.match && changes ? [ifMatch] : [])];
}

const queryOfSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  required: z.array(z.string()).default([]),
});

function queryParameters({ query }: Route): Json[] {
  if (query === null) return [];
  const { properties, required } = queryOfSchema.parse(schema(query, "input"));
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: of,
  }));
}

function answer(route: Route): Json {
  const description = route.summary;
  if (route.reply === null) return { description };
  if (isMedia(route.reply)) return file(description, route.reply);
  return {
    description,
    ...(route.match
      ? { headers: { ETag: { description: "Version of what is answered", schema: { type: "string" } } } }
      : {}),
    content: { "application/json": { schema: schema(route.reply, "output") } },
  };
}

/** In OpenAPI 3.1 the media type alone says that a body is bytes. */
function file(description: string, { media, headers }: Media): Json {
  const named = Object.entries(headers).map(([name, says]) => [
    name,
    { description: says, schema: { type: "string" } },
  ]);
  return {
    description,
    ...(named.length === 0 ? {} : { headers: Object.fromEntries(named) }),
    content: { [media]: { schema: {} } },
  };
}

/** What a schema calls its own parts is said where they are used: only JSON itself holds itself, and stands as anything. */
function schema(of: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, $defs: __, ...rest } = z.toJSONSchema(of, { io, target: "draft-2020-12" });
  return __ === undefined ? rest : withoutParts(rest);
}

function withoutParts(value: unknown): Json {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      one !== null && typeof one === "object" && "$ref" in one && String(one.$ref).startsWith("#/$defs/")
        ? {}
        : one,
    ),
  );
}

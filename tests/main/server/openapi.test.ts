import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openApi } from "../../../src/main/server/openapi.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { isMedia, type Route } from "../../../src/protocol/routes/route.ts";

// As much of https://spec.openapis.org/oas/3.1/schema/2022-10-07 as this document uses, and nothing beside it.
const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.strictObject({ schema }));
const header = z.strictObject({ description: z.string().optional(), schema });
const response = z.union([
  z.strictObject({ $ref: z.string() }),
  z.strictObject({
    description: z.string(),
    headers: z.record(z.string(), header).optional(),
    content: content.optional(),
  }),
]);
const operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  security: z.array(
    z
      .record(z.enum(["bearer", "cookie"]), z.array(z.string()))
      .or(z.partialRecord(z.enum(["bearer", "cookie"]), z.array(z.string()))),
  ),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(["path", "query", "header", "cookie"]),
      required: z.boolean(),
      description: z.string().optional(),
      schema,
    }),
  ),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$|^default$/), response),
});
const method = z.enum(["get", "put", "post", "delete", "patch"]);
const documentSchema = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  paths: z.record(z.string().startsWith("/"), z.partialRecord(method, operation)),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), z.record(z.string(), z.string())),
    schemas: z.record(z.string(), schema),
    responses: z.record(z.string(), response),
  }),
});

const document = documentSchema.parse(JSON.parse(JSON.stringify(openApi("1.2.3"))));

describe("the OpenAPI document", () => {
  it("has every route of the table and no other", () => {
    const inDocument = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    const inTable = Object.entries(routes).map(
      ([name, { method, path }]) => `${name} ${method.toLowerCase()} ${path.replace(/:(\w+)/g, "{$1}")}`,
    );
    expect(inDocument.toSorted()).toEqual(inTable.toSorted());
  });

  it.each(Object.entries(routes))("%s says its login, parameters, body and answers", (name, route: Route) => {
    const path = document.paths[route.path.replace(/:(\w+)/g, "{$1}")] ?? {};
    const found = Object.values(path).find(({ operationId }) => operationId === name);
    expect(found?.security.length).toBe(route.role === null ? 0 : 2);
    const inPath = found?.parameters.filter((one) => one.in === "path").map((one) => one.name);
    expect(inPath).toEqual([...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]));
    expect(found?.requestBody !== undefined).toBe(route.body !== null);
    const parts = isMedia(route.reply) && route.reply.ranges ? ["206"] : [];
    expect(Object.keys(found?.responses ?? {}).toSorted()).toEqual(
      [String(route.status), ...parts, "default"].toSorted(),
    );
    const takesMatch = found?.parameters.some((one) => one.name === "If-Match");
    expect(takesMatch).toBe(route.match && ["PUT", "PATCH", "DELETE"].includes(route.method));
  });

  it("refers only to what is in it", () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      let here: unknown = document;
      for (const part of reference.split("/")) here = Reflect.get(Object(here), part);
      expect(here, reference).toBeDefined();
    }
  });

  it("says that a password is written and never read", () => {
    const get = JSON.stringify(document.paths["/api/cameras"]?.get?.responses);
    const post = JSON.stringify(document.paths["/api/cameras"]?.post?.requestBody);
    expect(get).not.toContain('"password"');
    expect(get).toContain('"hasCredentials"');
    expect(post).toContain('"password"');
  });
});

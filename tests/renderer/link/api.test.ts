import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { ApiError, createCall } from "../../../src/renderer/link/api.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const servers: { close(): void; closeAllConnections(): void }[] = [];

async function coreThat(answer: Answer): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  return `http://127.0.0.1:${address.port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function refusalOf(asked: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await asked.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof ApiError)) throw new Error(`no ApiError but ${String(error)}`);
  return error;
}

const camera = {
  id: "a b/c",
  name: "Kamera",
  streams: [{ role: "main", url: "test:", hasCredentials: false }],
};

describe("the client of the REST paths", () => {
  it("escapes parameters, names the language and hands over value and ETag", async () => {
    const seen: IncomingMessage[] = [];
    const base = await coreThat((request, response) => {
      seen.push(request);
      json(response, 200, { ...camera, id: "abc" }, { etag: '"3"' });
    });
    const { value, etag } = await createCall(() => "id", base)("getCamera", { params: { id: "a b/c" } });
    expect(value.name).toBe("Kamera");
    expect(etag).toBe('"3"');
    expect(seen[0]?.url).toBe("/api/cameras/a%20b%2Fc");
    expect(seen[0]?.headers["accept-language"]).toBe("id");
  });

  it("gives a known answer again where it still holds, and the new one where it does not", async () => {
    let version = 3;
    const base = await coreThat((request, response) => {
      const etag = `"${version}"`;
      if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
      else json(response, 200, { ...camera, id: "abc", name: `Kamera ${version}` }, { etag });
    });
    const call = createCall(() => "id", base);
    const first = await call("getCamera", { params: { id: "abc" }, known: undefined });
    expect(await call("getCamera", { params: { id: "abc" }, known: first })).toBe(first);
    version = 4;
    const next = await call("getCamera", { params: { id: "abc" }, known: first });
    expect(next).toMatchObject({ value: { name: "Kamera 4" }, etag: '"4"' });
  });

  it("sends a body as JSON under If-Match, and none at all where a route has none", async () => {
    const seen: { url: string; type: string; match: string; body: string }[] = [];
    const base = await coreThat((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        seen.push({
          url: request.url ?? "",
          type: request.headers["content-type"] ?? "",
          match: request.headers["if-match"] ?? "",
          body: Buffer.concat(chunks).toString(),
        });
        if (request.url?.endsWith("/undo") === true) json(response, 202, { takeId: "t" });
        else json(response, 200, { ...camera, id: "abc" });
      });
    });
    const call = createCall(() => "en", base);
    await call("editCamera", { params: { id: "abc" }, body: { name: "Baru" }, ifMatch: '"3"' });
    await call("undo", { params: { id: "utama" } });
    expect(seen).toEqual([
      { url: "/api/cameras/abc", type: "application/json", match: '"3"', body: '{"name":"Baru"}' },
      { url: "/api/walls/utama/undo", type: "", match: "", body: "" },
    ]);
  });

  it("turns problem details into a typed error with its fields", async () => {
    const base = await coreThat((_, response) => {
      json(response, 400, {
        type: "urn:x",
        title: "Tidak sesuai",
        status: 400,
        detail: "streams.0.url tidak sesuai.",
        kind: "invalid",
        errors: [{ field: "streams.0.url", detail: "bukan alamat" }],
      });
    });
    const error = await refusalOf(createCall(() => "id", base)("listCameras"));
    expect(error).toMatchObject({ kind: "invalid", status: 400, message: "streams.0.url tidak sesuai." });
    expect(error.fields).toEqual([{ field: "streams.0.url", detail: "bukan alamat" }]);
  });

  it("says that the core is lost where nobody listens", async () => {
    const base = await coreThat(() => {});
    for (const server of servers.splice(0)) server.close();
    const error = await refusalOf(createCall(() => "id", base)("health"));
    expect(error).toMatchObject({ kind: "coreLost", status: 0 });
    expect(error.message).toBe("Sambungan ke komputer dinding terputus.");
  });

  it("does not wait for ever for a core that hangs", async () => {
    const base = await coreThat(() => {});
    const call = createCall(() => "en", base, { readMs: 50, changeMs: 50 });
    expect(await refusalOf(call("health"))).toMatchObject({ kind: "coreLost" });
    expect(await refusalOf(call("undo", { params: { id: "w" } }))).toMatchObject({ kind: "coreLost" });
  });

  it("does not take a proxy's page for an answer", async () => {
    const base = await coreThat((_, response) => {
      response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
    });
    expect(await refusalOf(createCall(() => "en", base)("health"))).toMatchObject({
      kind: "unavailable",
      status: 502,
    });
  });

  it("does not take an answer of another shape, nor one that is no JSON", async () => {
    const other = await coreThat((_, response) => json(response, 200, { status: "fine" }));
    expect(await refusalOf(createCall(() => "en", other)("health"))).toMatchObject({ kind: "internal" });
    const html = await coreThat((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<p>");
    });
    expect(await refusalOf(createCall(() => "en", html)("health"))).toMatchObject({ kind: "internal" });
  });

  it("gives a call up with its caller's own reason", async () => {
    const base = await coreThat(() => {});
    const giving = new AbortController();
    const asked = createCall(() => "en", base)("health", { signal: giving.signal });
    giving.abort(new Error("left the page"));
    await expect(asked).rejects.toThrow("left the page");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { layoutSchema } from "../../../src/layouts/layout.ts";
import { meSchema } from "../../../src/protocol/me.ts";
import { wallStateSchema } from "../../../src/protocol/wall.ts";
import { type RunningCore, startHere } from "./core.ts";

const foreign = "https://evil.example";

async function revision(core: RunningCore): Promise<number> {
  const reply = await core.ask("GET", "/api/walls/utama", { token: core.tokens.viewer });
  return wallStateSchema.parse(reply.json()).revision;
}

async function takeBody(core: RunningCore) {
  const reply = await core.ask("GET", "/api/layouts", { token: core.tokens.viewer });
  const [layout] = layoutSchema.array().min(1).parse(reply.json());
  return { layoutId: layout?.id };
}

describe.each([
  ["on site", ["--site", "tarakan"]],
  ["in the demo", ["--demo"]],
])("a change asked for %s", (_, args) => {
  let core: RunningCore;
  beforeAll(async () => {
    core = await startHere({ args });
  });
  afterAll(() => core.stop());

  const take = async (how: { cookie?: boolean; token?: boolean; headers?: Record<string, string> }) =>
    core.ask("POST", "/api/walls/utama/take", {
      ...(how.cookie === true ? { cookie: core.tokens.operator } : {}),
      ...(how.token === true ? { token: core.tokens.operator } : {}),
      headers: how.headers ?? {},
      body: await takeBody(core),
    });

  it.each([
    ["a foreign Origin", () => ({ origin: foreign })],
    ["an opaque Origin", () => ({ origin: "null" })],
    ["our Origin with another scheme", () => ({ origin: core.origin.replace("http:", "https:") })],
    ["our Origin with another port", () => ({ origin: `${core.origin.replace(/\d+$/, "")}1` })],
    ["our Origin with something after it", () => ({ origin: `${core.origin}.evil.example` })],
    ["a foreign Sec-Fetch-Site", () => ({ "sec-fetch-site": "cross-site" })],
    ["a Sec-Fetch-Site of a neighbour", () => ({ "sec-fetch-site": "same-site" })],
    ["nothing that says where it comes from", () => ({})],
  ])("with the cookie and %s is refused and changes nothing", async (_, headers) => {
    const before = await revision(core);
    const answer = await take({ cookie: true, headers: headers() });
    expect(answer.status).toBe(403);
    expect(answer.problem().kind).toBe("foreignPage");
    expect(await revision(core)).toBe(before);
  });

  it.each([
    ["our Origin", () => ({ origin: core.origin })],
    ["Sec-Fetch-Site same-origin", () => ({ "sec-fetch-site": "same-origin" })],
  ])("with the cookie and %s is made", async (_, headers) => {
    expect((await take({ cookie: true, headers: headers() })).status).toBe(202);
  });

  it("with a bearer's token needs no proof of where it comes from", async () => {
    expect((await take({ token: true })).status).toBe(202);
    expect((await take({ token: true, headers: { origin: foreign } })).status).toBe(202);
  });

  it.each(["/api/me", "/", "/metrics", "/api/walls/utama"])(
    "under a foreign name is refused: %s",
    async (path) => {
      for (const host of ["evil.example", "127.0.0.1.evil.example", "10.9.8.7", "[::2]:80", "localhost@x"]) {
        const answer = await core.ask("GET", path, { token: core.tokens.admin, headers: { host } });
        expect([400, 421], host).toContain(answer.status);
        expect(answer.text).not.toContain("revision");
      }
    },
  );

  it.each(["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])("under %s is served", async (name) => {
    const port = new URL(core.origin).port;
    expect((await core.ask("GET", "/api/health", { headers: { host: `${name}:${port}` } })).status).toBe(200);
  });

  it("never allows pages of elsewhere to read", async () => {
    const answer = await core.ask("OPTIONS", "/api/cameras", {
      headers: { origin: foreign, "access-control-request-method": "GET" },
    });
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("the visitor of the demo", () => {
  let core: RunningCore;
  beforeAll(async () => {
    core = await startHere({ args: ["--demo"] });
  });
  afterAll(() => core.stop());

  const role = async (headers: Record<string, string>, cookie?: string) =>
    meSchema.parse(
      (await core.ask("GET", "/api/me", { headers, ...(cookie === undefined ? {} : { cookie }) })).json(),
    ).role;

  it("is an operator without login at this machine", async () => {
    expect(await role({})).toBe("operator");
    const body = await takeBody(core);
    expect((await core.ask("POST", "/api/walls/utama/take", { body })).status).toBe(202);
    expect((await core.ask("DELETE", "/api/cameras/cam-01")).status).toBe(403);
  });

  it("stays one with the cookie of an output page, and is more with a better one", async () => {
    expect(await role({}, core.tokens.page)).toBe("operator");
    expect(await role({}, core.tokens.technician)).toBe("technician");
    expect(await role({}, "a token that is no longer good")).toBe("operator");
  });

  it.each([
    ["sent by a page of elsewhere", { origin: foreign }],
    ["embedded in a page of elsewhere", { "sec-fetch-site": "cross-site" }],
    ["through a proxy", { "x-forwarded-for": "203.0.113.9" }],
    ["through a proxy that follows RFC 7239", { forwarded: "for=203.0.113.9" }],
  ])("is nobody when the request is %s", async (_, headers) => {
    expect(await role(headers)).toBeNull();
    const body = await takeBody(core);
    const before = await revision(core);
    const answer = await core.ask("POST", "/api/walls/utama/take", { body, headers });
    expect([401, 403]).toContain(answer.status);
    expect(await revision(core)).toBe(before);
  });
});

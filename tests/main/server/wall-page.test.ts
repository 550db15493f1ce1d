import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeCodes } from "../../../src/protocol/channel.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { meSchema } from "../../../src/protocol/me.ts";
import { type Answer, type RunningCore, startHere } from "./core.ts";
import { ending, TestPage } from "./page.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere({ args: ["--site", "pontianak"] });
});
afterAll(() => core.stop());

async function newAddress(ids: string): Promise<URL> {
  const answer = await core.ask("POST", `/api/outputs/${ids}/code`, { token: core.tokens.technician });
  expect(answer.status, answer.text).toBe(201);
  const { url, expiresAt } = answer.as(routes.outputCode.reply);
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  return new URL(url);
}

function cookieOf(answer: Answer): string {
  return /dinding_session=([^;]+)/.exec(String(answer.headers["set-cookie"]))?.[1] ?? "";
}

describe("the one-time address of an output page", () => {
  it("leads to the core itself and gives the page a cookie for its outputs alone", async () => {
    const address = await newAddress("out-1,out-2");
    expect(address.origin).toBe(core.origin);
    const opened = await core.ask("GET", address.pathname + address.search);
    expect(opened.status).toBe(303);
    expect(opened.headers.location).toBe("/wall/out-1,out-2");
    expect(opened.headers["cache-control"]).toBe("no-store");
    const cookie = cookieOf(opened);
    const who = await core.ask("GET", "/api/me", { cookie });
    expect(meSchema.parse(who.json())).toMatchObject({ role: null, name: "output out-1, out-2" });
    const headers = { origin: core.origin };
    const change = await core.ask("POST", "/api/walls/utama/undo", { cookie, headers });
    expect(change.status).toBe(403);
    const cameras = await core.ask("GET", "/api/cameras", { cookie });
    expect(cameras.status).toBe(403);
    expect(cameras.problem().kind).toBe("forbidden");
    const figures = { headers: { "x-forwarded-for": "203.0.113.9" }, token: cookie };
    expect((await core.ask("GET", "/metrics", figures)).status).toBe(401);
    expect((await core.ask("DELETE", "/api/session", { cookie, headers })).status).toBe(204);
    expect((await core.ask("GET", "/api/me", { cookie })).text).toContain('"name":null');
  });

  it("is good once", async () => {
    const address = await newAddress("out-1");
    const path = address.pathname + address.search;
    const answers = await Promise.all([core.ask("GET", path), core.ask("GET", path), core.ask("GET", path)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 403, 403]);
    const late = await core.ask("GET", path);
    expect(late.status).toBe(403);
    expect(late.problem().kind).toBe("codeExpired");
    expect(late.headers["set-cookie"]).toBeUndefined();
  });

  it("opened again by the page that used it leads on", async () => {
    const address = await newAddress("out-1");
    const path = address.pathname + address.search;
    const cookie = cookieOf(await core.ask("GET", path));
    const again = await core.ask("GET", path, { cookie });
    expect(again.status).toBe(303);
    expect(again.headers["set-cookie"]).toBeUndefined();
  });

  it("leaves an operator the session they have", async () => {
    const address = await newAddress("out-1");
    const opened = await core.ask("GET", address.pathname + address.search, { cookie: core.tokens.operator });
    expect(opened.status).toBe(303);
    expect(opened.headers["set-cookie"]).toBeUndefined();
  });

  it("opened in another tab of one browser leaves the first its output", async () => {
    const first = await newAddress("out-1");
    const alone = cookieOf(await core.ask("GET", first.pathname + first.search));
    const second = await newAddress("out-2");
    const cookie = cookieOf(await core.ask("GET", second.pathname + second.search, { cookie: alone }));
    for (const id of ["out-1", "out-2"]) {
      const page = await TestPage.open(core, [id], { cookie });
      await vi.waitFor(() => expect(page.glass?.outputs.map((output) => output.id)).toEqual([id]), 20_000);
      page.close();
    }
    const other = await TestPage.open(core, ["out-2"], { cookie: alone });
    expect(await ending(other.socket)).toBe(closeCodes.forbidden);
  });

  it("with a code that is none, or two of them, is refused and no fault of the core's", async () => {
    expect((await core.ask("GET", "/wall/out-1?code=a")).status).toBe(403);
    const twice = await core.ask("GET", "/wall/out-1?code=a&code=b");
    expect(twice.status).toBe(400);
    expect(twice.problem().kind).toBe("invalid");
  });

  it("exists for outputs of the site only", async () => {
    const answer = await core.ask("POST", "/api/outputs/out-1,out-9/code", { token: core.tokens.technician });
    expect(answer.status).toBe(404);
    expect(answer.problem().detail).toBe("There is no output named out-9.");
  });

  it("may not be guessed without end", async () => {
    const statuses = [];
    for (let guess = 0; guess < 40; guess += 1)
      statuses.push((await core.ask("GET", `/wall/out-1?code=guess-${guess}`)).status);
    expect(new Set(statuses)).toEqual(new Set([403, 429]));
    // Whoever has no code is not kept waiting for it.
    expect((await core.ask("GET", "/wall/out-1")).status).toBe(200);
  });
});

describe("the pages", () => {
  it.each([
    ["/", "console"],
    ["/technician", "technician"],
    ["/wall/out-1", "wall"],
    ["/wall/out-1,out-2", "wall"],
  ])("%s is the %s, asked for anew each time, and may run only what comes from here", async (path, title) => {
    const answer = await core.ask("GET", path);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`<title>${title}</title>`);
    expect(answer.headers["cache-control"]).toBe("no-cache");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain("upgrade-insecure-requests");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
  });

  it("their assets are kept by the browser for good, and nothing beside them is served", async () => {
    const asset = await core.ask("GET", "/assets/main-abc123.js");
    expect(asset.status).toBe(200);
    expect(asset.headers["content-type"]).toContain("javascript");
    expect(asset.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    for (const path of [
      "/assets/",
      "/assets/none.js",
      "/assets/..%2f..%2fdata%2fkey",
      "/assets/%2e%2e/console/index.html",
      "/console/index.html",
    ])
      expect([400, 403, 404], path).toContain((await core.ask("GET", path)).status);
  });

  it("a core without them runs and says so", async () => {
    const bare = await startHere({ withoutPages: true });
    const page = await bare.ask("GET", "/");
    expect(page.status).toBe(503);
    expect(page.problem().kind).toBe("unavailable");
    expect((await bare.ask("GET", "/api/health")).status).toBe(200);
    await bare.stop();
  });
});

describe("the figures", () => {
  it("are given to this machine and to the bearer of a token", async () => {
    const local = await core.ask("GET", "/metrics");
    expect(local.status).toBe(200);
    expect(local.headers["content-type"]).toContain("text/plain");
    expect(local.text).toMatch(/^dinding_output_connected\{output="out-1"\} 0$/m);
    expect(local.text).toMatch(/^dinding_http_requests_total\{method="GET",status="200"\} \d+$/m);
    const headers = { "x-forwarded-for": "203.0.113.9" };
    expect((await core.ask("GET", "/metrics", { headers })).status).toBe(401);
    expect((await core.ask("GET", "/metrics", { headers, cookie: core.tokens.viewer })).status).toBe(401);
    expect((await core.ask("GET", "/metrics", { headers, token: core.tokens.viewer })).status).toBe(200);
  });
});

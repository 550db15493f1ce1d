import { afterEach, describe, expect, it } from "vitest";
import { meSchema } from "../../../src/protocol/me.ts";
import { sessionSchema } from "../../../src/protocol/session.ts";
import { type RunningCore, startHere } from "./core.ts";

const password = "kata-sandi-admin";
let core: RunningCore | null = null;
afterEach(async () => {
  await core?.stop();
  core = null;
});

const me = async (core: RunningCore, how = {}) =>
  meSchema.parse((await core.ask("GET", "/api/me", how)).json());

describe("an empty data folder", () => {
  it("lets the first visitor from this machine set admin's password, once", async () => {
    core = await startHere();
    expect(await me(core)).toMatchObject({ name: null, role: null, demo: false, needsAdmin: true });
    const reply = await core.ask("POST", "/api/setup", { body: { password } });
    expect(reply.status).toBe(201);
    const { token, role } = sessionSchema.parse(reply.json());
    expect(role).toBe("admin");
    const cookie = String(reply.headers["set-cookie"]);
    expect(cookie).toContain(`dinding_session=${token}`);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Strict");
    expect(cookie).not.toContain("Secure");
    expect(await me(core, { cookie: token })).toMatchObject({
      name: "admin",
      role: "admin",
      demo: false,
      needsAdmin: false,
    });
    expect((await core.ask("POST", "/api/setup", { body: { password: "lain-lagi-ya" } })).status).toBe(409);
    const signIn = async (password: string) =>
      (await core?.ask("POST", "/api/session", { body: { name: "admin", password } }))?.status;
    expect(await signIn(password)).toBe(200);
    expect(await signIn("lain-lagi-ya")).toBe(401);
  });

  it.each([
    ["through a proxy", { "x-forwarded-for": "203.0.113.9" }],
    ["from a page of elsewhere", { origin: "https://evil.example" }],
  ])("refuses a password set %s", async (_, headers) => {
    core = await startHere();
    const answer = await core.ask("POST", "/api/setup", { body: { password }, headers });
    expect(answer.status).toBe(403);
    expect((await me(core, { headers })).needsAdmin).toBe(false);
    expect((await me(core)).needsAdmin).toBe(true);
  });

  it("refuses a short password and stays without an account", async () => {
    core = await startHere();
    expect((await core.ask("POST", "/api/setup", { body: { password: "pendek" } })).status).toBe(400);
    expect((await me(core)).needsAdmin).toBe(true);
  });

  it("takes admin's password from DINDING_ADMIN_PASSWORD, and only while it is empty", async () => {
    core = await startHere({ env: { DINDING_ADMIN_PASSWORD: password } });
    expect((await me(core)).needsAdmin).toBe(false);
    const body = { name: "admin", password };
    expect((await core.ask("POST", "/api/session", { body })).status).toBe(200);
    core = await core.restart();
    expect((await core.ask("POST", "/api/session", { body })).status).toBe(200);
  });

  it("refuses to start with a password too short for the account", async () => {
    await expect(startHere({ env: { DINDING_ADMIN_PASSWORD: "pendek" } })).rejects.toThrow(
      /has 6 characters/,
    );
  });
});

it("an address that tries passwords without end must wait", async () => {
  core = await startHere({ env: { DINDING_ADMIN_PASSWORD: password } });
  const statuses = new Set<number>();
  for (let attempt = 0; attempt < 25; attempt += 1) {
    const body = { name: `nobody-${attempt}`, password };
    const answer = await core.ask("POST", "/api/session", { body });
    statuses.add(answer.status);
    if (answer.status === 429) {
      expect(answer.problem().kind).toBe("tooMany");
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
  }
  expect(statuses).toEqual(new Set([401, 429]));
});

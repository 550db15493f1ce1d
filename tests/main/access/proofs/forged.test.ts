import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningCore, startHere } from "../../server/core.ts";
import { everyChange, everyRoute, pathWith, talker } from "./wire.ts";

const PASSWORD = "sandi-yang-panjang";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere({ args: ["--site", "pontianak"], env: { DINDING_ADMIN_PASSWORD: PASSWORD } });
});
afterAll(() => core.stop());

const cookieOf = (who: keyof RunningCore["tokens"]) => ({ cookie: `dinding_session=${core.tokens[who]}` });

const elsewhere: readonly (readonly [string, Record<string, string>])[] = [
  ["a foreign Origin", { origin: "https://evil.example" }],
  ["an opaque Origin", { origin: "null" }],
  ["a Sec-Fetch-Site of elsewhere", { "sec-fetch-site": "cross-site" }],
  ["nothing that says where it comes from", {}],
];

it.each(elsewhere)(
  "every change with an admin's cookie and %s is refused as a foreign page's",
  async (_, from) => {
    using talk = talker(core);
    const through: string[] = [];
    await Promise.all(
      everyChange.map(async ([name, route]) => {
        const headers = { ...cookieOf("admin"), ...from, "content-type": "application/json" };
        const answer = await talk.say({
          method: route.method,
          path: pathWith(route, "x"),
          headers,
          body: "{}",
        });
        if (answer.status !== 403 || !answer.text.includes("foreignPage"))
          through.push(`${name}: ${answer.status}`);
      }),
    );
    expect(through).toEqual([]);
  },
);

it("every route under a forged Host is refused, whoever asks and whatever it answers otherwise", async () => {
  using talk = talker(core);
  const through: string[] = [];
  await Promise.all(
    everyRoute.map(async ([name, route]) => {
      const authorization = `Bearer ${core.tokens.admin}`;
      const headers = { authorization, host: "evil.example", "content-type": "application/json" };
      const { status } = await talk.say({
        method: route.method,
        path: pathWith(route, "x"),
        headers,
        body: "{}",
      });
      if (status !== 421) through.push(`${name}: ${status}`);
    }),
  );
  expect(through).toEqual([]);
});

describe("the stream of events", () => {
  const events = async (headers: Record<string, string>) => {
    const stop = new AbortController();
    const answer = await fetch(`${core.origin}/api/events`, { headers, signal: stop.signal });
    const { status } = answer;
    stop.abort();
    return status;
  };

  it("is shut to pages of elsewhere that make a browser ask, and open to ours", async () => {
    const bearer = { authorization: `Bearer ${core.tokens.viewer}` };
    expect(await events(cookieOf("viewer"))).toBe(200);
    expect(await events({ ...cookieOf("viewer"), origin: core.origin })).toBe(200);
    expect(await events(bearer)).toBe(200);
    expect(await events({ ...cookieOf("viewer"), origin: "https://evil.example" })).toBe(403);
    expect(await events({ ...cookieOf("viewer"), origin: "null" })).toBe(403);
    expect(await events({ cookie: "dinding_session=nonsense" })).toBe(401);
  });
});

describe("a session", () => {
  const signIn = async (name: string, cookie?: string) => {
    const headers = { origin: core.origin };
    const body = { name, password: PASSWORD };
    const answer = await core.ask("POST", "/api/session", {
      body,
      headers,
      ...(cookie === undefined ? {} : { cookie }),
    });
    expect(answer.status, answer.text).toBe(200);
    const [set = ""] = [answer.headers["set-cookie"] ?? ""].flat();
    expect(set).toMatch(/; HttpOnly/u);
    expect(set).toMatch(/; SameSite=Strict/u);
    return /dinding_session=([^;]+)/u.exec(set)?.[1] ?? "";
  };
  const seen = async (cookie: string) => (await core.ask("GET", "/api/site", { cookie })).status;

  it("that was set before somebody signs in is never adopted", async () => {
    const planted = "a".repeat(43);
    const own = await signIn("admin", planted);
    expect([await seen(planted), await seen(own)]).toEqual([401, 200]);
    // Nor one of somebody else's that is good: it is theirs no more in that browser.
    const again = await signIn("admin", own);
    expect(again).not.toBe(own);
    expect([await seen(own), await seen(again)]).toEqual([401, 200]);
  });

  it("ends with every change of its role or password, so that none is worth more than when it was made", async () => {
    const token = core.tokens.admin;
    const person = { name: "Rani", role: "viewer", password: PASSWORD };
    expect((await core.ask("POST", "/api/accounts", { token, body: person })).status).toBe(201);
    for (const change of [{ role: "operator" }, { role: "viewer" }, { password: PASSWORD }]) {
      const cookie = await signIn("Rani");
      expect(await seen(cookie)).toBe(200);
      expect((await core.ask("PATCH", "/api/accounts/Rani", { token, body: change })).status).toBe(200);
      expect(await seen(cookie)).toBe(401);
    }
  });

  it("is got by no guessing: the tries of a minute are counted, and answered with how long to wait", async () => {
    const tries = [];
    for (let at = 0; at < 40; at += 1)
      tries.push(
        await core.ask("POST", "/api/session", { body: { name: "admin", password: `salah ${at}` } }),
      );
    const last = tries.at(-1);
    expect(tries.slice(0, 3).map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(last?.status).toBe(429);
    expect(tries.filter(({ status }) => status === 200)).toEqual([]);
    // The right one has to wait as well, or a guesser would know it by that.
    const right = await core.ask("POST", "/api/session", { body: { name: "admin", password: PASSWORD } });
    expect(right.status).toBe(429);
  });
});

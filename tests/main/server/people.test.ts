import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { feedsChannelPath } from "../../../src/protocol/channel.ts";
import { isAudited } from "../../../src/main/server/audit-hook.ts";
import type { AuditEntry } from "../../../src/protocol/audit.ts";
import { meSchema } from "../../../src/protocol/me.ts";
import { roles } from "../../../src/protocol/role.ts";
import { type RouteName, routes } from "../../../src/protocol/routes.ts";
import { AUDIT_CHAIN_HEADER } from "../../../src/protocol/routes/audit.ts";
import type { Route } from "../../../src/protocol/routes/route.ts";
import { type Answer, type Ask, people, type RunningCore, startHere } from "./core.ts";

const PASSWORD = "sandi-yang-panjang";
let core: RunningCore;
let turn = 0;

beforeAll(async () => {
  core = await startHere();
  await core.ask("POST", "/api/setup", { body: { password: PASSWORD } });
});
afterAll(() => core.stop());

const asAdmin = () => ({ token: core.tokens.admin });
const ours = () => ({ origin: core.origin });

/** Somebody new, signed in at a desk. */
async function newPerson(role = "operator", more: object = {}): Promise<{ name: string; cookie: string }> {
  const name = `orang ${(turn += 1)}`;
  const made = await core.ask("POST", "/api/accounts", {
    ...asAdmin(),
    body: { name, role, password: PASSWORD, ...more },
  });
  expect(made.status, made.text).toBe(201);
  return { name, cookie: (await signIn(name)).cookie };
}

async function signIn(name: string, how: Ask = {}): Promise<{ answer: Answer; cookie: string }> {
  const body = { name, password: PASSWORD };
  const answer = await core.ask("POST", "/api/session", { headers: ours(), ...how, body });
  const cookie = /dinding_session=([^;]+)/.exec(String(answer.headers["set-cookie"]))?.[1] ?? "";
  return { answer, cookie };
}

const me = async (how: Ask) => meSchema.parse((await core.ask("GET", "/api/me", how)).json());

/** What the trail tells, newest first. */
async function trail(query: string): Promise<AuditEntry[]> {
  return (await core.ask("GET", `/api/audit?${query}`, asAdmin())).as(routes.listAudit.reply).entries;
}

async function socketOf(cookie: string): Promise<WebSocket> {
  const headers = { cookie: `dinding_session=${cookie}`, origin: core.origin };
  const socket = new WebSocket(`${core.origin.replace("http", "ws")}${feedsChannelPath}`, { headers });
  await once(socket, "open");
  return socket;
}

describe("the account sheet", () => {
  it("tells who is asking, in which language and with what", async () => {
    const scope = { wallIds: ["utama"], cameraGroups: null };
    const { name, cookie } = await newPerson("viewer", { language: "en", scope });
    expect(await me({ cookie })).toEqual({
      ...{ name, role: "viewer", language: "en", scope, demo: false, needsAdmin: false, locked: false },
      ...{ hasAccount: true, hasPin: false, lockAfterMinutes: null, simple: false },
    });
    await core.ask("PATCH", "/api/me", {
      cookie,
      headers: ours(),
      body: { language: "id", lockAfterMinutes: 10, simple: true },
    });
    expect(await me({ cookie })).toMatchObject({ language: "id", lockAfterMinutes: 10, simple: true });
    const answer = await core.ask("PATCH", "/api/me", { cookie, headers: ours(), body: { role: "admin" } });
    expect(answer.status).toBe(400);
  });

  it("keeps cameras at hand for an account at every desk, of those that are its own to see", async () => {
    for (const [id, group] of [
      ["fav-pasar", "Pasar"],
      ["fav-laut", "Laut"],
    ])
      await core.ask("POST", "/api/cameras", {
        ...asAdmin(),
        body: { id, name: id, group, streams: [{ role: "main", url: "rtsp://10.0.0.9/1" }] },
      });
    const { name, cookie } = await newPerson();
    const ids = async (desk: string) =>
      (await core.ask("GET", "/api/me/favourites", { cookie: desk })).as(routes.favourites.reply).cameraIds;
    const put = (cameraIds: string[], desk: string) =>
      core.ask("PUT", "/api/me/favourites", { cookie: desk, headers: ours(), body: { cameraIds } });
    expect(await ids(cookie)).toEqual([]);
    expect((await put(["fav-laut", "fav-pasar", "fav-laut"], cookie)).status).toBe(200);
    const elsewhere = (await signIn(name)).cookie;
    expect(await ids(elsewhere)).toEqual(["fav-laut", "fav-pasar"]);
    const other = await newPerson();
    expect(await ids(other.cookie)).toEqual([]);
    const scope = { wallIds: null, cameraGroups: ["Pasar"] };
    await core.ask("PATCH", `/api/accounts/${encodeURIComponent(name)}`, { ...asAdmin(), body: { scope } });
    const narrowed = (await signIn(name)).cookie;
    expect(await ids(narrowed)).toEqual(["fav-pasar"]);
    expect((await put(["fav-laut"], narrowed)).status).toBe(404);
    expect(await ids(narrowed)).toEqual(["fav-pasar"]);
  });

  it("changes a password with the one until now, and every other session of it ends, sockets too", async () => {
    const { name, cookie } = await newPerson();
    const elsewhere = (await signIn(name)).cookie;
    const socket = await socketOf(elsewhere);
    const closed = once(socket, "close");
    const change = (password: string) =>
      core.ask("PUT", "/api/me/password", {
        cookie,
        headers: ours(),
        body: { password, newPassword: "kata-sandi-baru" },
      });
    expect((await change("salah-sekali")).status).toBe(401);
    const changed = await change(PASSWORD);
    expect(changed.status).toBe(200);
    await closed;
    const fresh = changed.as(routes.changePassword.reply).token;
    expect([cookie, elsewhere]).not.toContain(fresh);
    expect((await me({ cookie })).name).toBeNull();
    expect((await me({ cookie: elsewhere })).name).toBeNull();
    expect((await me({ cookie: fresh })).name).toBe(name);
  });

  it("is a person's alone: no token of software, no page and nobody gets to it", async () => {
    const made = await core.ask("POST", "/api/tokens", {
      ...asAdmin(),
      body: { name: "Papan", role: "admin" },
    });
    const { token } = made.as(routes.addToken.reply);
    expect((await core.ask("GET", "/api/accounts", { token })).status).toBe(200);
    const account = { name: "titipan", role: "admin", password: PASSWORD };
    const tried: readonly (readonly [string, string, unknown])[] = [
      ["PATCH", "/api/me", { language: "en" }],
      ["GET", "/api/me/favourites", undefined],
      ["PUT", "/api/me/favourites", { cameraIds: [] }],
      ["PUT", "/api/me/password", { password: PASSWORD, newPassword: PASSWORD }],
      ["PUT", "/api/me/pin", { password: PASSWORD, pin: "1234" }],
      ["POST", "/api/session/lock", undefined],
      ["POST", "/api/session/unlock", { pin: "1234" }],
      ["POST", "/api/tokens", { name: "anak", role: "viewer" }],
      ["POST", "/api/accounts", account],
    ];
    for (const [method, path, body] of tried) {
      const given = body === undefined ? {} : { body };
      const answer = await core.ask(method, path, { token, ...given });
      expect([path, answer.status, answer.problem().kind]).toEqual([path, 403, "ofPeople"]);
      expect((await core.ask(method, path, { token: core.tokens.page, ...given })).status).toBe(403);
      expect((await core.ask(method, path, given)).status).toBe(401);
    }
  });
});

describe("a session", () => {
  it("is another at every sign-in, and ends the one that the browser had: nothing can be planted", async () => {
    const { name, cookie } = await newPerson();
    const planted = "p".repeat(43);
    const first = await signIn(name, { cookie: planted });
    expect(first.cookie).not.toBe(planted);
    expect((await me({ cookie: planted })).name).toBeNull();
    const second = await signIn(name, { cookie });
    expect(second.cookie).not.toBe(cookie);
    expect((await me({ cookie })).name).toBeNull();
    expect((await me({ cookie: first.cookie })).name).toBe(name);
  });

  it("is listed to its owner and revoked by them or an admin, with its sockets", async () => {
    const { name, cookie } = await newPerson();
    const other = await newPerson();
    const elsewhere = (await signIn(name, { headers: { ...ours(), "user-agent": "curl/8.5.0" } })).cookie;
    const listed = (await core.ask("GET", "/api/sessions", { cookie })).as(routes.listSessions.reply);
    expect(listed.map(({ browser, current }) => [browser, current])).toContainEqual(["curl", false]);
    expect(listed.every((session) => session.name === name)).toBe(true);
    const id = listed.find(({ current }) => !current)?.id ?? "";
    const end = (how: Ask) => core.ask("DELETE", `/api/sessions/${id}`, { headers: ours(), ...how });
    expect((await end({ cookie: other.cookie })).status).toBe(404);
    const socket = await socketOf(elsewhere);
    const closed = once(socket, "close");
    expect((await end({ cookie })).status).toBe(204);
    await closed;
    expect((await me({ cookie: elsewhere })).name).toBeNull();
    const all = (await core.ask("GET", "/api/sessions", asAdmin())).as(routes.listSessions.reply);
    expect(new Set(all.map((session) => session.name)).size).toBeGreaterThan(3);
  });

  it("ends at once, with its sockets, where its account is disabled", async () => {
    const { name, cookie } = await newPerson();
    const socket = await socketOf(cookie);
    const closed = once(socket, "close");
    const path = `/api/accounts/${encodeURIComponent(name)}`;
    expect((await core.ask("PATCH", path, { ...asAdmin(), body: { disabled: true } })).status).toBe(200);
    await closed;
    expect((await core.ask("GET", "/api/cameras", { cookie })).status).toBe(401);
  });

  it("of a locked desk answers nothing until its PIN is typed, and shows on what it shows", async () => {
    const { name, cookie } = await newPerson();
    const how = { cookie, headers: ours() };
    await core.ask("PUT", "/api/me/pin", { ...how, body: { password: PASSWORD, pin: "2468" } });
    const socket = await socketOf(cookie);
    expect((await core.ask("POST", "/api/session/lock", how)).status).toBe(204);
    for (const path of ["/api/cameras", "/api/walls/utama", "/api/sessions"]) {
      const answer = await core.ask("GET", path, { cookie });
      expect([answer.status, answer.problem().kind]).toEqual([423, "deskLocked"]);
    }
    expect(await me({ cookie })).toMatchObject({ name, locked: true, hasPin: true });
    const wrong = await core.ask("POST", "/api/session/unlock", { ...how, body: { pin: "0000" } });
    expect([wrong.status, wrong.problem().values]).toEqual([403, { left: 4 }]);
    expect((await core.ask("POST", "/api/session/unlock", { ...how, body: { pin: "2468" } })).status).toBe(
      204,
    );
    expect((await core.ask("GET", "/api/cameras", { cookie })).status).toBe(200);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });
});

describe("the audit trail", () => {
  const isName = (name: string): name is RouteName => Object.hasOwn(routes, name);
  const changing = Object.keys(routes)
    .filter(isName)
    .filter((name) => routes[name].method !== "GET");

  it("leaves out no route that changes something, but what machines say of themselves", () => {
    expect(changing.filter((name) => !isAudited(name)).toSorted()).toEqual([
      ...["claimPairing", "leave", "monitorsDim", "openPairing", "putDisplays", "putPresence"],
    ]);
  });

  // Its own sign-out would be the page's last word.
  const tried = changing.filter((name) => isAudited(name) && name !== "signOut");
  it("has everybody who tries any of them, also without a right to it", async () => {
    for (const name of tried) {
      const { method, path }: Route = routes[name];
      const answer = await core.ask(method, path.replace(/:\w+/g, "tidak-ada"), { token: core.tokens.page });
      expect(answer.status, name).toBeGreaterThanOrEqual(400);
      const entry = (await trail(`act=${name}&by=output&limit=20`)).find(({ act }) => act === name);
      expect(entry, name).toMatchObject({ act: name, status: answer.status, by: "output utama" });
    }
  });

  it("tells who changed what, where from and how it ended, in order and without a secret", async () => {
    const { name, cookie } = await newPerson("technician");
    const body = {
      id: "rahasia",
      name: "Simpang",
      streams: [{ role: "main", url: "rtsp://ana:s3cr3t@10.0.0.9/1?k=s3cr3t" }],
    };
    await core.ask("POST", "/api/cameras", { cookie, headers: ours(), body });
    await core.ask("PATCH", "/api/cameras/rahasia", { cookie, headers: ours(), body: { name: "Lain" } });
    await core.ask("DELETE", "/api/cameras/rahasia", { cookie, headers: ours() });
    const told = await trail(`by=${encodeURIComponent(name)}&thing=cameras`);
    expect(told.map(({ act, thingId, status, role, way }) => [act, thingId, status, role, way])).toEqual([
      ["removeCamera", "rahasia", 204, "technician", "cookie"],
      ["editCamera", "rahasia", 200, "technician", "cookie"],
      ["addCamera", "rahasia", 201, "technician", "cookie"],
    ]);
    expect(told[1]?.detail).toBe('{"name":"Lain"}');
    expect(told[2]?.address).toBe("127.0.0.1");
    const everything = await core.ask("GET", "/api/audit/lines", asAdmin());
    for (const secret of ["s3cr3t", PASSWORD, cookie]) expect(everything.text).not.toContain(secret);
  });

  it("has who signed in and who could not, and no word that was typed as a name", async () => {
    const { name } = await newPerson();
    const attempt = (given: string, password: string) =>
      core.ask("POST", "/api/session", { body: { name: given, password } });
    await attempt(name, "salah-sekali");
    await attempt("kata-sandi-saya-ini", "x");
    const [unknown, wrong, inside] = await trail("act=signIn&limit=3");
    expect(unknown).toMatchObject({ by: "?", status: 401 });
    expect(wrong).toMatchObject({ by: name, status: 401, detail: '{"problem":"wrongCredentials"}' });
    expect(inside).toMatchObject({ by: name, status: 200 });
    expect((await core.ask("GET", "/api/audit/lines", asAdmin())).text).not.toContain("kata-sandi-saya-ini");
  });

  it("says by which token software acted, and is not written by whoever may only look", async () => {
    const made = await core.ask("POST", "/api/tokens", {
      ...asAdmin(),
      body: { name: "Papan", role: "operator" },
    });
    const { token } = made.as(routes.addToken.reply);
    await core.ask("POST", "/api/incidents", {
      token,
      body: { kind: "fire", severity: "low", text: "Asap" },
    });
    const [entry] = await trail("act=addIncident&limit=1");
    expect(entry).toMatchObject({ by: "Papan (admin)", role: "operator", way: "token", status: 201 });
    expect(entry?.detail).not.toContain("Asap");
    for (const who of people)
      if (who !== "admin")
        expect((await core.ask("GET", "/api/audit", { token: core.tokens[who] })).status).toBe(403);
    expect((await core.ask("DELETE", "/api/audit", asAdmin())).status).toBe(405);
  });

  it("is whole, and says so in what is exported", async () => {
    const chain = (await core.ask("GET", "/api/audit/chain", asAdmin())).as(routes.checkAudit.reply);
    expect(chain).toMatchObject({ whole: true, brokenAt: null, firstSeq: 1 });
    const table = await core.ask("GET", "/api/audit/table?by=orang", asAdmin());
    expect(String(table.headers[AUDIT_CHAIN_HEADER])).toMatch(
      /^whole, \d+ entries, #1 to #\d+, sha256 [0-9a-f]{64}$/,
    );
    expect(table.headers["content-disposition"]).toBe('attachment; filename="audit.csv"');
    // Who took it out stands in it as well.
    await vi.waitFor(async () => expect((await trail("act=auditTable&limit=1"))[0]?.by).toBe("admin"));
  });
});

describe("guessing passwords", () => {
  it("is slowed from one address, whatever the name", async () => {
    const attempts = Array.from({ length: 30 }, (_, at) =>
      core.ask("POST", "/api/session", { body: { name: `tebak ${at}`, password: "salah" } }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
    expect(statuses.filter((status) => status === 200)).toEqual([]);
  });
});

it.each(roles.filter((role) => role !== "admin"))(
  "%s makes nobody an account and sees none",
  async (role) => {
    const token = core.tokens[role];
    const body = { name: "diri", role: "admin", password: PASSWORD };
    expect((await core.ask("POST", "/api/accounts", { token, body })).status).toBe(403);
    expect((await core.ask("GET", "/api/accounts", { token })).status).toBe(403);
    expect((await core.ask("PATCH", "/api/accounts/admin", { token, body: { role } })).status).toBe(403);
  },
);

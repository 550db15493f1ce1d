import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { siteSchema } from "../../../src/layouts/site.ts";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere();
  for (const id of ["cam-a", "cam-b"])
    await core.ask("POST", "/api/cameras", {
      token: core.tokens.admin,
      body: { id, name: "Simpang Empat", streams: [{ role: "main", url: "rtsp://10.0.0.9/1" }] },
    });
  await core.ask("POST", "/api/layouts", {
    token: core.tokens.admin,
    body: { id: "kosong", name: "Kosong", wallId: "utama", tiles: [] },
  });
  await core.ask("POST", "/api/incidents", {
    token: core.tokens.admin,
    body: { kind: "fire", severity: "high", text: "Asap" },
  });
});
afterAll(() => core.stop());

interface Change {
  readonly name: string;
  readonly method: string;
  readonly path: () => Promise<string>;
  readonly body: () => Promise<unknown>;
}

const changes: Change[] = [
  {
    name: "camera",
    method: "PATCH",
    path: async () => "/api/cameras/cam-a",
    body: async () => ({ name: "Lain" }),
  },
  {
    name: "layout",
    method: "PUT",
    path: async () => "/api/layouts/kosong",
    body: async () => ({ name: "Lain", wallId: "utama", tiles: [] }),
  },
  {
    name: "site",
    method: "PUT",
    path: async () => "/api/site",
    body: async () => siteSchema.parse((await get("/api/site")).json()),
  },
  {
    name: "incident",
    method: "PATCH",
    path: async () => {
      const [incident] = (await get("/api/incidents")).as(incidentSchema.array());
      return `/api/incidents/${incident?.id}`;
    },
    body: async () => ({ text: "Asap tebal" }),
  },
];

const get = (path: string) => core.ask("GET", path, { token: core.tokens.admin });

describe.each(changes)("If-Match on a $name", ({ name, method, path, body }) => {
  const change = async (ifMatch: string | undefined) =>
    core.ask(method, await path(), {
      token: core.tokens.admin,
      body: await body(),
      ...(ifMatch === undefined ? {} : { headers: { "if-match": ifMatch } }),
    });
  const tag = async () => String((await get(await path())).headers.etag);

  it("makes the change where it names what is stored, and answers with the new ETag", async () => {
    const before = await tag();
    const answer = await change(before);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.etag).toBe(await tag());
    expect(answer.headers.etag).not.toBe(before);
  });

  it.each([
    ["an older version", (now: string) => `"${Number(now.replaceAll('"', "")) - 1}"`],
    ["a version to come", (now: string) => `"${Number(now.replaceAll('"', "")) + 1}"`],
    ["a weak tag", (now: string) => `W/${now}`],
    ["a tag without quotes", (now: string) => now.replaceAll('"', "")],
    ["a tag that is not ours", () => '"deadbeef"'],
    ["nothing", () => '""'],
    ["several that do not match", () => '"0", "999"'],
  ])("refuses %s with 412, names both and changes nothing", async (_, wrong) => {
    const before = await get(await path());
    const given = wrong(String(before.headers.etag));
    const answer = await change(given);
    expect(answer.status).toBe(412);
    const { kind, detail } = answer.problem();
    expect(kind).toBe("preconditionFailed");
    expect(detail).toContain(given);
    expect(detail).toContain(String(before.headers.etag));
    const after = await get(await path());
    expect(after.headers.etag).toBe(before.headers.etag);
    expect(after.text).toBe(before.text);
  });

  it("makes the change for *, for a list with the right one in it, and without the header", async () => {
    expect((await change("*")).status).toBe(200);
    expect((await change(`"999", ${await tag()}`)).status).toBe(200);
    expect((await change(undefined)).status).toBe(200);
    expect((await tag()).length).toBeGreaterThan(2);
  });

  it(`of two changes of one ${name} that saw the same version, one is made`, async () => {
    const seen = await tag();
    const answers = await Promise.all(Array.from({ length: 8 }, () => change(seen)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array(7).fill(412),
    ]);
  });
});

it("a removal takes If-Match as well", async () => {
  const wrong = { token: core.tokens.admin, headers: { "if-match": '"77"' } };
  expect((await core.ask("DELETE", "/api/cameras/cam-b", wrong)).status).toBe(412);
  expect((await core.ask("DELETE", "/api/layouts/kosong", wrong)).status).toBe(412);
  const headers = { "if-match": String((await get("/api/cameras/cam-b")).headers.etag) };
  expect((await core.ask("DELETE", "/api/cameras/cam-b", { ...wrong, headers })).status).toBe(204);
  expect((await core.ask("DELETE", "/api/cameras/cam-b", { ...wrong, headers })).status).toBe(404);
});

it("what has not changed since is not sent again", async () => {
  const etag = String((await get("/api/site")).headers.etag);
  const same = await core.ask("GET", "/api/site", {
    token: core.tokens.viewer,
    headers: { "if-none-match": etag },
  });
  expect(same.status).toBe(304);
  expect(same.text).toBe("");
});

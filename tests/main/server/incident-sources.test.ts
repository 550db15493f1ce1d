import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signed, verify } from "../../../src/main/incidents/sources/webhook/signature.ts";
import { incidentEntrySchema } from "../../../src/protocol/incident-entry.ts";
import {
  addedSourceSchema,
  incidentSourceSchema,
  sourceTrialSchema,
} from "../../../src/protocol/incident-source.ts";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { z } from "zod";
import { say, webServer } from "../incidents/sources/city.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere();
});
afterAll(() => core.stop());

const asTechnician = (body?: unknown) => ({
  token: core.tokens.technician,
  ...(body === undefined ? {} : { body }),
});
const mapping = { items: "list", fields: { externalId: "id", text: "what", severity: "level" } };

async function add(body: object) {
  const answer = await core.ask("POST", "/api/incident-sources", asTechnician(body));
  expect(answer.status, answer.text).toBe(201);
  return answer.as(addedSourceSchema);
}
const source = async (id: string) =>
  (await core.ask("GET", `/api/incident-sources/${id}`, asTechnician())).as(incidentSourceSchema);
const incidentsOf = async (id: string) =>
  (await core.ask("GET", `/api/incidents?sourceId=${id}`, asTechnician())).as(z.array(incidentSchema));

it("is tried without anything being stored, then asked for in its own thread, and says how it is doing", async () => {
  let what = "Pohon tumbang";
  const city = await webServer((_, response) =>
    say(response, { list: [{ id: 1, what, level: "aneh" }, { what: "x" }] }),
  );
  const body = { name: "Kota", adapter: { kind: "json", url: city.url, mapping }, everyS: 5 };
  const trial = await core.ask("POST", "/api/incident-sources/try", asTechnician({ source: body }));
  expect(trial.as(sourceTrialSchema)).toMatchObject({
    ...{ count: 1, refused: 1, reports: [{ outcome: "new", report: { externalId: "1" } }] },
    remarks: [
      { where: "1", field: "severity" },
      { where: "2", field: "externalId" },
    ],
  });
  const { id } = await add(body);
  await expect.poll(async () => (await incidentsOf(id)).map(({ text }) => text)).toEqual(["Pohon tumbang"]);
  await expect
    .poll(async () => (await source(id)).state)
    .toMatchObject({
      ...{
        phase: "waiting",
        received: 1,
        new: 1,
        refused: 1,
        lastRefusal: expect.stringContaining("externalId"),
      },
    });
  what = "Pohon disingkirkan";
  const again = await core.ask(
    "POST",
    "/api/incident-sources/try",
    asTechnician({ sourceId: id, source: body }),
  );
  const [before] = await incidentsOf(id);
  expect(again.as(sourceTrialSchema).reports).toMatchObject([{ outcome: "changed", incidentId: before?.id }]);
  expect(await incidentsOf(id)).toEqual([before]);
});

it("shows a stored secret to the same host and user again, and to no other", async () => {
  const own = await webServer((_, response) => say(response, { list: [] }));
  const other = await webServer((_, response) => say(response, { list: [] }));
  const adapter = { kind: "json", url: own.url, login: { scheme: "bearer" }, mapping };
  const { id } = await add({ name: "Rahasia", adapter, secrets: ["s3cr3t"], enabled: false });
  const tryAt = (url: string) => {
    const tried = { name: "Rahasia", adapter: { ...adapter, url } };
    return core.ask("POST", "/api/incident-sources/try", asTechnician({ sourceId: id, source: tried }));
  };
  expect((await tryAt(`${own.url}lain`)).text).not.toContain("s3cr3t");
  await tryAt(other.url);
  expect(own.asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer s3cr3t"]);
  expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  const path = `/api/incident-sources/${id}`;
  const moved = await core.ask("PATCH", path, asTechnician({ adapter: { ...adapter, url: other.url } }));
  expect(moved.as(incidentSourceSchema).hasSecret).toBe(false);
});

it("that fails is told in the language of who asks, and tried again without being asked", async () => {
  let broken = true;
  const city = await webServer((_, response) =>
    broken ? response.writeHead(500).end() : say(response, { list: [{ id: 1, what: "a" }] }),
  );
  const { id } = await add({ name: "Rusak", adapter: { kind: "json", url: city.url, mapping }, everyS: 5 });
  await expect.poll(async () => (await source(id)).state.error?.kind).toBe("unreachable");
  expect((await source(id)).state.phase).toBe("failing");
  broken = false;
  await expect.poll(async () => (await incidentsOf(id)).length, { timeout: 15_000 }).toBe(1);
  expect((await source(id)).state.error).toBeUndefined();
}, 20_000);

it("is told what was done here, in order, over a restart, and what it refuses is in the incident's course", async () => {
  const told: { type: string; data: { externalId: string; by: string; text?: string } }[] = [];
  let status = 503;
  let secret = "";
  const sender = await webServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      verify(request.headers, body, [secret], { windowS: 60, now: Date.now() });
      if (status === 200) told.push(JSON.parse(body.toString()));
      response.writeHead(status).end();
    });
  });
  const added = await add({ name: "Tombol", adapter: { kind: "webhook", callback: `${sender.url}balik` } });
  secret = added.secret ?? "";
  const text = JSON.stringify({
    externalId: "PB-1",
    fields: { kind: "panic", severity: "critical", text: "Tombol" },
  });
  const headers = { ...signed(secret, randomUUID(), Buffer.from(text), Date.now()) };
  await core.ask("POST", `/api/hooks/${added.id}`, { body: text, headers });
  const [incident] = await incidentsOf(added.id);
  const path = `/api/incidents/${incident?.id}`;
  const asOperator = (body: object) => ({ token: core.tokens.operator, body });
  await core.ask("PATCH", path, asOperator({ status: "acknowledged" }));
  await core.ask("POST", `${path}/notes`, asOperator({ text: "Petugas berangkat" }));
  await expect.poll(async () => (await source(added.id)).state.waitingAnswers, { timeout: 10_000 }).toBe(2);
  expect(sender.asked.length).toBeGreaterThan(0);
  core = await core.restart();
  status = 200;
  await expect
    .poll(() => told.map(({ type }) => type), { timeout: 10_000 })
    .toEqual(["incident.acknowledged", "incident.note"]);
  expect(told[1]?.data).toMatchObject({ externalId: "PB-1", by: "oki", text: "Petugas berangkat" });
  // Each at once: what nobody tells of is looked for every two seconds only.
  const from = performance.now();
  for (const text of ["Satu", "Dua", "Tiga"]) {
    const before = told.length;
    await core.ask("POST", `${path}/notes`, asOperator({ text }));
    await expect.poll(() => told.length, { timeout: 5000, interval: 20 }).toBe(before + 1);
  }
  expect(performance.now() - from).toBeLessThan(4000);
  status = 409;
  await core.ask("PATCH", path, asOperator({ status: "closed", outcome: "Selesai" }));
  const events = async () =>
    (await core.ask("GET", `${path}/entries`, asTechnician()))
      .as(z.array(incidentEntrySchema))
      .map(({ event }) => event);
  await expect.poll(events, { timeout: 10_000 }).toContainEqual(
    expect.objectContaining({
      kind: "refused",
      what: "closed",
      error: expect.objectContaining({ kind: "deviceRefused" }),
    }),
  );
  expect(await events()).toContainEqual({ kind: "sent", what: "note" });
}, 30_000);

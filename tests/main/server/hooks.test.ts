import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { signed } from "../../../src/main/incidents/sources/webhook/signature.ts";
import { addedSourceSchema, incidentSourceSchema } from "../../../src/protocol/incident-source.ts";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
beforeAll(async () => {
  core = await startHere();
});
afterAll(() => core.stop());

const answerSchema = z.strictObject({
  repeated: z.boolean(),
  outcomes: z.array(z.string()),
  incidentIds: z.array(z.string()),
  remarks: z.array(z.object({ where: z.string(), field: z.string(), detail: z.string() })),
});

async function addSource(name: string, adapter: object = {}) {
  const body = { name, adapter: { kind: "webhook", ...adapter } };
  const answer = await core.ask("POST", "/api/incident-sources", { token: core.tokens.technician, body });
  expect(answer.status, answer.text).toBe(201);
  const { id, secret } = answer.as(addedSourceSchema);
  if (secret === undefined) throw new Error("no secret was told");
  return { id, secret };
}

interface Sending {
  readonly messageId?: string;
  readonly at?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly language?: string;
}

function post({ id, secret }: { id: string; secret: string }, body: unknown, how: Sending = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const { messageId = randomUUID(), at = Date.now(), language = "en" } = how;
  const headers = {
    ...signed(secret, messageId, Buffer.from(text), at),
    ...{ "content-type": "application/json", "accept-language": language },
    ...how.headers,
  };
  return core.ask("POST", `/api/hooks/${id}`, { body: text, headers });
}

const button = (externalId: string) => ({
  externalId,
  fields: {
    ...{ kind: "panic", severity: "critical", text: "Tombol panik Pasar Gusher" },
    location: { lat: 3.3, lon: 117.63 },
    reporter: { name: "Bu Rina", phone: "0812" },
  },
});

async function incident(id: string) {
  const answer = await core.ask("GET", `/api/incidents/${id}`, { token: core.tokens.operator });
  return answer.as(incidentSchema);
}

it("takes a signed report, with the incident on the disk when it answers, also over a restart", async () => {
  const source = await addSource("Tombol Panik");
  const answer = await post(source, button("PB-1"));
  expect(answer.status, answer.text).toBe(200);
  const { outcomes, incidentIds } = answer.as(answerSchema);
  expect(outcomes).toEqual(["new"]);
  const [id = ""] = incidentIds;
  const taken = await incident(id);
  expect(taken).toMatchObject({
    ...{ kind: "panic", severity: "critical", source: "Tombol Panik", sourceId: source.id, status: "open" },
    location: { lat: 3.3, lon: 117.63 },
  });
  core = await core.restart();
  expect(await incident(id)).toEqual(taken);
  expect((await post(source, button("PB-1"))).as(answerSchema).outcomes).toEqual(["same"]);
});

it("answers the same message twice and changes nothing by the second, also when both come at once", async () => {
  const source = await addSource("Dua Kali");
  const messageId = "msg_dua";
  const first = { ...button("PB-2"), fields: { ...button("PB-2").fields, text: "Pertama" } };
  const [a, b] = await Promise.all([post(source, first, { messageId }), post(source, first, { messageId })]);
  expect([a.status, b.status]).toEqual([200, 200]);
  const both = [a.as(answerSchema), b.as(answerSchema)];
  expect(both.filter((one) => one.repeated)).toHaveLength(1);
  const [id = ""] = both.flatMap((one) => one.incidentIds);
  const other = { ...first, fields: { ...first.fields, text: "Lain" } };
  expect((await post(source, other, { messageId })).as(answerSchema)).toMatchObject({ repeated: true });
  expect((await incident(id)).text).toBe("Pertama");
  expect((await post(source, other)).as(answerSchema).outcomes).toEqual(["changed"]);
});

it("refuses what is signed with another secret, altered, unsigned, or for nobody", async () => {
  const source = await addSource("Rahasia");
  const wrong = { ...source, secret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" };
  const forged = await post(wrong, button("X"));
  expect(forged.status).toBe(401);
  expect(forged.problem()).toMatchObject({ kind: "signatureRefused" });
  const text = JSON.stringify(button("X"));
  const headers = { ...signed(source.secret, "m", Buffer.from(`${text} `), Date.now()) };
  expect((await core.ask("POST", `/api/hooks/${source.id}`, { body: text, headers })).status).toBe(401);
  const bare = await core.ask("POST", `/api/hooks/${source.id}`, { body: text });
  expect(bare.problem().detail).toContain("a header of Standard Webhooks is missing");
  expect((await post({ ...source, id: "tidak-ada" }, button("X"))).status).toBe(404);
});

it("names both clocks where a message is too old or too new, and to nobody who knows no secret", async () => {
  const source = await addSource("Jam", { windowS: 60 });
  const hour = await post(source, button("X"), { at: Date.now() - 3_600_000, language: "id" });
  expect(hour.status).toBe(401);
  const problem = hour.problem();
  expect(problem.kind).toBe("clocksApart");
  const { theirs, ours } = problem.values ?? {};
  expect(problem.detail).toContain(`Pesan ini ditandatangani pukul ${theirs}`);
  expect(Date.parse(String(ours)) - Date.parse(String(theirs))).toBeGreaterThan(3_590_000);
  expect((await post(source, button("X"), { at: Date.now() + 70_000 })).problem().kind).toBe("clocksApart");
  const stranger = { ...source, secret: "x".repeat(32) };
  expect((await post(stranger, button("X"), { at: 1_000_000 })).problem().kind).toBe("signatureRefused");
  expect((await post(source, button("X"), { at: Date.now() - 50_000 })).status).toBe(200);
});

it("takes either secret while one follows the other, and not the one before the last", async () => {
  const source = await addSource("Ganti");
  const rotate = async () => {
    const path = `/api/incident-sources/${source.id}/secret`;
    const answer = await core.ask("POST", path, { token: core.tokens.technician });
    return { ...source, secret: answer.as(z.object({ secret: z.string() })).secret };
  };
  const second = await rotate();
  expect((await post(source, button("A"))).status).toBe(200);
  expect((await post(second, button("B"))).status).toBe(200);
  const third = await rotate();
  expect((await post(source, button("C"))).status).toBe(401);
  expect((await post(second, button("D"))).status).toBe(200);
  expect((await post(third, button("E"))).status).toBe(200);
});

it("reads any JSON by a mapping, and tells what it left out", async () => {
  const mapping = {
    items: "data.events",
    fields: {
      ...{ externalId: "/id", kind: "type", severity: "level", text: "Laporan {type}: {note}", lat: "pos.y" },
      ...{ lon: "pos.x", occurredAt: "when", reporterName: "caller", ended: "state" },
    },
    kinds: { BANJIR: "flood" },
    severities: { "3": "high" },
    zone: "Asia/Makassar",
  };
  const source = await addSource("Aplikasi Kota", { mapping });
  const events = [
    {
      id: 7,
      type: "banjir",
      level: 3,
      note: "simpang empat",
      pos: { y: "-1,25", x: 116.8 },
      when: "2026-11-22 08:00:00",
    },
    { id: 8, type: "pohon", level: "aneh", note: "tumbang", pos: { y: 91, x: 0 }, caller: "Pak Adi" },
    { type: "tanpa-nama" },
  ];
  const answer = (await post(source, { data: { events } }, { messageId: "m-1" })).as(answerSchema);
  expect(answer.outcomes).toEqual(["new", "new", "new"]);
  expect(answer.remarks.map(({ where, field }) => [where, field])).toEqual([
    ["8", "location"],
    ["8", "severity"],
  ]);
  const [flood = "", tree = ""] = answer.incidentIds;
  expect(await incident(flood)).toMatchObject({
    ...{ kind: "flood", severity: "high", text: "Laporan banjir: simpang empat" },
    ...{ location: { lat: -1.25, lon: 116.8 }, occurredAt: "2026-11-22T00:00:00.000Z" },
  });
  expect(await incident(tree)).toMatchObject({
    kind: "pohon",
    severity: "medium",
    reporter: { name: "Pak Adi" },
  });
  const over = { data: { events: [{ id: 7, type: "banjir", state: "Selesai" }] } };
  expect((await post(source, over)).as(answerSchema).outcomes).toEqual(["ended"]);
  expect(await incident(flood)).toMatchObject({ status: "closed", closedBy: "Aplikasi Kota" });
});

it("refuses a body that is no JSON, not to be understood, nested without end or too large", async () => {
  const source = await addSource("Isi");
  expect((await post(source, "{")).problem().errors).toEqual([{ field: "body", detail: "it is no JSON" }]);
  const wrong = await post(source, { externalId: "x", fields: { kind: "", severity: "x" } });
  expect(wrong.status).toBe(400);
  expect(wrong.problem().errors?.[0]?.field).toBe("fields.kind");
  expect((await post(source, `${"[".repeat(5000)}${"]".repeat(5000)}`)).status).toBe(400);
  expect((await post(source, JSON.stringify({ pad: "x".repeat(1_100_000) }))).status).toBe(413);
});

it("refuses messages of a source that is switched off, and tells how a source is doing", async () => {
  const source = await addSource("Mati");
  await post(source, button("A"), { at: Date.now() + 20_000 });
  await post(source, { externalId: "B" }, {});
  const path = `/api/incident-sources/${source.id}`;
  const seen = await core.ask("GET", path, { token: core.tokens.operator });
  const { state, hasSecret } = seen.as(incidentSourceSchema);
  expect(state).toMatchObject({ phase: "listening", received: 2, new: 1, refused: 0 });
  expect(hasSecret).toBe(true);
  expect(seen.text).not.toContain(source.secret);
  const off = await core.ask("PATCH", path, { token: core.tokens.technician, body: { enabled: false } });
  expect(off.as(incidentSourceSchema).state.phase).toBe("off");
  expect((await post(source, button("C"))).status).toBe(503);
  expect((await core.ask("PATCH", path, { token: core.tokens.operator, body: {} })).status).toBe(403);
  expect((await core.ask("DELETE", path, { token: core.tokens.technician })).status).toBe(204);
  expect((await post(source, button("C"))).status).toBe(404);
});

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../../src/protocol/routes.ts";
import { type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
let logged = "";
const log = pino(
  { level: "trace" },
  new Writable({
    write: (line: Buffer, _, done) => {
      logged += line.toString("utf8");
      done();
    },
  }),
);
beforeAll(async () => {
  core = await startHere({ log, args: ["--site", "bekasi"], env: { PATH: process.env["PATH"] ?? "" } });
});
afterAll(() => core.stop());

const reporter = { name: "Ibu Sari", phone: "0812-3456-789" };

/** An incident that the police and the fire brigade follow up. */
async function assigned(): Promise<string> {
  const token = core.tokens.operator;
  const body = { kind: "panic", severity: "critical", text: "Tombol panik", place: "Pasar Baru", reporter };
  const made = await core.ask("POST", "/api/incidents", { token, body });
  const { id } = made.as(routes.addIncident.reply);
  const agencyIds = ["polisi", "damkar"];
  await core.ask("POST", `/api/incidents/${id}/assignments`, { token, body: { agencyIds } });
  return id;
}

async function linkOf(id: string, more: { hours?: number; sharesReporter?: boolean } = {}) {
  const body = { agencyId: "polisi", ...more };
  const path = `/api/incidents/${id}/crew-links`;
  const made = await core.ask("POST", path, { token: core.tokens.operator, body });
  return made.as(routes.addCrewLink.reply);
}

const look = (token: string) => core.ask("GET", "/api/crew", { token });
const tell = (token: string, body: Record<string, unknown>) =>
  core.ask("POST", "/api/crew/reports", { token, body: { key: randomUUID(), ...body } });

describe("a crew's link", () => {
  it("is 128 bits, good without a login, and shows its own part of one incident", async () => {
    const id = await assigned();
    await core.ask("POST", `/api/incidents/${id}/notes`, {
      ...{ token: core.tokens.operator, body: { text: "Lewat pintu timur", agencyId: "polisi" } },
    });
    await core.ask("POST", `/api/incidents/${id}/notes`, {
      ...{ token: core.tokens.operator, body: { text: "Hanya untuk damkar", agencyId: "damkar" } },
    });
    await core.ask("POST", `/api/incidents/${id}/notes`, {
      ...{ token: core.tokens.operator, body: { text: "Hanya untuk meja" } },
    });
    const { token, path } = await linkOf(id);
    expect(token).toMatch(/^[\w-]{22}$/);
    expect(path).toBe(`/crew/${token}`);
    const answer = await look(token);
    expect(answer.status).toBe(200);
    const view = answer.as(routes.crewView.reply);
    expect(view).toMatchObject({ place: "Pasar Baru", zone: "Asia/Jakarta", agency: { id: "polisi" } });
    expect(view.notes.map(({ text }) => text)).toEqual(["Lewat pintu timur"]);
    for (const hidden of ["Ibu Sari", "0812", "damkar", "Hanya untuk"])
      expect(answer.text).not.toContain(hidden);
  });

  it("shares who called only where an operator ticked that", async () => {
    const { token } = await linkOf(await assigned(), { sharesReporter: true });
    expect((await look(token)).as(routes.crewView.reply).reporter).toEqual(reporter);
  });

  it("takes what the crew tells once, and the desk sees it with its agency and time", async () => {
    const id = await assigned();
    const { token, link } = await linkOf(id);
    const report = { what: "text", text: "Sudah aman", key: randomUUID() };
    const first = await tell(token, report);
    const again = await tell(token, report);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.as(routes.crewReport.reply).notes).toHaveLength(1);
    await tell(token, { what: "accepted" });
    const operator = { token: core.tokens.operator };
    const incident = (await core.ask("GET", `/api/incidents/${id}`, operator)).as(routes.getIncident.reply);
    expect(incident.assignments?.map(({ acceptedBy }) => acceptedBy)).toEqual(["Polisi", undefined]);
    const links = await core.ask("GET", `/api/incidents/${id}/crew-links`, operator);
    expect(links.as(routes.listCrewLinks.reply)).toMatchObject([{ id: link.id, agencyId: "polisi" }]);
    expect(links.text).not.toContain(token);
    expect((await tell(token, { what: "text", text: " ".repeat(4) })).status).toBe(400);
  });

  it("opens nothing else: no other incident, no route of the desk, and nothing once it was ended", async () => {
    const [one, other] = [await assigned(), await assigned()];
    const { token, link } = await linkOf(one);
    for (const path of [
      `/api/incidents/${one}`,
      `/api/incidents/${other}`,
      "/api/incidents",
      "/api/agencies",
    ])
      expect((await look(token)).status === 200 && (await core.ask("GET", path, { token })).status).toBe(401);
    await tell(token, { what: "done" });
    const untouched = await core.ask("GET", `/api/incidents/${other}`, { token: core.tokens.operator });
    expect(untouched.text).not.toContain("doneAt");
    const ended = await core.ask("DELETE", `/api/incidents/${one}/crew-links/${link.id}`, {
      token: core.tokens.operator,
    });
    expect(ended.status).toBe(204);
    for (const wrong of [token, randomUUID(), "a".repeat(22), core.tokens.operator]) {
      const refused = await look(wrong);
      expect(refused.status).toBe(404);
      expect(refused.problem().kind).toBe("linkOver");
      expect(refused.text).not.toContain(wrong);
      expect((await tell(wrong, { what: "done" })).status).toBe(404);
    }
  });

  it("ends with its incident", async () => {
    const id = await assigned();
    const { token } = await linkOf(id);
    const operator = { token: core.tokens.operator };
    await core.ask("PATCH", `/api/incidents/${id}`, {
      ...operator,
      body: { status: "closed", outcome: "Aman" },
    });
    expect((await look(token)).status).toBe(404);
    await core.ask("PATCH", `/api/incidents/${id}`, { ...operator, body: { status: "open" } });
    expect((await look(token)).status).toBe(404);
    const late = await core.ask("POST", `/api/incidents/${id}/crew-links`, {
      ...operator,
      body: { agencyId: "satpol-pp" },
    });
    expect(late.status).toBe(404);
  });

  it("leaves its token in no line of the log, nowhere in the data folder, and in no course of an incident", async () => {
    const id = await assigned();
    const { token, path } = await linkOf(id);
    const operator = { token: core.tokens.operator };
    expect((await core.ask("GET", path)).text).toContain("<title>crew</title>");
    await tell(token, { what: "text", text: "Sampai di lokasi" });
    await tell(token, { what: "arrived" });
    // Asked for in ways that nobody should, and that are logged or refused.
    for (const method of ["POST", "PUT", "DELETE"]) await core.ask(method, path, { body: {} });
    await core.ask("POST", `/Crew/${token}?again=${token}`, { body: {} });
    await core.ask("POST", "/api/crew/reports", { token, body: "{" });
    for (const part of ["", "/entries", "/versions", "/crew-links"]) {
      const seen = await core.ask("GET", `/api/incidents/${id}${part}`, operator);
      expect(seen.status).toBe(200);
      expect(seen.text).not.toContain(token);
    }
    expect(logged).toContain('"/crew/..."');
    expect(logged).toContain("/api/crew/reports");
    expect(logged).not.toContain(token);
    let kept = 0;
    for (const file of readdirSync(core.data, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = readFileSync(join(file.parentPath, file.name));
      if (bytes.includes("Sampai di lokasi")) kept += 1;
      expect(bytes.includes(token), file.name).toBe(false);
    }
    // What was told is there in plain words, so a token would have been found.
    expect(kept).toBeGreaterThan(0);
  });

  it("shows viewers neither numbers nor checklists of agencies", async () => {
    const path = "/api/agencies";
    const seen = await core.ask("GET", path, { token: core.tokens.viewer });
    const all = await core.ask("GET", path, { token: core.tokens.operator });
    expect(seen.text).not.toContain("tel:");
    expect(all.text).toContain("tel:110");
    const body = { name: "A", shortName: "A", kinds: [], dial: ["javascript:alert(1)"], checklists: [] };
    const refused = await core.ask("PUT", "/api/agencies/a", { token: core.tokens.technician, body });
    expect(refused.status).toBe(400);
    expect(refused.problem().errors?.[0]?.field).toBe("dial.0");
  });

  it("cannot be looked for by trying: an address is refused after so many a minute, a good link with it", async () => {
    const statuses = new Set<number>();
    for (let tries = 0; tries < 130; tries += 1)
      statuses.add((await look(`${tries}`.padStart(22, "x"))).status);
    expect(statuses).toEqual(new Set([404, 429]));
  });
});

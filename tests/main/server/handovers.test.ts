import { expect, it } from "vitest";
import { routes } from "../../../src/protocol/routes.ts";
import { startHere } from "./core.ts";

const PASSWORD = "sandi-yang-panjang";

it("a shift is handed over with what is open, taken over once by another, and stays as it was", async () => {
  let core = await startHere({ args: ["--site", "tarakan"], outputIds: [] });
  try {
    const { admin, operator } = core.tokens;
    const told = async (method: string, path: string, body?: unknown, token = operator) =>
      core.ask(method, path, { token, ...(body === undefined ? {} : { body }) });
    await core.ask("POST", "/api/setup", { body: { password: PASSWORD } });
    for (const [name, role] of Object.entries({ oki: "operator", sri: "operator", vina: "viewer" }))
      await told("POST", "/api/accounts", { name, role, password: PASSWORD }, admin);
    const streams = [{ role: "main", url: "test:64x48@25" }];
    await told("POST", "/api/cameras", { id: "satu", name: "Simpang Empat", streams }, admin);
    const content = { kind: "camera", cameraId: "satu" };
    const tile = { id: "t1", rect: { x: 0, y: 0, width: 640, height: 360 }, content };
    await told("POST", "/api/layouts", { id: "malam", name: "Malam", wallId: "utama", tiles: [tile] }, admin);
    await told("POST", "/api/walls/utama/take", { layoutId: "malam" });
    await told("PUT", "/api/walls/utama/lock", { reason: "Tamu" });
    const fire = { kind: "fire", severity: "critical", text: "Asap di pasar" };
    const incident = (await told("POST", "/api/incidents", fire)).as(routes.addIncident.reply);

    const given = await told("POST", "/api/handovers", { shift: "Malam", notes: "Telepon BPBD pukul 7." });
    expect(given.status).toBe(201);
    const handover = given.as(routes.handOver.reply);
    expect(handover).toMatchObject({ shift: "Malam", from: { name: "oki", role: "operator" }, to: null });
    expect(handover.matters).toMatchObject({
      incidents: [{ id: incident.id, text: "Asap di pasar", status: "open" }],
      walls: [{ layout: "Malam", cameras: [{ name: "Simpang Empat" }], lock: { by: "oki", reason: "Tamu" } }],
    });
    expect(handover.matters.outputs.length).toBeGreaterThan(0);

    const path = `/api/handovers/${handover.id}`;
    const take = (body: unknown, token = operator) => told("POST", `${path}/taking`, body, token);
    // Who leaves does not take it over, whoever they say they are.
    expect((await take({})).status).toBe(400);
    expect((await take({ name: "oki", password: PASSWORD })).status).toBe(400);
    expect((await take({ name: "sri" })).status).toBe(400);
    expect((await take({ name: "sri", password: "sandi-yang-salah" })).status).toBe(401);
    expect((await take({ name: "vina", password: PASSWORD })).status).toBe(403);
    expect((await told("GET", path)).as(routes.getHandover.reply).to).toBeNull();
    const taken = (await take({ name: "sri", password: PASSWORD })).as(routes.takeOver.reply);
    expect(taken.to).toMatchObject({ name: "sri", role: "operator" });
    expect((await take({}, admin)).status).toBe(409);
    // The desk stays whose it is, and no session of who signed is left.
    const sessions = await told("GET", "/api/sessions", undefined, admin);
    expect(sessions.text).not.toContain('"sri"');

    // What changes later changes nothing of it.
    await told("PATCH", `/api/incidents/${incident.id}`, { status: "closed" });
    await told("DELETE", "/api/walls/utama/lock");
    core = await core.restart();
    const kept = (await core.ask("GET", path, { token: operator })).as(routes.getHandover.reply);
    expect(kept).toEqual({ ...handover, to: taken.to });
    const list = (await core.ask("GET", "/api/handovers", { token: operator })).as(
      routes.listHandovers.reply,
    );
    expect(list).toMatchObject([{ id: handover.id, to: { name: "sri" } }]);
    const now = (await core.ask("GET", "/api/open-matters", { token: operator })).as(
      routes.openMatters.reply,
    );
    expect(now).toMatchObject({ incidents: [], walls: [{ lock: null }] });
    const audit = await core.ask("GET", "/api/audit", { token: admin });
    expect(audit.text).toContain('"takeOver"');
    expect(audit.text).not.toContain(PASSWORD);
  } finally {
    await core.stop();
  }
});

it("who sees a part of the site reads of that part alone", async () => {
  const core = await startHere({ args: ["--site", "bekasi"], outputIds: [] });
  try {
    const { admin } = core.tokens;
    await core.ask("POST", "/api/setup", { body: { password: PASSWORD } });
    const scope = { wallIds: ["cctv"], cameraGroups: ["Pasar"] };
    const account = { name: "rini", role: "operator", password: PASSWORD, scope };
    await core.ask("POST", "/api/accounts", { token: admin, body: account });
    const body = { name: "rini", password: PASSWORD };
    const { token } = (await core.ask("POST", "/api/session", { body })).as(routes.signIn.reply);
    const given = (
      await core.ask("POST", "/api/handovers", { token: admin, body: { shift: "Pagi", notes: "" } })
    ).as(routes.handOver.reply);
    expect(given.matters.walls.length).toBeGreaterThan(1);
    const seen = (await core.ask("GET", `/api/handovers/${given.id}`, { token })).as(
      routes.getHandover.reply,
    );
    expect(seen.matters.walls.map(({ wallId }) => wallId)).toEqual(["cctv"]);
    const now = (await core.ask("GET", "/api/open-matters", { token })).as(routes.openMatters.reply);
    expect(now.walls.map(({ wallId }) => wallId)).toEqual(["cctv"]);
  } finally {
    await core.stop();
  }
});

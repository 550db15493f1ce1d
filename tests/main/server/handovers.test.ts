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
    await told("PUT", "/api/agencies/bpbd", { name: "BPBD" }, admin);
    await told("POST", `/api/incidents/${incident.id}/assignments`, { agencyIds: ["bpbd"] });
    for (const [base, name] of ["Malam hari", "Malam"].entries())
      await told("POST", "/api/layouts/malam/edits", { base: base + 1, edits: [{ kind: "rename", name }] });

    const shift = { shift: "Malam", notes: "Telepon BPBD pukul 7." };
    // Who is signed in at the desk is not yet who signs.
    expect((await told("POST", "/api/handovers", shift)).status).toBe(400);
    const other = { ...shift, password: "sandi-yang-salah" };
    expect((await told("POST", "/api/handovers", other)).status).toBe(401);
    expect((await told("GET", "/api/handovers")).json()).toEqual([]);
    const given = await told("POST", "/api/handovers", { ...shift, password: PASSWORD });
    expect(given.status).toBe(201);
    const handover = given.as(routes.handOver.reply);
    expect(handover).toMatchObject({ shift: "Malam", from: { name: "oki", role: "operator" }, to: null });
    expect(handover.matters).toMatchObject({
      incidents: [
        {
          ...{ id: incident.id, text: "Asap di pasar", status: "acknowledged", acknowledgedBy: "oki" },
          agencies: [{ name: "Badan Penanggulangan Bencana Daerah", state: "asked" }],
        },
      ],
      layouts: [{ layoutId: "malam", wallId: "utama", name: "Malam", changes: 2, by: ["oki"] }],
      walls: [{ layout: "Malam", cameras: [{ name: "Simpang Empat" }], lock: { by: "oki", reason: "Tamu" } }],
    });
    expect(handover.matters.outputs.length).toBeGreaterThan(0);

    const path = `/api/handovers/${handover.id}`;
    const take = (body: unknown, token = operator) => told("POST", `${path}/taking`, body, token);
    // Who leaves does not take it over, whoever they say they are.
    expect((await take({})).status).toBe(400);
    expect((await take({ name: "oki", password: PASSWORD })).status).toBe(400);
    expect((await take({ name: "sri" })).status).toBe(400);
    expect((await take({ name: "sri", password: PASSWORD, pin: "2468" })).status).toBe(400);
    expect((await take({ name: "sri", password: "sandi-yang-salah" })).status).toBe(401);
    expect((await take({ name: "vina", password: PASSWORD })).status).toBe(403);
    expect((await told("GET", path)).as(routes.getHandover.reply).to).toBeNull();
    const taken = (await take({ name: "sri", password: PASSWORD })).as(routes.takeOver.reply);
    expect(taken.to).toMatchObject({ name: "sri", role: "operator" });
    expect((await take({ password: PASSWORD }, admin)).status).toBe(409);
    // Nor is anybody asked to prove who they are for it.
    expect((await take({ password: "bukan ini" }, admin)).status).toBe(409);
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
    const hand = async (as: string, wallIds?: readonly string[]) => {
      const shift = { shift: "Pagi", notes: "Rahasia dinding lain", password: PASSWORD, wallIds };
      return core.ask("POST", "/api/handovers", { token: as, body: shift });
    };
    // Notes on walls that are not theirs are not theirs to read, nor to know of.
    const whole = (await hand(admin)).as(routes.handOver.reply);
    expect(whole.matters.walls.length).toBeGreaterThan(1);
    expect((await core.ask("GET", `/api/handovers/${whole.id}`, { token })).status).toBe(404);
    const path = `/api/handovers/${whole.id}/taking`;
    expect((await core.ask("POST", path, { token, body: { password: PASSWORD } })).status).toBe(404);
    const signed = { name: "rini", password: PASSWORD };
    expect((await core.ask("POST", path, { token: admin, body: signed })).status).toBe(400);
    expect((await core.ask("GET", "/api/handovers", { token })).json()).toEqual([]);

    const theirs = (await hand(admin, ["cctv"])).as(routes.handOver.reply);
    const seen = (await core.ask("GET", `/api/handovers/${theirs.id}`, { token })).as(
      routes.getHandover.reply,
    );
    expect(seen.matters.walls.map(({ wallId }) => wallId)).toEqual(["cctv"]);
    expect((await core.ask("GET", "/api/handovers", { token })).text).toContain(theirs.id);
    expect((await hand(admin, ["tidak-ada"])).status).toBe(404);
    expect(
      (
        await hand(
          token,
          whole.matters.walls.map(({ wallId }) => wallId),
        )
      ).status,
    ).toBe(404);
    const own = (await hand(token)).as(routes.handOver.reply);
    expect(own.matters.walls.map(({ wallId }) => wallId)).toEqual(["cctv"]);
    const now = (await core.ask("GET", "/api/open-matters", { token })).as(routes.openMatters.reply);
    expect(now.walls.map(({ wallId }) => wallId)).toEqual(["cctv"]);
  } finally {
    await core.stop();
  }
});

it("signs with a PIN that is one's own, which nobody guesses at", async () => {
  const core = await startHere({ args: ["--site", "tarakan"], outputIds: [] });
  try {
    const { admin, operator } = core.tokens;
    await core.ask("POST", "/api/setup", { body: { password: PASSWORD } });
    for (const name of ["oki", "sri"])
      await core.ask("POST", "/api/accounts", {
        token: admin,
        body: { name, role: "operator", password: PASSWORD },
      });
    const body = { name: "sri", password: PASSWORD };
    const { token } = (await core.ask("POST", "/api/session", { body })).as(routes.signIn.reply);
    await core.ask("PUT", "/api/me/pin", { token, body: { password: PASSWORD, pin: "2468" } });
    const hand = (as: string, proof: object) =>
      core.ask("POST", "/api/handovers", { token: as, body: { shift: "Pagi", ...proof } });
    // Oki has none.
    expect((await hand(operator, { pin: "2468" })).status).toBe(400);
    const given = (await hand(operator, { password: PASSWORD })).as(routes.handOver.reply);
    const take = (proof: object) =>
      core.ask("POST", `/api/handovers/${given.id}/taking`, {
        token: operator,
        body: { name: "sri", ...proof },
      });
    const guesses = await Promise.all(["1111", "2222", "3333", "4444", "5555"].map((pin) => take({ pin })));
    expect(guesses.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    // Not even the right one any more, at no desk, until the password was.
    expect((await take({ pin: "2468" })).problem().detail).toContain("too many wrong ones");
    expect((await hand(token, { pin: "2468" })).status).toBe(400);
    expect((await hand(token, { password: PASSWORD })).status).toBe(201);
    expect((await take({ pin: "2468" })).as(routes.takeOver.reply).to).toMatchObject({ name: "sri" });
    // By itself: an id of the trail may hold the same four digits.
    expect((await core.ask("GET", "/api/audit", { token: admin })).text).not.toMatch(
      /(?<![\w-])2468(?![\w-])/,
    );
  } finally {
    await core.stop();
  }
});

it("is handed over in the demo by who has nothing to sign with, and taken over by who has", async () => {
  const core = await startHere({ args: ["--site", "tarakan", "--demo"], outputIds: [] });
  try {
    const { admin } = core.tokens;
    await core.ask("POST", "/api/setup", { body: { password: PASSWORD } });
    const sri = { name: "sri", role: "operator", password: PASSWORD };
    await core.ask("POST", "/api/accounts", { token: admin, body: sri });
    const given = (await core.ask("POST", "/api/handovers", { body: { shift: "Pagi" } })).as(
      routes.handOver.reply,
    );
    expect(given.from).toMatchObject({ name: "demo", role: "operator" });
    const take = (body: object) => core.ask("POST", `/api/handovers/${given.id}/taking`, { body });
    expect((await take({})).status).toBe(400);
    expect((await take({ name: "sri" })).status).toBe(400);
    expect((await take({ name: "sri", password: "sandi-yang-salah" })).status).toBe(401);
    const taken = (await take({ name: "sri", password: PASSWORD })).as(routes.takeOver.reply);
    expect(taken.to).toMatchObject({ name: "sri" });
    // Whoever has an account signs with what is theirs, also here.
    const bare = await core.ask("POST", "/api/handovers", { token: admin, body: { shift: "Pagi" } });
    expect(bare.status).toBe(400);
  } finally {
    await core.stop();
  }
});

import { incidentSourceInputSchema } from "../../../src/protocol/incident-source.ts";
import type { DrillRun, DrillScript } from "../../../src/protocol/drill.ts";
import { randomUUID } from "node:crypto";
import type { Store } from "../../../src/main/store/store.ts";
import { EVERYTHING } from "../../../src/protocol/account.ts";
import { formatOf } from "../../fixtures/format.ts";
import { clipOf, halves, siteOf, takeOf } from "./samples.ts";

/** One call of a command. `writes`: that it cannot be done without writing. */
interface Call {
  readonly writes: boolean;
  run(store: Store): Promise<unknown>;
}

const account = { name: "admin", role: "admin", passwordHash: "$argon2id$x" } as const;
const session = { name: "admin", role: "admin", outputIds: null, expiresAt: 9e12 } as const;
const tokenOf = (id: string) => ({
  ...{ id, name: "Papan", role: "viewer" as const, scope: EVERYTHING, madeBy: "admin" },
  ...{ madeAt: 1, expiresAt: 9e12, lastUsedAt: null },
});
const entryOf = (thingId: string) => ({
  ...{ at: 1, by: "admin", role: "admin" as const, way: "cookie" as const, address: "::1", act: "take" },
  ...{ thing: "walls", thingId, status: 202, times: 1, detail: "{}" },
});
const layout = halves("layout", "wall", 1920, 1080);
const streams = [{ role: "main" as const, url: "rtsp://10.0.0.7/x", username: "u", password: "p" }];
const rule = { id: "rule", name: "Aturan", when: {}, do: { alert: true as const } };
const at = "2026-11-22T10:00:00.000Z";
const alertOf = (id: string, incidentId: string) => ({
  ...{ id, incidentId, ruleId: "rule", ruleName: "Aturan", kind: "k", text: "t", source: "s", since: at },
  ...({ severity: "low", priority: "low", sound: false } as const),
});
const shelfOf = (id: string) => ({
  ...{ id, reason: "Uji", by: "oki", since: at, until: "2100-01-01T00:00:00.000Z" },
  what: { by: "kind" as const, kind: "traffic" },
});
const editor = { by: "oki", at };
let turn = 0;
/** A name that no call before has used. */
const fresh = () => `n${(turn += 1)}`;

const reads = (run: Call["run"]): Call => ({ writes: false, run });
const writes = (run: Call["run"]): Call => ({ writes: true, run });

const aReport = () => ({
  ...{ externalId: fresh(), change: "report" as const },
  fields: { kind: "k", severity: "low" as const, text: "t" },
});

/** What `prepare` leaves for the calls to work on. */
export async function prepare(store: Store): Promise<void> {
  await store.site.put(siteOf(["wall", 1920, 1080]), null);
  await store.cameras.add({ id: "camera", name: "Kamera", streams });
  await store.layouts.add(layout);
  await store.takes.add(takeOf("take", layout, 1));
  await store.incidents.add({ kind: "k", severity: "low", text: "t" }, "s");
  for (const id of ["sumber", "dibuang"])
    await store.incidentSources.add(
      incidentSourceInputSchema.parse({ id, name: id, adapter: { kind: "webhook" } }),
    );
  await store.drills.putRun(drillRun, []);
  await store.rules.add(rule);
  await store.rules.fire({
    ...{ pairs: [], raises: [], entries: [] },
    alerts: [alertOf("alert", await anIncident(store))],
  });
  await store.clips.add(clipOf("clip"));
  await store.accounts.addFirst(account);
  await store.sessions.add("hash", session);
  await store.handovers.add(handoverOf("given"));
  await store.settings.put("key", "value");
  await store.settings.putSecret("key", "value");
}

const signature = { name: "oki", role: "operator", at: "2026-11-22T00:00:00Z" } as const;

const handoverOf = (id: string) => ({
  ...{ id, shift: "Malam", notes: "", from: signature },
  matters: { at: signature.at, incidents: [], cameras: [], outputs: [], walls: [] },
});

const two = async (store: Store): Promise<[string, string]> => {
  const add = () => store.incidents.add({ kind: "k", severity: "low", text: fresh() }, "s");
  return [(await add()).value.id, (await add()).value.id];
};
const anIncident = async (store: Store) => (await store.incidents.list({ limit: 1 }))[0]?.id ?? "";

const drill: DrillScript = {
  id: "drill",
  name: "Latihan",
  steps: [{ what: "reported", atS: 0, ref: "a", incident: { kind: "k", severity: "low", text: "t" } }],
};
const drillRun: DrillRun = {
  ...{ id: "run", scriptId: drill.id, name: drill.name, startedAt: "2026-11-22T00:00:00Z", startedBy: "s" },
  ...{ speed: 1, done: 0, steps: 1, pausedMs: 0 },
};
const agency = { name: "Polisi", shortName: "Polisi", kinds: [], dial: [], checklists: [] };

/** An incident that the police was asked to follow up. */
async function assigned(store: Store): Promise<string> {
  const { value } = await store.incidents.add({ kind: "panic", severity: "low", text: fresh() }, "s");
  await store.incidents.assign(value.id, ["polisi"], null, "s");
  return value.id;
}

async function newLink(store: Store, tokenHash: string) {
  const incidentId = await assigned(store);
  const link = { tokenHash, incidentId, agencyId: "polisi", expiresAt: 9e12, sharesReporter: false };
  return { incidentId, ...(await store.crewLinks.add(link, "s")) };
}

/** Every command of the store but `close` and `backup`, so that each can be tried in every state. */
export const commands: Readonly<Record<string, Call>> = {
  "cameras.list": reads((store) => store.cameras.list()),
  "cameras.get": reads((store) => store.cameras.get("camera")),
  "cameras.add": writes((store) => store.cameras.add({ name: fresh(), streams })),
  "cameras.edit": writes((store) => store.cameras.edit("camera", { name: fresh(), streams }, null)),
  "cameras.remove": writes((store) => store.cameras.remove("camera", null)),
  "cameras.import": writes((store) =>
    store.cameras.import([{ name: fresh(), streams }], 0, { dryRun: false, skipRefused: false }),
  ),
  "cameras.addresses": reads((store) => store.cameras.addresses()),
  "cameras.device": reads((store) => store.cameras.device("camera")),
  "cameras.formats": reads((store) => store.cameras.formats()),
  "cameras.learnFormat": writes((store) =>
    store.cameras.learnFormat("camera", "main", formatOf({ height: (turn += 1) })),
  ),
  "site.get": reads((store) => store.site.get()),
  "site.put": writes((store) => store.site.put(siteOf(["wall", 1920, 1080]), null)),
  "sightings.add": writes((store) =>
    store.sightings.add(1, [{ cameraId: "camera", sight: "live", seconds: 5 }]),
  ),
  "sightings.between": reads((store) => store.sightings.between(0, 9)),
  "sightings.prune": writes((store) => store.sightings.prune(0)),
  "layouts.list": reads((store) => store.layouts.list()),
  "layouts.get": reads((store) => store.layouts.get("layout")),
  "layouts.add": writes((store) => store.layouts.add({ ...layout, id: fresh() })),
  "layouts.put": writes((store) => store.layouts.put(layout, null, editor)),
  "layouts.editedSince": reads((store) => store.layouts.editedSince("2026-11-22T00:00:00Z")),
  "layouts.edits": reads((store) => store.layouts.edits("layout", 0)),
  "layouts.remove": writes((store) => store.layouts.remove("layout", null)),
  "takes.add": writes((store) => store.takes.add(takeOf(fresh(), layout, 2))),
  "takes.get": reads((store) => store.takes.get("take")),
  "takes.ofWall": reads((store) => store.takes.ofWall("wall", 5)),
  "incidents.list": reads((store) => store.incidents.list()),
  "incidents.get": reads(async (store) => store.incidents.get(await anIncident(store))),
  "incidents.versions": reads(async (store) => store.incidents.versions(await anIncident(store))),
  "incidents.add": writes((store) => store.incidents.add({ kind: "k", severity: "low", text: fresh() }, "s")),
  "incidents.edit": writes(async (store) =>
    store.incidents.edit(await anIncident(store), { text: fresh() }, null, "s"),
  ),
  "incidents.standing": reads((store) => store.incidents.standing()),
  "incidents.counts": reads((store) => store.incidents.counts()),
  "incidents.entries": reads(async (store) => store.incidents.entries(await anIncident(store))),
  "incidents.enter": writes(async (store) =>
    store.incidents.enter(await anIncident(store), { kind: "note", text: fresh() }, "s"),
  ),
  "history.add": writes((store) => store.history.add("wall", 1, { kind: "states", tiles: [] })),
  "history.prune": writes((store) => store.history.prune(0)),
  "history.moment": reads((store) => store.history.moment("wall", 1)),
  "history.changes": reads((store) => store.history.changes("wall", 0, 2)),
  "history.stood": reads((store) => store.history.stood(1)),
  "drills.list": reads((store) => store.drills.list()),
  "drills.put": writes((store) => store.drills.put(drill)),
  "drills.remove": writes(async (store) => {
    const id = fresh();
    await store.drills.put({ ...drill, id });
    await store.drills.remove(id);
  }),
  "drills.runs": reads((store) => store.drills.runs()),
  "drills.run": reads((store) => store.drills.run(drillRun.id)),
  "drills.putRun": writes((store) => store.drills.putRun(drillRun, [])),
  "incidents.pairs": reads((store) => store.incidents.pairs(null, 10)),
  "incidents.join": writes(async (store) => store.incidents.join(...(await two(store)), "s")),
  "incidents.split": writes(async (store) => {
    const { other } = await store.incidents.join(...(await two(store)), "s");
    return store.incidents.split(other.id, "s");
  }),
  "incidents.setApart": writes(async (store) => store.incidents.setApart(...(await two(store)), true, "s")),
  "incidents.receive": writes((store) => store.incidents.receive("sumber", [aReport()], null)),
  "outbox.first": reads((store) => store.outbox.first("sumber", 10)),
  "outbox.waiting": reads((store) => store.outbox.waiting()),
  "incidentHooks.receive": writes((store) =>
    store.incidentHooks.receive("sumber", fresh(), [aReport()], 1000),
  ),
  "incidentSources.list": reads((store) => store.incidentSources.list()),
  "incidentSources.get": reads((store) => store.incidentSources.get("sumber")),
  "incidentSources.runnable": reads((store) => store.incidentSources.runnable()),
  "incidentSources.add": writes((store) =>
    store.incidentSources.add(
      incidentSourceInputSchema.parse({ name: fresh(), adapter: { kind: "webhook" } }),
    ),
  ),
  "incidentSources.edit": writes((store) => store.incidentSources.edit("sumber", { name: fresh() }, null)),
  "incidentSources.remove": writes((store) => store.incidentSources.remove("dibuang", null)),
  "incidents.assign": writes(async (store) => {
    const { value } = await store.incidents.add({ kind: "k", severity: "low", text: fresh() }, "s");
    return store.incidents.assign(value.id, ["polisi"], null, "s");
  }),
  "incidents.unassign": writes(async (store) =>
    store.incidents.unassign(await assigned(store), "polisi", null, "s"),
  ),
  "incidents.editAssignment": writes(async (store) =>
    store.incidents.editAssignment(await assigned(store), "polisi", { said: "accepted" }, null, "s"),
  ),
  "agencies.list": reads((store) => store.agencies.list()),
  "agencies.put": writes((store) => store.agencies.put({ ...agency, id: fresh() }, null)),
  "agencies.remove": writes(async (store) => {
    const id = fresh();
    await store.agencies.put({ ...agency, id }, null);
    await store.agencies.remove(id, null);
  }),
  "crewLinks.add": writes((store) => newLink(store, fresh())),
  "crewLinks.ofIncident": reads(async (store) => store.crewLinks.ofIncident(await anIncident(store))),
  "crewLinks.end": writes(async (store) => {
    const { incidentId, id } = await newLink(store, fresh());
    await store.crewLinks.end(incidentId, id, "s");
  }),
  "crewLinks.open": writes(async (store) => {
    const hash = fresh();
    await newLink(store, hash);
    return store.crewLinks.open(hash);
  }),
  "crewLinks.report": writes(async (store) => {
    const hash = fresh();
    await newLink(store, hash);
    return store.crewLinks.report(hash, { what: "text", text: fresh(), key: randomUUID() });
  }),
  "rules.list": reads((store) => store.rules.list()),
  "rules.get": reads((store) => store.rules.get("rule")),
  "rules.add": writes((store) => store.rules.add({ ...rule, id: fresh() })),
  "rules.put": writes((store) => store.rules.put("rule", rule, null)),
  "rules.remove": writes(async (store) => {
    const id = fresh();
    await store.rules.add({ ...rule, id });
    await store.rules.remove(id, null);
  }),
  "rules.fired": reads(async (store) => store.rules.fired([await anIncident(store)])),
  "rules.fire": writes(async (store) => {
    const incidentId = await anIncident(store);
    const alerts = [alertOf(fresh(), incidentId)];
    await store.rules.fire({ pairs: [{ ruleId: "rule", incidentId }], alerts, raises: [], entries: [] });
  }),
  "alerts.standing": reads((store) => store.alerts.standing()),
  "alerts.end": writes((store) => store.alerts.end(["alert"], true)),
  "alerts.past": reads((store) => store.alerts.past(0, 9e12)),
  "alerts.desk": reads((store) => store.alerts.desk("oki")),
  "alerts.putDesk": writes((store) => store.alerts.putDesk("oki", [])),
  "alerts.shelves": reads((store) => store.alerts.shelves()),
  "alerts.addShelf": writes((store) => store.alerts.addShelf(shelfOf(fresh()))),
  "alerts.removeShelf": writes(async (store) => {
    const id = fresh();
    await store.alerts.addShelf(shelfOf(id));
    await store.alerts.removeShelf(id);
  }),
  "raises.standing": reads((store) => store.raises.standing()),
  "raises.wall": reads((store) => store.raises.wall("wall")),
  "raises.change": writes((store) =>
    store.raises.change({
      ...{ take: null, standing: [], ended: [], entries: [] },
      wall: { wallId: "wall", base: null, takeId: null, changedAt: null },
    }),
  ),
  "clips.list": reads((store) => store.clips.list("camera")),
  "clips.get": reads((store) => store.clips.get("clip")),
  "clips.add": writes((store) => store.clips.add(clipOf(fresh()))),
  "clips.remove": writes(async (store) => {
    const id = fresh();
    await store.clips.add(clipOf(id));
    await store.clips.remove(id, "oki");
  }),
  "evidence.left": reads((store) => store.evidence.left(10)),
  "evidence.plan": writes(async (store) => {
    const plan = { at: Date.now(), cut: ["camera"], silent: [], over: false };
    await store.evidence.plan([{ ...plan, incidentId: await anIncident(store) }], 4);
  }),
  "evidence.due": reads((store) => store.evidence.due()),
  "evidence.settle": writes(async (store) =>
    store.evidence.settle(await anIncident(store), "camera", { kind: "noClip", why: "cutOff" }),
  ),
  "evidence.bytes": reads((store) => store.evidence.bytes()),
  "evidence.oldest": reads((store) => store.evidence.oldest()),
  "accounts.count": reads((store) => store.accounts.count()),
  "accounts.get": reads((store) => store.accounts.get("admin")),
  "accounts.put": writes((store) => store.accounts.put({ ...account, name: fresh() })),
  "accounts.addFirst": writes((store) => store.accounts.addFirst(account)),
  "accounts.list": reads((store) => store.accounts.list()),
  "accounts.add": writes((store) => store.accounts.add({ ...account, name: fresh() })),
  "accounts.edit": writes((store) => store.accounts.edit("admin", { language: "en" })),
  "accounts.rehash": writes((store) => store.accounts.rehash("admin", account.passwordHash, "$argon2id$x")),
  "accounts.remove": writes(async (store) => {
    const { name } = await store.accounts.add({ ...account, name: fresh() });
    await store.accounts.remove(name);
  }),
  "tokens.add": writes((store) => store.tokens.add(fresh(), tokenOf(fresh()))),
  "tokens.find": reads((store) => store.tokens.find("token")),
  "tokens.list": reads((store) => store.tokens.list(null)),
  "tokens.used": writes((store) => store.tokens.used("token", (turn += 1))),
  "tokens.remove": writes(async (store) => {
    const id = fresh();
    await store.tokens.add(id, tokenOf(id));
    await store.tokens.remove(id, "admin");
  }),
  "tokens.removeExpired": writes((store) => store.tokens.removeExpired(0)),
  "audit.add": writes((store) => store.audit.add(entryOf(fresh()))),
  "audit.prune": writes((store) => store.audit.prune(0)),
  "audit.newest": reads((store) => store.audit.newest({}, 9e12, 10)),
  "audit.oldest": reads((store) => store.audit.oldest({}, 0, 10)),
  "audit.begin": reads((store) => store.audit.begin()),
  "audit.follow": reads((store) => store.audit.follow({ seq: 0, hash: "" }, 10)),
  "sessions.list": reads((store) => store.sessions.list(null)),
  "sessions.isFrom": reads((store) => store.sessions.isFrom("admin", "10.0.0.1")),
  "sessions.removeListed": writes(async (store) => {
    await store.sessions.add(fresh(), session);
    await store.sessions.removeListed(`n${turn}`, null);
  }),
  "sessions.lock": writes((store) => store.sessions.lock("hash", null)),
  "sessions.pinFailed": writes((store) => store.sessions.pinFailed("hash")),
  "sessions.add": writes((store) => store.sessions.add(fresh(), session)),
  "sessions.get": reads((store) => store.sessions.get("hash")),
  "sessions.extend": writes((store) => store.sessions.extend("hash", 9e12, (turn += 1))),
  "sessions.remove": writes((store) => store.sessions.remove("hash")),
  "sessions.removeExpired": writes((store) => store.sessions.removeExpired(0)),
  "handovers.list": reads((store) => store.handovers.list(10)),
  "handovers.get": reads((store) => store.handovers.get("given")),
  "handovers.add": writes((store) => store.handovers.add(handoverOf(fresh()))),
  "handovers.takeOver": writes(async (store) => {
    const { id } = await store.handovers.add(handoverOf(fresh()));
    await store.handovers.takeOver(id, { ...signature, name: "sri" });
  }),
  "upkeep.check": reads((store) => store.upkeep.check()),
  "settings.get": reads((store) => store.settings.get("key")),
  "settings.put": writes((store) => store.settings.put("key", fresh())),
  "settings.getSecret": reads((store) => store.settings.getSecret("key")),
  "settings.putSecret": writes((store) => store.settings.putSecret("key", fresh())),
};

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { layoutSchema } from "../../../src/layouts/layout.ts";
import { siteSchema } from "../../../src/layouts/site.ts";
import { allows, roles } from "../../../src/protocol/role.ts";
import { ofOutputPages, routes } from "../../../src/protocol/routes.ts";
import { isMedia, type Route } from "../../../src/protocol/routes/route.ts";
import { MockDevice } from "../../fixtures/onvif/device.ts";
import { pngOf } from "../../fixtures/pictures.ts";
import { type Answer, people, type RunningCore, startHere } from "./core.ts";

let core: RunningCore;
let device: MockDevice;
let takeId = "";
let incidentId = "";

beforeAll(async () => {
  device = await MockDevice.start({ ptz: true, events: true });
  core = await startHere({
    args: ["--site", "pontianak"],
    outputIds: ["out-1"],
    env: { PATH: process.env["PATH"] ?? "" },
  });
  const { operator: token } = core.tokens;
  await core.ask("POST", "/api/setup", { body: { password: PASSWORD } });
  for (const [name, role] of Object.entries({ vina: "viewer", oki: "operator", tono: "technician" }))
    await core.ask("POST", "/api/accounts", { ...asAdmin(), body: { name, role, password: PASSWORD } });
  const camera = {
    ...{ id: "moving", name: "Bergerak", location: MOVING_AT },
    streams: [{ role: "main", url: "test:64x48@25" }],
  };
  await core.ask("POST", "/api/cameras", { ...asAdmin(), body: camera });
  expect((await core.ask("GET", "/api/cameras/moving/picture", asAdmin())).status).toBe(200);
  const take = await core.ask("POST", "/api/walls/utama/take", {
    token,
    body: { layoutId: await firstLayout() },
  });
  takeId = String(Reflect.get(take.json() ?? {}, "takeId"));
  const incident = await core.ask("POST", "/api/incidents", { token, body: incidentBody });
  incidentId = String(Reflect.get(incident.json() ?? {}, "id"));
});
afterAll(async () => {
  await core.stop();
  await device[Symbol.asyncDispose]();
});

const PASSWORD = "sandi-yang-panjang";
const drill = {
  id: "uji",
  name: "Uji",
  steps: [{ what: "reported", atS: 0, ref: "a", incident: { kind: "fire", severity: "low", text: "Asap" } }],
};
/** Where the camera with a kept minute stands. */
const MOVING_AT = { lat: -6.2, lon: 106.9 };
const incidentBody = { kind: "fire", severity: "critical", text: "Asap di pasar" };

const boundaryBody = {
  type: "Polygon",
  coordinates: [
    [
      [109, 0],
      [110, 0],
      [110, 1],
      [109, 0],
    ],
  ],
};

async function firstLayout(): Promise<string> {
  const [layout] = layoutSchema.array().parse((await core.ask("GET", "/api/layouts", asAdmin())).json());
  return layout?.id ?? "";
}

function asAdmin() {
  return { token: core.tokens.admin };
}

/** Something of its own for this request to change, so that the order of requests does not matter. */
async function newCamera(who: string): Promise<string> {
  const body = {
    id: `cam-of-${who}`,
    name: "Simpang",
    streams: [{ role: "main", url: "test:640x360@25" }],
    onvif: { url: device.url },
  };
  await core.ask("POST", "/api/cameras", { ...asAdmin(), body });
  return `/api/cameras/${body.id}`;
}

let colour = 0;
/** A picture of a colour of its own. */
async function newImage(token = core.tokens.admin): Promise<string> {
  colour += 1;
  const body = pngOf({ width: 2, height: 2 }, [colour >> 8, colour & 255, 9]);
  return String((await core.ask("POST", "/api/images?name=Baru", { token, body })).headers["location"]);
}

async function newLayout(who: string): Promise<string> {
  const body = { id: `layout-of-${who}`, name: "Satu", wallId: "utama", tiles: [] };
  await core.ask("POST", "/api/layouts", { ...asAdmin(), body });
  return `/api/layouts/${body.id}`;
}

async function tourBody(id: string) {
  const step = { layoutId: await firstLayout(), dwellS: 600 };
  return { id, name: "Malam", wallId: "utama", steps: [step, step] };
}

async function newTour(id: string): Promise<string> {
  await core.ask("PUT", `/api/tours/${id}`, { ...asAdmin(), body: await tourBody(id) });
  return `/api/tours/${id}`;
}

async function entryBody(id: string) {
  const does = { kind: "layout", layoutId: await firstLayout() };
  return { id, name: "Malam", wallId: "utama", days: [1, 7], when: { at: "22:00" }, does };
}

async function newEntry(id: string): Promise<string> {
  await core.ask("PUT", `/api/schedule/${id}`, { ...asAdmin(), body: await entryBody(id) });
  return `/api/schedule/${id}`;
}

/** What the picture of the camera that nobody watches left behind. */
function lastMinute() {
  return { from: new Date(Date.now() - 60_000).toISOString(), to: new Date().toISOString() };
}

/** Puts the camera with a kept minute on the wall, and ends what is replayed there. */
async function takeMoving(): Promise<void> {
  const rect = { x: 0, y: 0, width: 640, height: 360 };
  const content = { kind: "camera", cameraId: "moving" };
  const body = { id: "moving", name: "Satu", wallId: "utama", tiles: [{ id: "satu", rect, content }] };
  await core.ask("POST", "/api/layouts", { ...asAdmin(), body });
  await core.ask("POST", "/api/walls/utama/take", { ...asAdmin(), body: { layoutId: "moving" } });
  await core.ask("GET", "/api/cameras/moving/picture", asAdmin());
}

async function newClip(): Promise<string> {
  const made = await core.ask("POST", "/api/cameras/moving/clips", { ...asAdmin(), body: lastMinute() });
  return made.as(routes.makeClip.reply).id;
}

/** A clip with its last picture beside it, as incidents have them. */
async function newStill(): Promise<string> {
  // A picture of a moment ago opens nothing, and of a camera that does not run nothing is cut.
  const state = async () => {
    await core.ask("GET", "/api/cameras/moving/picture", asAdmin());
    const feeds = (await core.ask("GET", "/api/feeds", asAdmin())).as(routes.listFeeds.reply);
    return feeds.find(({ cameraId }) => cameraId === "moving")?.state;
  };
  await expect.poll(state).toBe("live");
  const body = { ...incidentBody, location: MOVING_AT };
  const made = await core.ask("POST", "/api/incidents", { ...asAdmin(), body });
  const path = `/api/incidents/${made.as(routes.addIncident.reply).id}`;
  const kept = async () => {
    const entries = (await core.ask("GET", `${path}/entries`, asAdmin())).as(routes.incidentEntries.reply);
    return entries.map(({ event }) => event).find((event) => event.kind === "clip");
  };
  await expect.poll(kept).toBeDefined();
  return (await kept())?.clipId ?? "";
}

/** The address of a trial that runs. */
async function newTrial(): Promise<string> {
  const begun = await core.ask("POST", "/api/site/trial", { ...asAdmin(), body: await storedSite() });
  return `/api/site/trial/${begun.as(routes.trySite.reply).id}`;
}

const ruleBody = { name: "Aturan", when: { kinds: ["order"] }, do: { alert: true } };
const shelfBody = { what: { by: "kind", kind: "traffic" }, minutes: 5, reason: "Uji" };

async function newRule(who: string): Promise<string> {
  const body = { ...ruleBody, id: `rule-of-${who}` };
  await core.ask("POST", "/api/rules", { ...asAdmin(), body });
  return `/api/rules/${body.id}`;
}

/** What a rule has on a wall because of an incident that is reported for that. */
async function newRaise(): Promise<string> {
  const doing = { cameras: { count: 1, wallId: "utama", withinM: 100 } };
  const body = { id: "raising", name: "Naik", when: { kinds: ["raising"] }, do: doing };
  await core.ask("POST", "/api/rules", { ...asAdmin(), body });
  await core.ask("POST", "/api/incidents", { ...asAdmin(), body: { ...incidentBody, kind: "raising" } });
  return vi.waitFor(async () => {
    const raises = (await core.ask("GET", "/api/raises", asAdmin())).as(routes.listRaises.reply);
    if (raises[0] === undefined) throw new Error("nothing is raised yet");
    return raises[0].id;
  });
}

/** The playing of a drill that runs. */
async function runningDrill(): Promise<string> {
  const { running } = (await core.ask("GET", "/api/drills", asAdmin())).as(routes.listDrills.reply);
  if (running !== null) return running.runId;
  const begun = await core.ask("POST", "/api/drills/hari-latihan/start", {
    ...asAdmin(),
    body: { speed: 1 },
  });
  return begun.as(routes.startDrill.reply).runId;
}

/** A screen that waits, with its code. */
async function newScreen() {
  return (await core.ask("POST", "/api/pairings")).as(routes.openPairing.reply);
}

/** Signed in once: whoever signs in again and again waits. */
let handing: Promise<string> | null = null;

const handoverBody = { shift: "Pagi", notes: "", password: PASSWORD };

/** What somebody handed over who takes nothing over. */
async function newHandover(): Promise<string> {
  handing ??= sessionOf("serah");
  const token = await handing;
  const made = await core.ask("POST", "/api/handovers", { token, body: handoverBody });
  return `/api/handovers/${made.as(routes.handOver.reply).id}`;
}

async function sessionOf(name: string): Promise<string> {
  const role = "operator";
  await core.ask("POST", "/api/accounts", { ...asAdmin(), body: { name, role, password: PASSWORD } });
  const body = { name, password: PASSWORD };
  return (await core.ask("POST", "/api/session", { body })).as(routes.signIn.reply).token;
}

type Sample = (who: string) => Promise<{ path: string; body?: unknown }>;
async function newSource(who: string): Promise<string> {
  const body = { name: `Sumber ${who}`, adapter: { kind: "webhook" } };
  const answer = await core.ask("POST", "/api/incident-sources", { ...asAdmin(), body });
  return String(answer.headers["location"]);
}

const at =
  (path: string, body?: unknown): Sample =>
  async () => ({ path, body });

/** Two that stand; the first would stay where they become one. */
async function twoIncidents(): Promise<readonly string[]> {
  const made = [];
  for (const occurredAt of ["2026-11-22T00:00:00Z", "2026-11-22T00:01:00Z"]) {
    const body = { ...incidentBody, occurredAt };
    made.push(
      (await core.ask("POST", "/api/incidents", { ...asAdmin(), body })).as(routes.addIncident.reply).id,
    );
  }
  return made;
}

const storedSite = async () => siteSchema.parse((await core.ask("GET", "/api/site", asAdmin())).json());

/** A request that fits each route of the table. */
const samples: Record<keyof typeof routes, Sample> = {
  health: at("/api/health"),
  trust: at("/api/trust"),
  // There is none here; tls.test.ts has one.
  authority: at("/api/trust/dinding.crt"),
  setUp: at("/api/setup", { password: PASSWORD }),
  signIn: at("/api/session", { name: "admin", password: PASSWORD }),
  signOut: at("/api/session"),
  me: at("/api/me"),
  listAccounts: at("/api/accounts"),
  addAccount: async (who) => ({
    path: "/api/accounts",
    body: { name: `baru ${who}`, role: "viewer", password: PASSWORD },
  }),
  editAccount: async (who) => ({ path: await newAccount(who), body: { role: "operator" } }),
  removeAccount: async (who) => ({ path: await newAccount(who) }),
  editMe: at("/api/me", { language: "en" }),
  favourites: at("/api/me/favourites"),
  putFavourites: at("/api/me/favourites", { cameraIds: ["moving"] }),
  changePassword: at("/api/me/password", { password: PASSWORD, newPassword: PASSWORD }),
  changePin: at("/api/me/pin", { password: PASSWORD, pin: "2468" }),
  lockDesk: at("/api/session/lock"),
  unlockDesk: at("/api/session/unlock", { pin: "2468" }),
  listSessions: at("/api/sessions"),
  endSession: async (who) => ({ path: await newSession(who) }),
  listTokens: at("/api/tokens"),
  addToken: at("/api/tokens", { name: "Papan", role: "viewer" }),
  removeToken: async (who) => ({ path: await newToken(who) }),
  listAudit: at("/api/audit"),
  checkAudit: at("/api/audit/chain"),
  auditTable: at("/api/audit/table?by=admin"),
  auditLines: at("/api/audit/lines?by=admin"),
  listCameras: at("/api/cameras"),
  addCamera: async (who) => ({
    path: "/api/cameras",
    body: { id: `new-by-${who}`, name: "Baru", streams: [{ role: "main", url: "rtsp://10.0.0.9/1" }] },
  }),
  getCamera: async (who) => ({ path: await newCamera(who) }),
  editCamera: async (who) => ({ path: await newCamera(who), body: { name: "Lain" } }),
  removeCamera: async (who) => ({ path: await newCamera(who) }),
  picture: at("/api/cameras/moving/picture"),
  probeCamera: at("/api/cameras/probe", { cameraId: "moving" }),
  importCameras: at("/api/cameras/import", {
    ...{ format: "csv", text: "name,main\nBaru,rtsp://10.0.0.9/1", dryRun: true },
  }),
  getPtz: async (who) => ({ path: `${await newCamera(who)}/ptz` }),
  ptz: async (who) => ({ path: `${await newCamera(who)}/ptz`, body: { kind: "preset", preset: "1" } }),
  getPtzLock: async (who) => ({ path: `${await newCamera(who)}/ptz/lock` }),
  takePtzLock: async (who) => ({ path: `${await newCamera(`steering-${who}`)}/ptz/lock` }),
  leavePtzLock: async (who) => ({ path: `${await newCamera(`leaving-${who}`)}/ptz/lock` }),
  cameraEvents: async (who) => {
    device.report("tns1:RuleEngine/CellMotionDetector/Motion", { IsMotion: "true" });
    return { path: `${await newCamera(who)}/events` };
  },
  discover: at("/api/onvif/discover", { from: ["127.0.0.1"] }),
  inspectDevice: async () => ({ path: "/api/onvif/device", body: { address: device.url } }),
  makeClip: async () => ({ path: "/api/cameras/moving/clips", body: lastMinute() }),
  month: at("/api/reports/month?month=2026-11"),
  monthTable: at("/api/reports/month/incidents?month=2026-11"),
  listClips: at("/api/clips?cameraId=moving"),
  getClip: async () => ({ path: `/api/clips/${await newClip()}` }),
  clipFile: async () => ({ path: `/api/clips/${await newClip()}/file` }),
  clipStill: async () => ({ path: `/api/clips/${await newStill()}/still` }),
  clipChecksum: async () => ({ path: `/api/clips/${await newClip()}/checksum` }),
  clipRecord: async () => ({ path: `/api/clips/${await newClip()}/record` }),
  removeClip: async () => ({ path: `/api/clips/${await newClip()}` }),
  listFeeds: at("/api/feeds"),
  getSite: at("/api/site"),
  putSite: async () => ({ path: "/api/site", body: await storedSite() }),
  siteSchema: at("/api/site/schema"),
  shownSite: at("/api/site/shown"),
  siteTrial: at("/api/site/trial"),
  trySite: async () => ({ path: "/api/site/trial", body: await storedSite() }),
  confirmSite: async () => ({ path: `${await newTrial()}/confirm` }),
  endTrial: async () => ({ path: await newTrial() }),
  listDisplays: at("/api/displays"),
  putDisplays: at("/api/displays", [
    { names: ["HDMI-1"], rect: { x: 0, y: 0, width: 1920, height: 1080 }, primary: true },
  ]),
  getBrightness: at("/api/brightness"),
  setBrightness: at("/api/brightness", { percent: 60 }),
  monitorsDim: at("/api/brightness/monitors", { outputIds: ["out-1"] }),
  getMap: at("/api/map"),
  getMachine: at("/api/machine"),
  supportBundle: at("/api/support"),
  openMatters: at("/api/open-matters"),
  listHandovers: at("/api/handovers"),
  getHandover: async () => ({ path: await newHandover() }),
  handOver: at("/api/handovers", handoverBody),
  // Everybody signs for themselves what the core's own admin did not hand over.
  takeOver: async () => ({ path: `${await newHandover()}/taking`, body: { password: PASSWORD } }),
  getMapSettings: at("/api/map/settings"),
  putMapSettings: at("/api/map/settings", { kind: "coast" }),
  getMapBoundary: async () => {
    await core.ask("PUT", "/api/map/boundary", { ...asAdmin(), body: boundaryBody });
    return { path: "/api/map/boundary" };
  },
  putMapBoundary: at("/api/map/boundary", boundaryBody),
  removeMapBoundary: at("/api/map/boundary"),
  listPatterns: at("/api/patterns"),
  showPattern: at("/api/patterns/output:out-1", { pattern: "grid" }),
  endPattern: async () => {
    const path = "/api/patterns/wall:utama";
    await core.ask("PUT", path, { ...asAdmin(), body: { pattern: "bars" } });
    return { path };
  },
  endPatterns: at("/api/patterns"),
  listLayouts: at("/api/layouts"),
  addLayout: async (who) => ({
    path: "/api/layouts",
    body: { id: `added-by-${who}`, name: "Kosong", wallId: "utama", tiles: [] },
  }),
  getLayout: async (who) => ({ path: await newLayout(who) }),
  putLayout: async (who) => ({
    path: await newLayout(who),
    body: { name: "Diubah", wallId: "utama", tiles: [] },
  }),
  editLayout: async (who) => {
    const path = await newLayout(who);
    const base = Number(/\d+/.exec(String((await core.ask("GET", path, asAdmin())).headers["etag"])));
    return { path: `${path}/edits`, body: { base, edits: [{ kind: "rename", name: "Lain" }] } };
  },
  layoutEdits: async (who) => ({ path: `${await newLayout(who)}/edits` }),
  removeLayout: async (who) => ({ path: await newLayout(who) }),
  listImages: at("/api/images"),
  addImage: at("/api/images?name=Logo", pngOf({ width: 2, height: 2 }, [1, 2, 3])),
  getImage: async () => ({ path: await newImage() }),
  imageFile: async () => {
    const path = await newImage();
    const rect = { x: 0, y: 0, width: 640, height: 360 };
    const content = { kind: "image", imageId: path.split("/").at(-1) };
    const body = { id: "pictured", name: "Gambar", wallId: "utama", tiles: [{ id: "satu", rect, content }] };
    await core.ask("POST", "/api/layouts", { ...asAdmin(), body });
    await core.ask("PUT", "/api/layouts/pictured", { ...asAdmin(), body });
    await core.ask("POST", "/api/walls/utama/take", { ...asAdmin(), body: { layoutId: "pictured" } });
    return { path: `${path}/file` };
  },
  // Who did not upload it removes it only as a technician.
  removeImage: async (who) => ({
    path: await newImage(who === "operator" ? core.tokens.operator : core.tokens.admin),
  }),
  // Who did not remove it brings it back only as a technician.
  restoreImage: async (who) => {
    const token = who === "operator" ? core.tokens.operator : core.tokens.admin;
    const path = await newImage(token);
    await core.ask("DELETE", path, { token });
    return { path: `${path}/restore` };
  },
  getStandby: at("/api/standby"),
  putLogo: async () => ({
    path: "/api/standby/logo",
    body: { imageId: (await newImage()).split("/").at(-1) },
  }),
  putStandby: async (who) => ({
    path: "/api/standby/walls/utama",
    body: { layoutId: (await newLayout(who)).split("/").at(-1) },
  }),
  getWall: at("/api/walls/utama"),
  admission: async () => ({ path: `/api/walls/utama/admission?layoutId=${await firstLayout()}` }),
  take: async () => ({ path: "/api/walls/utama/take", body: { layoutId: await firstLayout() } }),
  startReplay: async () => {
    await takeMoving();
    return { path: "/api/walls/utama/tiles/satu/replay", body: { secondsBack: 60 } };
  },
  stopReplay: async () => {
    await takeMoving();
    await core.ask("POST", "/api/walls/utama/tiles/satu/replay", { ...asAdmin(), body: { secondsBack: 60 } });
    return { path: "/api/walls/utama/tiles/satu/replay" };
  },
  steerTour: async () => {
    const rect = { x: 0, y: 0, width: 640, height: 360 };
    const content = { kind: "tour", cameraIds: ["moving", "other"], dwellS: 10 };
    const body = { id: "touring", name: "Tur", wallId: "utama", tiles: [{ id: "tur", rect, content }] };
    await core.ask("POST", "/api/layouts", { ...asAdmin(), body });
    await core.ask("POST", "/api/walls/utama/take", { ...asAdmin(), body: { layoutId: "touring" } });
    return { path: "/api/walls/utama/tiles/tur/tour", body: { act: "hold" } };
  },
  undo: at("/api/walls/utama/undo"),
  editWall: async () => {
    const wall = (await core.ask("GET", "/api/walls/utama", asAdmin())).as(routes.getWall.reply);
    return {
      path: "/api/walls/utama/edits",
      body: { base: wall.revision, edits: [{ kind: "remove", tileId: "no-tile" }] },
    };
  },
  hide: at("/api/walls/utama/hide", {}),
  show: at("/api/walls/utama/show", {}),
  // Unlocked by the next, in the order of the table.
  lock: at("/api/walls/utama/lock", { reason: "Tamu" }),
  unlock: at("/api/walls/utama/lock"),
  getTake: async () => ({ path: `/api/takes/${takeId}` }),
  listOutputs: at("/api/outputs"),
  outputCode: at("/api/outputs/out-1,out-2/code"),
  openPairing: at("/api/pairings"),
  claimPairing: async () => {
    const { id, secret } = await newScreen();
    return { path: `/api/pairings/${id}/claim`, body: { secret } };
  },
  listPairings: at("/api/pairings"),
  pairOutput: async () => ({
    path: "/api/outputs/out-1,out-2/pair",
    body: { code: (await newScreen()).code },
  }),
  listIncidents: at("/api/incidents"),
  addIncident: at("/api/incidents", incidentBody),
  countIncidents: at("/api/incidents/counts"),
  wallChanges: at("/api/walls/utama/history?from=2026-11-22T00:00:00Z&until=2026-11-23T00:00:00%2B07:00"),
  wallMoment: at("/api/walls/utama/history/moment?at=2026-11-22T00:00:00Z"),
  listDrills: at("/api/drills"),
  putDrill: at("/api/drills/uji", drill),
  removeDrill: async () => {
    await core.ask("PUT", "/api/drills/uji", { ...asAdmin(), body: drill });
    return { path: "/api/drills/uji" };
  },
  startDrill: async () => {
    await core.ask("POST", "/api/drills/stop", asAdmin());
    return { path: "/api/drills/hari-latihan/start", body: { speed: 1 } };
  },
  pauseDrill: async () => {
    await runningDrill();
    return { path: "/api/drills/pause" };
  },
  resumeDrill: async () => {
    await runningDrill();
    return { path: "/api/drills/resume" };
  },
  stopDrill: at("/api/drills/stop"),
  listDrillRuns: at("/api/drills/runs"),
  drillReport: async () => ({ path: `/api/drills/runs/${await runningDrill()}` }),
  getIncident: async () => ({ path: `/api/incidents/${incidentId}` }),
  incidentEntries: async () => ({ path: `/api/incidents/${incidentId}/entries` }),
  incidentVersions: async () => ({ path: `/api/incidents/${incidentId}/versions` }),
  listAlike: at("/api/incidents/alike"),
  joinIncidents: async () => {
    const [a, b] = await twoIncidents();
    return { path: `/api/incidents/${a}/join`, body: { incidentId: b } };
  },
  splitIncident: async () => {
    const [a, b] = await twoIncidents();
    const path = `/api/incidents/${a}/join`;
    await core.ask("POST", path, { ...asAdmin(), body: { incidentId: b } });
    return { path: `/api/incidents/${b}/split` };
  },
  setApart: async () => {
    const [a, b] = await twoIncidents();
    return { path: `/api/incidents/${a}/apart`, body: { incidentId: b, apart: true } };
  },
  addNote: async () => ({ path: `/api/incidents/${incidentId}/notes`, body: { text: "Catatan" } }),
  listIncidentSources: at("/api/incident-sources"),
  addIncidentSource: async (who) => ({
    path: "/api/incident-sources",
    body: { id: `added-by-${who}`, name: "Tombol", adapter: { kind: "webhook" } },
  }),
  tryIncidentSource: at("/api/incident-sources/try", {
    source: { name: "Tombol", adapter: { kind: "webhook" } },
    sample: JSON.stringify({ fields: incidentBody }),
  }),
  getIncidentSource: async (who) => ({ path: await newSource(who) }),
  editIncidentSource: async (who) => ({ path: await newSource(who), body: { name: "Lain" } }),
  removeIncidentSource: async (who) => ({ path: await newSource(who) }),
  rotateSourceSecret: async (who) => ({ path: `${await newSource(who)}/secret` }),
  listAgencies: at("/api/agencies"),
  putAgency: async (who) => ({ path: `/api/agencies/agency-of-${who}`, body: agencyBody }),
  removeAgency: async (who) => {
    const path = `/api/agencies/gone-by-${who}`;
    await core.ask("PUT", path, { ...asAdmin(), body: agencyBody });
    return { path };
  },
  assign: async () => ({
    path: `/api/incidents/${incidentId}/assignments`,
    body: { agencyIds: ["polisi", "damkar"] },
  }),
  editAssignment: async () => ({ path: await newAssignment(), body: { said: "accepted" } }),
  unassign: async () => ({ path: await newAssignment() }),
  listCrewLinks: async () => ({ path: `/api/incidents/${incidentId}/crew-links` }),
  addCrewLink: async () => {
    await newAssignment();
    return { path: `/api/incidents/${incidentId}/crew-links`, body: { agencyId: "dishub" } };
  },
  endCrewLink: async () => {
    await newAssignment();
    const path = `/api/incidents/${incidentId}/crew-links`;
    const made = await core.ask("POST", path, { ...asAdmin(), body: { agencyId: "dishub" } });
    return { path: `${path}/${made.as(routes.addCrewLink.reply).link.id}` };
  },
  crewView: at("/api/crew"),
  crewReport: at("/api/crew/reports", { what: "accepted", key: "1c9a1b6e-8a53-4b6e-9f3e-0f6d1b7f1c11" }),
  daySheet: at("/api/reports/day?day=2026-11-22"),
  dayTable: at("/api/reports/day/cameras?day=2026-11-22"),
  events: at("/api/events"),
  listPresence: at("/api/presence"),
  putPresence: async (who) => ({
    path: `/api/presence/desk-of-${who}`,
    body: { wallId: "utama", layoutId: null, tileIds: [] },
  }),
  leave: async (who) => ({ path: `/api/presence/desk-of-${who}` }),
  listTours: at("/api/tours"),
  putTour: async (who) => ({ path: `/api/tours/tour-of-${who}`, body: await tourBody(`tour-of-${who}`) }),
  removeTour: async (who) => ({ path: await newTour(`gone-by-${who}`) }),
  startTour: async (who) => {
    await newTour(`tour-by-${who}`);
    return { path: "/api/walls/utama/tour", body: { tourId: `tour-by-${who}` } };
  },
  steerWallTour: async () => {
    await newTour("tour-that-runs");
    await core.ask("PUT", "/api/walls/utama/tour", { ...asAdmin(), body: { tourId: "tour-that-runs" } });
    return { path: "/api/walls/utama/tour", body: { act: "next" } };
  },
  stopTour: at("/api/walls/utama/tour"),
  getSchedule: at("/api/schedule"),
  putScheduleEntry: async (who) => ({
    path: `/api/schedule/entry-of-${who}`,
    body: await entryBody(`entry-of-${who}`),
  }),
  removeScheduleEntry: async (who) => ({ path: await newEntry(`gone-by-${who}`) }),
  skipScheduleEntry: async (who) => ({
    path: `${await newEntry(`left-by-${who}`)}/skip`,
    body: { skip: true },
  }),
  getShifts: at("/api/shifts"),
  putShifts: at("/api/shifts", {
    shifts: [{ id: "pagi", name: "Pagi", starts: "07:00", ends: "15:00" }],
  }),
  listRules: at("/api/rules"),
  addRule: async (who) => ({ path: "/api/rules", body: { ...ruleBody, id: `rule-added-by-${who}` } }),
  getRule: async (who) => ({ path: await newRule(who) }),
  putRule: async (who) => ({ path: await newRule(who), body: { ...ruleBody, name: "Diubah" } }),
  removeRule: async (who) => ({ path: await newRule(who) }),
  tryRule: at("/api/rules/try", {
    ...{ rule: ruleBody, from: "2026-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z" },
  }),
  listRaises: at("/api/raises"),
  endRaise: async () => ({ path: `/api/raises/${await newRaise()}` }),
  listAlerts: at("/api/alerts"),
  alertFigures: at("/api/alerts/figures?hours=1"),
  listShelves: at("/api/shelves"),
  addShelf: at("/api/shelves", shelfBody),
  removeShelf: async () => {
    const made = await core.ask("POST", "/api/shelves", { ...asAdmin(), body: shelfBody });
    return { path: `/api/shelves/${made.as(routes.addShelf.reply).id}` };
  },
  editIncident: async () => ({ path: `/api/incidents/${incidentId}`, body: { status: "acknowledged" } }),
};

const nameOf = (who: string) =>
  ({ viewer: "vina", operator: "oki", technician: "tono", admin: "admin" })[who] ?? "vina";

/** Somebody to be changed. */
async function newAccount(who: string): Promise<string> {
  const body = { name: `sementara ${who}`, role: "viewer", password: PASSWORD };
  await core.ask("POST", "/api/accounts", { ...asAdmin(), body });
  return `/api/accounts/${encodeURIComponent(body.name)}`;
}

/** Another session of the same person. */
async function newSession(who: string): Promise<string> {
  const credentials = { name: nameOf(who), password: PASSWORD };
  const { token } = (await core.ask("POST", "/api/session", { body: credentials })).as(routes.signIn.reply);
  const listed = (await core.ask("GET", "/api/sessions", { token })).as(routes.listSessions.reply);
  return `/api/sessions/${listed.find(({ current }) => current)?.id}`;
}

/** A token of the same person, or of an admin where they may not make one. */
async function newToken(who: string): Promise<string> {
  const token = who === "technician" ? core.tokens.technician : core.tokens.admin;
  const made = await core.ask("POST", "/api/tokens", { token, body: { name: "Papan", role: "viewer" } });
  return `/api/tokens/${made.as(routes.addToken.reply).made.id}`;
}

const agencyBody = { name: "Baru", shortName: "Baru", kinds: [], dial: ["tel:110"], checklists: [] };

/** The address of what is asked of an agency. */
async function newAssignment(): Promise<string> {
  const path = `/api/incidents/${incidentId}/assignments`;
  await core.ask("POST", path, { ...asAdmin(), body: { agencyIds: ["dishub"] } });
  return `${path}/dishub`;
}

async function request(name: keyof typeof routes, who: (typeof people)[number] | "nobody"): Promise<Answer> {
  const { path, body } = await samples[name](who);
  const token = who === "nobody" ? {} : { token: core.tokens[who] };
  return core.ask(routes[name].method, path, { ...token, ...(body === undefined ? {} : { body }) });
}

type Name = keyof typeof routes;
const isName = (name: string): name is Name => Object.hasOwn(routes, name);
// These end or lock the session that the other requests need, and events go on for ever; they have tests of their own.
const ending: readonly Name[] = ["signOut", "changePassword", "lockDesk", "unlockDesk", "events"];
const names = Object.keys(routes)
  .filter(isName)
  .filter((name) => !ending.includes(name));

describe.each(names)("%s", (key) => {
  const route: Route = routes[key];
  it.each([...people, "nobody"] as const)("answers %s as the table says", async (who) => {
    const role = who === "nobody" ? null : who;
    const answer = await request(key, who);
    if (route.role === null) {
      expect(answer.status).not.toBe(403);
      return;
    }
    if (role === null) {
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toBe("Bearer");
      expect(answer.problem().kind).toBe("unauthenticated");
    } else if (role === "page" && !ofOutputPages.has(key)) {
      expect(answer.status).toBe(403);
      expect(answer.problem().kind).toBe("forbidden");
    } else if (role !== "page" && !allows(role, route.role)) {
      expect(answer.status).toBe(403);
      expect(answer.problem().detail).toContain(route.role);
    } else {
      expect(answer.status, answer.text).toBe(route.status);
      if (route.reply === null) expect(answer.text).toBe("");
      else if (isMedia(route.reply))
        expect(answer.headers["content-type"]).toContain(route.reply.media.replace("*", ""));
      else expect(route.reply.safeParse(answer.json()).error).toBeUndefined();
      if (route.match && route.reply !== null) expect(answer.headers.etag).toMatch(/^"\d+"$/);
      if (route.status === 201 && route.match) expect(answer.headers.location).toMatch(/^\/api\//);
    }
  });
});

it("a session that was signed out is nobody's any more", async () => {
  const answer = await core.ask("POST", "/api/session", {
    body: { name: "admin", password: PASSWORD },
  });
  const { token } = answer.as(routes.signIn.reply);
  expect((await core.ask("GET", "/api/cameras", { token })).status).toBe(200);
  const out = await core.ask("DELETE", "/api/session", { token });
  expect(out.status).toBe(204);
  expect(String(out.headers["set-cookie"])).toContain("dinding_session=;");
  expect((await core.ask("GET", "/api/cameras", { token })).status).toBe(401);
});

it("a clip of the last seconds is of the core's own time, and is asked for by times or by seconds", async () => {
  const path = "/api/cameras/moving/clips";
  const before = Date.now();
  const clip = (await core.ask("POST", path, { ...asAdmin(), body: { lastSeconds: 60 } })).as(
    routes.makeClip.reply,
  );
  expect(Date.parse(clip.to)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(clip.to)).toBeLessThanOrEqual(Date.now());
  expect(Date.parse(clip.to) - Date.parse(clip.from)).toBe(60_000);
  const { from, to } = lastMinute();
  for (const body of [{}, { from }, { to }, { from, lastSeconds: 30 }, { from, to, lastSeconds: 30 }]) {
    const answer = await core.ask("POST", path, { ...asAdmin(), body });
    expect(answer.status).toBe(400);
    expect(answer.problem().errors?.map(({ field }) => field)).toEqual(["from"]);
  }
});

it("a path that is not in the table is a problem, and a wrong method names the right ones", async () => {
  const missing = await core.ask("GET", "/api/nothing", asAdmin());
  expect(missing.status).toBe(404);
  expect(missing.headers["content-type"]).toContain("application/problem+json");
  expect(missing.problem().detail).toContain("/api/nothing");
  const wrong = await core.ask("PUT", "/api/cameras", { ...asAdmin(), body: {} });
  expect(wrong.status).toBe(405);
  expect(wrong.headers.allow).toBe("GET, POST");
});

it.each(roles)("no answer to %s holds a camera's password", async (role) => {
  const body = {
    id: `secret-${role}`,
    name: "Rahasia",
    streams: [{ role: "main", url: "rtsp://ana:s3cr3t-word@10.0.0.9/1" }],
  };
  const added = await core.ask("POST", "/api/cameras", { ...asAdmin(), body });
  const token = core.tokens[role];
  const texts = [added.text];
  for (const path of ["/api/cameras", `/api/cameras/${body.id}`, "/api/feeds"])
    texts.push((await core.ask("GET", path, { token })).text);
  expect(texts.join("")).not.toContain("s3cr3t-word");
  expect(texts[1]).toContain('"hasCredentials":true');
});

import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { join } from "node:path";
import type { WebSocket } from "ws";
import { outputsOf } from "../layouts/viewport.ts";
import type { StreamRole } from "../protocol/camera.ts";
import type { Language } from "../protocol/session.ts";
import { PASSWORD_LENGTH } from "../protocol/account.ts";
import { createAccess, setAdminPassword } from "./access/access.ts";
import { removeRunFile, writeRunFile } from "./access/run-file.ts";
import { AddressBook } from "./address-book.ts";
import type { Arguments } from "./base/arguments.ts";
import { type Clock, systemClock } from "./base/clock.ts";
import { Fault } from "./base/fault.ts";
import { Notices } from "./desk/notices.ts";
import { Presences } from "./desk/presences.ts";
import { Shifts } from "./desk/shifts.ts";
import { Images } from "./images/images.ts";
import { Clips } from "./clips/clips.ts";
import { logFolder } from "./base/kept-log.ts";
import type { Lifetime } from "./base/lifetime.ts";
import { AuditBook } from "./audit/audit-book.ts";
import type { Log } from "./base/log.ts";
import { projectFolder } from "./base/project.ts";
import { Refusal } from "./base/refusal.ts";
import { startSentence } from "./base/start-sentences.ts";
import { FanOutCounters, FeedsClient } from "./feeds/fan-out.ts";
import { findFfmpeg, onceFound } from "./feeds/ffmpeg/program.ts";
import { FeedHub } from "./feeds/hub.ts";
import { Minute } from "./feeds/minute/minute.ts";
import { Moments } from "./feeds/minute/moments.ts";
import { createMosaic } from "./feeds/mosaic/mosaic.ts";
import { createRunSource } from "./feeds/sources.ts";
import { CameraWatch } from "./feeds/stand-ins/camera-watch.ts";
import { HardwareChoice } from "./feeds/transcode/hardware-choice.ts";
import { MapBasis } from "./map/basis.ts";
import { PtzHeads } from "./onvif/heads.ts";
import { PtzHelms } from "./onvif/helms.ts";
import { createTranscode } from "./feeds/transcode/transcode.ts";
import { Prober } from "./probe/prober.ts";
import { certificateFor, listenRefusal, messageOf, type Refuse } from "./door.ts";
import { ensureDemo, fillWalls } from "./first-demo.ts";
import { ensureSite } from "./first-site.ts";
import { Drills } from "./incidents/drills.ts";
import { Evidence } from "./incidents/evidence.ts";
import { Answers } from "./incidents/sources/answers.ts";
import { Hooks } from "./incidents/sources/hooks.ts";
import { IncidentSources } from "./incidents/sources/sources.ts";
import { Rules } from "./incidents/rules/rules.ts";
import { StandingIncidents } from "./incidents/standing.ts";
import { Relay } from "./relay/relay.ts";
import { WhepRelay } from "./relay/whep.ts";
import type { Announcement, AnnouncementOptions } from "./server/announcement.ts";
import { addressesOfMachine } from "./server/hosts.ts";
import { readPages } from "./server/pages.ts";
import { openServer } from "./server/server.ts";
import { openStore } from "./store/open.ts";
import { TakeAdmission } from "./wall/admission.ts";
import { MachineLook } from "./support/machine.ts";
import { Curtains } from "./wall/curtains.ts";
import { GlassIncidents } from "./wall/glass-incidents.ts";
import { GlassView } from "./wall/glass.ts";
import { LoadBook } from "./wall/load-book.ts";
import { LayoutTours } from "./wall/layout-tours.ts";
import { WallSchedules } from "./wall/schedule.ts";
import { WallLocks } from "./wall/locks.ts";
import { Outputs } from "./wall/outputs.ts";
import { Patterns } from "./wall/patterns.ts";
import { Replays } from "./wall/replays.ts";
import { MachineDisplays } from "./wall/displays.ts";
import { WallHistory } from "./wall/history.ts";
import { Sightings } from "./wall/sightings.ts";
import { WallBrightness } from "./wall/brightness.ts";
import { Standbys } from "./wall/standbys.ts";
import { TileTours } from "./wall/tile-tours.ts";
import { SiteTrial } from "./wall/site-trial.ts";
import { Walls } from "./wall/walls.ts";

/** How long a feed stays open after the last tile that showed it, milliseconds: a tour comes back to it. */
const LINGER_MS = 8000;
/** The name by which the network found this machine last. */
const ANNOUNCED_KEY = "announced";

export interface Started {
  /** Where the pages are found on this machine. */
  readonly origin: string;
  /** Of the certificate; null over plain HTTP. */
  readonly spki: string | null;
}

export interface CoreOptions {
  readonly args: Arguments;
  /** Loses its password once that is read. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** Keeps the log in the data folder as well; nothing does where it is left out. */
  readonly keepLog?: (data: string) => Promise<() => void>;
  readonly language: Language;
  readonly lifetime: Lifetime;
  readonly clock?: Clock;
  /** Within which a request must have arrived whole, milliseconds. */
  readonly patienceMs?: number;
  /** The built pages; those of this project where it is left out. */
  readonly pages?: string;
  /** Makes it found in its network, where it serves one; nothing is said where it is left out. */
  readonly announce?: (what: AnnouncementOptions) => Promise<Announcement>;
}

/**
 * Opens every room of the core and hands its end to `lifetime`: the doors close first, the store last. Rejects with a
 * Refusal where it cannot start, or a Fault of the store.
 */
export async function startCore({
  args,
  env,
  log,
  keepLog,
  language,
  lifetime,
  clock = systemClock,
  patienceMs,
  pages = join(projectFolder(), "dist", "renderer"),
  announce,
}: CoreOptions): Promise<Started> {
  const refuse: Refuse = (code, name, values) => new Refusal(code, startSentence(name, values, language));

  const password = env.DINDING_ADMIN_PASSWORD;
  // Children inherit what stands here.
  delete env.DINDING_ADMIN_PASSWORD;
  const { least, most } = PASSWORD_LENGTH;
  if (password && (password.length < least || password.length > most))
    throw refuse(2, "weakPassword", { given: password.length, least, most });

  const store = await openStore({ data: args.data, log, clock }).catch((error: unknown) => {
    if (error instanceof Fault && error.kind !== "internal") throw error;
    const [problem = "?"] = messageOf(error instanceof Fault ? (error.cause ?? error) : error).split("\n");
    throw refuse(1, "folderUnusable", { folder: args.data, problem });
  });
  lifetime.onEnd("store", () => store.close());
  if (keepLog !== undefined) lifetime.onEnd("log", await keepLog(args.data));
  // An end that was asked for meanwhile has closed what is open; nothing else needs to be opened.
  lifetime.signal.throwIfAborted();
  await ensureSite(store, args.data, args.site, language);
  await setAdminPassword(store, password);
  if (args.demo) await ensureDemo(store, clock);

  const access = createAccess({ store, clock, log });
  lifetime.onEnd("access", access.sweep());
  const audit = new AuditBook(store, clock, log);
  lifetime.onEnd("audit", () => audit.close());

  const addresses = new AddressBook(store);
  await addresses.load();
  const ffmpeg = onceFound(() => findFfmpeg(env));
  const minute = new Minute({
    clock,
    rank: (cameraId) => walls.rankOf(cameraId),
    player: (cameraId, stream) => glass.player(cameraId, stream),
  });
  lifetime.onEnd("minute", () => minute.close());
  const hardware = new HardwareChoice({ ffmpeg, clock, log });
  const runSource = createRunSource(ffmpeg);
  lifetime.onEnd("self-test", () => hardware.close());
  const lookup = (cameraId: string, stream: StreamRole) => addresses.find(cameraId, stream);
  const relay = new Relay({ clock, lookup });
  lifetime.onEnd("relay", () => relay.close());
  const whep = new WhepRelay(lookup);
  lifetime.onEnd("whep", () => whep.end());
  const feeds: FeedHub = new FeedHub({
    clock,
    log,
    minute,
    runSource,
    transcode: createTranscode(ffmpeg, hardware),
    mosaic: createMosaic(ffmpeg, clock),
    standIns: { watch: () => watch, find: (cameraId) => glass.camera(cameraId) },
    lookup,
    learned: (cameraId, stream, format) => {
      glass.changed();
      store.cameras.learnFormat(cameraId, stream, format).catch((error: unknown) => {
        log.warn({ err: error, cameraId }, "the format of the picture could not be kept");
      });
    },
    formats: await store.cameras.formats(),
    lingerMs: LINGER_MS,
  });
  lifetime.onEnd("feeds", () => feeds.close());
  const watch = new CameraWatch(feeds, clock);
  const moments = new Moments({
    ...{ minute, feeds, ffmpeg, clock },
    reads: (cameraId, stream) => glass.player(cameraId, stream) !== "whep",
  });
  lifetime.onEnd("moments", () => moments.close());
  const clips = await Clips.open({ data: args.data, store, minute, ffmpeg, clock, log });
  lifetime.onEnd("clips", () => clips.close());
  const images = await Images.open({ data: args.data, clock, log });
  lifetime.onEnd("images", () => images.close());

  const outputs = new Outputs(clock);
  const notices = new Notices();
  const presences = new Presences({ clock, changed: () => notices.tell({ what: "presence" }) });
  lifetime.onEnd("presences", () => presences.close());
  const locks = await WallLocks.open(store, clock, log);
  const onWalls = () => {
    curtains.follow();
    notices.tell({ what: "walls" });
    standbys.follow();
    replays.follow();
    tours.follow();
    history.follow();
    rules.raises.look();
    glass.changed();
  };
  const walls: Walls = await Walls.open(store, outputs, clock, onWalls, locks, () => history.follow());
  const shifts = await Shifts.open({ store, clock, log, zone: () => walls.storedSite.zone });
  const curtains: Curtains = await Curtains.open({
    store,
    walls,
    clock,
    log,
    changed: () => glass.changed(),
  });
  const standbys: Standbys = await Standbys.open({ store, walls, log, changed: () => glass.changed() });
  const history = new WallHistory({ store, walls, outputs, clock, log });
  lifetime.onEnd("history", () => history.end());
  const tours = new TileTours({
    ...{ walls, clock },
    shows: (wallId, cameraId) => glass.shows(wallId, cameraId),
    // Nobody looks at a wall that no page shows: its cameras stay closed.
    ready: (wallId, tile, cameraId) =>
      outputsOf(walls.site, wallId).some(({ id }) => outputs.isConnected(id))
        ? glass.ready(wallId, tile, cameraId)
        : "up",
    follow: (look) => watch.follow(look),
    changed: (wallId) => {
      notices.tell({ what: "walls", id: wallId });
      glass.changed();
    },
  });
  lifetime.onEnd("tours", () => tours.close());
  const raised = (wallId: string) =>
    rules.raises.list().some((raise) => raise.wallId === wallId && raise.raisedAt !== undefined);
  const layoutTours = await LayoutTours.open({
    ...{ store, walls, locks, clock, log, raised },
    changed: (wallId) => notices.tell({ what: "walls", id: wallId }),
  });
  lifetime.onEnd("layout tours", () => layoutTours.close());
  const schedules = await WallSchedules.open({
    ...{ store, walls, tours: layoutTours, locks, clock, log, raised },
    shiftStarts: (id) => shifts.all.find((shift) => shift.id === id)?.starts ?? null,
    changed: () => notices.tell({ what: "schedule" }),
  });
  lifetime.onEnd("schedules", () => schedules.close());
  const sightings = new Sightings({ store, walls, outputs, tours, clock, log });
  lifetime.onEnd("sightings", () => sightings.end());
  const trial = new SiteTrial(walls, store, clock);
  lifetime.onEnd("trial", () => trial.close());
  const patterns = new Patterns(walls, clock, () => glass.changed());
  lifetime.onEnd("patterns", () => patterns.close());
  const replays = new Replays({
    ...{ minute, feeds, walls, clock },
    changed: () => {
      notices.tell({ what: "walls" });
      glass.changed();
    },
  });
  lifetime.onEnd("replays", () => replays.close());
  const incidents = new StandingIncidents(store, clock, () => {
    notices.tell({ what: "incidents" });
    told.changed();
  });
  lifetime.onEnd("incidents", () => incidents.end());
  const told = new GlassIncidents({
    ...{ standing: incidents, clock, changed: () => glass.changed() },
    near: (incident) => rules.near(incident),
    silent: () => sources.silent(),
    agencyName: (id) => agencyNames.get(id),
  });
  lifetime.onEnd("told incidents", () => told.end());
  const agencyNames = new Map<string, string>();
  const loadAgencies = async () => {
    agencyNames.clear();
    for (const { id, shortName } of await store.agencies.list()) agencyNames.set(id, shortName);
    told.changed();
  };
  await incidents.load();
  const drills = new Drills({ store, incidents, clock, log });
  lifetime.onEnd("drills", () => drills.end());
  const sources: IncidentSources = new IncidentSources({
    ...{ store, clock, log, zone: () => walls.site.zone },
    changed: (changed) => incidents.put(changed),
  });
  lifetime.onEnd("incident sources", () => sources.close());
  const rules: Rules = new Rules({
    ...{ store, walls, incidents, feeds, clock, log },
    cameras: () => glass.cameras,
    changed: () => {
      notices.tell({ what: "alerts" });
      told.changed();
      glass.changed();
    },
    wanted: (incident, withinM) => evidence.want(incident, withinM),
  });
  const evidence = new Evidence({
    ...{ data: args.data, store, clips, minute, incidents, clock, log },
    raised: () => rules.raises.wanting(),
    cameras: () => glass.cameras,
    site: () => walls.storedSite,
  });
  lifetime.onEnd("evidence", () => evidence.close());
  lifetime.onEnd("rules", () => rules.close());
  const answers = new Answers({ store, sources, clock, log, random: Math.random });
  lifetime.onEnd("answers", () => answers.close());
  incidents.listen({ changed: () => answers.poke(), left: () => answers.poke() });
  const brightness = new WallBrightness({ walls, clock, changed: () => glass.changed() });
  lifetime.onEnd("brightness", () => brightness.close());
  const map = await MapBasis.open({ data: args.data, store, clock, log, changed: () => glass.changed() });
  lifetime.onEnd("map", () => map.close());
  const glass: GlassView = new GlassView({
    ...{
      store,
      walls,
      incidents: told,
      feeds,
      watch,
      replays,
      tours,
      patterns,
      curtains,
      standbys,
      brightness,
      images,
      clock,
      map,
    },
    language: "id",
  });
  await glass.loadCameras();
  tours.follow();
  await loadAgencies();
  await drills.load();
  history.start();
  sightings.start();
  if (args.demo) await fillWalls(walls, store);
  await rules.start();
  layoutTours.start();
  await schedules.start();
  await evidence.start();

  const loads = await LoadBook.open(store, log);
  const admission = new TakeAdmission({ walls, glass, feeds, outputs, loads });
  const prober = new Prober({ feeds, runSource, ffmpeg, hardware, clock });
  lifetime.onEnd("prober", () => prober.close());
  const heads = new PtzHeads(clock, log, (cameraId) => store.cameras.device(cameraId));
  lifetime.onEnd("heads", () => heads.close());
  const helms = new PtzHelms({ clock, changed: (id) => notices.tell({ what: "ptz", id }) });
  lifetime.onEnd("helms", () => helms.close());

  await sources.load();

  const certificate = await certificateFor(args, store, clock, log, refuse);
  if (certificate !== null) lifetime.onEnd("certificate", () => certificate.end());
  lifetime.signal.throwIfAborted();
  const fanOut = new FanOutCounters();
  let announcement: Announcement | null = null;
  const server = await openServer({
    rooms: {
      store,
      access,
      audit,
      feeds,
      moments,
      clips,
      images,
      notices,
      presences,
      shifts,
      walls,
      locks,
      curtains,
      standbys,
      loads,
      admission,
      trial,
      brightness,
      displays: new MachineDisplays(),
      patterns,
      replays,
      tours,
      layoutTours,
      schedules,
      outputs,
      glass,
      heads,
      helms,
      prober,
      incidents,
      answers,
      drills,
      sources,
      hooks: new Hooks(store, sources, clock),
      map,
      machine: new MachineLook(args.data, clock),
      rules,
      relay,
      whep,
      demo: args.demo,
      siteNamed: args.site !== null,
      agenciesChanged: loadAgencies,
      camerasChanged: async (cameraIds) => {
        await addresses.load();
        for (const id of cameraIds) feeds.cameraChanged(id);
        await glass.loadCameras();
        tours.look();
        // Other cameras may be near to what stands.
        told.changed();
      },
    },
    clock,
    log,
    host: args.host,
    patienceMs,
    port: args.port,
    certificate,
    pages: readPages(pages),
    logs: logFolder(args.data),
    coreId: randomUUID(),
    announced: () => announcement?.host ?? null,
    fanOut,
    openFeeds: (socket, seen) => openFeeds(socket, new FeedsClient(socket, seen, clock, fanOut)),
  }).catch((error: unknown) => {
    throw listenRefusal(error, args, refuse);
  });
  lifetime.onEnd("server", () => server.close());

  if (certificate !== null && announce !== undefined) {
    const { port } = new URL(server.origin);
    const address = isIP(args.host) === 4 && args.host !== "0.0.0.0" ? { address: args.host } : {};
    const tell = async () => {
      try {
        const last = await store.settings.get(ANNOUNCED_KEY);
        const what = { port: Number(port), name: walls.site.name, ...address, last, clock, log };
        const addresses = () => addressesOfMachine(args.host);
        announcement = await announce({ ...what, addresses, changed: (host) => void keepName(host) });
      } catch (error) {
        log.warn({ err: error }, "the network cannot be told of this Dinding");
      }
    };
    // The same one after the next start, whoever is switched on first then.
    const keepName = async (host: string | null) => {
      try {
        if (host !== null) await store.settings.put(ANNOUNCED_KEY, host);
      } catch (error) {
        log.warn({ err: error, host }, "the name in the network cannot be kept");
      }
    };
    const announced = tell();
    lifetime.onEnd("announcement", async () => {
      await announced;
      await announcement?.end();
    });
  }

  const spki = certificate?.now.spki ?? null;
  await writeRunFile(args.data, { origin: server.origin, token: access.shellToken, pid: process.pid, spki });
  lifetime.onEnd("run file", () => removeRunFile(args.data, process.pid));
  return { origin: server.origin, spki };
}

function openFeeds(socket: WebSocket, client: FeedsClient): void {
  socket.on("message", (data, isBinary) => {
    client.receive(isBinary || !Buffer.isBuffer(data) ? "" : data.toString("utf8"));
  });
  socket.once("close", () => {
    client.close();
  });
}

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { WebSocket } from "ws";
import type { Language } from "../protocol/session.ts";
import { PASSWORD_LENGTH } from "../protocol/account.ts";
import { createAccess, setAdminPassword } from "./access/access.ts";
import { removeRunFile, writeRunFile } from "./access/run-file.ts";
import type { Arguments } from "./base/arguments.ts";
import { type Clock, systemClock } from "./base/clock.ts";
import { Fault } from "./base/fault.ts";
import { Notices } from "./desk/notices.ts";
import { Presences } from "./desk/presences.ts";
import { Images } from "./images/images.ts";
import { logFolder } from "./base/kept-log.ts";
import type { Lifetime } from "./base/lifetime.ts";
import { AuditBook } from "./audit/audit-book.ts";
import type { Log } from "./base/log.ts";
import { projectFolder } from "./base/project.ts";
import { Refusal } from "./base/refusal.ts";
import { startSentence } from "./base/start-sentences.ts";
import { FanOutCounters, FeedsClient } from "./feeds/fan-out.ts";
import { MapBasis } from "./map/basis.ts";
import { PtzHeads } from "./onvif/heads.ts";
import { PtzHelms } from "./onvif/helms.ts";
import { startAnnouncing } from "./announcing.ts";
import { certificateFor, listenRefusal, messageOf, type Refuse } from "./door.ts";
import { ensureDemo, fillWalls } from "./first-demo.ts";
import { ensureSite } from "./first-site.ts";
import type { Announcement, AnnouncementOptions } from "./server/announcement.ts";
import { openFeedRooms } from "./open-feeds.ts";
import { openIncidentRooms } from "./open-incidents.ts";
import { openWallRooms } from "./open-walls.ts";
import { readPages } from "./server/pages.ts";
import { openServer } from "./server/server.ts";
import { openStore } from "./store/open.ts";
import { TakeAdmission } from "./wall/admission.ts";
import { MachineLook } from "./support/machine.ts";
import { GlassView } from "./wall/glass.ts";
import { LoadBook } from "./wall/load-book.ts";
import { MachineDisplays } from "./wall/displays.ts";

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

  const { addresses, minute, relay, whep, feeds, watch, moments, clips, prober } = await openFeedRooms({
    ...{ data: args.data, env, store, clock, log, lifetime },
    walls: () => walls,
    glass: () => glass,
  });
  const images = await Images.open({ data: args.data, clock, log });
  lifetime.onEnd("images", () => images.close());

  const notices = new Notices();
  const presences = new Presences({ clock, changed: () => notices.tell({ what: "presence" }) });
  lifetime.onEnd("presences", () => presences.close());
  const wallRooms = await openWallRooms({
    ...{ store, minute, feeds, watch, notices, clock, log, lifetime },
    raises: () => rules.raises,
    glass: () => glass,
  });
  const { walls, outputs, tours, layoutTours, schedules, history, sightings } = wallRooms;
  const { incidents, told, drills, sources, rules, evidence, answers, loadAgencies, hooks } =
    await openIncidentRooms({
      ...{ data: args.data, store, walls, feeds, minute, clips, notices, clock, log, lifetime },
      glass: () => glass,
    });
  const map = await MapBasis.open({ data: args.data, store, clock, log, changed: () => glass.changed() });
  lifetime.onEnd("map", () => map.close());
  const glass: GlassView = new GlassView({
    ...wallRooms,
    ...{ store, incidents: told, feeds, watch, images, clock, map },
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
  const heads = new PtzHeads(clock, log, (cameraId) => store.cameras.device(cameraId));
  lifetime.onEnd("heads", () => heads.close());
  const helms = new PtzHelms({ clock, changed: (id) => notices.tell({ what: "ptz", id }) });
  lifetime.onEnd("helms", () => helms.close());

  await sources.load();

  const certificate = await certificateFor(args, store, clock, log, refuse);
  if (certificate !== null) lifetime.onEnd("certificate", () => certificate.end());
  lifetime.signal.throwIfAborted();
  const fanOut = new FanOutCounters();
  let announced: () => string | null = () => null;
  const server = await openServer({
    rooms: {
      ...wallRooms,
      store,
      access,
      audit,
      feeds,
      moments,
      clips,
      images,
      notices,
      presences,
      loads,
      admission,
      displays: new MachineDisplays(),
      glass,
      heads,
      helms,
      prober,
      incidents,
      answers,
      drills,
      sources,
      hooks,
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
    announced: () => announced(),
    fanOut,
    openFeeds: (socket, seen) => openFeeds(socket, new FeedsClient(socket, seen, clock, fanOut)),
  }).catch((error: unknown) => {
    throw listenRefusal(error, args, refuse);
  });
  lifetime.onEnd("server", () => server.close());

  if (certificate !== null && announce !== undefined) {
    const port = Number(new URL(server.origin).port);
    const { name } = walls.site;
    announced = startAnnouncing({ announce, store, host: args.host, port, name, clock, log, lifetime });
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

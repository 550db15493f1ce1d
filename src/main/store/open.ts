import { extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Incident } from "../../protocol/incident.ts";
import { systemClock, type Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import { passphraseOf } from "./backup.ts";
import type { WorkerStart } from "./channel.ts";
import type { ReadingTables, UpkeepTables, WritingTables } from "./commands.ts";
import { type Line, openLine } from "./line.ts";
import type { Store } from "./store.ts";

/** How long a statement waits while another program holds the database, milliseconds. */
const BUSY_MS = 2000;

export interface StoreOptions {
  /** The data folder; it is created where it is missing. */
  readonly data: string;
  readonly log?: Log;
  /** Dates incidents. */
  readonly clock?: Pick<Clock, "now">;
  /** How long a change waits for a lock of another program, milliseconds. */
  readonly busyMs?: number;
}

/** An incident as the store wrote it itself. */
function storedIncident(doc: string): Incident {
  const incident: Incident = JSON.parse(doc);
  return incident;
}

/** The worker's file beside this one: TypeScript in the source tree, JavaScript in the compiled one. */
const workerFile = new URL(`./worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);

/** Work on the whole file, one after the other, each in a worker that ends with it: it is done once in days. */
function upkeepTurns(open: () => Line<UpkeepTables>) {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  const alone = async <T>(work: (line: Line<UpkeepTables>) => Promise<T>): Promise<T> => {
    const line = open();
    try {
      return await work(line);
    } finally {
      await line.close();
    }
  };
  return {
    /** Faults with `unavailable` once the store is closed, and with what the work faults with. */
    take<T>(work: (line: Line<UpkeepTables>) => Promise<T>): Promise<T> {
      if (closed) return Promise.reject(new Fault("unavailable", { what: "store" }));
      const turn = last.then(() => alone(work));
      last = turn.catch(() => {});
      return turn;
    },
    /** Settles after the work that was accepted. */
    async close(): Promise<void> {
      closed = true;
      await last;
    },
  };
}

/**
 * Opens the data folder in worker threads of its own, creates it where it is missing, and holds it against a second
 * core. Faults with `dataInUse`, `dataNewer`, `dataDamaged`, `keyMissing`, `diskFull`, `diskReadOnly` or `diskFailed`.
 */
export async function openStore({
  data,
  log,
  clock = systemClock,
  busyMs = BUSY_MS,
}: StoreOptions): Promise<Store> {
  const folder = resolve(data);
  const spawn = (part: WorkerStart["part"]) => () => {
    const start: WorkerStart = { part, data: folder, busyMs };
    return new Worker(workerFile, { workerData: start, name: `store-${part}` });
  };
  const writing = openLine<WritingTables>(spawn("writing"), log);
  // Started by the first long read.
  const reading = openLine<ReadingTables>(spawn("reading"), log);
  const upkeep = upkeepTurns(() => openLine<UpkeepTables>(spawn("upkeep"), log));
  await writing.start();

  return {
    cameras: {
      list: () => writing.call("cameras", "list"),
      get: (id) => writing.call("cameras", "get", id),
      add: (input) => writing.call("cameras", "add", input),
      edit: (id, patch, expected) => writing.call("cameras", "edit", id, patch, expected),
      remove: (id, expected) => writing.call("cameras", "remove", id, expected),
      import: (inputs, others, how) => writing.call("cameras", "import", inputs, others, how),
      addresses: () => writing.call("cameras", "addresses"),
      device: (id) => writing.call("cameras", "device", id),
      formats: () => writing.call("cameras", "formats"),
      learnFormat: (id, stream, format) => writing.call("cameras", "learnFormat", id, stream, format),
    },
    site: {
      get: () => writing.call("site", "get"),
      put: (site, expected) => writing.call("site", "put", site, expected),
    },
    layouts: {
      list: () => writing.call("layouts", "list"),
      get: (id) => writing.call("layouts", "get", id),
      add: (layout) => writing.call("layouts", "add", layout),
      put: (layout, expected, who) => writing.call("layouts", "put", layout, expected, who),
      edits: (id, version) => writing.call("layouts", "edits", id, version),
      editedSince: (at) => writing.call("layouts", "editedSince", at),
      remove: (id, expected) => writing.call("layouts", "remove", id, expected),
    },
    takes: {
      add: (take) => writing.call("takes", "add", take),
      get: (id) => writing.call("takes", "get", id),
      ofWall: (wallId, limit) => writing.call("takes", "ofWall", wallId, limit),
    },
    incidents: {
      list: async (query) =>
        (await reading.call("incidents", "list", query ?? {}, clock.now())).map(storedIncident),
      standing: () => reading.call("incidents", "standing", clock.now()),
      counts: () => reading.call("incidents", "counts", clock.now()),
      entries: (id) => reading.call("incidents", "entries", id),
      get: (id) => writing.call("incidents", "get", id),
      versions: (id) => reading.call("incidents", "versions", id),
      add: (input, by, how = {}) => writing.call("incidents", "add", input, by, how, clock.now()),
      edit: (id, patch, expected, by) =>
        writing.call("incidents", "edit", id, patch, expected, by, clock.now()),
      enter: (id, event, by) => writing.call("incidents", "enter", id, event, by, clock.now()),
      assign: (id, agencyIds, expected, by) =>
        writing.call("incidents", "assign", id, agencyIds, expected, by, clock.now()),
      unassign: (id, agencyId, expected, by) =>
        writing.call("incidents", "unassign", id, agencyId, expected, by, clock.now()),
      editAssignment: (id, agencyId, patch, expected, by) =>
        writing.call("incidents", "editAssignment", id, agencyId, patch, expected, by, clock.now()),
      pairs: (incidentId, limit) => reading.call("incidents", "pairs", incidentId, limit, clock.now()),
      join: (id, otherId, by) => writing.call("incidents", "join", id, otherId, by, clock.now()),
      split: (id, by) => writing.call("incidents", "split", id, by, clock.now()),
      setApart: (id, otherId, apart, by) =>
        writing.call("incidents", "setApart", id, otherId, apart, by, clock.now()),
      receive: (sourceId, reports, cursor) =>
        writing.call("incidents", "receive", sourceId, reports, cursor, clock.now()),
      tryReceive: (sourceId, name, reports) =>
        writing.call("incidents", "tryReceive", sourceId, name, reports, clock.now()),
    },
    outbox: {
      first: (sourceId, limit) => writing.call("outbox", "first", sourceId, limit),
      settle: (seq, incidentId, event, by) =>
        writing.call("outbox", "settle", seq, incidentId, event, by, clock.now()),
      waiting: () => writing.call("outbox", "waiting"),
    },
    incidentHooks: {
      receive: (sourceId, messageId, reports, keptMs) =>
        writing.call("incidentHooks", "receive", sourceId, messageId, reports, keptMs, clock.now()),
    },
    incidentSources: {
      list: () => writing.call("incidentSources", "list"),
      get: (id) => writing.call("incidentSources", "get", id),
      add: (input) => writing.call("incidentSources", "add", input),
      edit: (id, patch, expected) => writing.call("incidentSources", "edit", id, patch, expected),
      remove: (id, expected) => writing.call("incidentSources", "remove", id, expected),
      runnable: () => writing.call("incidentSources", "runnable"),
    },
    history: {
      add: (wallId, at, event) => writing.call("history", "add", wallId, at, event),
      prune: (before) => writing.call("history", "prune", before),
      moment: (wallId, at) => reading.call("history", "moment", wallId, at),
      changes: (wallId, from, until) => reading.call("history", "changes", wallId, from, until),
      stood: (at) => reading.call("history", "stood", at),
    },
    handovers: {
      list: (limit) => writing.call("handovers", "list", limit),
      get: (id) => writing.call("handovers", "get", id),
      add: (given) => writing.call("handovers", "add", given),
      takeOver: (id, by) => writing.call("handovers", "takeOver", id, by),
    },
    upkeep: { check: () => upkeep.take((line) => line.call("upkeep", "check")) },
    sightings: {
      add: (hour, some) => writing.call("sightings", "add", hour, some),
      between: (from, until) => reading.call("sightings", "between", from, until),
      prune: (before) => writing.call("sightings", "prune", before),
    },
    drills: {
      list: () => writing.call("drills", "list"),
      put: (script) => writing.call("drills", "put", script),
      remove: (id) => writing.call("drills", "remove", id),
      runs: () => writing.call("drills", "runs"),
      run: (id) => writing.call("drills", "run", id),
      putRun: (run, incidentIds) => writing.call("drills", "putRun", run, incidentIds),
    },
    agencies: {
      list: () => writing.call("agencies", "list"),
      put: (agency, expected) => writing.call("agencies", "put", agency, expected),
      remove: (id, expected) => writing.call("agencies", "remove", id, expected),
    },
    crewLinks: {
      add: (link, by) => writing.call("crewLinks", "add", link, by, clock.now()),
      ofIncident: (incidentId) => writing.call("crewLinks", "ofIncident", incidentId),
      end: (incidentId, id, by) => writing.call("crewLinks", "end", incidentId, id, by, clock.now()),
      open: (tokenHash) => writing.call("crewLinks", "open", tokenHash, clock.now()),
      report: (tokenHash, report) => writing.call("crewLinks", "report", tokenHash, report, clock.now()),
    },
    rules: {
      list: () => writing.call("rules", "list"),
      get: (id) => writing.call("rules", "get", id),
      add: (input) => writing.call("rules", "add", input, clock.now()),
      put: (id, input, expected) => writing.call("rules", "put", id, input, expected, clock.now()),
      remove: (id, expected) => writing.call("rules", "remove", id, expected),
      fired: (incidentIds) => writing.call("rules", "fired", incidentIds),
      fire: (firing) => writing.call("rules", "fire", firing),
    },
    alerts: {
      standing: () => writing.call("alerts", "standing"),
      end: (ids, answered) => writing.call("alerts", "end", ids, answered, clock.now()),
      past: (from, until) => reading.call("alerts", "past", from, until),
      desk: (name) => writing.call("alerts", "desk", name),
      putDesk: (name, desk) => writing.call("alerts", "putDesk", name, desk),
      shelves: () => writing.call("alerts", "shelves"),
      addShelf: (shelf) => writing.call("alerts", "addShelf", shelf, clock.now()),
      removeShelf: (id) => writing.call("alerts", "removeShelf", id),
    },
    raises: {
      standing: () => writing.call("raises", "standing"),
      wall: (wallId) => writing.call("raises", "wall", wallId),
      change: (raising) => writing.call("raises", "change", raising),
    },
    clips: {
      list: (cameraId) => writing.call("clips", "list", cameraId),
      get: (id) => writing.call("clips", "get", id),
      add: (clip) => writing.call("clips", "add", clip),
      remove: (id, by) => writing.call("clips", "remove", id, by, clock.now()),
    },
    evidence: {
      left: (mostAnHour) => writing.call("evidence", "left", mostAnHour, clock.now()),
      plan: (plans, most) => writing.call("evidence", "plan", plans, most, clock.now()),
      due: () => writing.call("evidence", "due"),
      settle: (incidentId, cameraId, event) =>
        writing.call("evidence", "settle", incidentId, cameraId, event, clock.now()),
      bytes: () => writing.call("evidence", "bytes"),
      oldest: () => writing.call("evidence", "oldest"),
    },
    accounts: {
      count: () => writing.call("accounts", "count"),
      get: (name) => writing.call("accounts", "get", name),
      list: () => writing.call("accounts", "list"),
      put: (account) => writing.call("accounts", "put", account),
      addFirst: (account) => writing.call("accounts", "addFirst", account),
      add: (account) => writing.call("accounts", "add", account),
      edit: (name, change) => writing.call("accounts", "edit", name, change),
      rehash: (name, before, after) => writing.call("accounts", "rehash", name, before, after),
      remove: (name) => writing.call("accounts", "remove", name),
    },
    sessions: {
      add: (tokenHash, session) => writing.call("sessions", "add", tokenHash, session),
      get: (tokenHash) => writing.call("sessions", "get", tokenHash),
      list: (name) => writing.call("sessions", "list", name),
      isFrom: (name, address) => writing.call("sessions", "isFrom", name, address),
      extend: (tokenHash, expiresAt, usedAt) =>
        writing.call("sessions", "extend", tokenHash, expiresAt, usedAt),
      remove: (tokenHash) => writing.call("sessions", "remove", tokenHash),
      removeListed: (id, name) => writing.call("sessions", "removeListed", id, name),
      removeExpired: (now) => writing.call("sessions", "removeExpired", now),
      lock: (tokenHash, at) => writing.call("sessions", "lock", tokenHash, at),
      pinFailed: (tokenHash) => writing.call("sessions", "pinFailed", tokenHash),
    },
    tokens: {
      add: (tokenHash, token) => writing.call("tokens", "add", tokenHash, token),
      find: (tokenHash) => writing.call("tokens", "find", tokenHash),
      list: (madeBy) => writing.call("tokens", "list", madeBy),
      used: (tokenHash, at) => writing.call("tokens", "used", tokenHash, at),
      remove: (id, madeBy) => writing.call("tokens", "remove", id, madeBy),
      removeExpired: (now) => writing.call("tokens", "removeExpired", now),
    },
    audit: {
      add: (entry) => writing.call("audit", "add", entry),
      prune: (now) => writing.call("audit", "prune", now),
      newest: (query, edge, limit) => reading.call("audit", "newest", query, edge, limit),
      oldest: (query, edge, limit) => reading.call("audit", "oldest", query, edge, limit),
      begin: () => reading.call("audit", "begin"),
      follow: (from, limit) => reading.call("audit", "follow", from, limit),
    },
    settings: {
      get: (key) => writing.call("settings", "get", key),
      put: (key, value) => writing.call("settings", "put", key, value),
      getSecret: (key) => writing.call("settings", "getSecret", key),
      putSecret: (key, value) => writing.call("settings", "putSecret", key, value),
    },
    backup: (path) =>
      upkeep.take((line) => line.call("backup", "write", resolve(path), passphraseOf(process.env))),
    writtenElsewhere: () => writing.call("file", "writtenElsewhere"),
    async close() {
      await upkeep.close();
      await reading.close();
      await writing.close();
    },
  };
}

import type Database from "better-sqlite3";
import {
  cameraInputSchema,
  cameraPatchSchema,
  cameraSchema,
  MOST_CAMERA_NUMBER,
  type Camera,
} from "../../protocol/camera.ts";
import type { CameraInput, CameraPatch, StreamRole } from "../../protocol/camera.ts";
import { type Format, formatSchema } from "../../protocol/format.ts";
import type { DeviceAddress } from "../base/device-address.ts";
import { Fault } from "../base/fault.ts";
import type { OnvifTable } from "./onvif-addresses.ts";
import { accept, expectVersion, readDoc, readRow, retiredVersions } from "./row.ts";
import type { Store } from "./store.ts";
import type { Expected, Versioned } from "./versioned.ts";
import { atomic } from "./transaction.ts";
import type { StreamTable } from "./streams.ts";

interface CameraRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly number: number | null;
  readonly detail: string;
  readonly backup_camera_id: string | null;
}

const detailSchema = cameraSchema.pick({ group: true, location: true, neverPublic: true });

const none: ReadonlySet<number> = new Set();

type LearnedFormats = Awaited<ReturnType<Store["cameras"]["formats"]>>;

interface FormatRow {
  readonly camera_id: string;
  readonly role: StreamRole;
  readonly doc: string;
}

/** Cameras with their streams, each change in one transaction. */
export function cameraTable(db: Database.Database, streams: StreamTable, onvif: OnvifTable) {
  const retired = retiredVersions(db);
  const all = db.prepare<[], CameraRow>("SELECT * FROM cameras ORDER BY seq");
  const one = db.prepare<[string], CameraRow>("SELECT * FROM cameras WHERE id = ?");
  const numbered = db.prepare<[number], { id: string; name: string }>(
    "SELECT id, name FROM cameras WHERE number = ?",
  );
  const lastNumber = db.prepare<[], number | null>("SELECT max(number) FROM cameras").pluck();
  const numbers = db.prepare<[], number>("SELECT number FROM cameras ORDER BY number").pluck();
  const insert = db.prepare<[string, number, string, number, string, string | null]>(
    "INSERT INTO cameras (id, version, name, number, detail, backup_camera_id) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const update = db.prepare<[number, string, number | null, string, string | null, string]>(
    "UPDATE cameras SET version = ?, name = ?, number = ?, detail = ?, backup_camera_id = ? WHERE id = ?",
  );
  const forgetBackup = db.prepare<[string]>(
    "UPDATE cameras SET backup_camera_id = NULL, version = version + 1 WHERE backup_camera_id = ?",
  );
  const drop = db.prepare<[string]>("DELETE FROM cameras WHERE id = ?");
  const formats = db.prepare<[], FormatRow>("SELECT * FROM learned_formats ORDER BY camera_id, role");
  const putFormat = db.prepare<[string, string, string]>(
    `INSERT INTO learned_formats (camera_id, role, doc)
     SELECT camera_id, role, ? FROM streams WHERE camera_id = ? AND role = ?
     ON CONFLICT (camera_id, role) DO UPDATE SET doc = excluded.doc WHERE doc <> excluded.doc`,
  );

  const detailOf = (row: CameraRow) => readDoc(detailSchema, row.detail, `cameras ${row.id}`);

  function camera(row: CameraRow): Camera {
    const device = onvif.get(row.id);
    const value = {
      id: row.id,
      name: row.name,
      ...(row.number === null ? {} : { number: row.number }),
      ...detailOf(row),
      ...(row.backup_camera_id === null ? {} : { backupCameraId: row.backup_camera_id }),
      ...(device === null ? {} : { onvif: device }),
      streams: streams.list(row.id),
    };
    return readRow(cameraSchema, value, `cameras ${row.id}`);
  }

  function stored(id: string): CameraRow {
    const row = one.get(id);
    if (row === undefined) throw new Fault("notFound", { what: "camera", id });
    return row;
  }

  function get(id: string): Versioned<Camera> {
    const row = stored(id);
    return { value: camera(row), version: row.version };
  }

  /** A name as an id: "Simpang Lima (utara)" is simpang-lima-utara; a number follows where that is taken. */
  function freeId(name: string): string {
    const plain = name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 48);
    const stem = plain === "" ? "camera" : plain;
    let id = stem;
    for (let number = 2; one.get(id) !== undefined; number += 1) id = `${stem}-${number}`;
    return id;
  }

  /**
   * The number after the largest, so that a removed camera's is not soon another's: fingers remember it. Where that is
   * used up, the first that is free.
   */
  function freeNumber(others: ReadonlySet<number>): number {
    let number = (lastNumber.get() ?? 0) + 1;
    while (others.has(number)) number += 1;
    if (number <= MOST_CAMERA_NUMBER) return number;
    const taken = new Set([...numbers.all(), ...others]);
    number = 1;
    while (taken.has(number)) number += 1;
    return number;
  }

  function checkNumber(id: string, number: number | undefined): void {
    const owner = number === undefined ? undefined : numbered.get(number);
    if (owner !== undefined && owner.id !== id)
      throw new Fault("invalid", {
        field: "number",
        problem: `${number} is the number of ${owner.name} (${owner.id})`,
      });
  }

  function checkBackup(id: string, backupId: string | null): void {
    if (backupId === null) return;
    if (backupId === id || one.get(backupId) === undefined)
      throw new Fault("invalid", {
        field: "backupCameraId",
        problem: `there is no other camera ${backupId}`,
      });
  }

  return {
    list: () => all.all().map(camera),
    get,
    /** `others`: numbers that are kept free for whom they are meant. */
    add: atomic(db, (given: CameraInput, others: ReadonlySet<number> = none): Versioned<Camera> => {
      const input = accept(cameraInputSchema, given);
      const id = input.id ?? freeId(input.name);
      if (one.get(id) !== undefined) throw new Fault("conflict", { what: "camera", id });
      const backupId = input.backupCameraId ?? null;
      checkBackup(id, backupId);
      checkNumber(id, input.number);
      insert.run(
        id,
        retired.first("camera", id),
        input.name,
        input.number ?? freeNumber(others),
        JSON.stringify(detailSchema.parse(input)),
        backupId,
      );
      streams.replace(id, input.streams);
      if (input.onvif !== undefined) onvif.replace(id, input.onvif);
      return get(id);
    }),
    edit: atomic(db, (id: string, given: CameraPatch, expected: Expected): Versioned<Camera> => {
      const patch = accept(cameraPatchSchema, given);
      const row = stored(id);
      expectVersion("camera", expected, row.version);
      const before = detailOf(row);
      const detail = detailSchema.parse({
        group: patch.group === null ? undefined : (patch.group ?? before.group),
        location: patch.location === null ? undefined : (patch.location ?? before.location),
        neverPublic: patch.neverPublic === null ? undefined : (patch.neverPublic ?? before.neverPublic),
      });
      const backupId = patch.backupCameraId === undefined ? row.backup_camera_id : patch.backupCameraId;
      checkBackup(id, backupId);
      checkNumber(id, patch.number);
      const number = patch.number ?? row.number;
      update.run(row.version + 1, patch.name ?? row.name, number, JSON.stringify(detail), backupId, id);
      if (patch.streams !== undefined) streams.replace(id, patch.streams);
      if (patch.onvif !== undefined) onvif.replace(id, patch.onvif);
      return get(id);
    }),
    remove: atomic(db, (id: string, expected: Expected): void => {
      const row = stored(id);
      expectVersion("camera", expected, row.version);
      forgetBackup.run(id);
      drop.run(id);
      retired.remember("camera", id, row.version);
    }),
    addresses: () => streams.addresses(),
    device(id: string): DeviceAddress | null {
      stored(id);
      const device = onvif.address(id);
      if (device === null || device.username !== null) return device;
      // A password that was given for another machine stays away from this one.
      const stream = streams
        .addresses(id)
        .find(
          ({ url, username }) =>
            username !== null && URL.parse(url)?.hostname === new URL(device.url).hostname,
        );
      return stream === undefined
        ? device
        : { ...device, username: stream.username, password: stream.password };
    },
    formats: (): LearnedFormats =>
      formats.all().map(({ camera_id: cameraId, role: stream, doc }) => ({
        cameraId,
        stream,
        format: readDoc(formatSchema, doc, `learned_formats ${cameraId}`),
      })),
    learnFormat(cameraId: string, stream: StreamRole, format: Format): void {
      putFormat.run(JSON.stringify(accept(formatSchema, format)), cameraId, stream);
    },
  };
}

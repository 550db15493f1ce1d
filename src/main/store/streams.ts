import type Database from "better-sqlite3";
import type { StreamInput, StreamRole, Transport } from "../../protocol/camera.ts";
import type { StreamAddress } from "../base/stream-address.ts";
import { Fault } from "../base/fault.ts";
import type { Cipher } from "./cipher.ts";
import { endpointOf, readStreamUrl } from "./stream-url.ts";

interface StreamRow {
  readonly camera_id: string;
  readonly role: StreamRole;
  readonly url: string;
  readonly username: string | null;
  readonly password: Uint8Array | null;
  readonly transport: Transport | null;
  readonly player: string | null;
}

/** The streams of cameras and their logins. */
export interface StreamTable {
  /** As the API gives them, in the order they were sent; checked by the caller's schema. */
  list(cameraId: string): unknown[];
  /** Makes `inputs` the camera's streams; to be called in the transaction that changes the camera. */
  replace(cameraId: string, inputs: readonly StreamInput[]): void;
  /** Of all cameras, or of one, with the passwords; one that does not open any more is missing, and told. */
  addresses(cameraId?: string): StreamAddress[];
}

/**
 * A password opens only beside the camera, role, endpoint and user name that it was given for: whoever edits the
 * file to point a camera elsewhere gets no password sent there.
 */
function place(cameraId: string, role: string, url: string, username: string | null): string[] {
  return ["stream", cameraId, role, endpointOf(url), username ?? ""];
}

export function streamTable(
  db: Database.Database,
  cipher: Cipher,
  warn: (message: string) => void,
): StreamTable {
  const ofCamera = db.prepare<[string], StreamRow>(
    "SELECT * FROM streams WHERE camera_id = ? ORDER BY position",
  );
  const all = db.prepare<[], StreamRow>(
    "SELECT streams.* FROM streams JOIN cameras ON cameras.id = camera_id ORDER BY cameras.seq, position",
  );
  const put = db.prepare<(string | number | Uint8Array | null)[]>(
    `INSERT INTO streams (camera_id, role, position, url, username, password, transport, player)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (camera_id, role) DO UPDATE SET position = excluded.position, url = excluded.url,
       username = excluded.username, password = excluded.password, transport = excluded.transport,
       player = excluded.player`,
  );
  const drop = db.prepare<[string, string]>("DELETE FROM streams WHERE camera_id = ? AND role = ?");
  const dropFormat = db.prepare<[string, string]>(
    "DELETE FROM learned_formats WHERE camera_id = ? AND role = ?",
  );

  function replace(cameraId: string, inputs: readonly StreamInput[]): void {
    const before = new Map(ofCamera.all(cameraId).map((row) => [row.role, row]));
    const roles = new Set(inputs.map((input) => input.role));
    if (roles.size !== inputs.length)
      throw new Fault("invalid", {
        field: "streams",
        problem: "there is one main and one sub stream at most",
      });
    for (const role of before.keys()) if (!roles.has(role)) drop.run(cameraId, role);
    for (const [position, input] of inputs.entries()) {
      const typed = readStreamUrl(input.url, `streams.${position}.url`);
      const username =
        input.username === undefined || input.username === "" ? typed.username : input.username;
      // A password in the address belongs to the user in the address.
      const inUrl = typed.username === null || typed.username === username ? typed.password : null;
      const given = input.password ?? inUrl;
      const old = before.get(input.role);
      let password: Uint8Array | null = null;
      if (given !== null) {
        if (given !== "") password = cipher.seal(given, place(cameraId, input.role, typed.url, username));
      } else if (
        old !== undefined &&
        old.username === username &&
        endpointOf(old.url) === endpointOf(typed.url)
      ) {
        password = old.password;
      }
      put.run(
        cameraId,
        input.role,
        position,
        typed.url,
        username,
        password,
        input.transport ?? null,
        input.player ?? null,
      );
      if (old !== undefined && old.url !== typed.url) dropFormat.run(cameraId, input.role);
    }
  }

  return {
    list: (cameraId) =>
      ofCamera.all(cameraId).map((row) => ({
        role: row.role,
        url: row.url,
        ...(row.username === null ? {} : { username: row.username }),
        ...(row.transport === null ? {} : { transport: row.transport }),
        ...(row.player === null ? {} : { player: row.player }),
        hasCredentials: row.password !== null,
      })),
    replace,
    addresses: (only) =>
      (only === undefined ? all.all() : ofCamera.all(only)).map((row) => {
        const { camera_id: cameraId, role, url, username } = row;
        const password = row.password && cipher.open(row.password, place(cameraId, role, url, username));
        if (row.password !== null && password === null)
          warn(`the stored password of camera ${cameraId}, stream ${role}, does not open; enter it again`);
        return { cameraId, stream: role, url, username, password, transport: row.transport ?? "tcp" };
      }),
  };
}

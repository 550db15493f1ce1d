import type Database from "better-sqlite3";
import type { OnvifAddress, OnvifAddressInput } from "../../protocol/onvif.ts";
import type { DeviceAddress } from "../base/device-address.ts";
import { Fault } from "../base/fault.ts";
import { readHttpAddress } from "../base/http-address.ts";
import type { Cipher } from "./cipher.ts";

interface OnvifRow {
  readonly camera_id: string;
  readonly url: string;
  readonly username: string | null;
  readonly password: Uint8Array | null;
}

/** Where cameras answer by ONVIF, and the logins for it. */
export interface OnvifTable {
  /** As the API gives it. */
  get(cameraId: string): OnvifAddress | null;
  /** To be called in the transaction that changes the camera; null removes it. */
  replace(cameraId: string, input: OnvifAddressInput | null): void;
  /** With its own login opened, null where it has none; one that does not open any more is missing, and told. */
  address(cameraId: string): DeviceAddress | null;
}

/** A password opens only beside the camera, origin and user name that it was given for, as those of streams do. */
function place(cameraId: string, url: string, username: string | null): string[] {
  return ["onvif", cameraId, new URL(url).origin, username ?? ""];
}

/** An address a person typed, with the login that stood in it taken out. Faults with `invalid`. */
function readAddress(typed: string): DeviceAddress {
  const address = readHttpAddress(typed);
  if (address !== null) return address;
  const problem = "an address begins with http:// or https:// and a host";
  throw new Fault("invalid", { field: "onvif.url", problem });
}

export function onvifTable(
  db: Database.Database,
  cipher: Cipher,
  warn: (message: string) => void,
): OnvifTable {
  const one = db.prepare<[string], OnvifRow>("SELECT * FROM onvif_addresses WHERE camera_id = ?");
  const put = db.prepare<[string, string, string | null, Uint8Array | null]>(
    `INSERT INTO onvif_addresses (camera_id, url, username, password) VALUES (?, ?, ?, ?)
     ON CONFLICT (camera_id) DO UPDATE SET url = excluded.url, username = excluded.username,
       password = excluded.password`,
  );
  const drop = db.prepare<[string]>("DELETE FROM onvif_addresses WHERE camera_id = ?");

  return {
    get(cameraId) {
      const row = one.get(cameraId);
      if (row === undefined) return null;
      const { url, username, password } = row;
      return { url, ...(username === null ? {} : { username }), hasCredentials: password !== null };
    },
    replace(cameraId, input) {
      if (input === null) {
        drop.run(cameraId);
        return;
      }
      const typed = readAddress(input.url);
      const username =
        input.username === undefined || input.username === "" ? typed.username : input.username;
      const inUrl = typed.username === null || typed.username === username ? typed.password : null;
      const given = input.password ?? inUrl;
      const old = one.get(cameraId);
      let password: Uint8Array | null = null;
      if (given !== null) {
        if (given !== "") password = cipher.seal(given, place(cameraId, typed.url, username));
      } else if (
        old !== undefined &&
        old.username === username &&
        new URL(old.url).origin === new URL(typed.url).origin
      ) {
        password = old.password;
      }
      put.run(cameraId, typed.url, username, password);
    },
    address(cameraId) {
      const row = one.get(cameraId);
      if (row === undefined) return null;
      const { url, username } = row;
      const password = row.password && cipher.open(row.password, place(cameraId, url, username));
      if (row.password !== null && password === null)
        warn(`the stored ONVIF password of camera ${cameraId} does not open; enter it again`);
      return { url, username, password };
    },
  };
}

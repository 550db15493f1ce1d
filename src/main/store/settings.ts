import type Database from "better-sqlite3";
import type { Cipher } from "./cipher.ts";

/** Values of the core's own by name, plain or sealed. */
export function settingTable(db: Database.Database, cipher: Cipher, warn: (message: string) => void) {
  const get = db.prepare<[string], string>("SELECT value FROM settings WHERE key = ?").pluck();
  const put = db.prepare<[string, string]>(
    "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  const getSealed = db
    .prepare<[string], Uint8Array>("SELECT value FROM secret_settings WHERE key = ?")
    .pluck();
  const putSealed = db.prepare<[string, Uint8Array]>(
    "INSERT INTO secret_settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  return {
    get: (key: string): string | null => get.get(key) ?? null,
    put(key: string, value: string): void {
      put.run(key, value);
    },
    getSecret(key: string): string | null {
      const sealed = getSealed.get(key);
      if (sealed === undefined) return null;
      const value = cipher.open(sealed, ["setting", key]);
      if (value === null) warn(`the stored secret ${key} does not open; it counts as absent`);
      return value;
    },
    putSecret(key: string, value: string): void {
      putSealed.run(key, cipher.seal(value, ["setting", key]));
    },
  };
}

import { randomBytes, scryptSync } from "node:crypto";
import { KEY_BYTES, createCipher } from "./cipher.ts";

/** scrypt with N=2^17, r=8, p=1, as the OWASP Password Storage Cheat Sheet asks for; 128 MiB, about half a second. */
const scrypt = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 };
const SALT_BYTES = 16;
const about = ["backup", "key"];

/** The data folder's key as a backup carries it: as it is where `salt` is null, else sealed with a passphrase. */
export interface CarriedKey {
  readonly key: Uint8Array;
  readonly salt: Uint8Array | null;
}

export function wrapKey(key: Uint8Array, passphrase: string | null): CarriedKey {
  if (passphrase === null) return { key, salt: null };
  const salt = randomBytes(SALT_BYTES);
  const cipher = createCipher(scryptSync(passphrase.normalize("NFC"), salt, KEY_BYTES, scrypt));
  return { key: cipher.seal(Buffer.from(key).toString("base64"), about), salt };
}

/** Null where the passphrase is missing or another. */
export function unwrapKey(carried: CarriedKey, passphrase: string | null): Uint8Array | null {
  if (carried.salt === null) return carried.key;
  if (passphrase === null) return null;
  const cipher = createCipher(scryptSync(passphrase.normalize("NFC"), carried.salt, KEY_BYTES, scrypt));
  const key = cipher.open(carried.key, about);
  return key === null ? null : Buffer.from(key, "base64");
}

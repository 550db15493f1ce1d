import { createHash, randomBytes } from "node:crypto";

/** 256 bits of randomness in base64url: nothing to guess, so a plain hash of it is enough at rest. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 of an opaque token, hex: all that is kept of it. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { Fault } from "../../../base/fault.ts";

/** The headers of a message by Standard Webhooks (https://www.standardwebhooks.com, "Webhook Headers"). */
export interface SignedHeaders {
  readonly "webhook-id": string;
  /** Seconds since 1970. */
  readonly "webhook-timestamp": string;
  /** Signatures apart by spaces, each `v1,BASE64`. */
  readonly "webhook-signature": string;
}

const PREFIX = "whsec_";
/** The specification asks for 24 to 64. */
const SECRET_BYTES = 32;
const MOST_ID = 256;
/** Signatures of one message that are looked at: one for each secret of a sender that changes its own. */
const MOST_SIGNATURES = 8;

/** A secret as the specification writes it: `whsec_` and random bytes in base64. */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** The key of a secret: what stands behind `whsec_` in base64; any other text as it is. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), "base64")
    : Buffer.from(secret, "utf8");
}

/** HMAC-SHA256 over `id.timestamp.body`, in base64. */
function signature(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  return createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest("base64");
}

/** The headers of `body` signed with `secret`. `now`: milliseconds since 1970. */
export function signed(secret: string, id: string, body: Uint8Array, now: number): SignedHeaders {
  const timestamp = String(Math.floor(now / 1000));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature(secret, id, timestamp, body)}`,
  };
}

export interface Verified {
  readonly id: string;
  /** By how much the sender's clock is ahead, milliseconds, to the second. */
  readonly aheadMs: number;
}

/**
 * Whether a message was signed with one of `secrets`, within `windowS` seconds of `now` (milliseconds since 1970). Faults
 * with `signatureRefused` or `clocksApart`, which names both clocks; a clock is named only to who knows a secret.
 */
export function verify(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Uint8Array,
  secrets: readonly string[],
  { windowS, now }: { readonly windowS: number; readonly now: number },
): Verified {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(
    (name) => headers[name],
  );
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof signatures !== "string")
    throw new Fault("signatureRefused", { problem: "a header of Standard Webhooks is missing" });
  if (id === "" || id.length > MOST_ID || !/^\d{1,12}$/.test(timestamp))
    throw new Fault("signatureRefused", { problem: "webhook-id or webhook-timestamp cannot be read" });
  const given = signatures
    .split(" ")
    .filter((one) => one.startsWith("v1,"))
    .slice(0, MOST_SIGNATURES)
    .map((one) => Buffer.from(one.slice(3), "base64"));
  let fits = false;
  for (const secret of secrets) {
    const wanted = Buffer.from(signature(secret, id, timestamp, body), "base64");
    // All of them, so that the time it takes does not tell which one was nearest.
    for (const one of given) if (one.length === wanted.length && timingSafeEqual(one, wanted)) fits = true;
  }
  if (!fits) throw new Fault("signatureRefused", { problem: "it was not made with this source's secret" });
  const theirs = Number(timestamp) * 1000;
  if (Math.abs(theirs - now) > windowS * 1000)
    throw new Fault("clocksApart", {
      theirs: new Date(theirs).toISOString(),
      ours: new Date(now).toISOString(),
      seconds: windowS,
    });
  return { id, aheadMs: theirs - Math.floor(now / 1000) * 1000 };
}

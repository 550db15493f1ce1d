import { z } from "zod";

/** A telephone number (RFC 3966): digits and hyphens, a plus sign before an international one; nothing behind it. */
const TEL = /^tel:\+?[0-9](?:[0-9-]{0,18}[0-9])?$/;
/** A SIP address (RFC 3261, 19.1): somebody at a host name or an IPv4 address, perhaps a port; no password, no headers. */
const SIP =
  /^sip:[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9])?@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?){0,8}(?::([1-9][0-9]{0,4}))?$/;

/** Whether a link may lead to `uri`: only these two schemes in these forms, so that nothing else can stand in one. */
export function isDialUri(uri: string): boolean {
  if (TEL.test(uri)) return true;
  const sip = SIP.exec(uri);
  return sip !== null && (sip[1] === undefined || Number(sip[1]) <= 65_535);
}

export const dialUriSchema = z
  .string()
  .max(200)
  .refine(isDialUri, "write it as tel:110, tel:+62-21-5551234 or sip:name@host");

/** What a person reads of it: `110` of `tel:110`. */
export function dialText(uri: string): string {
  return uri.replace(/^(?:tel|sip):/, "");
}

/**
 * What a person wrote as a telephone number, as `tel:`; null where it is none. Spaces, dots, brackets and slashes between
 * the digits go.
 */
export function telOf(written: string): string | null {
  const uri = `tel:${written
    .trim()
    .replaceAll(/[\s()./]+/g, "-")
    .replaceAll(/-{2,}/g, "-")
    .replace(/^(\+?)-/, "$1")
    .replace(/-$/, "")}`;
  return TEL.test(uri) ? uri : null;
}

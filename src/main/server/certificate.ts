import { createHash, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { syncFolder, writeWhole } from "../store/folder.ts";
import { type Authority, maySign, signServer } from "./authority.ts";

/** What the core shows to browsers, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** Base64 of the SHA-256 of its public key (RFC 7469, 2.4): local windows trust exactly this one. */
  readonly spki: string;
  /** The names it stands for, in lower case. */
  readonly names: readonly string[];
  /** What signed it where the core made it, PEM: whoever trusts that trusts it; null for the city's own. */
  readonly authority: string | null;
}

/** Days a certificate made here is good for; some browsers refuse server certificates of more than 825. */
const DAYS = 800;
/** One that ends within this many days is made anew. */
const RENEW_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The certificate of `<data>/tls`: cert.pem and key.pem, the city's own where they were put there. Otherwise one is
 * signed by `authority` and kept, for `names`; made anew where it is about to end, lacks one of the names, was signed by
 * another, or was cut short while it was written; for the same key where that is left. A pair of the city that cannot be
 * used is an Error, and never replaced. `authority` is asked for only where a certificate of ours is needed. `now`:
 * milliseconds since 1970.
 */
export async function loadCertificate(
  data: string,
  names: readonly string[],
  now: number,
  authority: () => Promise<Authority>,
): Promise<Certificate> {
  return keptOrMade(data, await textsIn(data), names, now, authority);
}

async function keptOrMade(
  data: string,
  { cert, key, made }: Texts,
  names: readonly string[],
  now: number,
  authority: () => Promise<Authority>,
): Promise<Certificate> {
  const { folder, ...files } = placesIn(data);
  let kept: Certificate | null = null;
  if (cert !== null || key !== null) {
    try {
      if (cert === null || key === null)
        throw new Error(`${cert === null ? files.cert : files.key} is missing`);
      kept = describe(cert, key);
      if (!isOurs(kept, made)) return kept;
      const by = await authority();
      if (isGood(kept, signable(by, names), now, by.cert)) return { ...kept, authority: by.cert };
    } catch (error) {
      if (!wasCut(cert, key, made)) throw error;
    }
  }
  const by = await authority();
  const pair = await signServer(by, signable(by, names), DAYS, now, kept?.key ?? null);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  syncFolder(data);
  // The mark comes first and names whatever a cut may leave: what it does not name is taken for the city's.
  const mark = [certMark(pair.cert), keyMark(pair.key), certMark(cert), keyMark(key)].join("\n");
  write(files.made, mark);
  write(files.key, pair.key);
  write(files.cert, pair.cert);
  write(files.made, certMark(pair.cert));
  return { ...describe(pair.cert, pair.key), authority: by.cert };
}

/**
 * What takes the place of `served`, which the core made, while it is served: that one itself where it is still good, or
 * a new one for the same key. Null where the files are no longer those that are served: whoever works on them is left
 * alone until the next start.
 */
export async function renewCertificate(
  data: string,
  served: Certificate,
  names: readonly string[],
  now: number,
  authority: () => Promise<Authority>,
): Promise<Certificate | null> {
  const texts = await textsIn(data);
  if (texts.cert !== served.cert || texts.key !== served.key) return null;
  return keptOrMade(data, texts, names, now, authority);
}

/** What the files hold; null of one that is not there. */
interface Texts {
  readonly cert: string | null;
  readonly key: string | null;
  readonly made: string | null;
}

async function textsIn(data: string): Promise<Texts> {
  const files = placesIn(data);
  const [cert, key, made] = await Promise.all([textOf(files.cert), textOf(files.key), textOf(files.made)]);
  return { cert, key, made };
}

function placesIn(data: string) {
  const folder = join(data, "tls");
  return {
    folder,
    ...{ cert: join(folder, "cert.pem"), key: join(folder, "key.pem"), made: join(folder, "made") },
  };
}

/**
 * Whether a pair that cannot be used is what is left of ours: file systems may keep a file's name after a power cut
 * and none of its bytes, and `mark` names the old and the new one of both files while they are being written.
 */
function wasCut(cert: string | null, key: string | null, mark: string | null): boolean {
  if (mark === null) return false;
  return isBlank(cert) || (isNamed(certMark(cert), mark) && (isBlank(key) || isNamed(keyMark(key), mark)));
}

function isBlank(text: string | null): boolean {
  return text === null || /^[\s\0]*$/.test(text);
}

function isNamed(name: string, mark: string): boolean {
  return name !== "" && mark.split("\n").includes(name);
}

/** What the mark calls a certificate: its fingerprint; "" where the text is none. */
function certMark(cert: string | null): string {
  try {
    return new X509Certificate(cert ?? "").fingerprint256;
  } catch {
    return "";
  }
}

/** What the mark calls a key; "" where the text is none. */
function keyMark(key: string | null): string {
  try {
    return spkiOf(createPublicKey(key ?? ""));
  } catch {
    return "";
  }
}

/** Host names and addresses of a certificate's subjectAltName, in lower case. */
function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? "")
    .split(",")
    .flatMap((entry) => /^\s*(?:DNS|IP Address):(.+)$/.exec(entry)?.[1] ?? [])
    .map((name) => compressed(name.toLowerCase()));
}

/** Addresses of IPv6 are written in full by OpenSSL and short by everyone else. */
function compressed(name: string): string {
  return isIP(name) === 6 ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name;
}

function describe(cert: string, key: string): Certificate {
  // Throws where the two do not belong together or are no PEM.
  createSecureContext({ cert, key });
  const certificate = new X509Certificate(cert);
  return {
    cert,
    key,
    spki: spkiOf(certificate.publicKey),
    names: namesOf(certificate),
    authority: null,
  };
}

/** Whether the core made it, as `mark` says. */
function isOurs({ cert }: Certificate, mark: string | null): boolean {
  return mark !== null && isNamed(certMark(cert), mark);
}

/** Base64 of the SHA-256 of a public key (RFC 7469, 2.4). */
function spkiOf(key: KeyObject): string {
  const der = key.export({ type: "spki", format: "der" });
  return createHash("sha256").update(der).digest("base64");
}

function isGood(
  { cert, names: has }: Certificate,
  wanted: readonly string[],
  now: number,
  authority: string,
): boolean {
  const certificate = new X509Certificate(cert);
  return (
    certificate.validFromDate.getTime() <= now &&
    certificate.validToDate.getTime() - now > RENEW_DAYS * DAY_MS &&
    wanted.every((name) => has.includes(compressed(name))) &&
    certificate.verify(new X509Certificate(authority).publicKey)
  );
}

/** An address that the authority may not sign for is left out, and the others hold. */
function signable(authority: Authority, names: readonly string[]): string[] {
  return names.filter((name) => maySign(authority, name));
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function write(file: string, text: string): void {
  writeWhole(file, Buffer.from(text));
}

import { createHash, X509Certificate } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { generate } from "selfsigned";

/** What the core shows to browsers, PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** Base64 of the SHA-256 of its public key (RFC 7469, 2.4): local windows trust exactly this one. */
  readonly spki: string;
  /** The names it stands for, in lower case. */
  readonly names: readonly string[];
  /** Whether the core made it. */
  readonly own: boolean;
}

/** Days a certificate made here is good for; some browsers refuse server certificates of more than 825. */
const DAYS = 800;
/** One that ends within this many days is made anew at the start. */
const RENEW_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The certificate of `<data>/tls`: cert.pem and key.pem, the city's own where they were put there. Otherwise one is
 * made and kept: EC P-256, for `names`; made anew where it is about to end or lacks one of the names. A pair of the
 * city that cannot be used is an Error, and never replaced. `now`: milliseconds since 1970.
 */
export async function loadCertificate(
  data: string,
  names: readonly string[],
  now: number,
): Promise<Certificate> {
  const folder = join(data, "tls");
  const files = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem"), made: join(folder, "made") };
  const [cert, key, made] = await Promise.all([textOf(files.cert), textOf(files.key), textOf(files.made)]);
  if (cert !== null && key !== null) {
    const kept = describe(cert, key, made);
    if (!kept.own || isGood(kept, names, now)) return kept;
  } else if ((cert !== null || key !== null) && made === null) {
    throw new Error(`${cert === null ? files.cert : files.key} is missing`);
  }
  const pair = await make(names, now);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // The mark comes first: a pair that it does not name is taken for the city's.
  const mark = fingerprint(pair.cert);
  await writePrivate(files.made, mark);
  await writePrivate(files.key, pair.key);
  await writePrivate(files.cert, pair.cert);
  return describe(pair.cert, pair.key, mark);
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

function describe(cert: string, key: string, mark: string | null): Certificate {
  // Throws where the two do not belong together or are no PEM.
  createSecureContext({ cert, key });
  const certificate = new X509Certificate(cert);
  const spki = certificate.publicKey.export({ type: "spki", format: "der" });
  return {
    cert,
    key,
    spki: createHash("sha256").update(spki).digest("base64"),
    names: namesOf(certificate),
    own: mark === fingerprint(cert),
  };
}

function fingerprint(cert: string): string {
  return new X509Certificate(cert).fingerprint256;
}

function isGood({ cert, names: has }: Certificate, wanted: readonly string[], now: number): boolean {
  const until = new X509Certificate(cert).validToDate.getTime();
  return until - now > RENEW_DAYS * DAY_MS && wanted.every((name) => has.includes(compressed(name)));
}

async function make(names: readonly string[], now: number): Promise<{ cert: string; key: string }> {
  const made = await generate([{ name: "commonName", value: names[0] ?? "dinding" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    // A clock that was set back a little since must not make it invalid.
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + DAYS * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: names.map((name) =>
          isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name },
        ),
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Whole or not at all, and for this user alone from its first byte. */
async function writePrivate(file: string, text: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  await rm(part, { force: true });
  await writeFile(part, text, { mode: 0o600, flag: "wx" });
  await chmod(part, 0o600);
  await rename(part, file);
}

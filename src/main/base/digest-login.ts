import { createHash, randomBytes } from "node:crypto";

/** What a server asked for in one `WWW-Authenticate: Digest ...` (RFC 7616, 3.3). */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: Algorithm;
  /** Whether it takes `qop=auth`; without it the answer is that of RFC 2069. */
  readonly qop: boolean;
  readonly stale: boolean;
}

const algorithms = { MD5: "md5", "SHA-256": "sha256", "SHA-512-256": "sha512-256" } as const;
type Algorithm = keyof typeof algorithms;
/** From the weakest to the strongest. */
const known: readonly Algorithm[] = ["MD5", "SHA-256", "SHA-512-256"];

/** The strongest challenge of several header values that can be answered, or null; Basic is never answered. */
export function chooseChallenge(headers: readonly string[]): Challenge | null {
  const challenges = headers.flatMap((header) => readChallenge(header) ?? []);
  challenges.sort((a, b) => known.indexOf(b.algorithm) - known.indexOf(a.algorithm));
  return challenges[0] ?? null;
}

function readChallenge(header: string): Challenge | null {
  const [, rest] = /^\s*digest\s+([^]*)$/i.exec(header) ?? [];
  if (rest === undefined) return null;
  const values = new Map<string, string>();
  for (const [, name = "", quoted, bare] of rest.matchAll(
    /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g,
  ))
    values.set(name.toLowerCase(), quoted === undefined ? (bare ?? "") : quoted.replaceAll(/\\(.)/g, "$1"));
  const realm = values.get("realm");
  const nonce = values.get("nonce");
  const named = (values.get("algorithm") ?? "MD5").toUpperCase();
  const algorithm = known.find((each) => each === named);
  const qop = values.get("qop");
  const auth = qop === undefined || /(?:^|[\s,])auth(?:$|[\s,])/i.test(qop);
  if (realm === undefined || nonce === undefined || algorithm === undefined || !auth) return null;
  return {
    ...{ realm, nonce, algorithm },
    opaque: values.get("opaque") ?? null,
    qop: qop !== undefined,
    stale: values.get("stale")?.toLowerCase() === "true",
  };
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** The `Authorization` that answers `challenge` for a request; `count`: how often its nonce was used, from 1. */
export function digestAuthorization(
  challenge: Challenge,
  request: { readonly method: string; readonly uri: string },
  login: Login,
  count: number,
  clientNonce: string = randomBytes(12).toString("hex"),
): string {
  const { realm, nonce, opaque, algorithm } = challenge;
  const hash = (...parts: string[]) =>
    createHash(algorithms[algorithm]).update(parts.join(":"), "utf8").digest("hex");
  const secret = hash(login.username, realm, login.password);
  const asked = hash(request.method, request.uri);
  const uses = count.toString(16).padStart(8, "0");
  const response = challenge.qop
    ? hash(secret, nonce, uses, clientNonce, "auth", asked)
    : hash(secret, nonce, asked);
  return `Digest ${[
    `username=${quoted(login.username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(request.uri)}`,
    `algorithm=${algorithm}`,
    ...(challenge.qop ? ["qop=auth", `nc=${uses}`, `cnonce=${quoted(clientNonce)}`] : []),
    `response=${quoted(response)}`,
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
  ].join(", ")}`;
}

/** RFC 9110, 5.6.4; what ends a header line is left out. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\r\n]/g, "").replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

import { createHash } from "node:crypto";

/** A challenge of a WWW-Authenticate field: its scheme in lower case and its parameters. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What an answer to a digest challenge is for. */
export interface DigestRequest {
  readonly method: string;
  /** Path and query, as they stand in the request. */
  readonly target: string;
  /** How often this nonce has been used, from 1. */
  readonly count: number;
  /** Eight random bytes or more, in hex. */
  readonly clientNonce: string;
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+/;

/** The challenges of the WWW-Authenticate fields `headers` (RFC 9110, 11.6.1); what cannot be read is left out. */
export function readChallenges(headers: readonly string[]): Challenge[] {
  return headers.flatMap((header) => {
    const found: { scheme: string; parameters: Map<string, string> }[] = [];
    let rest = header;
    for (;;) {
      rest = rest.replace(/^[\s,]+/, "");
      const [name] = token.exec(rest) ?? [];
      if (name === undefined) return found;
      rest = rest.slice(name.length);
      const value = /^\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/.exec(rest);
      if (value === null) found.push({ scheme: name.toLowerCase(), parameters: new Map() });
      else {
        const [whole, quoted, bare] = value;
        found.at(-1)?.parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, "$1") ?? bare ?? "");
        rest = rest.slice(whole.length);
      }
    }
  });
}

const hashes: Readonly<Record<string, string>> = {
  md5: "md5",
  "sha-256": "sha256",
  "sha-512-256": "sha512-256",
};

function algorithmOf(challenge: Challenge): { hash: string; session: boolean } | null {
  const name = challenge.parameters.get("algorithm") ?? "MD5";
  const hash = hashes[name.toLowerCase().replace(/-sess$/, "")];
  return hash === undefined ? null : { hash, session: /-sess$/i.test(name) };
}

/** The strongest challenge that can be answered, or null: digest with SHA, with MD5, basic. */
export function chosenChallenge(challenges: readonly Challenge[]): Challenge | null {
  const rank = (challenge: Challenge): number => {
    if (challenge.scheme === "basic") return 1;
    if (challenge.scheme !== "digest") return 0;
    const qop = challenge.parameters.get("qop");
    const algorithm = algorithmOf(challenge);
    if (algorithm === null || (qop !== undefined && !/\bauth\b(?!-int)/i.test(qop))) return 0;
    return algorithm.hash === "md5" ? 2 : 3;
  };
  const [best] = challenges.filter((one) => rank(one) > 0).toSorted((a, b) => rank(b) - rank(a));
  return best ?? null;
}

export function basicAuthorization({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
}

/** The Authorization field that answers a digest challenge (RFC 7616, 3.4; RFC 2069 where it names no `qop`). */
export function digestAuthorization(challenge: Challenge, login: Login, request: DigestRequest): string {
  const { parameters } = challenge;
  const { hash, session } = algorithmOf(challenge) ?? { hash: "md5", session: false };
  const digest = (...parts: string[]) => createHash(hash).update(parts.join(":"), "utf8").digest("hex");
  const realm = parameters.get("realm") ?? "";
  const nonce = parameters.get("nonce") ?? "";
  const count = request.count.toString(16).padStart(8, "0");
  const protectedBy = parameters.has("qop") ? "auth" : null;
  const plain = digest(login.username, realm, login.password);
  const secret = session ? digest(plain, nonce, request.clientNonce) : plain;
  const asked = digest(request.method, request.target);
  const response =
    protectedBy === null
      ? digest(secret, nonce, asked)
      : digest(secret, nonce, count, request.clientNonce, protectedBy, asked);
  const hashedName = parameters.get("userhash")?.toLowerCase() === "true";
  // A header holds Latin-1; other names have a form of their own (RFC 7616, 3.4.4).
  const plainName = /^[\x20-\x7e]*$/.test(login.username);
  const fields = [
    hashedName
      ? `username="${digest(login.username, realm)}"`
      : plainName
        ? `username=${quoted(login.username)}`
        : `username*=UTF-8''${encodeURIComponent(login.username).replaceAll(/['()*]/g, hex)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(request.target)}`,
    `response="${response}"`,
    ...(parameters.has("algorithm") ? [`algorithm=${parameters.get("algorithm")}`] : []),
    ...(parameters.has("opaque") ? [`opaque=${quoted(parameters.get("opaque") ?? "")}`] : []),
    ...(protectedBy === null ? [] : [`qop=${protectedBy}`, `nc=${count}`]),
    ...(protectedBy === null && !session ? [] : [`cnonce="${request.clientNonce}"`]),
    ...(hashedName ? ["userhash=true"] : []),
  ];
  return `Digest ${fields.join(", ")}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

import { randomBytes } from "node:crypto";
import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import { Fault } from "../../base/fault.ts";
import {
  basicAuthorization,
  type Challenge,
  chosenChallenge,
  digestAuthorization,
  type Login,
  readChallenges,
} from "./digest.ts";

export interface HttpSetup {
  /** Whom the login is for: it is sent there, to the same host by HTTPS, and nowhere else. */
  readonly origin: string;
  readonly login: Login | null;
  /** Whether any certificate will do. */
  readonly anyCertificate: boolean;
  /** How many at a time; one unless told, for some devices take no more. */
  readonly connections?: number;
}

export interface Range {
  readonly offset: number;
  readonly length: number;
}

/** Milliseconds for a connection; TCP itself knocks again after 1 s. */
const CONNECT_LIMIT_MS = 2_500;
/** Milliseconds without a byte of an answer that was asked for; the supervisor is sooner where pictures fail to come. */
const IDLE_LIMIT_MS = 10_000;
const MOST_REDIRECTS = 5;
/** Attempts with a login: one with the challenge, and one more where its nonce had grown old meanwhile. */
const MOST_LOGINS = 2;

/**
 * Asks one device for things by HTTP, one after the other over as few connections as it allows: logs in (basic, and
 * digest with MD5, SHA-256 or SHA-512-256), follows redirects, and maps what goes wrong to faults.
 */
export class HttpClient {
  readonly #setup: HttpSetup;
  readonly #agents: { readonly "http:": PlainAgent; readonly "https:": SecureAgent };
  #challenge: Challenge | null = null;
  /** How often the present nonce was used. */
  #count = 0;

  constructor(setup: HttpSetup) {
    this.#setup = setup;
    const maxSockets = setup.connections ?? 1;
    const options = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets };
    this.#agents = {
      "http:": new PlainAgent(options),
      "https:": new SecureAgent({ ...options, rejectUnauthorized: !setup.anyCertificate }),
    };
  }

  /** Closes its connections. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /**
   * The answer to GET `url`, its body not yet read; the address it came from in the end is told with it. Faults with
   * what the status means; rejects with the signal's reason after an abort.
   */
  async get(
    url: string,
    signal: AbortSignal,
    range: Range | null = null,
  ): Promise<{ readonly answer: IncomingMessage; readonly url: URL }> {
    let at = new URL(url);
    let asked = 0;
    for (let redirects = 0; ; ) {
      const used = this.loginFor(at) === null ? null : this.#challenge;
      const answer = await this.#ask(at, range, signal);
      const status = answer.statusCode ?? 0;
      if (status === 401 && asked < MOST_LOGINS && this.#learn(at, answer, used, asked === 0)) {
        asked += 1;
        await drained(answer);
        continue;
      }
      const { location } = answer.headers;
      if (
        [301, 302, 303, 307, 308].includes(status) &&
        location !== undefined &&
        redirects < MOST_REDIRECTS
      ) {
        await drained(answer);
        const next = URL.parse(location, at.href);
        if (next === null || !/^https?:$/.test(next.protocol)) throw faultOf(404, at);
        redirects += 1;
        at = next;
        continue;
      }
      if (status === 200 || (status === 206 && range !== null)) return { answer, url: at };
      answer.destroy();
      throw faultOf(status, at);
    }
  }

  /** The whole body of GET `url`, at most `limit` bytes. Faults with `notVideo` where it is larger. */
  async read(
    url: string,
    limit: number,
    signal: AbortSignal,
    range: Range | null = null,
  ): Promise<{ readonly body: Buffer; readonly answer: IncomingMessage; readonly url: URL }> {
    const got = await this.get(url, signal, range);
    return { ...got, body: await bodyOf(chunksOf(got.answer), got.url, limit) };
  }

  /**
   * The login that may be sent to `url`; null where that is somebody else. A camera may insist on HTTPS, which shows the
   * login to nobody new.
   */
  loginFor(url: URL): Login | null {
    const { protocol, hostname, origin } = new URL(this.#setup.origin);
    const upgraded = protocol === "http:" && url.protocol === "https:" && url.hostname === hostname;
    return url.origin === origin || upgraded ? this.#setup.login : null;
  }

  /**
   * Whether another attempt with a login could help. `used`: the challenge that the refused request answered; `first`:
   * whether it was the first, so that the challenge is one of long ago.
   */
  #learn(url: URL, answer: IncomingMessage, used: Challenge | null, first: boolean): boolean {
    if (this.loginFor(url) === null) return false;
    const header = answer.headers["www-authenticate"];
    const challenge = chosenChallenge(readChallenges(header === undefined ? [] : [header]));
    if (challenge === null) return false;
    // Another request may have been given a newer one meanwhile.
    const old = first || used !== this.#challenge;
    this.#challenge = challenge;
    this.#count = 0;
    if (used === null) return true;
    // The same login again is refused again, unless only its nonce was too old.
    const fresh = challenge.parameters.get("nonce") !== used.parameters.get("nonce");
    const stale = challenge.parameters.get("stale")?.toLowerCase() === "true";
    return challenge.scheme === "digest" && fresh && (old || stale);
  }

  #authorization(url: URL): string | null {
    const login = this.loginFor(url);
    if (login === null || this.#challenge === null) return null;
    if (this.#challenge.scheme === "basic") return basicAuthorization(login);
    this.#count += 1;
    return digestAuthorization(this.#challenge, login, {
      method: "GET",
      target: url.pathname + url.search,
      count: this.#count,
      clientNonce: randomBytes(16).toString("hex"),
    });
  }

  #ask(url: URL, range: Range | null, signal: AbortSignal): Promise<IncomingMessage> {
    const authorization = this.#authorization(url);
    const headers = {
      accept: "*/*",
      "user-agent": "Dinding",
      ...(authorization === null ? {} : { authorization }),
      ...(range === null ? {} : { range: `bytes=${range.offset}-${range.offset + range.length - 1}` }),
    };
    return new Promise((resolve, reject) => {
      const secured = url.protocol === "https:";
      const sent = secured
        ? secureRequest(url, { headers, signal, agent: this.#agents["https:"] })
        : plainRequest(url, { headers, signal, agent: this.#agents["http:"] });
      let slow: NodeJS.Timeout | null = null;
      const connected = () => {
        if (slow !== null) clearTimeout(slow);
      };
      // Until then it waits for its turn on one of our own connections.
      sent.on("socket", (socket) => {
        if (!socket.connecting) return;
        slow = setTimeout(() => sent.destroy(new Error("no connection")), CONNECT_LIMIT_MS);
        socket.once(secured ? "secureConnect" : "connect", connected);
      });
      sent.setTimeout(IDLE_LIMIT_MS, () => sent.destroy(new Error("no answer")));
      sent.on("response", resolve);
      sent.on("error", (error) => {
        connected();
        reject(signal.aborted ? error : asHttpFault(error, url));
      });
      sent.end();
    });
  }
}

/** The body that `chunks` are of, at most `limit` bytes; it came from `url`. */
export async function bodyOf(chunks: AsyncIterable<Buffer>, url: URL, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of chunks) {
      length += part.byteLength;
      if (length > limit) throw new Fault("notVideo", { host: url.hostname });
      parts.push(part);
    }
  } catch (error) {
    throw asHttpFault(error, url);
  }
  return Buffer.concat(parts);
}

/** The bytes of `answer` as they come. */
export function chunksOf(answer: IncomingMessage): AsyncIterable<Buffer> {
  // As long as no encoding is set, a stream of the system gives buffers.
  return answer;
}

/** Reads what is left of a short answer, so that its connection can be used again. */
async function drained(answer: IncomingMessage): Promise<void> {
  let length = 0;
  for await (const part of chunksOf(answer)) {
    length += part.byteLength;
    if (length > 64 * 1024) break;
  }
}

export function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : 80;
}

/** What an answer other than 200 means. */
export function faultOf(status: number, url: URL): Fault {
  const host = url.hostname;
  if (status === 401 || status === 403 || status === 407) return new Fault("loginRefused", { host });
  if (status === 429 || status === 503)
    return new Fault("unreachable", {
      host,
      port: portOf(url),
      problem: "it has no room for another viewer",
    });
  if (status >= 500)
    return new Fault("unreachable", { host, port: portOf(url), problem: "it reports an error" });
  if (status >= 300) return new Fault("wrongPath", { host, path: url.pathname });
  return new Fault("notVideo", { host });
}

/** TLS's own words for a certificate that was not believed (OpenSSL's and Node's). */
const certificateCodes =
  /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|HOSTNAME_MISMATCH|INVALID_PURPOSE)/;

/** What a failed request means, once a connection had been possible. */
export function asHttpFault(error: unknown, url: URL): Fault {
  if (error instanceof Fault) return error;
  const host = url.hostname;
  const port = portOf(url);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const cause = { cause: error };
  if (certificateCodes.test(code)) return new Fault("untrustedCertificate", { host }, cause);
  // An answer that is no HTTP, or none inside TLS.
  if (/^(?:HPE_|ERR_SSL_|EPROTO)/.test(code)) return new Fault("notVideo", { host }, cause);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return new Fault("unknownHost", { host }, cause);
  if (code === "ECONNRESET" || code === "EPIPE" || code === "ECONNABORTED")
    return new Fault("ended", { host }, cause);
  const problem =
    code === "ECONNREFUSED"
      ? "connection refused"
      : code === "EHOSTUNREACH" || code === "ENETUNREACH"
        ? "no route to it"
        : "no answer";
  return new Fault("unreachable", { host, port, problem }, cause);
}

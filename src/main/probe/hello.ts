import { randomBytes } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { Fault } from "../base/fault.ts";
import { filledIn, hasPlaces, type StreamAddress } from "../base/stream-address.ts";
import { chosenChallenge, digestAuthorization, readChallenges } from "../feeds/http/digest.ts";

/** What a device says before it sends a picture. */
export interface Hello {
  readonly firstByteMs: number | null;
  /** Milliseconds by which its clock is ahead of ours. */
  readonly aheadMs: number | null;
  readonly audio: boolean | null;
}

const nothing: Hello = { firstByteMs: null, aheadMs: null, audio: null };
const LIMIT_MS = 2_000;
const MOST_BYTES = 64 * 1024;
/** RFC 7826, 4.2. */
const ports: Readonly<Record<string, number>> = { "rtsp:": 554, "rtsps:": 322 };

/**
 * Asks a device what it has (RTSP DESCRIBE), or for the head of an HTTP answer (HEAD), without opening the stream: it takes no
 * session. What it does not say is null; only a refused login is a Fault, so that it is not tried again and again.
 */
export async function hello(address: StreamAddress, signal: AbortSignal): Promise<Hello> {
  const url = URL.parse(filledIn(address.url, address.username, address.password));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  if (url === null || signal.aborted) return nothing;
  try {
    if (url.protocol in ports && url.hostname !== "") return await describe(url, address, limit);
    if (/^https?:$/.test(url.protocol)) return await httpHead(url, limit);
  } catch (error) {
    if (error instanceof Fault) throw error;
    // Whatever keeps it from answering here is told by the opening of the stream itself.
  }
  return nothing;
}

function httpHead(url: URL, signal: AbortSignal): Promise<Hello> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const https = url.protocol === "https:";
    const options = { method: "HEAD", agent: false, signal, ...(https && { rejectUnauthorized: false }) };
    const request = (https ? requestHttps : requestHttp)(url, options, (response) => {
      const firstByteMs = performance.now() - began;
      response.destroy();
      resolve({ firstByteMs, aheadMs: aheadOf(response.headers.date), audio: null });
    });
    request.on("error", reject);
    request.end();
  });
}

/** A `Date` is of whole seconds, cut off. */
function aheadOf(date: string | undefined): number | null {
  const told = Date.parse(date ?? "");
  return Number.isNaN(told) ? null : told + 500 - Date.now();
}

interface RtspAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

async function describe(
  url: URL,
  { url: typed, username, password }: StreamAddress,
  signal: AbortSignal,
): Promise<Hello> {
  // Where it stands in the address it was sent with the first question.
  const login = hasPlaces(typed) || username === null ? null : { username, password: password ?? "" };
  const began = performance.now();
  const port = url.port === "" ? (ports[url.protocol] ?? 554) : Number(url.port);
  const host = url.hostname.replaceAll(/[[\]]/g, "");
  const socket =
    url.protocol === "rtsps:"
      ? connectTls({ host, port, rejectUnauthorized: false })
      : connect({ host, port });
  const stop = () => socket.destroy(new Error("the device does not answer"));
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    const reader = new AnswerReader(socket);
    const ask = (count: number, authorization: string) => {
      socket.write(
        `DESCRIBE ${url.href} RTSP/1.0\r\nCSeq: ${count}\r\nAccept: application/sdp\r\nUser-Agent: Dinding\r\n${authorization}\r\n`,
      );
      return reader.next();
    };
    let answer = await ask(1, "");
    const firstByteMs = (reader.firstByteAt ?? performance.now()) - began;
    const aheadMs = aheadOf(valuesOf(answer, "date")[0]);
    const challenges = readChallenges(valuesOf(answer, "www-authenticate"));
    const challenge = chosenChallenge(challenges.filter(({ scheme }) => scheme === "digest"));
    if (answer.status === 401 && login === null) throw new Fault("loginRefused", { host: url.hostname });
    if (answer.status === 401 && challenge !== null && login !== null) {
      const request = { method: "DESCRIBE", target: url.href, count: 1 };
      const clientNonce = randomBytes(12).toString("hex");
      const header = digestAuthorization(challenge, login, { ...request, clientNonce });
      answer = await ask(2, `Authorization: ${header}\r\n`);
      if (answer.status === 401) throw new Fault("loginRefused", { host: url.hostname });
    }
    const audio = answer.status === 200 ? /^m=audio /m.test(answer.body) : null;
    return { firstByteMs, aheadMs, audio };
  } finally {
    signal.removeEventListener("abort", stop);
    socket.destroy();
  }
}

function valuesOf({ headers }: RtspAnswer, name: string): string[] {
  return headers.flatMap(([given, value]) => (given === name ? [value] : []));
}

/** Reads the answers that come on a connection (RFC 2326, 7), one after the other. */
class AnswerReader {
  firstByteAt: number | null = null;
  #text = "";
  #failed: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(socket: Socket) {
    socket.on("data", (bytes: Buffer) => {
      this.firstByteAt ??= performance.now();
      this.#text += bytes.toString("latin1");
      if (this.#text.length > MOST_BYTES) socket.destroy(new Error("the answer does not end"));
      this.#wake();
    });
    socket.on("error", (error) => {
      this.#failed = error;
      this.#wake();
    });
    socket.on("close", () => {
      this.#failed ??= new Error("the device hung up");
      this.#wake();
    });
  }

  async next(): Promise<RtspAnswer> {
    for (;;) {
      const answer = this.#whole();
      if (answer !== null) return answer;
      if (this.#failed !== null) throw this.#failed;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #whole(): RtspAnswer | null {
    const end = this.#text.indexOf("\r\n\r\n");
    if (end === -1) return null;
    const [first = "", ...lines] = this.#text.slice(0, end).split("\r\n");
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    });
    const length = Number(headers.find(([name]) => name === "content-length")?.[1] ?? 0) || 0;
    if (this.#text.length < end + 4 + length) return null;
    const body = this.#text.slice(end + 4, end + 4 + length);
    this.#text = this.#text.slice(end + 4 + length);
    return { status: Number(/^RTSP\/\d\.\d (\d{3})/.exec(first)?.[1] ?? 0), headers, body };
  }
}

import { Agent as PlainAgent, type IncomingMessage, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import type { WebLogin } from "../../../../protocol/incident-source.ts";
import type { Clock } from "../../../base/clock.ts";
import { Fault } from "../../../base/fault.ts";
import { bodyOf } from "./body.ts";
import { failureOf, statusFault } from "./failure.ts";
import type { HostTurns } from "./host-turns.ts";
import { retryAfterS } from "./retry-after.ts";

/** What an earlier answer said of itself, so that the same is not sent again (RFC 9110, 13.1). */
export interface Seen {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface Question {
  readonly url: string;
  readonly login?: WebLogin | undefined;
  /** Shown by `login`. */
  readonly secret?: string | undefined;
  readonly wanted: "json" | "xml";
  readonly seen?: Seen | null;
}

export interface Answer {
  /** Null: the same as before. */
  readonly body: Buffer | null;
  readonly seen: Seen | null;
  /** Where the next page is, as the head of the answer names it (RFC 8288, relation "next"); null where it names none. */
  readonly next: string | null;
  /** By how much the server's clock is ahead of ours, milliseconds; null where it does not tell. */
  readonly aheadMs: number | null;
}

export interface AskLimits {
  readonly connectMs: number;
  /** From the request to the answer's head. */
  readonly headMs: number;
  readonly wholeMs: number;
  readonly mostBytes: number;
}

const LIMITS: AskLimits = {
  ...{ connectMs: 5_000, headMs: 20_000, wholeMs: 120_000 },
  mostBytes: 32 * 1024 * 1024,
};
const MOST_REDIRECTS = 5;
const USER_AGENT = "Dinding (city command centre wall)";

const media = {
  json: {
    accept: "application/json, application/geo+json, */*;q=0.1",
    // Plain text is what web servers say of files whose ending they do not know.
    fits: /^(?:application\/(?:[\w.-]+\+)?json|text\/(?:json|plain|javascript)|application\/(?:javascript|octet-stream))$/,
  },
  xml: {
    accept:
      "application/cap+xml, application/atom+xml, application/rss+xml, application/xml, text/xml, */*;q=0.1",
    fits: /^(?:(?:application|text)\/(?:[\w.-]+\+)?xml|text\/plain|application\/octet-stream)$/,
  },
} as const;

/** Asks web servers politely, for all sources of a thread. */
export class Asker {
  readonly #clock: Clock;
  readonly #turns: HostTurns;
  readonly #limits: AskLimits;
  readonly #agents = { "http:": new PlainAgent(), "https:": new SecureAgent() };

  constructor(clock: Clock, turns: HostTurns, limits: Partial<AskLimits> = {}) {
    this.#clock = clock;
    this.#turns = turns;
    this.#limits = { ...LIMITS, ...limits };
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /**
   * The answer to GET `url`: conditional, bounded in time and size, through at most five redirects, the secret shown to
   * its own host alone. Faults with `askedToWait` (which names the seconds), `loginRefused`, `notThere`, `notUnderstood`,
   * `unreachable` or `unknownHost`; rejects with the signal's reason after an abort.
   */
  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const first = new URL(question.url);
    let at = first;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#turns.inTurn(at.host, signal, () =>
        this.#exchange(at, first, question, signal),
      );
      if (!("location" in answer)) return answer;
      const next = URL.parse(answer.location, at.href);
      if (next === null || !/^https?:$/.test(next.protocol) || redirects >= MOST_REDIRECTS)
        throw new Fault("notUnderstood", { host: at.hostname, problem: "it sends us elsewhere" });
      // What was asked for under lock is not taken from the open.
      if (at.protocol === "https:" && next.protocol === "http:")
        throw new Fault("notUnderstood", { host: at.hostname, problem: "it sends us from https to http" });
      at = next;
    }
  }

  async #exchange(
    url: URL,
    first: URL,
    question: Question,
    signal: AbortSignal,
  ): Promise<Answer | { readonly location: string }> {
    const host = url.hostname;
    const limit = AbortSignal.timeout(this.#limits.wholeMs);
    const both = AbortSignal.any([signal, limit]);
    const asked = this.#clock.now();
    try {
      const answer = await this.#headOf(url, headersFor(url, first, question), both);
      const aheadMs = aheadOf(answer, (asked + this.#clock.now()) / 2);
      const status = answer.statusCode ?? 0;
      const { location } = answer.headers;
      if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) {
        answer.destroy();
        return { location };
      }
      if (status === 304) {
        answer.destroy();
        return { body: null, seen: question.seen ?? null, next: null, aheadMs };
      }
      if (status !== 200) {
        answer.destroy();
        const waitS = retryAfterS(answer.headers["retry-after"], this.#clock.now(), aheadMs ?? 0);
        throw statusFault(status, url, waitS);
      }
      const type = (answer.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
      if (type !== "" && !media[question.wanted].fits.test(type)) {
        answer.destroy();
        throw new Fault("notUnderstood", { host, problem: `it sends ${type.slice(0, 60)}` });
      }
      const body = await bodyOf(answer, host, this.#limits.mostBytes);
      return { body, seen: seenOf(answer), next: nextOf(answer, url), aheadMs };
    } catch (error) {
      signal.throwIfAborted();
      if (limit.aborted) throw failureOf("slow", url);
      throw error instanceof Fault ? error : failureOf(error, url);
    }
  }

  /** The head of the answer; its body is not read yet. */
  #headOf(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
    const { connectMs, headMs } = this.#limits;
    return new Promise((resolve, reject) => {
      const secured = url.protocol === "https:";
      const sent = secured
        ? secureRequest(url, { headers, signal, agent: this.#agents["https:"] })
        : plainRequest(url, { headers, signal, agent: this.#agents["http:"] });
      const slow = setTimeout(() => sent.destroy(new Error("no answer")), headMs);
      let unconnected: NodeJS.Timeout | null = null;
      const settled = () => {
        clearTimeout(slow);
        if (unconnected !== null) clearTimeout(unconnected);
      };
      sent.once("socket", (socket) => {
        if (!socket.connecting) return;
        unconnected = setTimeout(() => sent.destroy(new Error("no connection")), connectMs);
        socket.once(secured ? "secureConnect" : "connect", () => {
          if (unconnected !== null) clearTimeout(unconnected);
        });
      });
      sent.once("response", (answer) => {
        settled();
        resolve(answer);
      });
      sent.on("error", (error) => {
        settled();
        reject(error);
      });
      sent.end();
    });
  }
}

function headersFor(url: URL, first: URL, { login, secret, wanted, seen }: Question): Record<string, string> {
  return {
    accept: media[wanted].accept,
    "accept-encoding": "gzip, deflate, br",
    "user-agent": USER_AGENT,
    connection: "close",
    ...(seen?.etag === undefined ? {} : { "if-none-match": seen.etag }),
    ...(seen?.lastModified === undefined ? {} : { "if-modified-since": seen.lastModified }),
    ...(isSame(url, first) && secret !== undefined && login !== undefined ? loginHeader(login, secret) : {}),
  };
}

/** The same origin, or the same host by https, which shows the secret to nobody new. */
function isSame(url: URL, first: URL): boolean {
  const upgraded = first.protocol === "http:" && url.protocol === "https:" && first.hostname === url.hostname;
  return url.origin === first.origin || upgraded;
}

function loginHeader(login: WebLogin, secret: string): Record<string, string> {
  if (login.scheme === "header") return { [login.name.toLowerCase()]: secret };
  if (login.scheme === "bearer") return { authorization: `Bearer ${secret}` };
  return { authorization: `Basic ${Buffer.from(`${login.username}:${secret}`).toString("base64")}` };
}

function seenOf({ headers }: IncomingMessage): Seen | null {
  const { etag, "last-modified": lastModified } = headers;
  if (etag === undefined && lastModified === undefined) return null;
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) };
}

/** A link of a head with its parameters, of which a quoted one may hold commas (RFC 8288, 3). */
const LINK = /<([^>]*)>((?:\s*;\s*[^;,="\s]+(?:="[^"]*"|=[^;,"]*)?)*)/g;

/** Of the links of the head, the one to the next page. */
function nextOf({ headers }: IncomingMessage, at: URL): string | null {
  for (const [, target = "", parameters = ""] of String(headers["link"] ?? "").matchAll(LINK)) {
    const [, relations = ""] = /;\s*rel\s*=\s*"?([^";,]*)/i.exec(parameters) ?? [];
    if (relations.toLowerCase().split(/\s+/).includes("next"))
      return URL.parse(target, at.href)?.href ?? null;
  }
  return null;
}

/** By its Date field, which is cut to the second; what a cache held has grown older meanwhile (RFC 9111, 5.1). */
function aheadOf({ headers }: IncomingMessage, now: number): number | null {
  const date = Date.parse(headers.date ?? "");
  if (Number.isNaN(date)) return null;
  const age = /^\d{1,8}$/.test(headers.age ?? "") ? Number(headers.age) : 0;
  return Math.round(date + age * 1000 + 500 - now);
}

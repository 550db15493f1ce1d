import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../base/clock.ts";
import type { DeviceAddress } from "../base/device-address.ts";
import { Fault } from "../base/fault.ts";
import {
  type Challenge,
  chosenChallenge,
  digestAuthorization,
  type Login,
  readChallenges,
} from "../feeds/http/digest.ts";
import { post } from "./post.ts";
import { all, escaped, find, parseXml, textAt, type Xml } from "../base/xml.ts";

const ENVELOPE = "http://www.w3.org/2003/05/soap-envelope";
const ADDRESSING = "http://www.w3.org/2005/08/addressing";
const SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
const SECURITY_TIMES = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const TOKEN = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
const MESSAGES = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0";

export interface Order {
  /** Path and query at the device's own address; null is the device's service itself. */
  readonly path: string | null;
  readonly action: string;
  /** The body's one element, whole. */
  readonly body: string;
  /** Elements for the header, whole. */
  readonly header?: string;
  /** False for the few that ONVIF answers to strangers. */
  readonly login?: boolean;
  /** Milliseconds; longer where the device is to wait before it answers. */
  readonly limitMs?: number;
}

/** Milliseconds for one exchange: cameras in a city answer within a few hundred. */
const LIMIT_MS = 4_000;

/**
 * SOAP 1.2 with one device. Whatever addresses its answers hold, only the scheme, host and port that a person gave
 * are asked. Logs in with a UsernameToken (dated by the device's own clock) and, where the device asks for it, with
 * HTTP digest too.
 */
export class SoapLine {
  /** Milliseconds by which the device's clock is ahead of ours. */
  deviceAheadMs = 0;
  readonly #base: URL;
  readonly #login: Login | null;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #challenge: Challenge | null = null;
  #uses = 0;

  constructor(address: DeviceAddress, clock: Clock, signal: AbortSignal) {
    this.#base = new URL(address.url);
    this.#login =
      address.username === null ? null : { username: address.username, password: address.password ?? "" };
    this.#clock = clock;
    this.#signal = signal;
  }

  get host(): string {
    return this.#base.hostname;
  }

  /**
   * The element in the body of the answer. Faults with what `post` faults with, `loginRefused`, `deviceRefused` (a
   * SOAP fault) or `notOnvif`; rejects with the signal's reason after an abort.
   */
  async ask(order: Order): Promise<Xml> {
    const url = order.path === null ? this.#base : this.#at(order.path);
    let answer = await this.#send(order, url);
    if (answer.status === 401 && this.#login !== null) {
      // Never Basic: the password itself stays here.
      const offered = readChallenges(answer.challenges).filter(({ scheme }) => scheme === "digest");
      const challenge = chosenChallenge(offered);
      // A nonce that was used before may have run out; one that is new and refused means a wrong password.
      if (challenge !== null && nonceOf(challenge) !== nonceOf(this.#challenge)) {
        this.#challenge = challenge;
        this.#uses = 0;
        answer = await this.#send(order, url);
      }
    }
    return this.#read(answer.status, answer.text);
  }

  /** Never resolved as a reference: `//host/path` is one to another host (RFC 3986, 4.2). */
  #at(path: string): URL {
    const url = new URL(this.#base.origin);
    const query = path.indexOf("?");
    url.pathname = query === -1 ? path : path.slice(0, query);
    url.search = query === -1 ? "" : path.slice(query);
    return url;
  }

  #send({ action, header = "", body, login = true, limitMs = LIMIT_MS }: Order, url: URL) {
    const challenge = this.#challenge;
    this.#uses += 1;
    const authorization =
      challenge === null || this.#login === null || !login
        ? null
        : digestAuthorization(challenge, this.#login, {
            method: "POST",
            target: url.pathname + url.search,
            count: this.#uses,
            clientNonce: randomBytes(12).toString("hex"),
          });
    const security = login && this.#login !== null ? this.#token(this.#login) : "";
    return post(
      {
        ...{ url, limitMs, authorization },
        contentType: `application/soap+xml; charset=utf-8; action="${action}"`,
        body: envelope(security + header, body),
      },
      this.#signal,
    );
  }

  /** Web Services Security UsernameToken Profile 1.0: Base64(SHA-1(nonce + created + password)). */
  #token({ username, password }: Login): string {
    const nonce = randomBytes(16);
    const created = new Date(this.#clock.now() + this.deviceAheadMs).toISOString();
    const digest = createHash("sha1").update(nonce).update(created).update(password, "utf8").digest("base64");
    return (
      `<w:Security s:mustUnderstand="1" xmlns:w="${SECURITY}" xmlns:u="${SECURITY_TIMES}"><w:UsernameToken>` +
      `<w:Username>${escaped(username)}</w:Username>` +
      `<w:Password Type="${TOKEN}#PasswordDigest">${digest}</w:Password>` +
      `<w:Nonce EncodingType="${MESSAGES}#Base64Binary">${nonce.toString("base64")}</w:Nonce>` +
      `<u:Created>${created}</u:Created></w:UsernameToken></w:Security>`
    );
  }

  #read(status: number, text: string): Xml {
    const { host } = this;
    const stranger = (problem: string) => new Fault("notOnvif", { host, problem });
    if (status >= 300 && status < 400) throw stranger("it sends us elsewhere");
    const body = find(bodyOf(text));
    const element = body?.children[0] ?? null;
    if (element?.name === "Fault") throw refusalOf(element, host);
    if (status === 401 || status === 403) throw new Fault("loginRefused", { host });
    if (body === null) throw stranger(status === 200 ? "its answer is no SOAP" : `HTTP ${status}`);
    if (status >= 400) throw stranger(`HTTP ${status}`);
    return element ?? { name: "", namespace: "", attributes: new Map(), children: [], text: "" };
  }
}

function nonceOf(challenge: Challenge | null): string | undefined {
  return challenge?.parameters.get("nonce");
}

function envelope(header: string, body: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${ENVELOPE}" xmlns:a="${ADDRESSING}">` +
    `<s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`
  );
}

function bodyOf(text: string): Xml | null {
  const root = parseXml(text);
  return root?.name === "Envelope" ? find(root, "Body") : null;
}

/** What a SOAP fault means (ONVIF Core, 5.11.2: subcodes of `ter:`). */
function refusalOf(fault: Xml, host: string): Fault {
  const codes: string[] = [];
  for (let code = find(fault, "Code"); code !== null; code = find(code, "Subcode"))
    codes.push(textAt(code, "Value") ?? "");
  const reason = all(find(fault, "Reason"), "Text").find(({ text }) => text !== "")?.text;
  const said = [...codes, reason ?? ""].join(" ");
  if (/NotAuthorized|FailedAuthentication|FailedCheck|InvalidSecurity|sender not authorized/i.test(said))
    return new Fault("loginRefused", { host });
  const problem = (reason ?? codes.at(-1) ?? "?")
    .replaceAll(/[^\x20-\x7e\u00a0-\uffff]+/g, " ")
    .slice(0, 160);
  return new Fault("deviceRefused", { host, problem });
}

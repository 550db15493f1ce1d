import type { StreamRole } from "../../protocol/camera.ts";
import { Fault } from "../base/fault.ts";
import { pathTold } from "../base/path-told.ts";
import { filledIn, hasPlaces, type StreamAddress } from "../base/stream-address.ts";
import { asHttpFault, faultOf } from "../feeds/http/client.ts";
import { basicAuthorization } from "../feeds/http/digest.ts";
import { Seal } from "./seal.ts";

/** Milliseconds within which a server answers an offer. */
const ANSWER_MS = 8_000;
const MOST_BYTES = 64 * 1024;

/** Hands a page's offer to a WHEP server and the answer back, with the login that the page never sees. */
export class WhepRelay {
  readonly #lookup: (cameraId: string, stream: StreamRole) => StreamAddress | null;
  readonly #seal = new Seal();
  readonly #closing = new AbortController();

  constructor(lookup: (cameraId: string, stream: StreamRole) => StreamAddress | null) {
    this.#lookup = lookup;
  }

  /** `sdp` is the offer; the answer comes with a word that closes the session, where the server gave one. */
  async open(
    cameraId: string,
    stream: StreamRole,
    sdp: string,
  ): Promise<{ sdp: string; word: string | null }> {
    const address = this.#addressOf(cameraId, stream);
    const url = new URL(spoken(filledIn(address.url, address.username, address.password)));
    const answer = await this.#send(url, address, { method: "POST", body: sdp });
    const location = answer.headers.get("location");
    const resource = location === null ? null : URL.parse(location, url.href);
    // Only what is at the server itself is told to go: its word must not send us anywhere else.
    const closes = resource !== null && resource.origin === url.origin;
    return {
      sdp: await sdpOf(answer, url),
      word: closes ? this.#seal.close(`${cameraId}/${stream}`, resource.href) : null,
    };
  }

  async close(cameraId: string, stream: StreamRole, word: string): Promise<void> {
    const named = this.#seal.open(`${cameraId}/${stream}`, word);
    if (named === null) throw new Fault("notFound", { what: "address", id: word });
    const answer = await this.#send(new URL(named), this.#addressOf(cameraId, stream), { method: "DELETE" });
    await answer.body?.cancel();
  }

  /** Ends what is under way. */
  end(): void {
    this.#closing.abort();
  }

  #addressOf(cameraId: string, stream: StreamRole): StreamAddress {
    const address = this.#lookup(cameraId, stream);
    if (address === null) throw new Fault("notFound", { what: "camera", id: `${cameraId}/${stream}` });
    return address;
  }

  async #send(
    url: URL,
    address: StreamAddress,
    request: { method: string; body?: string },
  ): Promise<Response> {
    const authorization = authorizationFor(address);
    let answer: Response;
    try {
      answer = await fetch(url, {
        ...request,
        redirect: "error",
        headers: {
          ...(request.body === undefined ? {} : { "content-type": "application/sdp" }),
          ...(authorization === null ? {} : { authorization }),
        },
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(ANSWER_MS)]),
      });
    } catch (error) {
      // `fetch` hides the reason one below.
      throw asHttpFault(error instanceof Error ? (error.cause ?? error) : error, url);
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      throw pathTold(faultOf(answer.status, url), { ...address, url: spoken(address.url) });
    }
    return answer;
  }
}

/** A user and a password, or a password alone as a token; nothing beside an address that carries them. */
function authorizationFor({ url, username, password }: StreamAddress): string | null {
  if (hasPlaces(url)) return null;
  if (username !== null) return basicAuthorization({ username, password: password ?? "" });
  return password === null ? null : `Bearer ${password}`;
}

/** The body of `answer`. Faults with `notVideo` where it is no session description, and with what ends it early. */
async function sdpOf({ body }: Response, url: URL): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of body ?? []) {
      length += part.byteLength;
      if (length > MOST_BYTES) break;
      parts.push(part);
    }
  } catch (error) {
    throw asHttpFault(error instanceof Error ? (error.cause ?? error) : error, url);
  }
  const text = Buffer.concat(parts).toString("utf8");
  if (length > MOST_BYTES || !text.startsWith("v=0")) throw new Fault("notVideo", { host: url.hostname });
  return text;
}

/** `whep://` and `wheps://` are what people write; what is spoken is HTTP. */
function spoken(url: string): string {
  return url.replace(/^whep(s?):/i, "http$1:");
}

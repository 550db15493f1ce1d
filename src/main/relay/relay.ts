import { isDeepStrictEqual } from "node:util";
import type { StreamRole } from "../../protocol/camera.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import { pathTold } from "../base/path-told.ts";
import { filledIn, hasPlaces, type StreamAddress } from "../base/stream-address.ts";
import { HttpClient } from "../feeds/http/client.ts";
import { httpOptions } from "../../protocol/http-options.ts";
import { Kept, type Relayed } from "./kept.ts";
import { isPlaylist, relayedPlaylist } from "./playlist.ts";
import { Seal } from "./seal.ts";

/** No segment of a city's camera is larger. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Milliseconds after the last request in which connections stay open for the next one. */
const IDLE_MS = 30_000;
const PLAYLIST_TYPE = "application/vnd.apple.mpegurl";
/** Wait and part of a low-latency playlist (draft-pantos-hls-rfc8216bis, 6.2.5), which the player adds to its address. */
const deliveryDirective = /^_HLS_(?:msn|part|skip)$/;

export interface RelayParts {
  readonly clock: Clock;
  /** Where a stream is read, or null where there is no such camera or stream. */
  lookup(cameraId: string, stream: StreamRole): StreamAddress | null;
}

export interface RelayRequest {
  readonly cameraId: string;
  readonly stream: StreamRole;
  /** What a playlist named; null asks for the stream's own playlist. */
  readonly word: string | null;
  readonly query: Readonly<Record<string, string>>;
  /** First and last byte, of a `range` header; null asks for all. */
  readonly range: { readonly offset: number; readonly length: number } | null;
}

interface Open {
  readonly client: HttpClient;
  readonly url: string;
  readonly address: StreamAddress;
  cancelIdle: () => void;
}

/**
 * Hands HLS on to pages that play it themselves: the camera's login stays in the core, pages ask for nothing but what
 * the camera's playlists name, and however many pages play a stream, each piece is fetched once.
 */
export class Relay {
  readonly #parts: RelayParts;
  readonly #kept: Kept;
  readonly #seal = new Seal();
  readonly #open = new Map<string, Open>();
  readonly #closing = new AbortController();

  constructor(parts: RelayParts) {
    this.#parts = parts;
    this.#kept = new Kept(parts.clock);
  }

  /** Faults with `notFound`, or with what the camera's server says. `pathOf` gives the page's path for a word. */
  async get(request: RelayRequest, pathOf: (word: string) => string): Promise<Relayed> {
    const { cameraId, stream, word, range } = request;
    const feed = `${cameraId}/${stream}`;
    const open = this.#opened(feed, cameraId, stream);
    const named = word === null ? open.url : this.#seal.open(feed, word);
    if (named === null) throw new Fault("notFound", { what: "address", id: word ?? "" });
    const url = new URL(named);
    for (const [name, value] of Object.entries(request.query)) {
      if (deliveryDirective.test(name)) url.searchParams.set(name, value);
    }
    const key = `${feed} ${url.href} ${range === null ? "" : `${range.offset}+${range.length}`}`;
    const playlist = word === null || /\.m3u8?$/i.test(url.pathname);
    return await this.#kept.get(key, playlist, async () => {
      const reading = open.client.read(url.href, MOST_BYTES, this.#closing.signal, range);
      const got = await reading.catch((error: unknown) => {
        throw pathTold(error, open.address);
      });
      const text = got.body.subarray(0, 16).toString("utf8");
      const type = got.answer.headers["content-type"] ?? "application/octet-stream";
      const contentRange = got.answer.headers["content-range"] ?? null;
      if (isPlaylist(text)) {
        const whole = got.body.toString("utf8");
        const body = relayedPlaylist(whole, got.url, (address) => pathOf(this.#seal.close(feed, address)));
        return { body: Buffer.from(body), type: PLAYLIST_TYPE, contentRange: null };
      }
      if (word === null) throw new Fault("notVideo", { host: url.hostname });
      return { body: got.body, type, contentRange };
    });
  }

  /** Ends what is under way. */
  close(): void {
    this.#closing.abort();
    for (const { client, cancelIdle } of this.#open.values()) {
      cancelIdle();
      client.close();
    }
    this.#open.clear();
  }

  #opened(feed: string, cameraId: string, stream: StreamRole): Open {
    const address = this.#parts.lookup(cameraId, stream);
    if (address === null) throw new Fault("notFound", { what: "camera", id: feed });
    const known = this.#open.get(feed);
    known?.cancelIdle();
    // By value: whichever camera is edited, all addresses are read anew.
    const same = known !== undefined && isDeepStrictEqual(known.address, address);
    // The camera was edited: what was opened with its old address and login is of no use.
    if (!same) known?.client.close();
    const open = same ? known : { ...openHttp(address), address, cancelIdle: () => undefined };
    open.cancelIdle = this.#parts.clock.after(IDLE_MS, () => {
      this.#open.delete(feed);
      open.client.close();
    });
    this.#open.set(feed, open);
    return open;
  }
}

function openHttp(address: StreamAddress): Pick<Open, "client" | "url"> {
  const { username, password } = address;
  const url = new URL(filledIn(address.url, username, password));
  const { anyCertificate } = httpOptions(url.hash);
  url.hash = "";
  const inAddress = hasPlaces(address.url) || (username === null && password === null);
  const login = inAddress ? null : { username: username ?? "", password: password ?? "" };
  // A low-latency playlist is answered when its next part is there: segments must not wait behind it.
  return {
    client: new HttpClient({ origin: url.origin, login, anyCertificate, connections: 4 }),
    url: url.href,
  };
}

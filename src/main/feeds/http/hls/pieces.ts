import { createDecipheriv, type Decipheriv } from "node:crypto";
import { Fault } from "../../../base/fault.ts";
import type { SourceListener } from "../../source.ts";
import { asHttpFault, chunksOf, type HttpClient } from "../client.ts";
import { Pouring, type PouringOrder } from "../pouring.ts";
import type { Segment } from "./playlist.ts";

const MAX_HEAD_BYTES = 1024 * 1024;
const KEY_BYTES = 16;

/** Fetches the pieces of a stream, deciphers them and pours them into one ffmpeg after the other. */
export class Pieces {
  readonly #client: HttpClient;
  readonly #order: PouringOrder;
  readonly #listener: SourceListener;
  readonly #signal: AbortSignal;
  readonly #keys = new Map<string, Buffer>();
  #pouring: Pouring | null = null;
  #headName: string | null = null;

  /** `signal` ends the ffmpeg that runs. */
  constructor(client: HttpClient, order: PouringOrder, listener: SourceListener, signal: AbortSignal) {
    this.#client = client;
    this.#order = order;
    this.#listener = listener;
    this.#signal = signal;
  }

  /**
   * Milliseconds by which the end of the piece was behind the server's own clock when it came; 0 where it is untold.
   * Faults where it cannot be fetched, or is no video.
   */
  async pour(segment: Segment): Promise<number> {
    const name = segment.head === null ? null : `${segment.head.url} ${segment.head.range?.offset ?? 0}`;
    const anew = segment.apart || name !== this.#headName || this.#pouring === null;
    // One request at a time: what else the piece needs comes before it.
    const decipher = segment.key === null ? null : await this.#decipher(segment.key, new URL(segment.url));
    const head =
      anew && segment.head !== null
        ? await this.#client.read(segment.head.url, MAX_HEAD_BYTES, this.#signal, segment.head.range)
        : null;
    const { answer, url } = await this.#client.get(segment.url, this.#signal, segment.range);
    if (anew) await this.finish();
    const pouring = (this.#pouring ??= new Pouring(this.#order, this.#listener, this.#signal));
    this.#headName = name;
    if (head !== null) await pouring.write(head.body);
    try {
      for await (const chunk of chunksOf(answer)) {
        await pouring.write(decipher === null ? chunk : decipher.update(chunk));
        if (pouring.over) break;
      }
      if (decipher !== null) await pouring.write(decipher.final());
    } catch (error) {
      // ffmpeg's reader of MP4 takes what follows for the rest of a piece that broke off, and never recovers.
      if (segment.head !== null) await this.#letGo();
      throw asHttpFault(error, url);
    }
    if (pouring.over) {
      this.#pouring = null;
      throw (await pouring.ended) ?? new Fault("ended", { host: url.hostname });
    }
    const told = Date.parse(answer.headers.date ?? "");
    return segment.takenAt === null || !Number.isFinite(told)
      ? 0
      : Math.max(0, told - segment.takenAt - segment.seconds * 1000);
  }

  /** Resolves when what was poured has been read to its end. Faults where there was no picture in it. */
  async finish(): Promise<void> {
    const end = await this.#pouring?.finish();
    this.#pouring = null;
    if (end && end.kind !== "ended") throw end;
  }

  /** What was poured is read to its end, and what comes next begins anew. */
  async #letGo(): Promise<void> {
    await this.#pouring?.finish();
    this.#pouring = null;
  }

  /** Resolves when no process is left; to be called after the signal's abort. */
  async gone(): Promise<void> {
    await this.#pouring?.ended;
  }

  /** AES-128 in CBC over the whole piece (RFC 8216, 4.3.2.4). */
  async #decipher(key: NonNullable<Segment["key"]>, url: URL): Promise<Decipheriv> {
    if (key.method !== "AES-128" || key.url === null)
      throw new Fault("unsupportedCodec", { host: url.hostname, codec: key.method });
    let secret = this.#keys.get(key.url);
    if (secret === undefined) {
      ({ body: secret } = await this.#client.read(key.url, KEY_BYTES, this.#signal));
      if (secret.byteLength !== KEY_BYTES) throw new Fault("notVideo", { host: url.hostname });
      this.#keys.clear();
      this.#keys.set(key.url, secret);
    }
    return createDecipheriv("aes-128-cbc", secret, key.iv);
  }
}

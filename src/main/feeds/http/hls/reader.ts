import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../../../base/fault.ts";
import type { FindFfmpeg, SourceListener } from "../../source.ts";
import { asHttpFault, type HttpClient } from "../client.ts";
import { Pacer } from "../pacer.ts";
import { Pieces } from "./pieces.ts";
import { type Playlist, readPlaylist, type Segment } from "./playlist.ts";

type Media = Extract<Playlist, { kind: "media" }>;

const MAX_PLAYLIST_BYTES = 4 * 1024 * 1024;
/** Pieces with which a live stream begins: the next is announced before they are over. */
const FIRST_PIECES = 2;
/** New pieces at once that mean that the stream went on without us. */
const FAR_BEHIND = 6;
/** Milliseconds of pictures in hand beyond which no more is fetched. */
const ENOUGH_MS = 20_000;
/** Milliseconds between looks at a playlist, and how soon after a failure. */
const LOOK_MS = { least: 250, most: 2_000, again: 400 };
/** Looks and pieces that may fail in a row before the stream has failed. */
const MOST_FAILURES = 4;

export interface HlsOrder {
  readonly client: HttpClient;
  /** Of the first playlist, and its text. */
  readonly url: URL;
  readonly text: string;
  readonly ffmpeg: FindFfmpeg;
}

/** Reads an HLS stream until it ends or fails; its pictures are handed on at their own distance. */
export async function readHls(order: HlsOrder, listener: SourceListener, signal: AbortSignal): Promise<void> {
  const host = order.url.hostname;
  const { media, url } = await mediaPlaylist(order, signal);
  const program = await order.ffmpeg();
  const stop = new AbortController();
  const ended = AbortSignal.any([stop.signal, signal]);
  const pacer = new Pacer(listener, !media.ended);
  const pieces = new Pieces(
    order.client,
    { program, place: { host, port: 0, path: order.url.pathname }, atOwnSpeed: false, joined: false },
    { accessUnit: (unit) => pacer.push(unit), damage: (count) => listener.damage(count) },
    ended,
  );
  let failures = 0;
  /** Throws what is no passing failure, or one too many. */
  const bear = (error: unknown) => {
    signal.throwIfAborted();
    const fault = asHttpFault(error, url);
    failures += 1;
    if (failures >= MOST_FAILURES || !isPassing(fault)) throw fault;
  };

  async function take(fresh: readonly Segment[]): Promise<void> {
    for (const segment of fresh) {
      if (segment.missing) continue;
      while (pacer.aheadMs() > ENOUGH_MS) await sleep(LOOK_MS.least, undefined, { signal });
      try {
        pacer.behindMs = await pieces.pour(segment);
        failures = 0;
      } catch (error) {
        bear(error);
        listener.damage(1);
      }
    }
  }

  try {
    const progress = new Progress();
    for (let list = media; ; ) {
      const lookedAt = performance.now();
      const fresh = progress.next(list);
      await take(fresh);
      if (list.ended) break;
      const pieceMs = (list.segments.at(-1)?.seconds ?? list.longest) * 1000;
      // RFC 8216, 6.3.4 allows half a piece when nothing came; sooner than a whole one, to stay near the end.
      const wait = Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, pieceMs / 2));
      await sleep(Math.max(LOOK_MS.least, wait - (performance.now() - lookedAt)), undefined, { signal });
      list = await looked(order.client, url, signal, bear);
    }
    await pieces.finish();
    await pacer.drained(signal);
    throw new Fault("ended", { host });
  } finally {
    stop.abort();
    await pieces.gone();
    pacer.close();
  }
}

/** Which pieces are to be fetched next. */
class Progress {
  #last: number | null = null;

  next(list: Media): Segment[] {
    const newest = list.segments.at(-1)?.sequence;
    if (newest === undefined) return [];
    // Numbers that begin anew belong to a stream that did.
    if (this.#last !== null && newest < this.#last - FAR_BEHIND) this.#last = null;
    const began = this.#last === null;
    const last = this.#last ?? (list.ended ? -1 : newest - FIRST_PIECES);
    let fresh = list.segments.filter(({ sequence }) => sequence > last);
    const left = !list.ended && fresh.length > FAR_BEHIND;
    if (left) fresh = fresh.slice(-FIRST_PIECES);
    this.#last = newest;
    return fresh.map((segment, index) =>
      index === 0 && (began || left) ? { ...segment, apart: true } : segment,
    );
  }
}

/** The playlist as it is now; `bear` decides about failures. */
async function looked(
  client: HttpClient,
  url: URL,
  signal: AbortSignal,
  bear: (error: unknown) => void,
): Promise<Media> {
  for (;;) {
    try {
      const { body } = await client.read(url.href, MAX_PLAYLIST_BYTES, signal);
      const list = readPlaylist(body.toString("utf8"), url.href);
      if (list?.kind === "media") return list;
      throw new Fault("notVideo", { host: url.hostname });
    } catch (error) {
      bear(error);
      await sleep(LOOK_MS.again, undefined, { signal });
    }
  }
}

/** Whether what failed may be there at the next attempt, moments later. */
function isPassing(fault: Fault): boolean {
  return fault.kind === "unreachable" || fault.kind === "ended" || fault.kind === "wrongPath";
}

/** The playlist that names the pieces: the first one itself, or the variant that it offers. */
async function mediaPlaylist(order: HlsOrder, signal: AbortSignal): Promise<{ media: Media; url: URL }> {
  let found = readPlaylist(order.text, order.url.href);
  let { url } = order;
  if (found?.kind === "choice") {
    const answer = await order.client.read(found.url, MAX_PLAYLIST_BYTES, signal);
    ({ url } = answer);
    found = readPlaylist(answer.body.toString("utf8"), url.href);
  }
  if (found?.kind !== "media") throw new Fault("notVideo", { host: order.url.hostname });
  return { media: found, url };
}

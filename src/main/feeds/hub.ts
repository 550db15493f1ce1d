import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import { type StreamRole, streamRoleSchema } from "../../protocol/camera.ts";
import { type Feed as FeedRow, feedKey, type FeedRef, mosaicRef } from "../../protocol/feed.ts";
import type { Format } from "../../protocol/format.ts";
import { Feed } from "./feed.ts";
import type { Feeds, FeedViewer } from "./feeds.ts";
import type { Minute } from "./minute/minute.ts";
import type { Replay } from "./minute/replay.ts";
import { RetryMemory } from "./retry.ts";
import { mosaicFeeds, type StandIns } from "./mosaic/feeds.ts";
import type { MakeMosaic, RunSource, StreamAddress, Transcode } from "./source.ts";

export interface KnownFormat {
  readonly cameraId: string;
  readonly stream: StreamRole;
  readonly format: Format;
}

export interface FeedHubParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly runSource: RunSource;
  /** Makes the pictures of a stream, as `watch` tells them, into those of a rung. */
  readonly transcode: Transcode;
  /** Makes one picture of many cameras; absent where there are no mosaics. */
  readonly mosaic?: MakeMosaic;
  /** What stands in for lost cameras in mosaics; absent where nothing does. */
  readonly standIns?: StandIns;
  /** Where a stream is read, or null where there is no such camera or stream. */
  lookup(cameraId: string, stream: StreamRole): StreamAddress | null;
  /** The format of a stream turned out to be new or changed. */
  learned(cameraId: string, stream: StreamRole, format: Format): void;
  /** Formats learned in earlier runs. */
  readonly formats?: Iterable<KnownFormat>;
  /** How long a feed stays open after its last viewer, milliseconds. */
  readonly lingerMs: number;
  /** Keeps the last pictures of every feed and plays them; absent where nothing is kept. */
  readonly minute?: Minute;
}

interface Entry {
  readonly ref: FeedRef;
  readonly memory: RetryMemory;
  readonly viewers: Set<FeedViewer>;
  /** Null while the camera is removed and viewers wait for its return. */
  feed: Feed | null;
  cancelLinger: (() => void) | null;
}

/** Mosaics at a time, each on every rung of its own: a thread, decoders and an encoder that any page may ask for. */
const MOST_MOSAICS = 16;
const MOSAIC_AGAIN_S = 10;

/** Every running feed: opened with its first viewer, shared by all, closed some time after the last. */
export class FeedHub implements Feeds {
  readonly #parts: FeedHubParts;
  readonly #entries = new Map<string, Entry>();
  readonly #memories = new Map<string, RetryMemory>();
  /** By stream, as the camera sends it. */
  readonly #formats = new Map<string, Format>();
  /** Feeds on their way out, the last of each key. */
  readonly #leaving = new Map<string, Promise<void>>();
  #nextNumber = 1;
  #closed = false;

  constructor(parts: FeedHubParts) {
    this.#parts = parts;
    for (const { cameraId, stream, format } of parts.formats ?? []) {
      this.#formats.set(feedKey({ cameraId, stream, rung: null }), format);
    }
  }

  watch(ref: FeedRef, viewer: FeedViewer): () => void {
    const { cameraId, stream } = ref;
    const address = this.#addressOf(ref);
    if (this.#closed) throw new Fault("unavailable", { what: "Dinding" });
    if (address === null) throw new Fault("notFound", { what: "camera", id: `${cameraId}/${stream}` });
    if (ref.replay !== undefined && this.#replayOf(ref) === null)
      throw new Fault("notFound", { what: "replay", id: ref.replay });
    const key = feedKey(ref);
    if (ref.mosaic !== undefined && !this.#entries.has(key)) this.#admitMosaic();
    const entry = this.#entries.get(key) ?? this.#enter(key, ref, address);
    entry.cancelLinger?.();
    entry.cancelLinger = null;
    const leave = () => this.#leave(key, entry, face);
    const face = guarded(viewer, (error) => {
      this.#parts.log.error({ err: error, camera: cameraId, stream }, "a viewer failed and is let go");
      leave();
    });
    entry.viewers.add(face);
    entry.feed?.add(face);
    return leave;
  }

  cameraChanged(cameraId: string): void {
    const parts = this.#parts;
    for (const role of streamRoleSchema.options)
      parts.minute?.moved(cameraId, role, parts.lookup(cameraId, role)?.url ?? null);
    for (const [key, entry] of this.#entries) {
      // A mosaic follows the feeds of its cameras by itself.
      if (entry.ref.cameraId !== cameraId || entry.ref.mosaic !== undefined) continue;
      const address = parts.lookup(cameraId, entry.ref.stream);
      entry.memory.forget();
      if (address === null) {
        this.#remove(key, entry);
      } else if (entry.feed === null) {
        entry.feed = this.#open(key, entry, address);
        for (const viewer of entry.viewers) entry.feed.add(viewer);
      } else if (!sameAddress(address, entry.feed.address) || entry.feed.row().error !== undefined) {
        entry.feed.reopen(address);
      }
    }
    for (const [key, memory] of this.#memories) if (key.startsWith(`${cameraId}/`)) memory.forget();
  }

  list(): FeedRow[] {
    return [...this.#entries.values()].flatMap(({ ref, feed }) =>
      feed === null || ref.replay !== undefined ? [] : [feed.row()],
    );
  }

  knownFormat(cameraId: string, stream: StreamRole): Format | null {
    return this.#formats.get(feedKey({ cameraId, stream, rung: null })) ?? null;
  }

  /** Ends every feed. Resolves when no child of theirs is left; nothing can be watched afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const entry of this.#entries.values()) {
      entry.cancelLinger?.();
      this.#end(entry, null);
    }
    this.#entries.clear();
    await Promise.all(this.#leaving.values());
  }

  #enter(key: string, ref: FeedRef, address: StreamAddress): Entry {
    const memory = this.#memories.get(key) ?? new RetryMemory();
    // A replay never comes back under its key, and of mosaics there may be any number in time.
    if (ref.replay === undefined && ref.mosaic === undefined) this.#memories.set(key, memory);
    const entry: Entry = { ref, memory, viewers: new Set(), feed: null, cancelLinger: null };
    this.#entries.set(key, entry);
    entry.feed = this.#open(key, entry, address);
    return entry;
  }

  #open(key: string, entry: Entry, address: StreamAddress): Feed {
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    const { cameraId, stream, rung } = entry.ref;
    const { clock, log, minute } = this.#parts;
    const replay = this.#replayOf(entry.ref);
    const asSent = rung === null && entry.ref.replay === undefined;
    return new Feed(number, address, {
      ...{ rung, clock, log, memory: entry.memory },
      runSource: after(this.#leaving.get(key), this.#sourceOf(entry.ref, replay)),
      learned: (format) => {
        if (asSent) this.#learn(key, entry, format);
      },
      keep: (packet, format, origin) => {
        if (asSent) minute?.keep(cameraId, stream, packet, format, origin);
      },
      ...(replay === null ? {} : { arrival: () => replay.reached }),
    });
  }

  #sourceOf(ref: FeedRef, replay: Replay | null): RunSource {
    const { runSource, transcode, mosaic, standIns } = this.#parts;
    const { rung } = ref;
    if (rung === null) return replay?.run ?? runSource;
    if (ref.mosaic !== undefined && mosaic !== undefined)
      return mosaic(ref.mosaic, rung, mosaicFeeds(this, this.#parts, standIns ?? null));
    return transcode(rung, (viewer) => this.watch({ ...ref, rung: null }, viewer));
  }

  /** Where a feed is read; null where there is no such camera or stream, or no such mosaic. */
  #addressOf(ref: FeedRef): StreamAddress | null {
    const { cameraId, stream, mosaic } = ref;
    if (mosaic === undefined) return this.#parts.lookup(cameraId, stream);
    if (ref.rung === null || this.#parts.mosaic === undefined) return null;
    if (!isDeepStrictEqual(mosaicRef(mosaic, ref.rung), ref)) return null;
    return { cameraId, stream, url: "mosaic", username: null, password: null, transport: "tcp" };
  }

  #replayOf({ replay, cameraId, stream }: FeedRef): Replay | null {
    const found = replay === undefined ? null : (this.#parts.minute?.replay(replay) ?? null);
    return found?.recording.cameraId === cameraId && found.recording.stream === stream ? found : null;
  }

  /** Faults with `tooMany` where no further mosaic is made. */
  #admitMosaic(): void {
    const mosaics = [...this.#entries.values()].filter(({ ref }) => ref.mosaic !== undefined);
    if (mosaics.length >= MOST_MOSAICS) throw new Fault("tooMany", { seconds: MOSAIC_AGAIN_S });
  }

  #learn(key: string, entry: Entry, format: Format): void {
    const known = this.#formats.get(key);
    if (known !== undefined && isDeepStrictEqual(known, format)) return;
    this.#formats.set(key, format);
    this.#parts.learned(entry.ref.cameraId, entry.ref.stream, format);
  }

  #leave(key: string, entry: Entry, viewer: FeedViewer): void {
    if (!entry.viewers.delete(viewer)) return;
    entry.feed?.remove(viewer);
    if (entry.viewers.size > 0 || this.#entries.get(key) !== entry) return;
    const lingerMs = entry.ref.replay === undefined ? this.#parts.lingerMs : 0;
    entry.cancelLinger = this.#parts.clock.after(lingerMs, () => {
      this.#entries.delete(key);
      this.#end(entry, null);
    });
  }

  /** The camera is gone; its viewers stay, should it come back. */
  #remove(key: string, entry: Entry): void {
    this.#formats.delete(key);
    this.#memories.delete(key);
    const id = `${entry.ref.cameraId}/${entry.ref.stream}`;
    this.#end(entry, new Fault("notFound", { what: "camera", id }));
    if (entry.viewers.size > 0) return;
    entry.cancelLinger?.();
    this.#entries.delete(key);
  }

  #end(entry: Entry, why: Fault | null): void {
    const feed = entry.feed;
    if (feed === null) return;
    entry.feed = null;
    const key = feedKey(entry.ref);
    const leaving = feed.close(why).finally(() => {
      if (this.#leaving.get(key) === leaving) this.#leaving.delete(key);
    });
    this.#leaving.set(key, leaving);
  }
}

/** `viewer` as a face of its own, so that it may watch twice, and so that its failure harms no other. */
function guarded(viewer: FeedViewer, failed: (error: unknown) => void): FeedViewer {
  const tell = (what: () => void) => {
    try {
      what();
    } catch (error) {
      failed(error);
    }
  };
  return {
    status: (status) => tell(() => viewer.status(status)),
    format: (format) => tell(() => viewer.format(format)),
    packet: (packet) => tell(() => viewer.packet(packet)),
    damage: (count) => tell(() => viewer.damage?.(count)),
    cells: (cells) => tell(() => viewer.cells?.(cells)),
  };
}

/** `run` once `leaving` has said goodbye: many a camera takes one session only. */
function after(leaving: Promise<void> | undefined, run: RunSource): RunSource {
  if (leaving === undefined) return run;
  return async (address, listener, signal) => {
    await leaving;
    if (!signal.aborted) await run(address, listener, signal);
  };
}

function sameAddress(a: StreamAddress, b: StreamAddress): boolean {
  return (
    a.url === b.url && a.username === b.username && a.password === b.password && a.transport === b.transport
  );
}

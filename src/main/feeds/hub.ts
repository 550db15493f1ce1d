import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { StreamRole } from "../../protocol/camera.ts";
import type { Feed as FeedRow } from "../../protocol/feed.ts";
import { Feed } from "./feed.ts";
import type { FeedFormat, Feeds, FeedViewer } from "./feeds.ts";
import { RetryMemory } from "./retry.ts";
import type { RunSource, StreamAddress } from "./source.ts";

export interface KnownSize {
  readonly cameraId: string;
  readonly stream: StreamRole;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface FeedHubParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly runSource: RunSource;
  /** Where a stream is read, or null where there is no such camera or stream. */
  lookup(cameraId: string, stream: StreamRole): StreamAddress | null;
  /** The picture size of a stream turned out to be new or changed. */
  learned(cameraId: string, stream: StreamRole, width: number, height: number): void;
  /** Sizes learned in earlier runs. */
  readonly sizes?: Iterable<KnownSize>;
  /** How long a feed stays open after its last viewer, milliseconds. */
  readonly lingerMs: number;
}

interface Entry {
  readonly cameraId: string;
  readonly stream: StreamRole;
  readonly memory: RetryMemory;
  readonly viewers: Set<FeedViewer>;
  /** Null while the camera is removed and viewers wait for its return. */
  feed: Feed | null;
  cancelLinger: (() => void) | null;
}

/** Every running feed: opened with its first viewer, shared by all, closed some time after the last. */
export class FeedHub implements Feeds {
  readonly #parts: FeedHubParts;
  readonly #entries = new Map<string, Entry>();
  readonly #memories = new Map<string, RetryMemory>();
  readonly #sizes = new Map<string, { width: number; height: number }>();
  /** Feeds on their way out. */
  readonly #leaving = new Set<Promise<void>>();
  #nextNumber = 1;
  #closed = false;

  constructor(parts: FeedHubParts) {
    this.#parts = parts;
    for (const { cameraId, stream, width, height } of parts.sizes ?? []) {
      this.#sizes.set(keyOf(cameraId, stream), { width, height });
    }
  }

  watch(cameraId: string, stream: StreamRole, viewer: FeedViewer): () => void {
    const address = this.#parts.lookup(cameraId, stream);
    if (this.#closed) throw new Fault("unavailable", { what: "Dinding" });
    if (address === null) throw new Fault("notFound", { what: "camera", id: `${cameraId}/${stream}` });
    const key = keyOf(cameraId, stream);
    const entry = this.#entries.get(key) ?? this.#enter(key, address);
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
    for (const [key, entry] of this.#entries) {
      if (entry.cameraId !== cameraId) continue;
      const address = this.#parts.lookup(cameraId, entry.stream);
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
    return [...this.#entries.values()].flatMap((entry) => (entry.feed === null ? [] : [entry.feed.row()]));
  }

  knownSize(cameraId: string, stream: StreamRole): { width: number; height: number } | null {
    return this.#sizes.get(keyOf(cameraId, stream)) ?? null;
  }

  /** Ends every feed. Resolves when no child of theirs is left; nothing can be watched afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const entry of this.#entries.values()) {
      entry.cancelLinger?.();
      this.#end(entry, null);
    }
    this.#entries.clear();
    await Promise.all(this.#leaving);
  }

  #enter(key: string, address: StreamAddress): Entry {
    let memory = this.#memories.get(key);
    if (memory === undefined) {
      memory = new RetryMemory();
      this.#memories.set(key, memory);
    }
    const { cameraId, stream } = address;
    const entry: Entry = { cameraId, stream, memory, viewers: new Set(), feed: null, cancelLinger: null };
    this.#entries.set(key, entry);
    entry.feed = this.#open(key, entry, address);
    return entry;
  }

  #open(key: string, entry: Entry, address: StreamAddress): Feed {
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    return new Feed(number, address, {
      clock: this.#parts.clock,
      log: this.#parts.log,
      runSource: this.#parts.runSource,
      memory: entry.memory,
      learned: (format) => this.#learn(key, entry, format),
    });
  }

  #learn(key: string, entry: Entry, { width, height }: FeedFormat): void {
    const known = this.#sizes.get(key);
    if (known?.width === width && known.height === height) return;
    this.#sizes.set(key, { width, height });
    this.#parts.learned(entry.cameraId, entry.stream, width, height);
  }

  #leave(key: string, entry: Entry, viewer: FeedViewer): void {
    if (!entry.viewers.delete(viewer)) return;
    entry.feed?.remove(viewer);
    if (entry.viewers.size > 0 || this.#entries.get(key) !== entry) return;
    entry.cancelLinger = this.#parts.clock.after(this.#parts.lingerMs, () => {
      this.#entries.delete(key);
      this.#end(entry, null);
    });
  }

  /** The camera is gone; its viewers stay, should it come back. */
  #remove(key: string, entry: Entry): void {
    this.#sizes.delete(key);
    this.#memories.delete(key);
    const id = `${entry.cameraId}/${entry.stream}`;
    this.#end(entry, new Fault("notFound", { what: "camera", id }));
    if (entry.viewers.size > 0) return;
    entry.cancelLinger?.();
    this.#entries.delete(key);
  }

  #end(entry: Entry, why: Fault | null): void {
    const feed = entry.feed;
    if (feed === null) return;
    entry.feed = null;
    const leaving = feed.close(why).finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
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
  };
}

function keyOf(cameraId: string, stream: StreamRole): string {
  return `${cameraId}/${stream}`;
}

function sameAddress(a: StreamAddress, b: StreamAddress): boolean {
  return (
    a.url === b.url && a.username === b.username && a.password === b.password && a.transport === b.transport
  );
}

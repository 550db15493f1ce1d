import { randomUUID } from "node:crypto";
import { totalmem } from "node:os";
import type { StreamRole } from "../../../protocol/camera.ts";
import type { Player } from "../../../protocol/relay.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { StreamFormat } from "../stream-format.ts";
import type { Packet } from "../feeds.ts";
import { byFormat, onOneTimeLine, type Recording } from "./recording.ts";
import { Replay } from "./replay.ts";
import { type KeptGroup, type Origin, Ring } from "./ring.ts";

/** How far back is kept of a running feed, and for how long after its last picture, milliseconds. */
export const KEPT_MS = 60_000;
/** Where a group alone is longer than this, it goes: no memory is given to a camera that sends no key frames. */
const LONGEST_GROUP_MS = 2 * KEPT_MS;
/** Of one feed, bytes: a minute of 8 Mbit/s. */
const FEED_BYTES = 64 * 1024 * 1024;
/** Of all feeds together, bytes, on a machine that has four times as much. */
const TOTAL_BYTES = 1024 * 1024 * 1024;
/** How often it is looked which feeds have ended, milliseconds. */
const SWEEP_MS = 5_000;
/** A picture stands for so long after it came, milliseconds, where no other followed. */
const STANDS_MS = 5_000;
/** Milliseconds that the smaller stream must have more of a time to be taken instead of the larger one. */
const BETTER_MS = 3_000;
/** Replays that run at a time: each holds its pictures until it ends, whatever became of the ring. */
const MOST_REPLAYS = 8;

export interface MinuteOptions {
  readonly clock: Clock;
  readonly feedBytes?: number;
  readonly totalBytes?: number;
  /** 1 for the most important camera, more for others; absent where all are alike. */
  readonly rank?: (cameraId: string) => number;
  /**
   * How pages play a stream, or where that is null one of the camera's, themselves: the core has its pictures only while
   * something else asks for them. Null where they play none; absent where they never do.
   */
  readonly player?: (cameraId: string, stream: StreamRole | null) => Player | null;
}

/** One end and the other of what is kept, milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

interface Kept {
  readonly cameraId: string;
  readonly stream: StreamRole;
  readonly ring: Ring;
  /** Where the stream is read now: only pictures from there are pictures of now. Null where it is gone. */
  url: string | null;
}

/** The last minute of every running feed, as its camera sent it: in memory, bounded, and gone a minute after the feed. */
export class Minute {
  readonly #clock: Clock;
  readonly #feedBytes: number;
  readonly #totalBytes: number;
  readonly #rank: (cameraId: string) => number;
  readonly #player: (cameraId: string, stream: StreamRole | null) => Player | null;
  readonly #kept = new Map<string, Kept>();
  readonly #replays = new Map<string, Replay>();
  #cancelSweep: (() => void) | null = null;
  #closed = false;

  constructor(options: MinuteOptions) {
    this.#clock = options.clock;
    this.#feedBytes = options.feedBytes ?? FEED_BYTES;
    this.#totalBytes = options.totalBytes ?? Math.min(TOTAL_BYTES, memory() / 4);
    this.#rank = options.rank ?? (() => 1);
    this.#player = options.player ?? (() => null);
  }

  /** `format`: at a key frame, else null. */
  keep(
    cameraId: string,
    stream: StreamRole,
    packet: Packet,
    format: StreamFormat | null,
    origin: Origin,
  ): void {
    if (this.#closed) return;
    const now = this.#clock.monotonic();
    const key = `${cameraId}/${stream}`;
    const kept = this.#kept.get(key) ?? { cameraId, stream, ring: new Ring(), url: null };
    kept.url = origin.url;
    if (kept.ring.groups.length === 0) {
      if (format === null) return;
      this.#kept.set(key, kept);
      this.#cancelSweep ??= this.#clock.after(SWEEP_MS, () => this.#sweep());
    }
    const { ring } = kept;
    ring.add(packet, format, origin, now);
    if (format !== null) ring.dropBefore(now - KEPT_MS);
    while (ring.bytes > this.#feedBytes || tooLong(ring, now)) ring.dropOldest();
    if (format !== null) this.#makeRoom(now);
  }

  /** The stream is read at `url` from now on, or not at all where that is null. */
  moved(cameraId: string, stream: StreamRole, url: string | null): void {
    const kept = this.#kept.get(`${cameraId}/${stream}`);
    if (kept !== undefined) kept.url = url;
  }

  /** Milliseconds since the newest picture of a stream came, whatever became of the machine's clock meanwhile. */
  sinceNewest(cameraId: string, stream: StreamRole): number {
    const kept = this.#kept.get(`${cameraId}/${stream}`);
    return this.#clock.monotonic() - (kept?.ring.newestAt ?? Number.NEGATIVE_INFINITY);
  }

  /** Bytes that all pictures take, and of how many feeds they are. */
  figures(): { readonly bytes: number; readonly feeds: number } {
    return { bytes: this.#bytes(), feeds: this.#kept.size };
  }

  /** What is kept of a stream, or of the camera's better one that keeps anything; null where nothing is. */
  span(cameraId: string, stream: StreamRole | null): Span | null {
    for (const { ring } of this.#of(cameraId, stream)) {
      const from = ring.groups[0]?.packets[0]?.arrivedAt;
      const until = ring.groups.at(-1)?.packets.at(-1)?.arrivedAt;
      if (from !== undefined && until !== undefined) return { from, until };
    }
    return null;
  }

  /**
   * The picture that was the newest at `at` (milliseconds since 1970; null: now) with all that its decoder needs: it is
   * the last. One of now is never of a camera that stood at another address. Of the better stream where `stream` is null.
   * Faults with `notKept`, or `playedByPages` where that is why.
   */
  pictureAt(cameraId: string, stream: StreamRole | null, at: number | null): Recording {
    for (const kept of this.#of(cameraId, stream)) {
      const group = kept.ring.groups.findLast(({ packets, origin }) =>
        at === null ? origin.url === kept.url : (packets[0]?.arrivedAt ?? 0) <= at,
      );
      const packets = group?.packets.filter(({ arrivedAt }) => at === null || arrivedAt <= at) ?? [];
      const newest = packets.at(-1);
      if (group === undefined || newest === undefined) continue;
      if (at === null || at - newest.arrivedAt <= STANDS_MS) return recording(kept, [{ ...group, packets }]);
    }
    throw this.#notKept(cameraId, stream, at ?? this.#clock.now());
  }

  /**
   * What is kept from `from` to `to` (milliseconds since 1970), from the last key frame before on; where the camera
   * changed its format or its address in between, the longer stretch. Of the stream that has more of it where `stream` is
   * null. Faults with `notKept` where that is nothing, or `playedByPages` where that is why.
   */
  between(cameraId: string, stream: StreamRole | null, from: number, to: number): Recording {
    let best: { readonly kept: Kept; readonly groups: KeptGroup[]; readonly ms: number } | null = null;
    for (const kept of this.#of(cameraId, stream)) {
      const groups = longest(byFormat(within(kept.ring.groups, from, to)));
      const ms = groups === null ? 0 : lengthOf(groups);
      // The better stream may have been opened just now.
      if (groups !== null && (best === null || ms > best.ms + BETTER_MS)) best = { kept, groups, ms };
    }
    if (best === null) throw this.#notKept(cameraId, stream, from);
    return recording(best.kept, best.groups);
  }

  /** A replay of `recording` that begins with its first viewer. Faults with `tooMany`. */
  play(recording: Recording): Replay {
    if (this.#replays.size >= MOST_REPLAYS) throw new Fault("tooMany", { seconds: KEPT_MS / 1000 });
    const id = randomUUID();
    const replay = new Replay(id, recording, this.#clock, () => this.#replays.delete(id));
    this.#replays.set(id, replay);
    return replay;
  }

  replay(id: string): Replay | null {
    return this.#replays.get(id) ?? null;
  }

  /** Lets everything go; nothing is kept afterwards. */
  close(): void {
    this.#closed = true;
    this.#cancelSweep?.();
    this.#kept.clear();
    for (const replay of this.#replays.values()) replay.end();
  }

  /** Those of `stream`, or of both with the better one first. */
  #of(cameraId: string, stream: StreamRole | null): Kept[] {
    const roles: readonly StreamRole[] = stream === null ? ["main", "sub"] : [stream];
    return roles.flatMap((role) => this.#kept.get(`${cameraId}/${role}`) ?? []);
  }

  #notKept(cameraId: string, stream: StreamRole | null, asked: number): Fault {
    const span = this.span(cameraId, stream);
    const player = span === null ? this.#player(cameraId, stream) : null;
    if (player !== null) return new Fault("playedByPages", { camera: cameraId, remedy: remedies[player] });
    return new Fault("notKept", {
      camera: cameraId,
      asked: new Date(asked).toISOString(),
      ...(span === null
        ? {}
        : { from: new Date(span.from).toISOString(), until: new Date(span.until).toISOString() }),
    });
  }

  #bytes(): number {
    let sum = 0;
    for (const { ring } of this.#kept.values()) sum += ring.bytes;
    return sum;
  }

  /** Takes the oldest groups of what matters least until all fits: first of feeds that have ended, then by rank. */
  #makeRoom(now: number): void {
    let excess = this.#bytes() - this.#totalBytes;
    while (excess > 0) {
      const [least] = [...this.#kept.values()]
        .filter(({ ring }) => ring.groups.length > 0)
        .toSorted((a, b) => this.#worth(a, now) - this.#worth(b, now) || b.ring.bytes - a.ring.bytes);
      if (least === undefined) return;
      const before = least.ring.bytes;
      least.ring.dropOldest();
      excess -= before - least.ring.bytes;
    }
  }

  /** The least goes first. What has only the group that still grows is worth more than any whole one. */
  #worth({ cameraId, ring }: Kept, now: number): number {
    const ended = now - ring.newestAt > STANDS_MS;
    return (ring.groups.length > 1 || ended ? 0 : 1e9) + (ended ? -1e6 : 0) - this.#rank(cameraId);
  }

  #sweep(): void {
    const now = this.#clock.monotonic();
    for (const [key, { ring }] of this.#kept)
      if (ring.groups.length === 0 || now - ring.newestAt > KEPT_MS) this.#kept.delete(key);
    this.#cancelSweep = this.#kept.size === 0 ? null : this.#clock.after(SWEEP_MS, () => this.#sweep());
  }
}

/** What is to be done that a stream is kept which pages play. */
const remedies: Readonly<Record<Player, string>> = {
  hls: 'let the core play it: set the player of its stream to "core"',
  whep: "give it a stream that the core can read, by RTSP for instance",
};

function tooLong({ groups }: Ring, now: number): boolean {
  return groups.length === 1 && now - (groups[0]?.keptAt ?? now) > LONGEST_GROUP_MS;
}

function within(groups: readonly KeptGroup[], from: number, to: number): KeptGroup[] {
  const newest = groups.at(-1)?.packets.at(-1);
  if (newest === undefined || newest.arrivedAt < from) return [];
  const begins = groups.findLastIndex(({ packets }) => (packets[0]?.arrivedAt ?? 0) <= from);
  return groups.slice(Math.max(0, begins)).flatMap((group) => {
    const packets = group.packets.filter(({ arrivedAt }) => arrivedAt <= to);
    return packets.length === 0 ? [] : [{ ...group, packets }];
  });
}

function lengthOf(groups: readonly KeptGroup[]): number {
  return (groups.at(-1)?.packets.at(-1)?.arrivedAt ?? 0) - (groups[0]?.packets[0]?.arrivedAt ?? 0);
}

function longest(stretches: readonly KeptGroup[][]): KeptGroup[] | null {
  return stretches.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? null;
}

function recording({ cameraId, stream }: Kept, groups: readonly KeptGroup[]): Recording {
  const [first] = groups;
  if (first === undefined) throw new RangeError("a recording has a first group");
  return { cameraId, stream, format: first.format, pictures: onOneTimeLine(groups) };
}

/** What this process may use, bytes. */
function memory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(totalmem(), constrained) : totalmem();
}

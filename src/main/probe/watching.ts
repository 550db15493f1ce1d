import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { StreamAddress } from "../base/stream-address.ts";
import type { FeedRef } from "../../protocol/feed.ts";
import type { FeedFormat, Feeds } from "../feeds/feeds.ts";
import { unitOf } from "../feeds/feeds.ts";
import type { RunSource } from "../feeds/source.ts";
import { Observation } from "./observation.ts";

/** Seconds of pictures, and milliseconds of watching them, that say enough once a second key picture came. */
const ENOUGH_S = 3;
const ENOUGH_MS = 2_500;

/** What was seen of a stream. */
export interface Watched {
  readonly observation: Observation;
  /** Milliseconds from the opening to the first picture that can be shown; null where none came. */
  readonly firstPictureMs: number | null;
  /** Why no more came. */
  readonly fault: Fault | null;
  /** Resolves when nothing of an opening of its own is left. */
  readonly closed: Promise<void>;
}

/** Begins to hand pictures to an observation; the returned function ends it. */
type Begin = (observation: Observation, told: Told) => () => Promise<void>;

interface Told {
  picture(): void;
  failed(fault: Fault): void;
}

/** Watches until it has seen enough, the stream fails, or `signal` is aborted. Never rejects. */
export async function watchStream(begin: Begin, clock: Clock, signal: AbortSignal): Promise<Watched> {
  const observation = new Observation();
  const began = clock.monotonic();
  let firstAt: number | null = null;
  let fault: Fault | null = null;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  signal.addEventListener("abort", finish, { once: true });
  if (signal.aborted) finish();
  const end = begin(observation, {
    picture() {
      const now = clock.monotonic();
      firstAt ??= now;
      const { seconds, keys } = observation.figures();
      if (keys >= 2 && seconds >= ENOUGH_S && now - firstAt >= ENOUGH_MS) finish();
    },
    failed(why) {
      fault = why;
      finish();
    },
  });
  await finished;
  signal.removeEventListener("abort", finish);
  const firstPictureMs = firstAt === null ? null : firstAt - began;
  return { observation, firstPictureMs, fault, closed: end() };
}

/** By the running feed, or one that is opened as tiles open it: the camera is read once. */
export function byFeed(feeds: Pick<Feeds, "watch">, ref: FeedRef): Begin {
  return (observation, told) => {
    const leave = feeds.watch(ref, {
      status({ phase, error }) {
        if (phase === "failed" && error !== undefined) told.failed(new Fault(error.kind, error.detail));
      },
      format({ feed: _feed, epoch: _epoch, ...format }: FeedFormat) {
        observation.format = format;
      },
      packet(packet) {
        const { key, timeUs, arrivedAt: arrivedMs } = packet;
        observation.picture({ key, timeUs, arrivedMs, bytes: unitOf(packet) });
        told.picture();
      },
      damage: (count) => observation.damage(count),
    });
    return async () => leave();
  };
}

/** By an opening of its own, for an address that no camera has yet. */
export function byItself(runSource: RunSource, address: StreamAddress, clock: Clock): Begin {
  return (observation, told) => {
    const stop = new AbortController();
    const running = runSource(
      address,
      {
        accessUnit({ bytes, key, format, timeUs }) {
          if (format !== null) {
            const { fingerprint: _fingerprint, ...known } = format;
            observation.format = known;
          }
          if (observation.format === null) return;
          observation.picture({ bytes, key: key && format !== null, timeUs, arrivedMs: clock.monotonic() });
          told.picture();
        },
        damage: (count) => observation.damage(count),
      },
      stop.signal,
    ).then(
      () => told.failed(new Fault("ended", { host: URL.parse(address.url)?.hostname || address.url })),
      (error: unknown) => told.failed(asFault(error)),
    );
    return () => {
      stop.abort();
      return running;
    };
  };
}

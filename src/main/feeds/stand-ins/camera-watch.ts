import { feedKey } from "../../../protocol/feed.ts";
import type { PictureState } from "../../../protocol/truth.ts";
import type { Clock } from "../../base/clock.ts";
import type { Feeds, FeedViewer } from "../feeds.ts";
import type { Answer, Source } from "./stand-in.ts";
import { judge, type Verdict } from "./verdict.ts";

/** So long a stream that was just opened may take to show that it runs, milliseconds. */
export const TRY_MS = 5_000;
/** How often all streams are looked at, as long as somebody follows, milliseconds. */
const LOOK_MS = 1_000;

/** It looks on; what it sees stands in the list of feeds. */
const onlooker: FeedViewer = { status: () => undefined, format: () => undefined, packet: () => undefined };

interface Asked {
  readonly source: Source;
  readonly since: number;
  again: boolean;
  leave: (() => void) | null;
}

const keyOf = ({ cameraId, stream }: Source): string => feedKey({ cameraId, stream, rung: null });

/**
 * What is thought of the streams that are on the walls and in mosaics. A stream that somebody asks about is kept open, so
 * that a camera that is replaced is seen to come back, and a backup is known to run before it is shown.
 */
export class CameraWatch {
  readonly #feeds: Feeds;
  readonly #clock: Clock;
  #verdicts = new Map<string, Verdict>();
  /** When a stream that is down now had its last picture, milliseconds since 1970. */
  readonly #downSince = new Map<string, number>();
  readonly #asked = new Map<string, Asked>();
  readonly #followers = new Set<{ look(): void }>();
  #cancelLook: (() => void) | null = null;

  constructor(feeds: Feeds, clock: Clock) {
    this.#feeds = feeds;
    this.#clock = clock;
  }

  /** Calls `look` about once a second, whenever all was judged anew; the returned function ends it. */
  follow(look: () => void): () => void {
    const follower = { look };
    this.#followers.add(follower);
    if (this.#cancelLook === null) this.#lookLater();
    return () => {
      this.#followers.delete(follower);
      if (this.#followers.size > 0) return;
      this.#cancelLook?.();
      this.#cancelLook = null;
      this.close();
    };
  }

  /** Since when the stream is down, milliseconds since 1970; null where it is not. It stays open to see its return. */
  downSince(source: Source): number | null {
    const since = this.#downSince.get(keyOf(source)) ?? null;
    if (since !== null) this.#open(source);
    return since;
  }

  /** Whether the stream runs; one that is not open is opened. */
  ask(source: Source): Answer {
    const { since } = this.#open(source);
    const standing = this.#verdicts.get(keyOf(source))?.value ?? "unknown";
    if (standing !== "unknown") return standing;
    return this.#clock.monotonic() - since < TRY_MS ? "trying" : "down";
  }

  /** Judges anew, about once a second, and leaves what nobody has asked about since the last time but one. */
  look(): void {
    const now = this.#clock.monotonic();
    const before = this.#verdicts;
    const states = new Map<string, { state: PictureState; lastFrameAt: string | null }>();
    for (const { cameraId, stream, rung, state, lastFrameAt } of this.#feeds.list())
      if (rung === null) states.set(feedKey({ cameraId, stream, rung }), { state, lastFrameAt });
    // A stream that nobody has open is not known any more.
    this.#verdicts = new Map(
      [...states].map(([key, { state }]) => [key, judge(before.get(key) ?? null, state, now)]),
    );
    for (const key of this.#downSince.keys())
      if (this.#verdicts.get(key)?.value !== "down") this.#downSince.delete(key);
    for (const [key, { value }] of this.#verdicts) {
      if (value !== "down" || this.#downSince.has(key)) continue;
      const lastFrameAt = states.get(key)?.lastFrameAt ?? null;
      this.#downSince.set(key, lastFrameAt === null ? this.#clock.now() : Date.parse(lastFrameAt));
    }
    for (const [key, asked] of this.#asked) {
      if (asked.again) asked.again = false;
      else {
        asked.leave?.();
        this.#asked.delete(key);
      }
    }
  }

  /** Leaves every stream. */
  close(): void {
    for (const { leave } of this.#asked.values()) leave?.();
    this.#asked.clear();
  }

  #lookLater(): void {
    this.#cancelLook = this.#clock.after(LOOK_MS, () => {
      // Before anything that might fail.
      this.#lookLater();
      this.look();
      for (const follower of this.#followers) follower.look();
    });
  }

  #open(source: Source): Asked {
    const key = keyOf(source);
    const known = this.#asked.get(key);
    if (known !== undefined) {
      known.again = true;
      return known;
    }
    const asked: Asked = { source, since: this.#clock.monotonic(), again: true, leave: null };
    this.#asked.set(key, asked);
    try {
      asked.leave = this.#feeds.watch({ ...source, rung: null }, onlooker);
    } catch {
      // The camera was removed a moment ago, or everything ends: it does not run, which is what is said of it.
    }
    return asked;
  }
}

import { feedKey } from "../../protocol/feed.ts";
import type { WallStats } from "../../protocol/output.ts";
import type { Player } from "../../protocol/relay.ts";
import type { PictureState } from "../../protocol/truth.ts";
import type { Clock } from "../base/clock.ts";
import { type CameraWatch, TRY_MS } from "../feeds/stand-ins/camera-watch.ts";
import type { Answer, Source } from "../feeds/stand-ins/stand-in.ts";
import { judge, UP_MS, type Verdict } from "../feeds/stand-ins/verdict.ts";

/** A page that has not told for so long says nothing about now, milliseconds. */
const TOLD_MS = 3_000;
/** Before a stream that is down is given to the pages again: the first time and the last; doubled in between. */
export const FIRST_WAIT_MS = 15_000;
export const LAST_WAIT_MS = 60_000;
/** One that ran for so long is given to the pages at once when it seems to be back, milliseconds. */
const SETTLED_MS = 60_000;

interface Parts {
  readonly watch: Pick<CameraWatch, "downSince" | "ask">;
  readonly clock: Clock;
  /** How pages play a stream themselves; undefined where they are given the core's pictures. */
  player(source: Source): Player | undefined;
}

/** What one page said last of the streams that it plays itself. */
interface Told {
  readonly at: number;
  readonly states: ReadonlyMap<string, readonly PictureState[]>;
}

/** A stream that pages play. Monotonic milliseconds, where nothing else is said. */
interface Played {
  readonly source: Source;
  readonly player: Player;
  verdict: Verdict;
  /** Since when pages try it in vain; null while none plays it. */
  tryingSince: number | null;
  /** Milliseconds since 1970. */
  lastPictureAt: number | null;
  /** Since when it runs; null while it does not. */
  upSince: number | null;
  /** Since when it is down, milliseconds since 1970, until it is seen to run. */
  downSince: number | null;
  retryAt: number;
  waitMs: number;
  /** Since when the core, which reads it while no page does, sees it run. */
  backSince: number | null;
  /** Looks since it was asked about. */
  unasked: number;
}

const isUp = (state: PictureState) => state === "live" || state === "delayed" || state === "degraded";

/**
 * What is thought of the streams that tiles show: of those that the core reads what it sees itself, of those that pages
 * play the best that any page tells. A page plays nothing that it does not show, so that nobody sees one come back that
 * was left for another: the core looks at HLS itself meanwhile; what it cannot read the pages are given again after a
 * while. They keep the picture that they have until the other is complete, and it is down again when that takes too long.
 */
export class StreamWatch {
  readonly #parts: Parts;
  readonly #told = new Map<object, Told>();
  readonly #played = new Map<string, Played>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What `page` sees now. Nothing that nobody looks at is judged by. */
  report(page: object, outputs: readonly WallStats[]): void {
    const { clock } = this.#parts;
    const states = new Map<string, PictureState[]>();
    for (const { tiles } of outputs.filter(({ visible }) => visible)) {
      for (const { cameraId, shownCameraId, stream, state, replay, frameAgeMs, awaited } of tiles) {
        const id = shownCameraId ?? cameraId;
        if (id !== null && stream !== null && replay === undefined)
          this.#hear(states, { cameraId: id, stream }, state, clock.now() - (frameAgeMs ?? 0));
        if (awaited !== undefined) this.#hear(states, awaited, awaited.state, clock.now());
      }
    }
    this.#told.set(page, { at: clock.monotonic(), states });
  }

  /** `page` has gone. */
  leave(page: object): void {
    this.#told.delete(page);
  }

  /** Since when the stream is down, milliseconds since 1970; null where it is not. Its return is watched for. */
  downSince(source: Source): number | null {
    const player = this.#parts.player(source);
    if (player === undefined) return this.#parts.watch.downSince(source);
    const { verdict, downSince } = this.#of(source, player);
    return verdict.value === "down" ? downSince : null;
  }

  /** Whether the stream runs. One that pages play they have to be given to see: it does until they tell otherwise. */
  ask(source: Source): Answer {
    const player = this.#parts.player(source);
    if (player === undefined) return this.#parts.watch.ask(source);
    return this.#of(source, player).verdict.value === "down" ? "down" : "up";
  }

  /** Judges anew what pages play, to be called about once a second. */
  look(): void {
    const now = this.#parts.clock.monotonic();
    for (const [page, { at }] of this.#told) if (now - at > TOLD_MS) this.#told.delete(page);
    for (const [key, played] of this.#played) {
      const states = [...this.#told.values()].flatMap((told) => told.states.get(key) ?? []);
      played.unasked += 1;
      if (states.length === 0 && played.unasked > 2) this.#played.delete(key);
      else this.#judge(played, states, now);
    }
  }

  #hear(
    states: Map<string, PictureState[]>,
    { cameraId, stream }: Source,
    state: PictureState,
    pictureAt: number,
  ): void {
    const source = { cameraId, stream };
    const player = this.#parts.player(source);
    if (player === undefined || state === "hidden") return;
    const key = keyOf(source, player);
    states.set(key, [...(states.get(key) ?? []), state]);
    const played = this.#played.get(key);
    if (played !== undefined && isUp(state)) played.lastPictureAt = pictureAt;
  }

  #of(source: Source, player: Player): Played {
    const key = keyOf(source, player);
    const played = this.#played.get(key) ?? {
      ...{
        source,
        player,
        verdict: { value: "unknown", next: null },
        tryingSince: null,
        lastPictureAt: null,
      },
      ...{
        upSince: null,
        downSince: null,
        retryAt: 0,
        waitMs: firstWait(player),
        backSince: null,
        unasked: 0,
      },
    };
    played.unasked = 0;
    this.#played.set(key, played);
    return played;
  }

  #judge(played: Played, states: readonly PictureState[], now: number): void {
    const before = played.verdict.value;
    if (before === "down" && states.length === 0) {
      if (!this.#mayBeBack(played, now)) return;
      played.verdict = { value: "unknown", next: null };
      played.tryingSince = null;
      return;
    }
    const up = states.some(isUp);
    played.tryingSince = states.length === 0 || up ? null : (played.tryingSince ?? now);
    const patience = played.tryingSince !== null && now - played.tryingSince < TRY_MS;
    const opening = states.includes("connecting") && patience;
    const seen = states.length === 0 ? null : up ? "live" : opening ? "connecting" : "lost";
    played.verdict = judge(played.verdict, seen, now);
    const { value } = played.verdict;
    if (value === "up") {
      played.upSince ??= now;
      played.downSince = null;
      if (now - played.upSince >= SETTLED_MS) played.waitMs = firstWait(played.player);
    } else if (value === "down" && before !== "down") {
      played.downSince ??= played.lastPictureAt ?? this.#parts.clock.now();
      played.upSince = null;
      played.backSince = null;
      played.retryAt = now + played.waitMs;
      played.waitMs = Math.min(LAST_WAIT_MS, Math.max(FIRST_WAIT_MS, played.waitMs * 2));
    }
  }

  /** Whether the pages are to be given it again. */
  #mayBeBack(played: Played, now: number): boolean {
    if (played.unasked > 1) return false;
    if (played.player === "whep") return now >= played.retryAt;
    const runs = this.#parts.watch.ask(played.source) === "up";
    played.backSince = runs ? (played.backSince ?? now) : null;
    return played.backSince !== null && now - played.backSince >= UP_MS && now >= played.retryAt;
  }
}

/** The core sees HLS come back; what it cannot read is not asked of the pages at once. */
function firstWait(player: Player): number {
  return player === "hls" ? 0 : FIRST_WAIT_MS;
}

function keyOf(source: Source, player: Player): string {
  return feedKey({ ...source, rung: null, player });
}

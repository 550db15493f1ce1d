import type { FeedRef } from "../../protocol/feed.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Feeds } from "../feeds/feeds.ts";

/** How long a page may go on with a camera that has left its walls: it shows it until what was taken is there. Milliseconds. */
const AFTERWARDS_MS = 30_000;

interface Parts {
  readonly feeds: Pick<Feeds, "watch">;
  readonly clock: Clock;
  /** The cameras of the walls of these outputs, those that may stand in for them included. */
  camerasOn(outputIds: readonly string[]): ReadonlySet<string>;
  /** Cameras that may not be on one of the walls of these outputs. */
  keptBack(outputIds: readonly string[]): ReadonlySet<string>;
  /** Tells when another camera may be seen; the returned function ends it. */
  follow(changed: () => void): () => void;
}

/** Who watches: the page of some outputs, or (null) somebody who sees these feeds. */
interface Watcher {
  readonly outputIds: readonly string[] | null;
  seesFeed(ref: FeedRef): boolean;
}

interface Watching {
  readonly ref: FeedRef;
  readonly watcher: Watcher;
  readonly stop: () => void;
}

/** What the session of an output page may watch: what is on the walls of its outputs, and nothing else. */
export class OutputSight {
  readonly #parts: Parts;
  /** When a camera that a page asked for was on its walls last. */
  readonly #seen = new Map<string, number>();
  /** What is watched by whoever does not see everything. */
  readonly #open = new Set<Watching>();
  #leave: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Faults with `forbidden` where one of the cameras is not to be seen on these outputs; null may see every one. */
  admit(outputIds: readonly string[] | null, cameraIds: readonly string[]): void {
    if (outputIds === null) return;
    const now = this.#parts.clock.monotonic();
    for (const [key, at] of this.#seen) if (now - at > AFTERWARDS_MS) this.#seen.delete(key);
    const shown = this.#parts.camerasOn(outputIds);
    const kept = this.#parts.keptBack(outputIds);
    for (const id of cameraIds) {
      const key = `${outputIds.join(",")}/${id}`;
      if (shown.has(id)) this.#seen.set(key, now);
      // What is kept back has no afterwards.
      else if (kept.has(id) || !this.#seen.has(key))
        throw new Fault("forbidden", { needed: "viewer", role: "output" });
    }
  }

  /** The feeds as a watcher may open them. What they may no longer see ends at once. */
  feedsFor(watcher: Watcher): Pick<Feeds, "watch"> {
    const { feeds } = this.#parts;
    return {
      watch: (ref, viewer) => {
        this.admit(watcher.outputIds, camerasOf(ref));
        if (!watcher.seesFeed(ref)) throw new Fault("notFound", { what: "camera", id: ref.cameraId });
        const watching = { ref, watcher, stop: feeds.watch(ref, viewer) };
        this.#open.add(watching);
        this.#leave ??= this.#parts.follow(() => this.#look());
        return () => this.#end(watching);
      },
    };
  }

  #end(watching: Watching): void {
    if (!this.#open.delete(watching)) return;
    watching.stop();
    if (this.#open.size > 0) return;
    this.#leave?.();
    this.#leave = null;
  }

  #look(): void {
    for (const watching of this.#open) if (!this.#maySee(watching)) this.#end(watching);
  }

  #maySee({ ref, watcher }: Watching): boolean {
    const { outputIds } = watcher;
    if (outputIds === null) return watcher.seesFeed(ref);
    const kept = this.#parts.keptBack(outputIds);
    if (!camerasOf(ref).some((id) => kept.has(id))) return true;
    const shown = this.#parts.camerasOn(outputIds);
    return camerasOf(ref).every((id) => shown.has(id));
  }
}

function camerasOf({ cameraId, mosaic }: FeedRef): readonly string[] {
  return mosaic?.cameraIds ?? [cameraId];
}

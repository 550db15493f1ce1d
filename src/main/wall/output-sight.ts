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
}

/** What the session of an output page may watch: what is on the walls of its outputs, and nothing else. */
export class OutputSight {
  readonly #parts: Parts;
  /** When a camera that a page asked for was on its walls last. */
  readonly #seen = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Faults with `forbidden` where one of the cameras is not to be seen on these outputs; null may see every one. */
  admit(outputIds: readonly string[] | null, cameraIds: readonly string[]): void {
    if (outputIds === null) return;
    const now = this.#parts.clock.monotonic();
    for (const [key, at] of this.#seen) if (now - at > AFTERWARDS_MS) this.#seen.delete(key);
    const shown = this.#parts.camerasOn(outputIds);
    for (const id of cameraIds) {
      const key = `${outputIds.join(",")}/${id}`;
      if (shown.has(id)) this.#seen.set(key, now);
      else if (!this.#seen.has(key)) throw new Fault("forbidden", { needed: "viewer", role: "output" });
    }
  }

  /** The feeds as a page of these outputs may open them; all of them for null. */
  feedsFor(outputIds: readonly string[] | null): Pick<Feeds, "watch"> {
    const { feeds } = this.#parts;
    if (outputIds === null) return feeds;
    return {
      watch: (ref, viewer) => {
        this.admit(outputIds, camerasOf(ref));
        return feeds.watch(ref, viewer);
      },
    };
  }
}

function camerasOf({ cameraId, mosaic }: FeedRef): readonly string[] {
  return mosaic?.cameraIds ?? [cameraId];
}

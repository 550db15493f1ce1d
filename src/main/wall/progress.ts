import type { Take, TakeFailure } from "../../protocol/wall.ts";
import type { StoredTake } from "../store/wall-store.ts";

interface Shown {
  readonly completedAt: string;
  readonly failures: readonly TakeFailure[];
}

/**
 * How far one take is. An output that nobody shows keeps no take waiting: the state is judged by those that are
 * connected, and once the take was complete on one of them it stays complete.
 */
export class TakeProgress {
  readonly take: StoredTake;
  readonly #shown = new Map<string, Shown>();
  #settled: Take["state"] | null = null;

  constructor(take: StoredTake) {
    this.take = take;
  }

  /** An output shows the take whole, but for `failures`. A later word of the same output replaces the earlier. */
  shown(outputId: string, failures: readonly TakeFailure[], at: string): void {
    const first = this.#shown.get(outputId);
    this.#shown.set(outputId, { completedAt: first?.completedAt ?? at, failures });
  }

  /** Another take came. */
  supersede(outputIds: readonly string[], isConnected: (outputId: string) => boolean): void {
    const state = this.#state(outputIds, isConnected);
    this.#settled = state === "pending" ? "superseded" : state;
  }

  /** `outputIds`: those that show a part of the take's wall. */
  report(outputIds: readonly string[], isConnected: (outputId: string) => boolean): Take {
    return {
      id: this.take.id,
      wallId: this.take.wallId,
      layoutId: this.take.layoutId,
      state: this.#state(outputIds, isConnected),
      takenAt: this.take.takenAt,
      takenBy: this.take.takenBy,
      ...(this.take.takenAs === undefined ? {} : { takenAs: this.take.takenAs }),
      outputs: outputIds.map((outputId) => {
        const shown = this.#shown.get(outputId);
        return {
          outputId,
          completedAt: shown?.completedAt ?? null,
          failures: [...(shown?.failures ?? [])],
        };
      }),
    };
  }

  #state(outputIds: readonly string[], isConnected: (outputId: string) => boolean): Take["state"] {
    if (this.#settled !== null) return this.#settled;
    const shown = outputIds.flatMap((id) => this.#shown.get(id) ?? []);
    if (shown.some((one) => one.failures.length > 0)) return "failed";
    const waiting = outputIds.some((id) => isConnected(id) && !this.#shown.has(id));
    if (waiting) return "pending";
    if (shown.length > 0) this.#settled = "complete";
    return "complete";
  }
}

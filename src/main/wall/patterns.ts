import type { PatternName } from "../../layouts/patterns/all.ts";
import { type PatternTarget, targetKey, targetRect } from "../../layouts/patterns/target.ts";
import { PATTERN_SECONDS, type ShownPattern } from "../../protocol/pattern.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Walls } from "./walls.ts";

interface Running {
  readonly shown: ShownPattern;
  readonly cancel: () => void;
}

/**
 * The test patterns on the glass, at most one a target. Each ends by itself, because whoever started it may have walked
 * away from a wall that has to show an emergency; none outlives the core.
 */
export class Patterns {
  readonly #walls: Pick<Walls, "site">;
  readonly #clock: Clock;
  readonly #changed: () => void;
  /** By target, in the order in which they were started. */
  readonly #running = new Map<string, Running>();

  /** `changed` is called after every change of what is shown. */
  constructor(walls: Pick<Walls, "site">, clock: Clock, changed: () => void) {
    this.#walls = walls;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Those whose targets are on the glass, later ones above earlier ones. */
  list(): ShownPattern[] {
    const { site } = this.#walls;
    return [...this.#running.values()]
      .map(({ shown }) => shown)
      .filter(({ target }) => targetRect(site, target) !== null);
  }

  /** Shows a pattern above all others, in the place of the target's own. Faults with `notFound` where there is no such target. */
  show(
    target: PatternTarget,
    {
      pattern,
      seconds = PATTERN_SECONDS,
    }: { readonly pattern: PatternName; readonly seconds?: number | undefined },
    by: string,
  ): ShownPattern {
    const id = targetKey(target);
    if (targetRect(this.#walls.site, target) === null) throw new Fault("notFound", { what: target.kind, id });
    this.#running.get(id)?.cancel();
    this.#running.delete(id);
    const now = this.#clock.now();
    const shown: ShownPattern = {
      ...{ id, target, pattern, startedBy: by, startedAt: new Date(now).toISOString() },
      endsAt: new Date(now + seconds * 1000).toISOString(),
    };
    const cancel = this.#clock.after(seconds * 1000, () => {
      this.#running.delete(id);
      this.#changed();
    });
    this.#running.set(id, { shown, cancel });
    this.#changed();
    return shown;
  }

  /** Faults with `notFound` where none is shown there. */
  end(target: PatternTarget): void {
    const id = targetKey(target);
    const running = this.#running.get(id);
    if (running === undefined) throw new Fault("notFound", { what: "pattern", id });
    running.cancel();
    this.#running.delete(id);
    this.#changed();
  }

  endAll(): void {
    if (this.#running.size === 0) return;
    this.close();
    this.#changed();
  }

  /** Leaves no timer behind. */
  close(): void {
    for (const { cancel } of this.#running.values()) cancel();
    this.#running.clear();
  }
}

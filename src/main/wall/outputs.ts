import type { Ability } from "../../protocol/ability.ts";
import type { OutputState, WallStats } from "../../protocol/output.ts";
import type { Clock } from "../base/clock.ts";

/** A page that shows outputs; it stands for them until it leaves. */
export interface OutputPage {
  report(stats: WallStats): void;
  /**
   * Whether what it says of an output counts: it is one of its own while it is there, and where several pages show it,
   * one that is not `visible` does not speak for it.
   */
  speaksFor(outputId: string, visible: boolean): boolean;
  leave(): void;
}

interface Seen {
  pages: Set<OutputPage>;
  lastSeenAt: number;
  tiles: WallStats["tiles"];
  load: number | null;
  takeId: string | null;
  /** Of the page that came last. */
  abilities: readonly Ability[];
}

/** Which outputs have a page, and what those pages last said they show. Nothing of it outlives the core. */
export class Outputs {
  readonly #clock: Clock;
  readonly #seen = new Map<string, Seen>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `abilities`: what the page decodes besides H.264. */
  join(outputIds: readonly string[], abilities: readonly Ability[] = []): OutputPage {
    const mine = new Set(outputIds);
    // What a page says of an output after it left, or of one it never joined, is nothing to go by.
    const joined = (outputId: string) => {
      const seen = mine.has(outputId) ? this.#seen.get(outputId) : undefined;
      return seen?.pages.has(page) === true ? seen : null;
    };
    const speaks = (seen: Seen, visible: boolean) => visible || seen.pages.size === 1;
    const page: OutputPage = {
      speaksFor: (outputId, visible) => {
        const seen = joined(outputId);
        return seen !== null && speaks(seen, visible);
      },
      report: (stats) => {
        const seen = joined(stats.outputId);
        if (seen === null) return;
        seen.lastSeenAt = this.#clock.now();
        if (speaks(seen, stats.visible)) {
          seen.tiles = stats.tiles;
          seen.load = stats.load ?? null;
          seen.takeId = stats.takeId;
        }
      },
      leave: () => {
        for (const id of mine) {
          const seen = this.#seen.get(id);
          if (seen?.pages.delete(page) === true) seen.lastSeenAt = this.#clock.now();
        }
      },
    };
    for (const id of mine) {
      const seen = this.#seen.get(id) ?? {
        pages: new Set<OutputPage>(),
        lastSeenAt: 0,
        tiles: [],
        ...{ load: null, takeId: null, abilities },
      };
      seen.abilities = abilities;
      seen.pages.add(page);
      seen.lastSeenAt = this.#clock.now();
      this.#seen.set(id, seen);
    }
    return page;
  }

  isConnected(outputId: string): boolean {
    return (this.#seen.get(outputId)?.pages.size ?? 0) > 0;
  }

  state(outputId: string): OutputState {
    const seen = this.#seen.get(outputId);
    const connected = seen !== undefined && seen.pages.size > 0;
    const load = connected ? seen.load : null;
    return {
      outputId,
      state: seen === undefined ? "absent" : connected ? "connected" : "lost",
      lastSeenAt: seen === undefined ? null : new Date(seen.lastSeenAt).toISOString(),
      ...(load === null ? {} : { load }),
      ...(connected
        ? {
            slowed: seen.tiles.filter(({ reduced }) => reduced !== undefined).length,
            ...{ takeId: seen.takeId, abilities: [...seen.abilities] },
          }
        : {}),
      tiles: seen?.tiles ?? [],
    };
  }
}

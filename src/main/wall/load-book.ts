import type { Ability } from "../../protocol/ability.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import {
  type EvidenceOfLoad,
  evidenceOfLoadSchema,
  nothingSeen,
  seenCarrying,
  seenShedding,
} from "./evidence-of-load.ts";
import { KeptByWall } from "./kept-by-wall.ts";
import type { PageFeeds } from "./page-feeds.ts";

/** A page that decodes for some outputs, and what it decodes besides H.264. */
export interface DecodingPage {
  readonly outputIds: readonly string[];
  readonly abilities: ReadonlySet<Ability>;
}

/** The same text for the same outputs; no identifier holds a comma. */
function keyOf(outputIds: readonly string[]): string {
  return outputIds.toSorted().join();
}

/** What every display PC was seen to carry, kept over a restart, and the pages that decode now. */
export class LoadBook {
  readonly #kept: KeptByWall<typeof evidenceOfLoadSchema>;
  readonly #pages = new Set<DecodingPage>();

  private constructor(kept: KeptByWall<typeof evidenceOfLoadSchema>) {
    this.#kept = kept;
  }

  static async open(store: Pick<Store, "settings">, log: Log): Promise<LoadBook> {
    return new LoadBook(
      await KeptByWall.open({ store, log, key: "loads carried", schema: evidenceOfLoadSchema }),
    );
  }

  /**
   * A page decodes from now on, until the returned function is called. `learns`: whether it is a display PC's own; what
   * somebody's browser carries says nothing of one.
   */
  join(page: DecodingPage, feeds: PageFeeds, learns: boolean): () => void {
    this.#pages.add(page);
    if (learns) {
      const note = (next: (before: EvidenceOfLoad) => EvidenceOfLoad) => {
        const before = this.evidence(page.outputIds);
        const after = next(before);
        if (after !== before) void this.#kept.set(keyOf(page.outputIds), after);
      };
      feeds.tellOf({
        carried: (cost, percent) => note((before) => seenCarrying(before, cost, percent)),
        shed: (cost) => note((before) => seenShedding(before, cost)),
      });
    }
    return () => void this.#pages.delete(page);
  }

  evidence(outputIds: readonly string[]): EvidenceOfLoad {
    return this.#kept.get(keyOf(outputIds)) ?? nothingSeen;
  }

  /** Pages that decode for any of `outputIds`, one for the same outputs; an output without one stands for itself. */
  pagesOf(outputIds: readonly string[]): (DecodingPage & { readonly connected: boolean })[] {
    const pages = new Map(
      [...this.#pages]
        .filter((page) => page.outputIds.some((id) => outputIds.includes(id)))
        .map((page) => [keyOf(page.outputIds), { ...page, connected: true }]),
    );
    const shown = new Set([...pages.values()].flatMap((page) => page.outputIds));
    const absent = outputIds
      .filter((id) => !shown.has(id))
      .map((id) => ({ outputIds: [id], abilities: new Set<Ability>(), connected: false }));
    return [...pages.values(), ...absent];
  }
}

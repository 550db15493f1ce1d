import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { camerasOf } from "../../layouts/content-cameras.ts";
import { type Content, contentSchema, type Tile } from "../../layouts/layout.ts";
import type { Curtain } from "../../protocol/wall.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import { KeptByWall } from "./kept-by-wall.ts";
import type { Walls } from "./walls.ts";

const drawnSchema = z.object({
  all: z.boolean(),
  contents: z.array(contentSchema),
  by: z.string(),
  at: z.iso.datetime(),
});
type Drawn = z.infer<typeof drawnSchema>;

interface Parts {
  readonly store: Pick<Store, "settings">;
  readonly walls: Pick<Walls, "state">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
  /** What is hidden is another. */
  readonly changed: () => void;
}

/**
 * What is hidden by hand, because somebody is in the room who must not see it. The standby picture is there before that
 * is stored, and what a tile shows stays hidden in whatever tile a later take puts it: nobody who takes need know that
 * there are visitors.
 */
export class Curtains {
  readonly #parts: Parts;
  readonly #kept: KeptByWall<typeof drawnSchema>;

  private constructor(parts: Parts, kept: KeptByWall<typeof drawnSchema>) {
    this.#parts = parts;
    this.#kept = kept;
  }

  static async open(parts: Parts): Promise<Curtains> {
    const { store, log } = parts;
    return new Curtains(
      parts,
      await KeptByWall.open({ store, log, key: "wall curtains", schema: drawnSchema }),
    );
  }

  /** Null where nothing of the wall is hidden. */
  of(wallId: string): Curtain | null {
    const drawn = this.#kept.get(wallId);
    if (drawn === null) return null;
    const { all, by, at } = drawn;
    return {
      all,
      by,
      at,
      tileIds: this.#tilesOf(wallId)
        .filter(hiddenBy(drawn))
        .map(({ id }) => id),
    };
  }

  /** Whether the standby picture is over the whole wall. */
  covers(wallId: string): boolean {
    return this.#kept.get(wallId)?.all === true;
  }

  /** Of tiles of a wall, the ids of those in whose place the standby picture stands. */
  hidden(wallId: string, tiles: readonly Tile[]): string[] {
    const drawn = this.#kept.get(wallId);
    if (drawn === null) return [];
    return tiles.filter((tile) => drawn.all || hiddenBy(drawn)(tile)).map(({ id }) => id);
  }

  /** Hides some tiles, or (null) the wall. Faults with `notFound` where it has no such tile. */
  async hide(wallId: string, tileIds: readonly string[] | null, by: string): Promise<Curtain> {
    const before = this.#kept.get(wallId);
    const more = tileIds === null ? [] : this.#named(wallId, tileIds).map(({ content }) => content);
    const contents = [...(before?.contents ?? [])];
    for (const content of more)
      if (!contents.some((one) => isDeepStrictEqual(one, content))) contents.push(content);
    const at = new Date(this.#parts.clock.now()).toISOString();
    await this.#set(wallId, { all: tileIds === null || before?.all === true, contents, by, at });
    return this.of(wallId) ?? { all: false, tileIds: [], by, at };
  }

  /** Shows some tiles again, or (null) everything. Faults with `notFound` where it has no such tile. */
  async show(wallId: string, tileIds: readonly string[] | null): Promise<void> {
    const before = this.#kept.get(wallId);
    const named = tileIds === null ? [] : this.#named(wallId, tileIds);
    if (before === null) return;
    if (tileIds === null) return this.#set(wallId, null);
    const hides = (content: Content) => named.some((tile) => hiddenBy({ contents: [content] })(tile));
    const contents = before.contents.filter((content) => !hides(content));
    await this.#set(wallId, before.all || contents.length > 0 ? { ...before, contents } : null);
  }

  async #set(wallId: string, drawn: Drawn | null): Promise<void> {
    const stored = this.#kept.set(wallId, drawn);
    this.#parts.changed();
    await stored;
  }

  #tilesOf(wallId: string): readonly Tile[] {
    return this.#parts.walls.state(wallId).tiles;
  }

  #named(wallId: string, tileIds: readonly string[]): Tile[] {
    const tiles = this.#tilesOf(wallId);
    return tileIds.map((id) => {
      const tile = tiles.find((one) => one.id === id);
      if (tile === undefined) throw new Fault("notFound", { what: "tile", id });
      return tile;
    });
  }
}

/** Whether a tile shows something that is hidden: the same, or the same camera among others. */
function hiddenBy({ contents }: Pick<Drawn, "contents">): (tile: Pick<Tile, "content">) => boolean {
  return ({ content }) =>
    contents.some(
      (one) =>
        isDeepStrictEqual(one, content) || camerasOf(one).some((id) => camerasOf(content).includes(id)),
    );
}

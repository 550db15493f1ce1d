import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { camerasOf } from "../../layouts/content-cameras.ts";
import { type Content, contentSchema, type Tile } from "../../layouts/layout.ts";
import type { Curtain, WallState } from "../../protocol/wall.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import { KeptByWall } from "./kept-by-wall.ts";
import type { Walls } from "./walls.ts";

const drawnSchema = z.object({
  all: z.boolean(),
  contents: z.array(contentSchema),
  /** Words that were changed while they were hidden; both are among `contents`. */
  corrected: z.array(z.object({ from: contentSchema, to: contentSchema })).default([]),
  by: z.string(),
  at: z.iso.datetime(),
});
type Drawn = z.infer<typeof drawnSchema>;

interface Parts {
  readonly store: Pick<Store, "settings">;
  readonly walls: Pick<Walls, "state" | "site">;
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
  /** What was on each wall when it was last looked at. */
  readonly #seen = new Map<string, WallState>();

  private constructor(parts: Parts, kept: KeptByWall<typeof drawnSchema>) {
    this.#parts = parts;
    this.#kept = kept;
  }

  static async open(parts: Parts): Promise<Curtains> {
    const { store, log } = parts;
    const kept = await KeptByWall.open({ store, log, key: "wall curtains", schema: drawnSchema });
    const curtains = new Curtains(parts, kept);
    curtains.follow();
    return curtains;
  }

  /**
   * To be called when something else may be on the walls, before any page is told: what is changed in a hidden tile stays
   * hidden, and what was there is hidden still wherever it comes back.
   */
  follow(): void {
    for (const { id } of this.#parts.walls.site.walls) {
      const [before, now] = [this.#seen.get(id), this.#parts.walls.state(id)];
      this.#seen.set(id, now);
      const drawn = this.#kept.get(id);
      if (drawn === null || before === undefined || !isEdited(before, now)) continue;
      const changes = changesBehind(drawn, before.tiles, now.tiles);
      if (changes.length === 0) continue;
      const contents = [...drawn.contents, ...changes.map(({ to }) => to)];
      const words = changes.filter(({ from, to }) => from.kind === "text" && to.kind === "text");
      // It says itself what it could not store, and counts at once.
      void this.#kept.set(id, { ...drawn, contents, corrected: [...drawn.corrected, ...words] });
    }
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
    const all = tileIds === null || before?.all === true;
    await this.#set(wallId, { all, contents, corrected: before?.corrected ?? [], by, at });
    return this.of(wallId) ?? { all: false, tileIds: [], by, at };
  }

  /** Shows some tiles again, or (null) everything. Faults with `notFound` where it has no such tile. */
  async show(wallId: string, tileIds: readonly string[] | null): Promise<void> {
    const before = this.#kept.get(wallId);
    const named = tileIds === null ? [] : this.#named(wallId, tileIds);
    if (before === null) return;
    if (tileIds === null) return this.#set(wallId, null);
    const hides = (content: Content) => named.some((tile) => hiddenBy({ contents: [content] })(tile));
    const shown = withCorrected(before.contents.filter(hides), before.corrected);
    const isShown = (content: Content) => shown.some((one) => isDeepStrictEqual(one, content));
    const contents = before.contents.filter((content) => !isShown(content));
    const corrected = before.corrected.filter(({ from }) => !isShown(from));
    await this.#set(wallId, before.all || contents.length > 0 ? { ...before, contents, corrected } : null);
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

/** Whether somebody changed what was on a wall, so that a tile is still the one of its name. */
function isEdited(before: WallState, now: WallState): boolean {
  const [was, is] = [before, now].map(({ layoutId, basedOn }) => layoutId ?? basedOn ?? null);
  return before.tiles !== now.tiles && was === is && (now.takenAs ?? "person") === "person";
}

/** What came into hidden tiles in place of what was hidden there. */
function changesBehind(drawn: Drawn, before: readonly Tile[], now: readonly Tile[]): Drawn["corrected"] {
  const hides = hiddenBy(drawn);
  return now.flatMap((tile) => {
    const was = before.find(({ id }) => id === tile.id);
    if (was === undefined || !hides(was) || hidesAll(drawn, tile)) return [];
    const { content: from } = was;
    const { content: to } = tile;
    const isOther = ({ id }: Tile) => id !== tile.id;
    // A place is nothing to hide, what went to another tile is hidden there, and what everybody saw is no secret.
    if (from.kind === "empty" || to.kind === "empty") return [];
    if (now.filter(isOther).some(hiddenBy({ contents: [from] }))) return [];
    const open = before.filter((other) => isOther(other) && !hides(other));
    return open.some(hiddenBy({ contents: [to] })) ? [] : [{ from, to }];
  });
}

/** With what the same words were before and after they were changed, as often as they were. */
function withCorrected(contents: readonly Content[], corrected: Drawn["corrected"]): Content[] {
  const all = [...contents];
  // Grows meanwhile.
  for (const content of all)
    for (const { from, to } of corrected) {
      const other = isDeepStrictEqual(from, content) ? to : isDeepStrictEqual(to, content) ? from : null;
      if (other !== null && !all.some((one) => isDeepStrictEqual(one, other))) all.push(other);
    }
  return all;
}

/** Whether nothing of a tile would be seen, also without the others that it shows: a tour may lose a camera. */
function hidesAll({ contents }: Pick<Drawn, "contents">, { content }: Pick<Tile, "content">): boolean {
  const cameras = camerasOf(content);
  const hidden = new Set(contents.flatMap(camerasOf));
  const isSame = contents.some((one) => isDeepStrictEqual(one, content));
  return isSame || (cameras.length > 0 && cameras.every((id) => hidden.has(id)));
}

/** Whether a tile shows something that is hidden: the same, or the same camera among others. */
function hiddenBy({ contents }: Pick<Drawn, "contents">): (tile: Pick<Tile, "content">) => boolean {
  return ({ content }) =>
    contents.some(
      (one) =>
        isDeepStrictEqual(one, content) || camerasOf(one).some((id) => camerasOf(content).includes(id)),
    );
}

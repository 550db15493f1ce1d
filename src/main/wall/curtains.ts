import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { camerasOf } from "../../layouts/content-cameras.ts";
import { type Content, contentSchema, type Layout, type Tile } from "../../layouts/layout.ts";
import type { Curtain, WallState } from "../../protocol/wall.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import {
  type Correction,
  correctionSchema,
  isAmong,
  isOfWords,
  withCorrected,
  without,
} from "./corrections.ts";
import { KeptByWall } from "./kept-by-wall.ts";
import { tilesToComeBack } from "./undone.ts";
import type { Walls } from "./walls.ts";

/** So much more may have come into the hidden tiles of a wall before what of it can be forgotten is looked for. */
const MOST_MORE = 16;

/** Whether it is worded or set by hand, as no two are the same; anything else is picked. */
function isMade(content: Content): boolean {
  if (content.kind === "map") return content.center !== undefined;
  if (content.kind !== "incidents") return content.kind === "text";
  return [content.kinds, content.severity, content.agencyId].some((filter) => filter !== undefined);
}

const drawnSchema = z.object({
  all: z.boolean(),
  contents: z.array(contentSchema),
  /** What came into hidden tiles while they were hidden; what it came to is among `contents`. */
  corrected: z.array(correctionSchema).default([]),
  by: z.string(),
  at: z.iso.datetime(),
});
type Drawn = z.infer<typeof drawnSchema>;

interface Parts {
  readonly store: Pick<Store, "settings" | "layouts" | "takes" | "raises">;
  readonly walls: Pick<Walls, "state" | "site" | "storedSite" | "taken" | "inTurn">;
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
  /** How much must have come into the hidden tiles of a wall before it is looked through; infinite while it is. */
  readonly #tidyFrom = new Map<string, number>();

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
      this.#hideToo(id, drawn, changesBehind(drawn, before.tiles, now.tiles));
    }
  }

  /**
   * To be called when a layout is another, before it can be taken: hidden words stay hidden where they are corrected in
   * a layout that is not on the wall. Whatever else is put in their place there is put there to be shown.
   */
  followLayout(before: Pick<Layout, "tiles">, now: Pick<Layout, "tiles">): void {
    for (const { id } of this.#parts.walls.storedSite.walls) {
      const drawn = this.#kept.get(id);
      if (drawn === null) continue;
      const open = this.#parts.walls.taken(id).filter((tile) => !hiddenBy(drawn)(tile));
      const isOpen = (content: Content) => open.some(hiddenBy({ contents: [content] }));
      const changes = changesBehind(drawn, before.tiles, now.tiles).filter(isOfWords);
      // What is open on the glass just now is no secret.
      this.#hideToo(
        id,
        drawn,
        changes.filter(({ to }) => !isOpen(to)),
      );
    }
  }

  /**
   * To be called when a layout was removed, before another can come: what was made in hidden tiles and stands in it stays
   * hidden, as the removal may be undone.
   */
  layoutRemoved({ tiles }: Pick<Layout, "tiles">): void {
    const there = tiles.map(({ content }) => content);
    for (const { id } of this.#parts.walls.storedSite.walls) {
      const drawn = this.#kept.get(id);
      const kept = (drawn?.corrected ?? [])
        .map(({ to }) => to)
        .filter((to) => isMade(to) && isAmong(there, to));
      if (drawn === null || kept.length === 0) continue;
      // Only what came in place of something is ever forgotten.
      void this.#kept.set(id, { ...drawn, corrected: without(drawn.corrected, kept) });
    }
  }

  #hideToo(wallId: string, drawn: Drawn, changes: readonly Correction[]): void {
    if (changes.length === 0) return;
    const contents = [...drawn.contents];
    for (const { to } of changes) if (!isAmong(contents, to)) contents.push(to);
    const corrected = [...drawn.corrected, ...changes];
    // It says itself what it could not store, and counts at once.
    void this.#kept.set(wallId, { ...drawn, contents, corrected });
    if (corrected.length < (this.#tidyFrom.get(wallId) ?? MOST_MORE)) return;
    this.#tidyFrom.set(wallId, Number.POSITIVE_INFINITY);
    void this.#tidy(wallId);
  }

  /**
   * Forgets what was made in hidden tiles and is gone again, where no layout and no wall has it and no undo brings it back. Whatever
   * anybody may pick for the wall at any time, as a camera, stays. Never rejects.
   */
  async #tidy(wallId: string): Promise<void> {
    const { store, walls, log } = this.#parts;
    try {
      // No layout and no take is on its way meanwhile.
      await walls.inTurn(async () => {
        const layouts = await store.layouts.list();
        const there = layouts.flatMap(({ tiles }) => tiles);
        // The same words may go from one wall to another.
        for (const { id } of walls.storedSite.walls)
          there.push(...(await tilesToComeBack(store, id)), ...walls.taken(id));
        const used = there.map(({ content }) => content);
        const drawn = this.#kept.get(wallId);
        if (drawn === null) return;
        const gone = drawn.corrected
          .map(({ to }) => to)
          .filter((content) => isMade(content) && !isAmong(used, content));
        if (gone.length === 0) return;
        const contents = drawn.contents.filter((content) => !isAmong(gone, content));
        await this.#kept.set(wallId, { ...drawn, contents, corrected: without(drawn.corrected, gone) });
      });
    } catch (error) {
      log.warn({ err: error, wallId }, "what is hidden of a wall could not be looked through");
    }
    this.#tidyFrom.set(wallId, (this.#kept.get(wallId)?.corrected.length ?? 0) + MOST_MORE);
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
    for (const content of more) if (!isAmong(contents, content)) contents.push(content);
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
    const contents = before.contents.filter((content) => !isAmong(shown, content));
    const corrected = before.corrected.filter(({ from, to }) => !isAmong(shown, from) && !isAmong(shown, to));
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
function changesBehind(drawn: Drawn, before: readonly Tile[], now: readonly Tile[]): Correction[] {
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

/** Whether nothing of a tile would be seen, also without the others that it shows: a tour may lose a camera. */
function hidesAll({ contents }: Pick<Drawn, "contents">, { content }: Pick<Tile, "content">): boolean {
  const cameras = camerasOf(content);
  const hidden = new Set(contents.flatMap(camerasOf));
  return isAmong(contents, content) || (cameras.length > 0 && cameras.every((id) => hidden.has(id)));
}

/** Whether a tile shows something that is hidden: the same, or the same camera among others. */
function hiddenBy({ contents }: Pick<Drawn, "contents">): (tile: Pick<Tile, "content">) => boolean {
  return ({ content }) =>
    contents.some(
      (one) =>
        isDeepStrictEqual(one, content) || camerasOf(one).some((id) => camerasOf(content).includes(id)),
    );
}

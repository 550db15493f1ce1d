import { imagesOf } from "../../layouts/content-cameras.ts";
import type { Tile } from "../../layouts/layout.ts";
import { type Image, isUploadedBy } from "../../protocol/image.ts";
import { TAKES_A_WALL } from "../store/takes.ts";
import { mayComeBack } from "../wall/undone.ts";
import type { Rooms } from "./rooms.ts";
import type { Sight } from "./sight.ts";

/** Something that shows a picture, by the name that people know. */
interface ImageUse {
  /** Null where it is seen on all of them. */
  readonly wallId: string | null;
  readonly name: string;
  /** Nothing shows it now, and that wall may again. */
  readonly mayComeBack?: true;
}

/** Where uploaded pictures are shown, and so who else may see them than those who uploaded them. */
export class ImageUses {
  readonly #rooms: Pick<Rooms, "store" | "walls" | "standbys">;

  constructor(rooms: Pick<Rooms, "store" | "walls" | "standbys">) {
    this.#rooms = rooms;
  }

  /** Every layout and wall that shows it; where none does, every wall to which it may come back. */
  async of(imageId: string): Promise<ImageUse[]> {
    const uses = (await this.#shown()).get(imageId) ?? [];
    if (uses.length > 0) return uses;
    for (const { id, name } of this.#rooms.walls.site.walls)
      if (imagesOf(await this.#kept(id)).includes(imageId))
        uses.push({ wallId: id, name, mayComeBack: true });
    return uses;
  }

  /** Whether it is on a wall of one of these outputs, or stands over one while that is hidden. */
  isOn(imageId: string, outputIds: readonly string[]): boolean {
    const { walls, standbys } = this.#rooms;
    if (imageId === standbys.logoId) return true;
    const shown = (wallId: string) => [...walls.state(wallId).tiles, ...(standbys.tiles(wallId) ?? [])];
    return walls.site.viewports.some(
      ({ wallId, outputId }) => outputIds.includes(outputId) && imagesOf(shown(wallId)).includes(imageId),
    );
  }

  /** Those that somebody sees who sees a part of the site: their own, and what their walls and layouts show. */
  async seen(images: readonly Image[], by: string, sight: Sight): Promise<Image[]> {
    const all = await this.#shown();
    return images.filter(
      (image) => isUploadedBy(image, by) || all.get(image.id)?.some((use) => isSeen(use, sight)) === true,
    );
  }

  /** Tiles that an undo, or the end of what rules have on a wall, puts there again. */
  async #kept(wallId: string): Promise<readonly Tile[]> {
    const { store } = this.#rooms;
    const base = (await store.raises.wall(wallId))?.base ?? null;
    const takes = await store.takes.ofWall(wallId, TAKES_A_WALL);
    return [...(base === null ? [] : [base]), ...mayComeBack(takes, base)].flatMap(({ tiles }) => tiles);
  }

  async #shown(): Promise<ReadonlyMap<string, ImageUse[]>> {
    const { store, walls, standbys } = this.#rooms;
    const layouts = (await store.layouts.list()).map(({ wallId, name, tiles }) => ({ wallId, name, tiles }));
    const states = walls.site.walls.map(({ id }) => walls.state(id));
    const places = [...layouts, ...states.map(({ id, name, tiles }) => ({ wallId: id, name, tiles }))];
    const uses = new Map<string, ImageUse[]>();
    if (standbys.logoId !== null) uses.set(standbys.logoId, [{ wallId: null, name: "the site's logo" }]);
    for (const { wallId, name, tiles } of places)
      for (const id of new Set(imagesOf(tiles))) uses.set(id, [...(uses.get(id) ?? []), { wallId, name }]);
    return uses;
  }
}

/** Whether somebody may know of it. */
export function isSeen({ wallId }: ImageUse, sight: Sight): boolean {
  return wallId === null || sight.sees("wall", wallId);
}

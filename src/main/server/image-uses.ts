import { imagesOf } from "../../layouts/content-cameras.ts";
import type { Image } from "../../protocol/image.ts";
import type { Rooms } from "./rooms.ts";
import type { Sight } from "./sight.ts";

/** Something that shows a picture, by the name that people know. */
interface ImageUse {
  /** Null where it is seen on all of them. */
  readonly wallId: string | null;
  readonly name: string;
}

/** Where uploaded pictures are shown, and so who else may see them than those who uploaded them. */
export class ImageUses {
  readonly #rooms: Pick<Rooms, "store" | "walls" | "standbys">;

  constructor(rooms: Pick<Rooms, "store" | "walls" | "standbys">) {
    this.#rooms = rooms;
  }

  /** Every layout and wall that shows it. */
  async of(imageId: string): Promise<ImageUse[]> {
    return (await this.#all()).get(imageId) ?? [];
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
    const all = await this.#all();
    return images.filter(
      (image) => image.by === by || all.get(image.id)?.some((use) => isSeen(use, sight)) === true,
    );
  }

  async #all(): Promise<ReadonlyMap<string, ImageUse[]>> {
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

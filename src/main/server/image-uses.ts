import { imagesOf } from "../../layouts/content-cameras.ts";
import type { Image } from "../../protocol/image.ts";
import type { Rooms } from "./rooms.ts";
import type { Sight } from "./sight.ts";

/** Something that shows a picture, by the name that people know. */
export interface ImageUse {
  readonly wallId: string;
  readonly name: string;
}

/** Where uploaded pictures are shown, and so who else may see them than those who uploaded them. */
export class ImageUses {
  readonly #rooms: Pick<Rooms, "store" | "walls">;

  constructor(rooms: Pick<Rooms, "store" | "walls">) {
    this.#rooms = rooms;
  }

  /** Every layout and wall that shows it. */
  async of(imageId: string): Promise<ImageUse[]> {
    return (await this.#all()).get(imageId) ?? [];
  }

  /** Whether it is on a wall of one of these outputs. */
  isOn(imageId: string, outputIds: readonly string[]): boolean {
    const { walls } = this.#rooms;
    return walls.site.viewports.some(
      ({ wallId, outputId }) =>
        outputIds.includes(outputId) && imagesOf(walls.state(wallId).tiles).includes(imageId),
    );
  }

  /** Those that somebody sees who sees a part of the site: their own, and what their walls and layouts show. */
  async seen(images: readonly Image[], by: string, sight: Sight): Promise<Image[]> {
    const all = await this.#all();
    return images.filter(
      (image) =>
        image.by === by || all.get(image.id)?.some(({ wallId }) => sight.sees("wall", wallId)) === true,
    );
  }

  async #all(): Promise<ReadonlyMap<string, ImageUse[]>> {
    const { store, walls } = this.#rooms;
    const layouts = (await store.layouts.list()).map(({ wallId, name, tiles }) => ({ wallId, name, tiles }));
    const states = walls.site.walls.map(({ id }) => walls.state(id));
    const places = [...layouts, ...states.map(({ id, name, tiles }) => ({ wallId: id, name, tiles }))];
    const uses = new Map<string, ImageUse[]>();
    for (const { wallId, name, tiles } of places)
      for (const id of new Set(imagesOf(tiles))) uses.set(id, [...(uses.get(id) ?? []), { wallId, name }]);
    return uses;
  }
}

import { imagesOf } from "../../layouts/content-cameras.ts";
import type { Tile } from "../../layouts/layout.ts";
import { type Image, isUploadedBy } from "../../protocol/image.ts";
import { Fault } from "../base/fault.ts";
import { tilesToComeBack } from "../wall/undone.ts";
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

/** A layout, or what is on a wall. */
interface Place {
  readonly wallId: string;
  readonly name: string;
  readonly tiles: readonly Tile[];
}

/** Where uploaded pictures are shown, and so who else may see them than those who uploaded them. */
export class ImageUses {
  readonly #rooms: Pick<Rooms, "store" | "walls" | "standbys">;

  constructor(rooms: Pick<Rooms, "store" | "walls" | "standbys">) {
    this.#rooms = rooms;
  }

  /** Every layout and wall that shows it; where none does, every wall to which it may come back. */
  async of(imageId: string): Promise<ImageUse[]> {
    const { store, walls, standbys } = this.#rooms;
    const places = [...(await store.layouts.list()), ...this.#onWalls()];
    const uses: ImageUse[] = imageId === standbys.logoId ? [{ wallId: null, name: "the site's logo" }] : [];
    for (const { wallId, name, tiles } of places)
      if (imagesOf(tiles).includes(imageId)) uses.push({ wallId, name });
    if (uses.length > 0) return uses;
    for (const { id, name } of walls.storedSite.walls)
      if (imagesOf(await tilesToComeBack(store, id)).includes(imageId))
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

  /**
   * Those that somebody sees who sees a part of the site: their own, and what their walls and layouts show. Layouts are
   * read once, and only where some image is neither theirs nor on their walls.
   */
  async seen(images: readonly Image[], by: string, sight: Sight): Promise<Image[]> {
    const { store, standbys } = this.#rooms;
    const theirs = (places: readonly Place[]) =>
      new Set(
        places.filter(({ wallId }) => sight.sees("wall", wallId)).flatMap(({ tiles }) => imagesOf(tiles)),
      );
    const onWalls = theirs(this.#onWalls());
    const isOpen = (image: Image) =>
      isUploadedBy(image, by) || image.id === standbys.logoId || onWalls.has(image.id);
    if (images.every(isOpen)) return [...images];
    const inLayouts = theirs(await store.layouts.list());
    return images.filter((image) => isOpen(image) || inLayouts.has(image.id));
  }

  /** Faults with `notFound` where somebody does not see one of them, as if it were not there. */
  async need(images: readonly Image[], by: string, sight: Sight): Promise<void> {
    const seen = await this.seen(images, by, sight);
    const hidden = images.find((image) => !seen.includes(image));
    if (hidden !== undefined) throw new Fault("notFound", { what: "image", id: hidden.id });
  }

  /** What is on every wall of the stored site: a site that is tried may go again at any moment. */
  #onWalls(): Place[] {
    const { walls } = this.#rooms;
    return walls.storedSite.walls.map(({ id, name }) => ({ wallId: id, name, tiles: walls.taken(id) }));
  }
}

/** Whether somebody may know of it. */
export function isSeen({ wallId }: ImageUse, sight: Sight): boolean {
  return wallId === null || sight.sees("wall", wallId);
}

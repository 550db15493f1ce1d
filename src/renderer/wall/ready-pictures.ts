import { imagesOf } from "../../layouts/content-cameras.ts";
import type { Glass } from "../../protocol/channel.ts";
import { imageAddress } from "../../protocol/image.ts";

/** The pictures of the page's walls, also of those that are hidden or may be, decoded before: one key, and they are there. */
export class ReadyPictures {
  private readonly held = new Map<string, HTMLImageElement>();
  private readonly decoded = new Set<string>();

  /** Whether it can be painted at once. */
  has(id: string): boolean {
    return this.decoded.has(id);
  }

  /** To be called with every change of the glass. */
  keep({ walls, logoId, images }: Pick<Glass, "walls" | "logoId" | "images">): void {
    const wanted = new Set(
      walls.flatMap(({ state, standby }) => imagesOf([...state.tiles, ...(standby ?? [])])),
    );
    if (logoId !== null) wanted.add(logoId);
    for (const id of this.held.keys()) if (!wanted.has(id)) this.drop(id);
    for (const { id } of images) if (wanted.has(id) && !this.held.has(id)) void this.load(id);
  }

  private drop(id: string): void {
    this.held.delete(id);
    this.decoded.delete(id);
  }

  private async load(id: string): Promise<void> {
    const picture = new Image();
    this.held.set(id, picture);
    picture.src = imageAddress(id);
    try {
      await picture.decode();
      if (this.held.get(id) === picture) this.decoded.add(id);
    } catch {
      // Asked for again with the next change; whoever hides the wall before sees its name for a moment.
      if (this.held.get(id) === picture) this.drop(id);
    }
  }
}

import { imagesOf } from "../../layouts/content-cameras.ts";
import type { Glass } from "../../protocol/channel.ts";
import { imageAddress } from "../../protocol/image.ts";

/** The pictures that the page shows when its walls are hidden, decoded before: one key, and they are there. */
export class ReadyPictures {
  private readonly held = new Map<string, HTMLImageElement>();

  /** To be called with every change of the glass. */
  keep({ walls, logoId, images }: Pick<Glass, "walls" | "logoId" | "images">): void {
    const wanted = new Set(walls.flatMap(({ standby }) => imagesOf(standby ?? [])));
    if (logoId !== null) wanted.add(logoId);
    for (const id of this.held.keys()) if (!wanted.has(id)) this.held.delete(id);
    for (const { id } of images) if (wanted.has(id) && !this.held.has(id)) this.load(id);
  }

  private load(id: string): void {
    const picture = new Image();
    this.held.set(id, picture);
    picture.src = imageAddress(id);
    picture.decode().catch(() => {
      // Asked for again with the next change; whoever hides the wall before sees its name for a moment.
      if (this.held.get(id) === picture) this.held.delete(id);
    });
  }
}

import type { Content, Tile } from "./layout.ts";

/** The cameras whose pictures a tile of this content asks for, all at once or in turn; none of what shows no camera. */
export function camerasOf(content: Content): readonly string[] {
  if (content.kind === "camera") return [content.cameraId];
  return content.kind === "mosaic" || content.kind === "tour" ? content.cameraIds : [];
}

/** The uploaded pictures that tiles show, by their ids. */
export function imagesOf(tiles: readonly Pick<Tile, "content">[]): string[] {
  return tiles.flatMap(({ content }) => (content.kind === "image" ? [content.imageId] : []));
}

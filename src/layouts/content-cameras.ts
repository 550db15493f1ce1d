import type { Content } from "./layout.ts";

/** The cameras whose pictures a tile of this content asks for, all at once or in turn; none of what shows no camera. */
export function camerasOf(content: Content): readonly string[] {
  if (content.kind === "camera") return [content.cameraId];
  return content.kind === "mosaic" || content.kind === "tour" ? content.cameraIds : [];
}

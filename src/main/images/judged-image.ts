import { IMAGE_BYTES, IMAGE_PIXELS, IMAGE_SIDE, type ImageType } from "../../protocol/image.ts";
import { Fault } from "../base/fault.ts";
import { imageHeader } from "./image-header.ts";

/** A picture that is not kept, for this reason. */
export function refused(problem: string): Fault {
  return new Fault("invalid", { field: "body", problem });
}

/** What pages may show: a still picture that is whole, of a size that they can hold. Faults with `tooLarge` or `invalid`. */
export function judged(bytes: Uint8Array): { type: ImageType; width: number; height: number } {
  if (bytes.length > IMAGE_BYTES) throw new Fault("tooLarge", { limit: IMAGE_BYTES });
  const header = imageHeader(bytes);
  if (header === "unknown") throw refused("it is no PNG, JPEG or WebP");
  if (header === "drawing") throw refused("SVG may hold programs; send it as PNG");
  if (header === "cut") throw refused("the picture is cut off or damaged");
  const { type, width, height, moves } = header;
  if (moves) throw refused("the picture moves; send one that is still");
  if (Math.max(width, height) > IMAGE_SIDE || width * height > IMAGE_PIXELS)
    throw refused(
      `it has ${width} x ${height} px; at most ${IMAGE_SIDE} a side and ${IMAGE_PIXELS / 1e6} million in all can be shown`,
    );
  return { type, width, height };
}

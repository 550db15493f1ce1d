import type { Image, ImageType } from "../../protocol/image.ts";

const endings = { "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp" } as const satisfies Record<
  ImageType,
  string
>;

/** The folder of the data folder that holds uploaded pictures, each beside a record of what it is. */
export const IMAGE_FOLDER = "images";

/** The file of a picture's bytes. */
export function imageFile({ id, type }: Pick<Image, "id" | "type">): string {
  return `${id}.${endings[type]}`;
}

/** The file that says what a picture is. */
export function imageRecord(id: string): string {
  return `${id}.json`;
}

import { z } from "zod";

/** Bytes of one picture that is uploaded, and of all that are kept. */
export const IMAGE_BYTES = 20 * 1024 * 1024;
export const IMAGES_BYTES = 500 * 1024 * 1024;
/** Pictures that are kept: the library lists all of them. */
export const IMAGES_MOST = 2000;
/** Pixels of its longer side, and of all of it: the page that shows it holds four bytes for each. */
export const IMAGE_SIDE = 8192;
export const IMAGE_PIXELS = 40_000_000;

/** What a browser draws without running anything of it. */
export const imageTypes = ["image/png", "image/jpeg", "image/webp"] as const;
export type ImageType = (typeof imageTypes)[number];

export const imageNameSchema = z.string().trim().min(1).max(120);

/** A picture that somebody uploaded: a logo, a plan, what is shown while visitors are in the room. */
export const imageSchema = z.object({
  /** SHA-256 of its bytes, so that the same picture is kept once and what is behind an id never changes. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  name: imageNameSchema,
  type: z.enum(imageTypes),
  /** Pixels, as they are stored. */
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  /** Who uploaded it, and when. */
  by: z.string(),
  at: z.iso.datetime(),
  /** Others who uploaded the same bytes later: it is theirs as well. */
  alsoBy: z.array(z.string()).optional(),
});
export type Image = z.infer<typeof imageSchema>;

/** Whether somebody uploaded it, as the first or after others. */
export function isUploadedBy({ by, alsoBy = [] }: Pick<Image, "by" | "alsoBy">, name: string): boolean {
  return by === name || alsoBy.includes(name);
}

/** Where the picture itself is found. */
export function imageAddress(id: string): string {
  return `/api/images/${encodeURIComponent(id)}/file`;
}

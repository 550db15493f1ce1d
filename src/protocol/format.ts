import { z } from "zod";

/** How cameras encode. `raw` and what is not named here reach nobody as they are. */
export const codingSchema = z.enum([
  "h264",
  "hevc",
  "vp8",
  "vp9",
  "av1",
  "mpeg1",
  "mpeg2",
  "mpeg4",
  "h263",
  "mjpeg",
]);
export type Coding = z.infer<typeof codingSchema>;

export const rotationSchema = z.literal([0, 90, 180, 270]);

/** What the pictures of a stream are: what a decoder must be told, and what decides who can show them as they are. */
export const formatSchema = z.object({
  coding: codingSchema,
  /** As in RFC 6381 (`avc1.64001f`); the name of the coding where that has no such form. */
  codec: z.string(),
  /** Of the coded picture, pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Width of a pixel over its height; 1 for square ones. */
  pixelAspect: z.number().positive(),
  /** Degrees clockwise by which the picture is to be turned to stand upright. */
  rotation: rotationSchema,
  chroma: z.enum(["4:0:0", "4:2:0", "4:2:2", "4:4:4"]),
  /** Bits a sample. */
  bitDepth: z.int().min(1).max(16),
  /** Whether its pictures may consist of two fields of different moments. */
  interlaced: z.boolean(),
});
export type Format = z.infer<typeof formatSchema>;

/** The size at which square pixels show a picture of `format`, upright, in its own resolution. */
export function shownSize(format: Pick<Format, "width" | "height" | "pixelAspect" | "rotation">): {
  width: number;
  height: number;
} {
  // Stretched, never shrunk, so that no line or column is given away.
  const { pixelAspect: aspect } = format;
  const width = Math.round(format.width * Math.max(1, aspect));
  const height = Math.round(format.height * Math.max(1, 1 / aspect));
  return format.rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

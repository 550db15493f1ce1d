import { z } from "zod";

/**
 * Lengths of two kinds. A plain number may become either, which keeps arithmetic readable; one never becomes the other,
 * so that millimetres handed to what wants pixels do not compile.
 */
export type Millimetres = number & { readonly unit?: "mm" };
export type Pixels = number & { readonly unit?: "px" };

/** A schema of numbers as one of millimetres. */
export function millimetres(schema: z.ZodNumber): z.ZodType<Millimetres, Millimetres> {
  return schema;
}

/** A schema of whole numbers as one of pixels. */
export function pixels(schema: z.ZodInt): z.ZodType<Pixels, Pixels> {
  return schema;
}

/** A place on the wall, in a room or on a site, millimetres: no face or room is a hundred metres long. */
export const placeMmSchema = millimetres(z.number().min(-100_000).max(100_000));
/** A length, millimetres. */
export const lengthMmSchema = millimetres(z.number().positive().max(100_000));

import { z } from "zod";

/** How cameras, walls, outputs, layouts and tiles are named in addresses and files. */
export const identifierSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(
    /^[a-z0-9][a-z0-9._-]*$/,
    "lower-case letters, digits, '.', '_' and '-', starting with a letter or digit",
  );

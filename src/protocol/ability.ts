import { z } from "zod";
import type { Format } from "./format.ts";

/**
 * What the decoders of a page take, tried there with one codec string each; whatever else a camera sends is made
 * into 8-bit 4:2:0 H.264, which all of them take.
 */
export const abilitySchema = z.enum(["hevc", "hevc10", "vp8", "vp9", "av1"]);
export type Ability = z.infer<typeof abilitySchema>;

/** A codec string of each ability, as RFC 6381 and the bindings of the codings write it; what a page asks its browser. */
export const abilityCodecs: Readonly<Record<Ability, string>> = {
  hevc: "hev1.1.6.L123.B0",
  hevc10: "hev1.2.4.L123.B0",
  vp8: "vp8",
  vp9: "vp09.00.41.08",
  av1: "av01.0.08M.08",
};

/** Whether a page with these abilities can show the pictures as the camera encoded them. */
export function showsAsIs(format: Format, abilities: ReadonlySet<Ability>): boolean {
  // A page shows both fields at once, which tears whatever moves.
  if (format.interlaced || format.chroma !== "4:2:0") return false;
  const { coding, bitDepth } = format;
  if (coding === "h264") return bitDepth === 8;
  if (coding === "hevc") return abilities.has(bitDepth === 8 ? "hevc" : "hevc10") && bitDepth <= 10;
  const decoded = abilitySchema.safeParse(coding);
  return bitDepth === 8 && decoded.success && abilities.has(decoded.data);
}

import { z } from "zod";
import type { Format } from "./format.ts";

/**
 * What the decoders of a page take, tried there with one codec string each; whatever else a camera sends is made
 * into 8-bit 4:2:0 H.264, which all of them take.
 */
export const abilitySchema = z.enum([
  "h264High10",
  "h264High422",
  "hevc",
  "hevc10",
  "vp8",
  "vp9",
  "vp910",
  "av1",
  "av110",
]);
export type Ability = z.infer<typeof abilitySchema>;

/** A codec string of each ability, as RFC 6381 and the bindings of the codings write it; what a page asks its browser. */
export const abilityCodecs: Readonly<Record<Ability, string>> = {
  h264High10: "avc1.6e0028",
  h264High422: "avc1.7a0028",
  hevc: "hev1.1.6.L123.B0",
  hevc10: "hev1.2.4.L123.B0",
  vp8: "vp8",
  vp9: "vp09.00.41.08",
  vp910: "vp09.02.41.10",
  av1: "av01.0.08M.08",
  av110: "av01.0.08M.10",
};

/** Whether a page with these abilities can show the pictures as the camera encoded them. */
export function showsAsIs(format: Format, abilities: ReadonlySet<Ability>): boolean {
  // A page shows both fields at once, which tears whatever moves.
  if (format.interlaced) return false;
  const needed = neededAbility(format);
  return needed === "none" || (needed !== "unknown" && abilities.has(needed));
}

/** The ability that shows pictures of `format`; `unknown` where none does. Tried in Chromium, pixel by pixel. */
function neededAbility({ coding, chroma, bitDepth }: Format): Ability | "none" | "unknown" {
  const plain = chroma === "4:2:0" && bitDepth === 8;
  const deep = chroma === "4:2:0" && bitDepth === 10;
  switch (coding) {
    case "h264":
      if (plain || (chroma === "4:0:0" && bitDepth === 8)) return "none";
      if (deep) return "h264High10";
      return chroma === "4:2:2" && bitDepth <= 10 ? "h264High422" : "unknown";
    case "hevc":
      return plain ? "hevc" : deep ? "hevc10" : "unknown";
    case "vp9":
      return plain ? "vp9" : deep ? "vp910" : "unknown";
    case "av1":
      return plain ? "av1" : deep ? "av110" : "unknown";
    case "vp8":
      return "vp8";
    default:
      return "unknown";
  }
}

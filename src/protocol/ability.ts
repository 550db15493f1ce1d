import { z } from "zod";
import type { Coding, Format } from "./format.ts";

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

type Pixels = `${Format["chroma"]} ${number}`;

/** The ability that shows pictures by their coding and by chroma and bits a sample; null where every page does. */
const needed: Readonly<Partial<Record<Coding, Readonly<Partial<Record<Pixels, Ability | null>>>>>> = {
  h264: {
    "4:0:0 8": null,
    "4:2:0 8": null,
    "4:2:0 10": "h264High10",
    "4:2:2 8": "h264High422",
    "4:2:2 10": "h264High422",
  },
  hevc: { "4:2:0 8": "hevc", "4:2:0 10": "hevc10" },
  vp8: { "4:2:0 8": "vp8" },
  vp9: { "4:2:0 8": "vp9", "4:2:0 10": "vp910" },
  av1: { "4:2:0 8": "av1", "4:2:0 10": "av110" },
};

/** Whether a page with these abilities can show the pictures as the camera encoded them. */
export function showsAsIs(format: Format, abilities: ReadonlySet<Ability>): boolean {
  // A page shows both fields at once, which tears whatever moves.
  if (format.interlaced) return false;
  const ability = needed[format.coding]?.[`${format.chroma} ${format.bitDepth}`];
  return ability === null || (ability !== undefined && abilities.has(ability));
}

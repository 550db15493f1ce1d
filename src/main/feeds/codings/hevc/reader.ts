import type { CodingKind } from "../coding.ts";
import { readHevcConfiguration } from "../length-prefixed.ts";
import { nalUnits } from "../nal-units.ts";
import { hevcNals } from "./nal.ts";
import { HevcUnits } from "./units.ts";

/** ITU-T H.265 in Annex B, or with lengths as in MP4. */
export const hevc: CodingKind = {
  coding: "hevc",
  fourccs: ["HEVC", "H265", "HVC1", "HEV1"],
  reader({ extradata, pixelAspect, whole = false }) {
    const prefixed = readHevcConfiguration(extradata);
    const units = new HevcUnits(prefixed?.sets ?? extradata, pixelAspect);
    return nalUnits(hevcNals, prefixed, units, whole);
  },
};

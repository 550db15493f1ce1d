import type { CodingKind } from "../coding.ts";
import { readAvcConfiguration } from "../length-prefixed.ts";
import { nalUnits } from "../nal-units.ts";
import { h264Nals } from "./nal.ts";
import { H264Units } from "./units.ts";

/** ITU-T H.264 in Annex B, or with lengths as in MP4. */
export const h264: CodingKind = {
  coding: "h264",
  fourccs: ["H264", "AVC1"],
  reader({ extradata, pixelAspect, whole = false }) {
    const prefixed = readAvcConfiguration(extradata);
    const units = new H264Units(prefixed?.sets ?? extradata, pixelAspect);
    return nalUnits(h264Nals, prefixed, units, whole);
  },
};

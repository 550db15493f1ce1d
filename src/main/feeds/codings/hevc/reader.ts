import type { CodingKind } from "../coding.ts";
import { readHevcConfiguration } from "../length-prefixed.ts";
import { WholePictures } from "../whole-pictures.ts";
import { hevcNals } from "./nal.ts";
import { HevcUnits } from "./units.ts";

/** ITU-T H.265 in Annex B, or with lengths as in MP4. */
export const hevc: CodingKind = {
  coding: "hevc",
  fourccs: ["HEVC", "H265", "HVC1", "HEV1"],
  reader({ extradata, pixelAspect }) {
    const prefixed = readHevcConfiguration(extradata);
    const pictures = new WholePictures(hevcNals);
    const units = new HevcUnits(prefixed?.sets ?? extradata, pixelAspect);
    return {
      push: ({ bytes, timeUs }) =>
        pictures.push({ bytes: prefixed?.annexB(bytes) ?? bytes, timeUs }).flatMap((whole) => {
          const unit = units.accept(whole.bytes);
          return unit === null ? [] : [{ ...unit, timeUs: whole.timeUs }];
        }),
    };
  },
};

import type { CodingKind } from "../coding.ts";
import { readAvcConfiguration } from "../length-prefixed.ts";
import { WholePictures } from "../whole-pictures.ts";
import { h264Nals } from "./nal.ts";
import { H264Units } from "./units.ts";

/** ITU-T H.264 in Annex B, or with lengths as in MP4. */
export const h264: CodingKind = {
  coding: "h264",
  fourccs: ["H264", "AVC1"],
  reader({ extradata, pixelAspect }) {
    const prefixed = readAvcConfiguration(extradata);
    const pictures = new WholePictures(h264Nals);
    const units = new H264Units(prefixed?.sets ?? extradata, pixelAspect);
    return {
      push: ({ bytes, timeUs }) =>
        pictures.push({ bytes: prefixed?.annexB(bytes) ?? bytes, timeUs }).flatMap((whole) => {
          const unit = units.accept(whole.bytes);
          return unit === null ? [] : [{ ...unit, timeUs: whole.timeUs }];
        }),
    };
  },
};

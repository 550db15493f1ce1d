import type { CodingKind } from "../coding.ts";
import { H264Units } from "./units.ts";
import { WholePictures } from "./whole-pictures.ts";

/** ITU-T H.264 in Annex B. */
export const h264: CodingKind = {
  coding: "h264",
  fourccs: ["H264", "AVC1"],
  reader({ extradata }) {
    const pictures = new WholePictures();
    const units = new H264Units(extradata);
    return {
      push: (picture) =>
        pictures.push(picture).flatMap(({ bytes, timeUs }) => {
          const unit = units.accept(bytes);
          return unit === null ? [] : [{ ...unit, timeUs }];
        }),
    };
  },
};

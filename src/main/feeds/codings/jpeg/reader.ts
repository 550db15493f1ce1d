import type { CodingKind } from "../coding.ts";
import { streamFormat } from "../../stream-format.ts";
import { readPicture } from "./picture.ts";

/** Motion JPEG: every picture stands for itself, and may have another size than the one before. */
export const mjpeg: CodingKind = {
  coding: "mjpeg",
  fourccs: ["MJPG", "JPEG"],
  reader({ pixelAspect }) {
    return {
      push({ bytes, timeUs }) {
        const read = readPicture(bytes);
        if (read === null) return [{ bytes, key: false, timeUs, format: null }];
        const format = streamFormat({
          ...{ coding: "mjpeg", codec: "mjpeg", ...read, pixelAspect: read.pixelAspect ?? pixelAspect },
          interlaced: false,
        });
        return [{ bytes, key: true, timeUs, format }];
      },
    };
  },
};

import type { Coding } from "../../../protocol/format.ts";
import type { CodingKind } from "./coding.ts";
import { streamFormat } from "../stream-format.ts";

/** A coding whose pictures are passed on as the container holds them, with the size and the keys that it names. */
function plain(coding: Coding, fourccs: readonly string[]): CodingKind {
  return {
    coding,
    fourccs,
    reader({ width, height, pixelAspect, extradata }) {
      const format = streamFormat(
        {
          ...{ coding, codec: coding, width, height, pixelAspect, rotation: 0 },
          ...{ chroma: "4:2:0", bitDepth: 8, interlaced: false },
        },
        extradata,
      );
      return {
        push: ({ bytes, key, timeUs }) => [
          { bytes, key, timeUs, format: key && width > 0 && height > 0 ? format : null },
        ],
      };
    },
  };
}

export const h263 = plain("h263", ["H263", "S263"]);

import type { Coding } from "../../../protocol/format.ts";
import type { CodingKind } from "./coding.ts";

/**
 * A coding whose pictures are passed on as the container holds them: no page decodes it as it is, or its decoders
 * find all they need in the picture. `everyPictureIsKey`: containers do not always say so.
 */
function plain(
  coding: Coding,
  codec: string,
  fourccs: readonly string[],
  everyPictureIsKey: boolean,
): CodingKind {
  return {
    coding,
    fourccs,
    reader({ width, height, pixelAspect, extradata }) {
      const format = {
        ...({
          coding,
          codec,
          width,
          height,
          pixelAspect,
          rotation: 0,
          chroma: "4:2:0",
          bitDepth: 8,
        } as const),
        interlaced: false,
        fingerprint: `${coding} ${width}x${height} ${Buffer.from(extradata).toString("hex")}`,
      };
      return {
        push({ bytes, key: marked, timeUs }) {
          const key = marked || everyPictureIsKey;
          return [{ bytes, key, timeUs, format: key && width > 0 && height > 0 ? format : null }];
        },
      };
    },
  };
}

export const plainCodings: readonly CodingKind[] = [
  plain("hevc", "hev1.1.6.L123.B0", ["HEVC", "H265", "HVC1"], false),
  plain("mjpeg", "mjpeg", ["MJPG", "JPEG"], true),
  plain("mpeg4", "mpeg4", ["MP4V", "FMP4", "XVID", "DIVX"], false),
  plain("mpeg2", "mpeg2", ["MPG2", "MP2V"], false),
  plain("mpeg1", "mpeg1", ["MPG1", "MP1V"], false),
  plain("h263", "h263", ["H263", "S263"], false),
  plain("vp8", "vp8", ["VP80"], false),
  plain("vp9", "vp09.00.41.08", ["VP90"], false),
  plain("av1", "av01.0.08M.08", ["AV01"], false),
];

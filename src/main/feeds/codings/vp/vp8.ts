import type { CodingKind } from "../coding.ts";
import { streamFormat } from "../../stream-format.ts";

/** Bytes of the head of a key frame: the frame tag, the start code and the size. */
const KEY_HEAD_BYTES = 10;
/** The two highest bits beside width and height ask for scaling, which no decoder does. */
const SIDE = 0x3fff;

/** RFC 6386. Its frames hold all that a decoder needs; the head of a key frame says the size (9.1). */
export const vp8: CodingKind = {
  coding: "vp8",
  fourccs: ["VP80"],
  reader({ pixelAspect }) {
    return {
      push({ bytes, timeUs }) {
        const size = readKeySize(bytes);
        if (size === null) return [{ bytes, key: false, timeUs, format: null }];
        const format = streamFormat({
          ...{ coding: "vp8", codec: "vp8", ...size, pixelAspect, rotation: 0 },
          ...{ chroma: "4:2:0", bitDepth: 8, interlaced: false },
        });
        return [{ bytes, key: true, timeUs, format }];
      },
    };
  },
};

/** Pixels of a key frame; null of any other. */
function readKeySize(frame: Uint8Array): { width: number; height: number } | null {
  const [tag = 1, , , first, second, third, widthLow = 0, widthHigh = 0, heightLow = 0, heightHigh = 0] =
    frame;
  const key = (tag & 1) === 0 && first === 0x9d && second === 0x01 && third === 0x2a;
  if (!key || frame.byteLength < KEY_HEAD_BYTES) return null;
  const width = (widthLow + widthHigh * 256) & SIDE;
  const height = (heightLow + heightHigh * 256) & SIDE;
  return width > 0 && height > 0 ? { width, height } : null;
}

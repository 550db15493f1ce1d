import type { Format } from "../../../../protocol/format.ts";
import { Bits } from "../bits.ts";
import { firstAspects, pixelAspectOf } from "../pixel-aspect.ts";

const RECTANGULAR = 0;
const GREYSCALE = 3;
const EXTENDED = 15;

/**
 * The format of a video object layer, behind its start code, or null where it is damaged or its pictures are no
 * rectangles. ISO/IEC 14496-2, 6.2.3. `pixelAspect` counts where it does not say.
 */
export function readVolume(payload: Uint8Array, pixelAspect: number): Format | null {
  const bits = new Bits(payload);
  bits.skip(1 + 8); // random access, type of object
  const identified = bits.flag();
  const version = identified ? bits.unsigned(4) : 1;
  if (identified) bits.skip(3); // priority
  const code = bits.unsigned(4);
  const [across, down] =
    code === EXTENDED ? [bits.unsigned(8), bits.unsigned(8)] : (firstAspects[code] ?? [0, 0]);
  if (bits.flag()) {
    bits.skip(2 + 1); // chroma, low delay
    // Rates and sizes of the verifier's buffers, with their markers.
    if (bits.flag()) bits.skip(79);
  }
  const shape = bits.unsigned(2);
  if (shape === GREYSCALE && version !== 1) bits.skip(4);
  bits.bit();
  const resolution = bits.unsigned(16);
  bits.bit();
  // Fixed: an increment in as many bits as the resolution needs.
  if (bits.flag()) bits.skip(Math.max(1, Math.ceil(Math.log2(Math.max(1, resolution)))));
  bits.bit();
  const width = bits.unsigned(13);
  bits.bit();
  const height = bits.unsigned(13);
  bits.bit();
  const interlaced = bits.flag();
  if (bits.short || shape !== RECTANGULAR || width < 1 || height < 1) return null;
  return {
    ...{ coding: "mpeg4", codec: "mpeg4", width, height },
    ...{ pixelAspect: pixelAspectOf(across, down) ?? pixelAspect, rotation: 0 },
    ...{ chroma: "4:2:0", bitDepth: 8, interlaced },
  };
}

import type { Format } from "../../../../protocol/format.ts";
import { Bits, withoutEmulation } from "../bits.ts";
import { HEAD_BYTES } from "./nal.ts";
import { readProfile } from "./profile.ts";
import { skipReferenceSets, skipScalingLists } from "./skipped.ts";
import { readUsability } from "./usability.ts";

/** What a sequence parameter set says of its pictures. */
export interface Sequence {
  readonly number: number;
  /** `interlaced` where the set says so; single pictures may say more. */
  readonly format: Format;
  /** Whether timing messages say how a picture consists of fields. */
  readonly structure: boolean;
}

const MAX_SIDE = 16_384;
const MAX_SEQUENCES = 16;
const MAX_LAYERS = 7;
const chromas = ["4:0:0", "4:2:0", "4:2:2", "4:4:4"] as const;

/**
 * What a sequence parameter set (a whole NAL unit) says, or null where it is damaged. ITU-T H.265, 7.3.2.2.
 * `pixelAspect` counts where it does not say.
 */
export function readSequence(nal: Uint8Array, pixelAspect = 1): Sequence | null {
  const bits = new Bits(withoutEmulation(nal.subarray(HEAD_BYTES)));
  bits.skip(4); // video parameter set
  const layers = bits.unsigned(3) + 1;
  bits.bit(); // nesting
  if (layers > MAX_LAYERS) return null;
  const profile = readProfile(bits, layers);
  const number = bits.expGolomb();
  const chroma = bits.expGolomb();
  const separatePlanes = chroma === 3 && bits.flag();
  const columns = bits.expGolomb();
  const rows = bits.expGolomb();
  const [left, right, top, bottom] = bits.flag()
    ? [bits.expGolomb(), bits.expGolomb(), bits.expGolomb(), bits.expGolomb()]
    : [0, 0, 0, 0];
  const bitDepth = bits.expGolomb() + 8;
  const chromaDepth = bits.expGolomb() + 8;
  const orderBits = bits.expGolomb() + 4;
  if (bits.short || number >= MAX_SEQUENCES || chroma > 3) return null;
  if (bitDepth > 16 || chromaDepth > 16 || orderBits > 16) return null;
  // Table 6-1: the conformance window counts in samples of chroma.
  const unitX = !separatePlanes && (chroma === 1 || chroma === 2) ? 2 : 1;
  const unitY = !separatePlanes && chroma === 1 ? 2 : 1;
  const width = columns - unitX * (left + right);
  const height = rows - unitY * (top + bottom);
  if (width < 1 || height < 1 || columns > MAX_SIDE || rows > MAX_SIDE) return null;
  skipCoding(bits, layers, orderBits);
  // Behind damage nothing is said.
  const usability = readUsability(bits);
  const aspect = usability.pixelAspect ?? pixelAspect;
  return {
    number,
    format: {
      coding: "hevc",
      codec: profile.codec,
      width,
      height,
      // A picture that is one field has half the lines of what is to be seen.
      pixelAspect: usability.fields ? aspect / 2 : aspect,
      rotation: 0,
      chroma: chromas[chroma] ?? "4:2:0",
      bitDepth: Math.max(bitDepth, chroma === 0 ? 0 : chromaDepth),
      interlaced: usability.fields || (profile.interlaced && !profile.progressive),
    },
    structure: usability.structure,
  };
}

/** What lies between the bit depths and the usability information. */
function skipCoding(bits: Bits, layers: number, orderBits: number): void {
  const each = bits.flag();
  for (let layer = each ? 0 : layers - 1; layer < layers; layer += 1) skipNumbers(bits, 3);
  skipNumbers(bits, 6); // sizes of blocks, depths of transforms
  if (bits.flag() && bits.flag()) skipScalingLists(bits);
  bits.skip(2); // asymmetric partitions, adaptive offset
  if (bits.flag()) {
    bits.skip(8);
    skipNumbers(bits, 2);
    bits.bit();
  }
  skipReferenceSets(bits);
  if (bits.flag()) {
    const count = bits.expGolomb();
    for (let index = 0; index < count && !bits.short; index += 1) bits.skip(orderBits + 1);
  }
  bits.skip(2); // temporal motion vectors, strong smoothing
}

function skipNumbers(bits: Bits, count: number): void {
  for (let index = 0; index < count; index += 1) bits.expGolomb();
}

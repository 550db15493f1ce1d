import type { Format } from "../../../../protocol/format.ts";
import { Bits } from "../bits.ts";
import type { CodingKind } from "../coding.ts";
import { streamFormat } from "../../stream-format.ts";
import { renderedAspect } from "../pixel-aspect.ts";

const FRAME_MARKER = 2;
const SYNC_CODE = 0x498342;
const RGB = 7;
/** Bytes in which the head of a key frame has everything that is read here. */
const HEAD_BYTES = 24;
const MAX_SIDE = 16_384;
/** Largest picture, samples, of each level: "VP9 Bitstream & Decoding Process Specification", annex A. */
const levels: readonly (readonly [samples: number, level: number])[] = [
  ...([
    [36_864, 10],
    [73_728, 11],
    [122_880, 20],
    [245_760, 21],
    [552_960, 30],
    [983_040, 31],
  ] as const),
  ...([
    [2_228_224, 40],
    [8_912_896, 50],
    [35_651_584, 60],
  ] as const),
];
const HIGHEST_LEVEL = 62;

/** "VP9 Bitstream & Decoding Process Specification". Its frames hold all that a decoder needs. */
export const vp9: CodingKind = {
  coding: "vp9",
  fourccs: ["VP90"],
  reader({ pixelAspect }) {
    return {
      push({ bytes, timeUs }) {
        // Of a superframe the first frame counts: only there can a decoder start.
        const read = readKeyHead(bytes, pixelAspect);
        const format = read === null ? null : streamFormat(read);
        return [{ bytes, key: format !== null, timeUs, format }];
      },
    };
  },
};

/** What the uncompressed head of a key frame says, 6.2; null of any other frame. */
function readKeyHead(frame: Uint8Array, pixelAspect: number): Format | null {
  const bits = new Bits(frame.subarray(0, HEAD_BYTES));
  if (bits.unsigned(2) !== FRAME_MARKER) return null;
  const profile = bits.bit() + 2 * bits.bit();
  if (profile === 3) bits.bit();
  // One that is shown again, or is predicted from others.
  if (bits.flag() || bits.flag()) return null;
  bits.skip(2); // shown, resilient
  if (bits.unsigned(24) !== SYNC_CODE) return null;
  const bitDepth = profile >= 2 ? (bits.flag() ? 12 : 10) : 8;
  const chroma = readChroma(bits, profile % 2 === 1);
  const width = bits.unsigned(16) + 1;
  const height = bits.unsigned(16) + 1;
  const rendered = bits.flag() ? { width: bits.unsigned(16) + 1, height: bits.unsigned(16) + 1 } : null;
  if (bits.short || width > MAX_SIDE || height > MAX_SIDE) return null;
  const level = levels.find(([samples]) => width * height <= samples)?.[1] ?? HIGHEST_LEVEL;
  const numbers = [profile, level, bitDepth].map((number) => String(number).padStart(2, "0"));
  return {
    coding: "vp9",
    // The stream names no level: the lowest whose pictures are as large ("Codecs Parameters String" of WebM).
    codec: `vp09.${numbers.join(".")}`,
    width,
    height,
    pixelAspect: renderedAspect({ width, height }, rendered) ?? pixelAspect,
    rotation: 0,
    chroma,
    bitDepth,
    interlaced: false,
  };
}

/** color_config behind the bit depth, 6.2.2. */
function readChroma(bits: Bits, free: boolean): Format["chroma"] {
  if (bits.unsigned(3) === RGB) {
    if (free) bits.bit();
    return "4:4:4";
  }
  bits.bit(); // range
  if (!free) return "4:2:0";
  const across = bits.flag();
  const down = bits.flag();
  bits.bit();
  // 4:4:0 has as much of chroma as 4:2:2.
  return across && down ? "4:2:0" : across || down ? "4:2:2" : "4:4:4";
}

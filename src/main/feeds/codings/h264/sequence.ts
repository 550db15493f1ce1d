import type { Format } from "../../../../protocol/format.ts";
import { Bits, withoutEmulation } from "../bits.ts";
import { readUsability, type Timing } from "./usability.ts";

/** What a sequence parameter set says of its pictures, and what reading their heads needs of it. */
export interface Sequence {
  /** `interlaced` where its pictures may have fields; whether they do, they say themselves. */
  readonly format: Format;
  /** Bits of frame_num in a slice. */
  readonly frameNumberBits: number;
  /** Slices name their plane of colour. */
  readonly separatePlanes: boolean;
  /** frame_mbs_only_flag: no picture has fields. */
  readonly framesOnly: boolean;
  /** Macroblocks of frames may be of fields (MBAFF). */
  readonly adaptive: boolean;
  /** What messages about the timing of pictures hold. */
  readonly timing: Timing;
}

/** Profiles whose parameter sets say more about chroma (ITU-T H.264, 7.3.2.1.1). */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const MAX_SIDE = 16_384;
const chromas = ["4:0:0", "4:2:0", "4:2:2", "4:4:4"] as const;

/**
 * What a sequence parameter set (a whole NAL unit) says, or null where it is damaged. ITU-T H.264, 7.3.2.1.1.
 * `pixelAspect` counts where it does not say.
 */
export function readSequence(nal: Uint8Array, pixelAspect = 1): Sequence | null {
  const [, profile, constraints, level] = nal;
  if (profile === undefined || constraints === undefined || level === undefined) return null;
  const bits = new Bits(withoutEmulation(nal.subarray(4)));
  if (bits.expGolomb() > 31) return null;
  let chroma = 1;
  let bitDepth = 8;
  let separatePlanes = false;
  if (highProfiles.has(profile)) {
    chroma = bits.expGolomb();
    if (chroma > 3) return null;
    separatePlanes = chroma === 3 && bits.flag();
    bitDepth = bits.expGolomb() + 8;
    const chromaDepth = bits.expGolomb() + 8;
    if (bitDepth > 14 || chromaDepth > 14) return null;
    bits.bit(); // bypass
    if (bits.flag()) skipScalingLists(bits, chroma === 3 ? 12 : 8);
  }
  const frameNumberBits = bits.expGolomb() + 4;
  const orderType = bits.expGolomb();
  if (frameNumberBits > 16 || orderType > 2) return null;
  if (orderType === 0) bits.expGolomb();
  if (orderType === 1) {
    bits.bit();
    bits.signedExpGolomb();
    bits.signedExpGolomb();
    const cycle = bits.expGolomb();
    if (cycle > 255) return null;
    for (let index = 0; index < cycle; index += 1) bits.signedExpGolomb();
  }
  bits.expGolomb(); // reference frames
  bits.bit(); // gaps allowed
  const columns = bits.expGolomb() + 1;
  const rows = bits.expGolomb() + 1;
  const framesOnly = bits.flag();
  const adaptive = !framesOnly && bits.flag();
  bits.bit(); // direct 8x8
  const crop = bits.flag();
  const [left, right, top, bottom] = crop
    ? [bits.expGolomb(), bits.expGolomb(), bits.expGolomb(), bits.expGolomb()]
    : [0, 0, 0, 0];
  if (bits.short) return null;
  // Equations 7-19 to 7-22: cropping counts in samples of chroma, and in a field's lines where there are fields.
  const fields = framesOnly ? 1 : 2;
  const arrayType = separatePlanes ? 0 : chroma;
  const unitX = arrayType === 1 || arrayType === 2 ? 2 : 1;
  const unitY = (arrayType === 1 ? 2 : 1) * fields;
  const width = columns * 16 - unitX * (left + right);
  const height = rows * 16 * fields - unitY * (top + bottom);
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) return null;
  const usability = readUsability(bits);
  return {
    format: {
      coding: "h264",
      codec: `avc1.${[profile, constraints, level].map(hexByte).join("")}`,
      width,
      height,
      pixelAspect: usability.pixelAspect ?? pixelAspect,
      rotation: 0,
      chroma: chromas[chroma] ?? "4:2:0",
      bitDepth,
      interlaced: !framesOnly,
    },
    frameNumberBits,
    separatePlanes,
    framesOnly,
    adaptive,
    timing: usability.timing,
  };
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, "0");
}

/** 7.3.2.1.1.1: only how many bits they take matters. */
function skipScalingLists(bits: Bits, lists: number): void {
  for (let list = 0; list < lists; list += 1) {
    if (!bits.flag()) continue;
    let next = 8;
    let last = 8;
    for (let index = 0; index < (list < 6 ? 16 : 64); index += 1) {
      if (next !== 0) next = (last + bits.signedExpGolomb() + 256) % 256;
      if (next !== 0) last = next;
      if (bits.short) return;
    }
  }
}

import type { Format } from "../../../../protocol/format.ts";
import { Bits, withoutEmulation } from "../bits.ts";

/** Profiles whose parameter sets say more about chroma (ITU-T H.264, 7.3.2.1.1). */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const MAX_SIDE = 16_384;
const chromas = ["4:0:0", "4:2:0", "4:2:2", "4:4:4"] as const;

/** Format of a sequence parameter set (a whole NAL unit), or null where it is damaged. ITU-T H.264, 7.3.2.1.1. */
export function readSequence(nal: Uint8Array): Format | null {
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
    separatePlanes = chroma === 3 && bits.bit() === 1;
    bitDepth = bits.expGolomb() + 8;
    if (bitDepth > 14) return null;
    bits.expGolomb(); // bit depth of chroma
    bits.bit(); // bypass
    if (bits.bit() === 1) skipScalingLists(bits, chroma === 3 ? 12 : 8);
  }
  bits.expGolomb(); // log2 of the frame number's range
  const orderType = bits.expGolomb();
  if (orderType > 2) return null;
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
  const framesOnly = bits.bit();
  if (framesOnly === 0) bits.bit();
  bits.bit(); // direct 8x8
  const crop = bits.bit() === 1;
  const [left, right, top, bottom] = crop
    ? [bits.expGolomb(), bits.expGolomb(), bits.expGolomb(), bits.expGolomb()]
    : [0, 0, 0, 0];
  if (bits.short) return null;
  // Equations 7-19 to 7-22: cropping counts in samples of chroma.
  const arrayType = separatePlanes ? 0 : chroma;
  const unitX = arrayType === 1 || arrayType === 2 ? 2 : 1;
  const unitY = (arrayType === 1 ? 2 : 1) * (2 - framesOnly);
  const width = columns * 16 - unitX * (left + right);
  const height = rows * 16 * (2 - framesOnly) - unitY * (top + bottom);
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) return null;
  return {
    coding: "h264",
    codec: `avc1.${[profile, constraints, level].map(hexByte).join("")}`,
    width,
    height,
    pixelAspect: 1,
    rotation: 0,
    chroma: chromas[chroma] ?? "4:2:0",
    bitDepth,
    interlaced: framesOnly === 0,
  };
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, "0");
}

/** 7.3.2.1.1.1: only how many bits they take matters. */
function skipScalingLists(bits: Bits, lists: number): void {
  for (let list = 0; list < lists; list += 1) {
    if (bits.bit() === 0) continue;
    let next = 8;
    let last = 8;
    for (let index = 0; index < (list < 6 ? 16 : 64); index += 1) {
      if (next !== 0) next = (last + bits.signedExpGolomb() + 256) % 256;
      if (next !== 0) last = next;
      if (bits.short) return;
    }
  }
}

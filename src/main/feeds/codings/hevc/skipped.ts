import type { Bits } from "../bits.ts";

/** 7.4.8: more reference sets, or more pictures in one, are damage. */
const MAX_SETS = 64;
const MAX_PICTURES = 16;

/** scaling_list_data of ITU-T H.265, 7.3.4: only how many bits it takes matters. */
export function skipScalingLists(bits: Bits): void {
  for (let size = 0; size < 4; size += 1) {
    for (let matrix = 0; matrix < 6 && !bits.short; matrix += size === 3 ? 3 : 1) {
      if (!bits.flag()) {
        bits.expGolomb();
        continue;
      }
      if (size > 1) bits.signedExpGolomb();
      const coefficients = Math.min(64, 2 ** (4 + 2 * size));
      for (let index = 0; index < coefficients; index += 1) bits.signedExpGolomb();
    }
  }
}

/** The short-term reference picture sets of a sequence, 7.3.7; `bits` is short afterwards where they are damaged. */
export function skipReferenceSets(bits: Bits): void {
  const count = bits.expGolomb();
  /** Pictures of the set before. */
  let pictures = 0;
  for (let set = 0; set < count && !bits.short; set += 1) {
    if (set > 0 && bits.flag()) {
      bits.bit(); // sign of the difference
      bits.expGolomb();
      let kept = 0;
      for (let index = 0; index <= pictures; index += 1) if (bits.flag() || bits.flag()) kept += 1;
      pictures = kept;
    } else {
      const before = bits.expGolomb();
      const after = bits.expGolomb();
      pictures = before + after;
      for (let index = 0; index < pictures && !bits.short; index += 1) {
        bits.expGolomb();
        bits.bit();
      }
    }
    if (set >= MAX_SETS || pictures > MAX_PICTURES) bits.short = true;
  }
}

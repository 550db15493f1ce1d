import type { Bits } from "../bits.ts";

/** Of profile_tier_level (ITU-T H.265, 7.3.3). */
export interface Profile {
  /** As ISO/IEC 14496-15, E.3 writes it: `hev1.1.6.L93.B0`. */
  readonly codec: string;
  /** What the encoder says of its source. */
  readonly progressive: boolean;
  readonly interlaced: boolean;
}

const CONSTRAINT_BYTES = 6;

/** profile_tier_level with a profile, of a stream of `layers` temporal layers. */
export function readProfile(bits: Bits, layers: number): Profile {
  const space = ["", "A", "B", "C"][bits.unsigned(2)] ?? "";
  const tier = bits.flag() ? "H" : "L";
  const profile = bits.unsigned(5);
  // The compatibility flags stand in the string in reverse order.
  let compatibility = 0;
  for (let index = 0; index < 32; index += 1) compatibility += bits.bit() * 2 ** index;
  const constraints = Array.from({ length: CONSTRAINT_BYTES }, () => bits.unsigned(8));
  const level = bits.unsigned(8);
  const said = constraints.slice(0, constraints.findLastIndex((byte) => byte !== 0) + 1);
  const first = constraints[0] ?? 0;
  skipLayers(bits, layers);
  return {
    codec: ["hev1", `${space}${profile}`, hex(compatibility), `${tier}${level}`, ...said.map(hex)].join("."),
    progressive: (first & 0x80) !== 0,
    interlaced: (first & 0x40) !== 0,
  };
}

function skipLayers(bits: Bits, layers: number): void {
  const present = Array.from({ length: layers - 1 }, () => ({ profile: bits.bit(), level: bits.bit() }));
  if (layers > 1) bits.skip(2 * (8 - (layers - 1)));
  for (const { profile, level } of present) bits.skip(88 * profile + 8 * level);
}

function hex(value: number): string {
  return value.toString(16).toUpperCase();
}

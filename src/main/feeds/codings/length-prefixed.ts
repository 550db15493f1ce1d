import { joinAnnexB } from "./annex-b.ts";

/** How a stream of MP4 is turned into Annex B. */
export interface LengthPrefixed {
  /** The parameter sets of its configuration, Annex B. */
  readonly sets: Uint8Array;
  /** A picture of it as Annex B; what does not fit its lengths is left out. */
  annexB(picture: Uint8Array): Uint8Array;
}

/** A set of H.264's configuration says how many follow in these bits. */
const AVC_COUNT = 0x1f;

/** The AVCDecoderConfigurationRecord of ISO/IEC 14496-15, 5.3.3.1, or null where `extradata` is none. */
export function readAvcConfiguration(extradata: Uint8Array): LengthPrefixed | null {
  if (extradata.byteLength < 7 || extradata[0] !== 1) return null;
  const sets: Uint8Array[] = [];
  let at = 5;
  for (const mask of [AVC_COUNT, 0xff]) {
    const count = (extradata[at] ?? 0) & mask;
    at += 1;
    for (let index = 0; index < count; index += 1) at = addSet(sets, extradata, at);
  }
  return prefixed(sets, ((extradata[4] ?? 0) & 3) + 1);
}

/** The HEVCDecoderConfigurationRecord of ISO/IEC 14496-15, 8.3.3.1, or null where `extradata` is none. */
export function readHevcConfiguration(extradata: Uint8Array): LengthPrefixed | null {
  if (extradata.byteLength < 23 || extradata[0] !== 1) return null;
  const sets: Uint8Array[] = [];
  const arrays = extradata[22] ?? 0;
  let at = 23;
  for (let index = 0; index < arrays && at + 3 <= extradata.byteLength; index += 1) {
    const count = (extradata[at + 1] ?? 0) * 256 + (extradata[at + 2] ?? 0);
    at += 3;
    for (let set = 0; set < count && at < extradata.byteLength; set += 1) at = addSet(sets, extradata, at);
  }
  return prefixed(sets, ((extradata[21] ?? 0) & 3) + 1);
}

/** The set behind a length of two bytes at `at`; gives where the next begins. */
function addSet(sets: Uint8Array[], extradata: Uint8Array, at: number): number {
  const end = at + 2 + (extradata[at] ?? 0) * 256 + (extradata[at + 1] ?? 0);
  if (end > at + 2 && end <= extradata.byteLength) sets.push(extradata.subarray(at + 2, end));
  return end;
}

function prefixed(sets: readonly Uint8Array[], lengthBytes: number): LengthPrefixed {
  return {
    sets: joinAnnexB(sets.map((bytes) => ({ bytes }))),
    annexB(picture) {
      const units: { bytes: Uint8Array }[] = [];
      for (let at = 0; at + lengthBytes <= picture.byteLength; ) {
        let length = 0;
        for (let index = 0; index < lengthBytes; index += 1)
          length = length * 256 + (picture[at + index] ?? 0);
        at += lengthBytes;
        if (length > picture.byteLength - at) break;
        if (length > 0) units.push({ bytes: picture.subarray(at, at + length) });
        at += length;
      }
      return joinAnnexB(units);
    },
  };
}

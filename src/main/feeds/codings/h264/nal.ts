import { type Nal, type NalCoding, splitStream } from "../annex-b.ts";

export { joinAnnexB, type Nal } from "../annex-b.ts";

/** Types of NAL units of ITU-T H.264, table 7-1. */
export const nalTypes = {
  slice: 1,
  partitionA: 2,
  idr: 5,
  sei: 6,
  sequenceParameters: 7,
  pictureParameters: 8,
  delimiter: 9,
} as const;

export const h264Nals: NalCoding = {
  typeOf([head = 0x80]) {
    return (head & 0x80) === 0 ? head & 0x1f : null;
  },
  isSlice(nal) {
    return nal.type === nalTypes.slice || nal.type === nalTypes.idr;
  },
  beginsPicture(slice) {
    // 7.3.3: a slice begins with its first macroblock as an exponential Golomb code, of which a single 1 is 0.
    return ((slice.bytes[1] ?? 0) & 0x80) !== 0;
  },
  isKey(slice) {
    return slice.type === nalTypes.idr;
  },
  isParameterSet,
};

/** The NAL units of an Annex B stream of H.264. */
export function splitAnnexB(stream: Uint8Array): Nal[] {
  return splitStream(stream, h264Nals);
}

export function isParameterSet(nal: Nal): boolean {
  return nal.type === nalTypes.sequenceParameters || nal.type === nalTypes.pictureParameters;
}

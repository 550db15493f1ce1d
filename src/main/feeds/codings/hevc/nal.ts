import { type Nal, type NalCoding, splitStream } from "../annex-b.ts";

/** Types of NAL units of ITU-T H.265, table 7-1. */
export const nalTypes = {
  /** Leading pictures that refer to ones before their random access picture; the second may be referred to itself. */
  skippedLeading: 8,
  skippedLeadingReference: 9,
  /** The first and last types of random access pictures (IRAP). */
  brokenLink: 16,
  /** Broken links without leading pictures end here; then come IDR (19, 20) and CRA. */
  lastBrokenLink: 18,
  idr: 19,
  cleanAccess: 21,
  lastAccess: 23,
  lastSlice: 31,
  videoParameters: 32,
  sequenceParameters: 33,
  pictureParameters: 34,
  delimiter: 35,
  endOfSequence: 36,
  message: 39,
} as const;

/** Bytes of the head of a unit, 7.3.1.2. */
export const HEAD_BYTES = 2;

export const hevcNals: NalCoding = {
  typeOf([first = 0x80, second = 0]) {
    // Of the base layer only: others add to its pictures what decoders here do not show.
    const layer = (first & 1) * 32 + (second >> 3);
    return (first & 0x80) === 0 && layer === 0 && (second & 7) !== 0 ? (first >> 1) & 0x3f : null;
  },
  isSlice(nal) {
    return nal.type <= nalTypes.lastSlice;
  },
  beginsPicture(slice) {
    // first_slice_segment_in_pic_flag, 7.3.6.1.
    return ((slice.bytes[HEAD_BYTES] ?? 0) & 0x80) !== 0;
  },
  isKey(slice) {
    return slice.type >= nalTypes.brokenLink && slice.type <= nalTypes.lastAccess;
  },
  isParameterSet({ type }) {
    return type >= nalTypes.videoParameters && type <= nalTypes.pictureParameters;
  },
};

/** The NAL units of an Annex B stream of HEVC. */
export function splitAnnexB(stream: Uint8Array): Nal[] {
  return splitStream(stream, hevcNals);
}

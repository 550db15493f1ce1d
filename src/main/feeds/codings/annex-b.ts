/** One NAL unit: its type and its bytes without the start code, a view of the stream. */
export interface Nal {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** What of its NAL units a coding must tell, to put pictures together. */
export interface NalCoding {
  /** The type in the head of a unit, or null where that is none. */
  typeOf(unit: Uint8Array): number | null;
  isSlice(nal: Nal): boolean;
  /** Whether `slice` is the first of its picture. */
  beginsPicture(slice: Nal): boolean;
  /** Whether a decoder can start at the picture of `slice`. */
  isKey(slice: Nal): boolean;
  isParameterSet(nal: Nal): boolean;
}

/** The NAL units of an Annex B stream, in order; empty ones and bytes before the first start code are left out. */
export function splitStream(stream: Uint8Array, coding: Pick<NalCoding, "typeOf">): Nal[] {
  const nals: Nal[] = [];
  const add = (start: number, end: number) => {
    // A zero byte before the next start code, and trailing zeros, belong to no unit (H.264 and H.265, 7.4.1).
    let last = end;
    while (last > start && stream[last - 1] === 0) last -= 1;
    if (last === start) return;
    const bytes = stream.subarray(start, last);
    const type = coding.typeOf(bytes);
    if (type !== null) nals.push({ type, bytes });
  };
  let start = -1;
  for (let at = stream.indexOf(1, 2); at !== -1; at = stream.indexOf(1, at + 1)) {
    if (stream[at - 1] !== 0 || stream[at - 2] !== 0) continue;
    if (start !== -1) add(start, at - 2);
    start = at + 1;
  }
  if (start !== -1) add(start, stream.byteLength);
  return nals;
}

/** The units behind four-byte start codes, in one buffer. */
export function joinAnnexB(nals: readonly Pick<Nal, "bytes">[]): Uint8Array {
  const stream = new Uint8Array(nals.reduce((sum, nal) => sum + 4 + nal.bytes.byteLength, 0));
  let at = 0;
  for (const nal of nals) {
    stream[at + 3] = 1;
    stream.set(nal.bytes, at + 4);
    at += 4 + nal.bytes.byteLength;
  }
  return stream;
}

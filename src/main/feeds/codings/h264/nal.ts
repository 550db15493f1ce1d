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

/** One NAL unit: its type and its bytes without the start code, a view of the stream. */
export interface Nal {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** The NAL units of an Annex B stream, in order; empty ones and bytes before the first start code are left out. */
export function splitAnnexB(stream: Uint8Array): Nal[] {
  const nals: Nal[] = [];
  let start = -1;
  for (let at = stream.indexOf(1, 2); at !== -1; at = stream.indexOf(1, at + 1)) {
    if (stream[at - 1] !== 0 || stream[at - 2] !== 0) continue;
    if (start !== -1) addNal(nals, stream, start, at - 2);
    start = at + 1;
  }
  if (start !== -1) addNal(nals, stream, start, stream.byteLength);
  return nals;
}

function addNal(nals: Nal[], stream: Uint8Array, start: number, end: number): void {
  // A zero byte before the next start code, and trailing zeros, belong to no unit (7.4.1: none ends in a zero).
  let last = end;
  while (last > start && stream[last - 1] === 0) last -= 1;
  const head = stream[start];
  if (last > start && head !== undefined && (head & 0x80) === 0) {
    nals.push({ type: head & 0x1f, bytes: stream.subarray(start, last) });
  }
}

/** The units behind four-byte start codes, in one buffer. */
export function joinAnnexB(nals: readonly Nal[]): Uint8Array {
  const stream = new Uint8Array(nals.reduce((sum, nal) => sum + 4 + nal.bytes.byteLength, 0));
  let at = 0;
  for (const nal of nals) {
    stream[at + 3] = 1;
    stream.set(nal.bytes, at + 4);
    at += 4 + nal.bytes.byteLength;
  }
  return stream;
}

export function isParameterSet(nal: Nal): boolean {
  return nal.type === nalTypes.sequenceParameters || nal.type === nalTypes.pictureParameters;
}

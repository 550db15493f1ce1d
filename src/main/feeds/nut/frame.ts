import type { NutCursor } from "./cursor.ts";
import { type FrameCode, frameFlags, type NutMainHeader, type NutStream } from "./headers.ts";

/** What stands before the bytes of a frame. */
export interface FrameHead {
  readonly flags: number;
  readonly stream: number;
  /** As it stands in the head, or null where the code's own difference counts. */
  readonly codedPts: number | null;
  readonly ptsDelta: number;
  readonly size: number;
  readonly elision: number;
  readonly checked: boolean;
}

/** The head at `cursor`, or null where no frame can begin so; whether it is all there says the cursor. */
export function readFrameHead(cursor: NutCursor, code: FrameCode, main: NutMainHeader): FrameHead | null {
  let flags = code.flags;
  if ((flags & frameFlags.invalid) !== 0) return null;
  if ((flags & frameFlags.coded) !== 0) flags ^= cursor.unsigned();
  if ((flags & frameFlags.sideData) !== 0) return null;
  const stream = (flags & frameFlags.streamId) !== 0 ? cursor.unsigned() : code.stream;
  const codedPts = (flags & frameFlags.codedPts) !== 0 ? cursor.unsigned() : null;
  const msb = (flags & frameFlags.sizeMsb) !== 0 ? cursor.unsigned() : 0;
  if ((flags & frameFlags.matchTime) !== 0) cursor.signed();
  const elision = (flags & frameFlags.headerIndex) !== 0 ? cursor.unsigned() : code.elision;
  const reserved = (flags & frameFlags.reserved) !== 0 ? cursor.unsigned() : code.reserved;
  if (reserved > 256) return null;
  for (let index = 0; index < reserved && !cursor.short; index += 1) cursor.unsigned();
  const checked = (flags & frameFlags.checksum) !== 0;
  if (checked) cursor.skip(4);
  if (!cursor.short && (stream >= main.streamCount || elision >= main.elisions.length)) return null;
  return {
    flags,
    stream,
    codedPts,
    ptsDelta: code.ptsDelta,
    size: code.sizeLsb + msb * code.sizeMul,
    elision,
    checked,
  };
}

/** The pts in ticks of the stream's time base: whole, from its low bits, or from the difference to the last. */
export function fullPts(head: FrameHead, stream: NutStream, last: number): number {
  if (head.codedPts === null) return last + head.ptsDelta;
  const range = 2 ** stream.msbPtsShift;
  if (head.codedPts >= range) return head.codedPts - range;
  const lowest = last - Math.floor((range - 1) / 2);
  const offset = (((head.codedPts - lowest) % range) + range) % range;
  return lowest + offset;
}

/** Types of open bitstream units, "AV1 Bitstream & Decoding Process Specification", 6.2.2. */
export const obuTypes = { sequence: 1, delimiter: 2, frameHeader: 3, frame: 6 } as const;

/** One open bitstream unit, views of the stream. */
export interface Obu {
  readonly type: number;
  /** With its head. */
  readonly bytes: Uint8Array;
  readonly payload: Uint8Array;
}

/** A size takes at most so many bytes, 4.10.5. */
const MAX_SIZE_BYTES = 8;

/** The units of a temporal unit in the low overhead format (5.2), up to damage. */
export function splitObus(stream: Uint8Array): Obu[] {
  const obus: Obu[] = [];
  for (let at = 0; at < stream.byteLength; ) {
    const head = stream[at] ?? 0;
    if ((head & 0x80) !== 0) break;
    let body = at + ((head & 4) === 0 ? 1 : 2);
    let end = stream.byteLength;
    // Without a size it lasts to the end.
    if ((head & 2) !== 0) {
      let size = 0;
      for (let index = 0; index < MAX_SIZE_BYTES; index += 1) {
        const byte = stream[body] ?? 0;
        size += (byte & 0x7f) * 2 ** (7 * index);
        body += 1;
        if (byte < 0x80) break;
      }
      end = body + size;
    }
    if (end > stream.byteLength || body > end) break;
    obus.push({
      type: (head >> 3) & 15,
      bytes: stream.subarray(at, end),
      payload: stream.subarray(body, end),
    });
    at = end;
  }
  return obus;
}

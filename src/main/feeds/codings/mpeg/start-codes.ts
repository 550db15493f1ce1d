/** What stands behind one start code of MPEG-1, MPEG-2 or MPEG-4 part 2, a view of the stream. */
export interface Section {
  /** The byte behind 0 0 1. */
  readonly code: number;
  /** From the 0 0 1 on. */
  readonly bytes: Uint8Array;
  /** Behind the code. */
  readonly payload: Uint8Array;
}

/** Sections of `stream`, in order, up to and with the first of which `last` is true; without one, all. */
export function splitSections(stream: Uint8Array, last: (code: number) => boolean): Section[] {
  const sections: Section[] = [];
  let start = -1;
  const add = (end: number) => {
    const code = stream[start + 3] ?? 0;
    sections.push({ code, bytes: stream.subarray(start, end), payload: stream.subarray(start + 4, end) });
    return last(code);
  };
  for (let at = stream.indexOf(1, 2); at !== -1; at = stream.indexOf(1, at + 1)) {
    if (stream[at - 1] !== 0 || stream[at - 2] !== 0 || at + 1 >= stream.byteLength) continue;
    if (start !== -1 && add(at - 2)) return sections;
    start = at - 2;
  }
  if (start !== -1) add(stream.byteLength);
  return sections;
}

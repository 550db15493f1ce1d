import { Bits, withoutEmulation } from "../bits.ts";
import type { Message } from "../supplement.ts";
import type { Nal } from "./nal.ts";
import type { Sequence } from "./sequence.ts";

/** Bytes of a slice in which its head says whether it is of a field. */
const SLICE_HEAD_BYTES = 24;
const PICTURE_TIMING = 1;
/** Values of pic_struct (ITU-T H.264, table D-1): a frame, its fields, and repetitions of whole frames. */
const FRAME = 0;
const LAST_OF_FIELDS = 6;
const timestampsOf = [1, 1, 1, 2, 2, 3, 3, 2, 3] as const;
const scans = { progressive: 0, interlaced: 1 } as const;

/**
 * Whether a picture consists of fields of two moments: by its slices, where they are of single fields; by its timing
 * message, where it has one; and otherwise by whether its macroblocks may be of fields. Encoders that say so of every
 * stream ("fake interlaced") are told from real ones by this. As ffmpeg's h264_slice.c decides it.
 */
export function hasFields(slice: Nal, messages: readonly Message[], sequence: Sequence): boolean {
  if (sequence.framesOnly) return false;
  if (isOfField(slice, sequence)) return true;
  const message = messages.find(({ type }) => type === PICTURE_TIMING);
  const said = message === undefined ? null : readStructure(message.payload, sequence);
  return said ?? sequence.adaptive;
}

/** field_pic_flag of the slice's head, 7.3.3. */
function isOfField(slice: Nal, { separatePlanes, frameNumberBits }: Sequence): boolean {
  const bits = new Bits(withoutEmulation(slice.bytes.subarray(1, SLICE_HEAD_BYTES)));
  bits.expGolomb(); // first macroblock
  bits.expGolomb(); // type
  bits.expGolomb(); // picture parameter set
  if (separatePlanes) bits.skip(2);
  bits.skip(frameNumberBits);
  return bits.flag();
}

/** Whether a timing message says fields, or null where it does not say. D.1.3 and D.2.3. */
function readStructure(payload: Uint8Array, { timing }: Sequence): boolean | null {
  if (!timing.structure) return null;
  const bits = new Bits(payload);
  bits.skip(timing.delayBits);
  const structure = bits.unsigned(4);
  let progressive = false;
  let interlaced = false;
  for (let left = timestampsOf[structure] ?? 0; left > 0 && !bits.short; left -= 1) {
    if (!bits.flag()) continue;
    const scan = bits.unsigned(2);
    progressive ||= scan === scans.progressive;
    interlaced ||= scan === scans.interlaced;
    skipTimestamp(bits, timing.offsetBits);
  }
  if (bits.short) return null;
  if (interlaced) return true;
  if (progressive) return false;
  return structure > FRAME && structure <= LAST_OF_FIELDS;
}

/** What follows ct_type in a clock timestamp. */
function skipTimestamp(bits: Bits, offsetBits: number): void {
  bits.skip(6); // base of the fields, counting type
  const full = bits.flag();
  bits.skip(2 + 8); // discontinuity, dropped, frames
  if (full) bits.skip(6 + 6 + 5);
  else if (bits.flag()) {
    bits.skip(6);
    if (bits.flag()) {
      bits.skip(6);
      if (bits.flag()) bits.skip(5);
    }
  }
  bits.skip(offsetBits);
}

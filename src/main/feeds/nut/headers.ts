import type { NutCursor } from "./cursor.ts";

/** Seconds a tick. */
interface TimeBase {
  readonly numerator: number;
  readonly denominator: number;
}

export interface NutStream {
  readonly index: number;
  readonly video: boolean;
  /** The container's four characters, such as `H264` or `HEVC`. */
  readonly fourcc: string;
  readonly timeBase: TimeBase;
  /** Bits of a pts that is given by its low bits alone. */
  readonly msbPtsShift: number;
  /** The encoder's parameter sets, Annex B for H.264. */
  readonly extradata: Uint8Array;
  /** Pixels; 0 where the stream is no video. */
  readonly width: number;
  readonly height: number;
  /** Width of a pixel over its height; 1 where the file does not say. */
  readonly pixelAspect: number;
}

/** What one byte at the head of a frame stands for. */
export interface FrameCode {
  readonly flags: number;
  readonly stream: number;
  readonly sizeMul: number;
  readonly sizeLsb: number;
  readonly ptsDelta: number;
  readonly reserved: number;
  readonly elision: number;
}

export interface NutMainHeader {
  readonly streamCount: number;
  /** Bytes between startcodes; twice this is the largest frame without a checksum. */
  readonly maxDistance: number;
  readonly timeBases: readonly TimeBase[];
  readonly codes: readonly FrameCode[];
  /** First bytes that frames share and leave out; number 0 is empty. */
  readonly elisions: readonly Uint8Array[];
}

export const frameFlags = {
  key: 1,
  endOfRelevance: 2,
  codedPts: 8,
  streamId: 16,
  sizeMsb: 32,
  checksum: 64,
  reserved: 128,
  /** Of the unfinished version 4. */
  sideData: 256,
  headerIndex: 1024,
  matchTime: 2048,
  coded: 4096,
  invalid: 8192,
} as const;

const VERSIONS = { lowest: 2, highest: 3 };
const MAX_STREAMS = 32;
const MAX_TIME_BASES = 32;
const MAX_ELISIONS = 128;
const CODES = 256;
const LETTER_N = 0x4e;
const VIDEO_CLASS = 0;
/** The specification's cap of what is stored. */
const MAX_DISTANCE = 65_536;

/** The main header at `cursor`, or null where it is not one that this reader knows. */
export function readMainHeader(cursor: NutCursor): NutMainHeader | null {
  const version = cursor.unsigned();
  if (version < VERSIONS.lowest || version > VERSIONS.highest) return null;
  const streamCount = cursor.unsigned();
  const maxDistance = Math.min(cursor.unsigned(), MAX_DISTANCE);
  const timeBaseCount = cursor.unsigned();
  if (streamCount < 1 || streamCount > MAX_STREAMS || timeBaseCount < 1 || timeBaseCount > MAX_TIME_BASES)
    return null;
  const timeBases: TimeBase[] = [];
  for (let index = 0; index < timeBaseCount; index += 1) {
    const numerator = cursor.unsigned();
    const denominator = cursor.unsigned();
    if (numerator === 0 || denominator === 0) return null;
    timeBases.push({ numerator, denominator });
  }
  const codes = readFrameCodes(cursor);
  if (codes === null) return null;
  const elisions = readElisions(cursor);
  if (elisions === null || cursor.broken) return null;
  return { streamCount, maxDistance, timeBases, codes, elisions };
}

function readFrameCodes(cursor: NutCursor): FrameCode[] | null {
  const codes: FrameCode[] = [];
  let ptsDelta = 0;
  let sizeMul = 1;
  let stream = 0;
  let elision = 0;
  while (codes.length < CODES) {
    const flags = cursor.unsigned();
    const fields = cursor.unsigned();
    if (fields > 0) ptsDelta = cursor.signed();
    if (fields > 1) sizeMul = cursor.unsigned();
    if (fields > 2) stream = cursor.unsigned();
    const size = fields > 3 ? cursor.unsigned() : 0;
    const reserved = fields > 4 ? cursor.unsigned() : 0;
    let count = fields > 5 ? cursor.unsigned() : sizeMul - size;
    if (fields > 6) cursor.signed();
    if (fields > 7) elision = cursor.unsigned();
    for (let extra = 8; extra < fields && !cursor.short; extra += 1) cursor.unsigned();
    if (cursor.short || cursor.broken || count < 1 || sizeMul > 16_384 || stream > 250) return null;
    for (let step = 0; count > 0 && codes.length < CODES; step += 1) {
      if (codes.length === LETTER_N) {
        codes.push({
          flags: frameFlags.invalid,
          stream: 0,
          sizeMul: 0,
          sizeLsb: 0,
          ptsDelta: 0,
          reserved: 0,
          elision: 0,
        });
        step -= 1;
        continue;
      }
      codes.push({ flags, stream, sizeMul, sizeLsb: size + step, ptsDelta, reserved, elision });
      count -= 1;
    }
  }
  return codes;
}

/** Absent in headers of before their introduction: then only the empty one exists. */
function readElisions(cursor: NutCursor): Uint8Array[] | null {
  const elisions: Uint8Array[] = [new Uint8Array()];
  const more = cursor.unsigned();
  if (cursor.short) return elisions;
  if (more >= MAX_ELISIONS) return null;
  for (let index = 0; index < more; index += 1) {
    const block = cursor.block();
    if (cursor.short || block.byteLength === 0) return null;
    elisions.push(block);
  }
  return elisions;
}

/** The stream header at `cursor`, or null where it does not fit its main header. */
export function readStreamHeader(cursor: NutCursor, main: NutMainHeader): NutStream | null {
  const index = cursor.unsigned();
  const streamClass = cursor.unsigned();
  const fourcc = new TextDecoder("latin1").decode(cursor.block());
  const timeBase = main.timeBases[cursor.unsigned()];
  const msbPtsShift = cursor.unsigned();
  cursor.unsigned(); // max_pts_distance
  cursor.unsigned(); // decode_delay
  cursor.unsigned(); // stream_flags
  const extradata = cursor.block();
  const video = streamClass === VIDEO_CLASS;
  const width = video ? cursor.unsigned() : 0;
  const height = video ? cursor.unsigned() : 0;
  const aspectWidth = video ? cursor.unsigned() : 0;
  const aspectHeight = video ? cursor.unsigned() : 0;
  if (cursor.short || cursor.broken || timeBase === undefined) return null;
  if (index >= main.streamCount || msbPtsShift >= 16) return null;
  const pixelAspect = aspectWidth > 0 && aspectHeight > 0 ? aspectWidth / aspectHeight : 1;
  return { index, video, fourcc, timeBase, msbPtsShift, extradata, width, height, pixelAspect };
}

import { crc32 } from "./crc32.ts";
import { frameFlags } from "./headers.ts";

/** A video stream of the file. */
export interface WrittenStream {
  /** Four characters, such as `H264`. */
  readonly fourcc: string;
  readonly extradata: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Width of a pixel over its height. */
  readonly pixelAspect: number;
  /** Pictures a second as far as they are known: encoders share their bits out by it. 25 where it is left out. */
  readonly rate?: number | undefined;
}

export interface WrittenFrame {
  /** Place of its stream in the head; the first where it is left out. */
  readonly stream?: number;
  readonly key: boolean;
  /** Microseconds, not negative. */
  readonly timeUs: number;
  readonly bytes: Uint8Array;
}

const FILE_ID = "nut/multimedia container\0";
const VERSION = 3;
const MAX_DISTANCE = 65_536;
/** A time coded with more than these bits is whole. */
const MSB_PTS_SHIFT = 7;
/** A stream that does not tell its rate counts as one of a million pictures a second, and gets no bits for any. */
const USUAL_RATE = 25;
/** The type of an info field that is a text: -1 as a number with a sign. */
const UTF8 = 2;
/** A pixel's sides as NUT has them: a fraction of whole numbers. */
const ASPECT_PARTS = 10_000;
const startcodes = {
  main: "4e4d7a561f5f04ad",
  stream: "4e5311405bf2f9db",
  syncpoint: "4e4be4adeeca4569",
  info: "4e49ab68b596ba78",
} as const;
/** The frame codes that are used: each frame says its whole time and size and is checked. */
const codes = { delta: 0, key: 1 } as const;
const FRAME = frameFlags.codedPts | frameFlags.streamId | frameFlags.sizeMsb | frameFlags.checksum;

/**
 * What ffmpeg must read first: NUT 3 with these video streams, times in microseconds. After "NUT Open Container Format",
 * github.com/lu-zero/nut.
 */
export function nutHead(...streams: readonly WrittenStream[]): Uint8Array {
  const main = [
    ...[...number(VERSION), ...number(streams.length), ...number(MAX_DISTANCE)],
    ...[...number(1), ...number(1), ...number(1_000_000)],
    ...frameCodes(FRAME, 1),
    ...frameCodes(FRAME | frameFlags.key, 1),
    // All others; the letter N is skipped by itself.
    ...frameCodes(frameFlags.invalid, 253),
    ...number(0),
  ];
  return Buffer.concat([
    Buffer.from(FILE_ID, "latin1"),
    packet(startcodes.main, main),
    ...streams.map(streamHead),
    ...streams.map(rateOf),
  ]);
}

/** An info packet about one stream, with one field: its rate under ffmpeg's name, as a fraction. */
function rateOf({ rate = USUAL_RATE }: WrittenStream, at: number): Uint8Array {
  const wholeFile = [...number(0), ...number(0), ...number(0)];
  const field = [...text("r_frame_rate"), ...number(UTF8), ...text(`${Math.round(rate * 1000)}/1000`)];
  return packet(startcodes.info, [...number(at + 1), ...wholeFile, ...number(1), ...field]);
}

function streamHead(stream: WrittenStream, at: number): Uint8Array {
  const aspect = Math.round(stream.pixelAspect * ASPECT_PARTS);
  const [aspectWidth, aspectHeight] = aspect === ASPECT_PARTS ? [1, 1] : [aspect, ASPECT_PARTS];
  const header = [
    ...[...number(at), ...number(0), ...text(stream.fourcc)],
    ...[...number(0), ...number(MSB_PTS_SHIFT), ...number(0), ...number(0), ...number(0)],
    ...[...number(stream.extradata.byteLength), ...stream.extradata],
    ...[...number(stream.width), ...number(stream.height)],
    ...[...number(aspectWidth), ...number(aspectHeight), ...number(0)],
  ];
  return packet(startcodes.stream, header);
}

/** One frame, behind a syncpoint of its own: whoever reads can begin at any. */
export function nutFrame(frame: WrittenFrame): Uint8Array {
  return Buffer.concat([nutFrameHead({ ...frame, size: frame.bytes.byteLength }), frame.bytes]);
}

/** What stands before the `size` bytes of a frame that are written by themselves. */
export function nutFrameHead(frame: Omit<WrittenFrame, "bytes"> & { readonly size: number }): Uint8Array {
  const time = Math.max(0, Math.round(frame.timeUs));
  const head = [
    frame.key ? codes.key : codes.delta,
    ...number(frame.stream ?? 0),
    ...number(time + 2 ** MSB_PTS_SHIFT),
    ...number(frame.size),
  ];
  return Buffer.concat([
    packet(startcodes.syncpoint, [...number(time), ...number(0)]),
    Buffer.from(head),
    checksum(Uint8Array.from(head)),
  ]);
}

/** A row of the table of frame codes: flags, six fields (pts, factor, stream, size, reserved, count). */
function frameCodes(flags: number, count: number): number[] {
  return [flags, 6, 0, 1, 0, 0, 0, count].flatMap(number);
}

function packet(startcode: string, content: readonly number[]): Uint8Array {
  const body = Uint8Array.from(content);
  const length = number(body.byteLength + 4);
  const start = [...Buffer.from(startcode, "hex"), ...length];
  // From this length on a packet header carries a checksum of its own.
  const guard = body.byteLength + 4 > 4096 ? checksum(Uint8Array.from(start)) : new Uint8Array();
  return Buffer.concat([Uint8Array.from(start), guard, body, checksum(body)]);
}

function checksum(bytes: Uint8Array): Uint8Array {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes, 0, bytes.byteLength));
  return sum;
}

/** Its length and its characters. */
function text(value: string): number[] {
  const bytes = Buffer.from(value, "latin1");
  return [...number(bytes.byteLength), ...bytes];
}

/** `value` in groups of seven bits, the highest first, all but the last with the top bit set. */
function number(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift(128 + (rest % 128));
  }
  return bytes;
}

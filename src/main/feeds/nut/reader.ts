import { crc32 } from "./crc32.ts";
import { NutCursor } from "./cursor.ts";
import { fullPts, readFrameHead } from "./frame.ts";
import {
  frameFlags,
  type NutMainHeader,
  type NutStream,
  readMainHeader,
  readStreamHeader,
} from "./headers.ts";
import { HeldBytes } from "./held-bytes.ts";

export type { NutStream } from "./headers.ts";

/** A coded frame out of the container. `bytes` is the reader's own copy and belongs to whoever is told. */
export interface NutFrame {
  /** Index of its stream. */
  readonly stream: number;
  readonly key: boolean;
  /** Presentation time, microseconds. */
  readonly timeUs: number;
  readonly bytes: Uint8Array;
}

export interface NutListener {
  /** Every stream of the file, once its header was read; again where headers are repeated and differ. */
  stream(stream: NutStream): void;
  frame(frame: NutFrame): void;
  /** Bytes that made no sense: the reader goes on at the next startcode. */
  damage(): void;
}

const FILE_ID = "nut/multimedia container\0";
const STARTCODE_BYTES = 8;
const LETTER_N = 0x4e;
/** The six bytes after 'N' and the packet's letter; from the specification's table of startcodes. */
const startcodes = new Map<string, "main" | "stream" | "syncpoint" | "index" | "info">([
  ["4e4d7a561f5f04ad", "main"],
  ["4e5311405bf2f9db", "stream"],
  ["4e4be4adeeca4569", "syncpoint"],
  ["4e58dd672f23e64e", "index"],
  ["4e49ab68b596ba78", "info"],
]);
/** No header of a video is larger, and no coded picture; more is damage, and memory stays bounded by it. */
const MAX_PACKET_BYTES = 1024 * 1024;
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
/** From this length on a packet header carries a checksum of its own. */
const CHECKED_HEADER_BYTES = 4096;
/** A frame larger than this never leaves its first bytes to an elision header. */
const ELISION_LIMIT_BYTES = 4096;
/** A frame's head: code, flags, stream, pts, size, match time, elision, reserved fields, checksum. */
const MAX_FRAME_HEAD_BYTES = 4096;

type Step = "done" | "short" | "damaged";

/**
 * Reads NUT as ffmpeg writes it to a pipe, incrementally: bytes in chunks of any size, streams and frames out.
 * Format: "NUT Open Container Format" (20061104 and the elision headers of version 3). Anything that does not
 * fit is told as damage and skipped to the next startcode, so no input can stop or grow it: at most one frame
 * of 16 MiB is held.
 */
export class NutReader {
  readonly #listener: NutListener;
  readonly #held = new HeldBytes();
  /** Bytes that must be there before another look is worth it. */
  #needed = 1;
  #identified = false;
  #searching = false;
  #main: NutMainHeader | null = null;
  #streams: (NutStream | undefined)[] = [];
  /** Last pts of each stream in its own time base. */
  #lastPts: number[] = [];

  constructor(listener: NutListener) {
    this.#listener = listener;
  }

  /** Bytes held back until the rest of their packet comes. */
  get held(): number {
    return this.#held.length;
  }

  push(chunk: Uint8Array): void {
    this.#held.append(chunk);
    while (this.#held.length >= this.#needed) {
      const step = this.#identified ? this.#packet() : this.#identify();
      if (step === "short") return;
      if (step === "damaged") {
        if (!this.#searching) this.#listener.damage();
        this.#searching = true;
      }
      this.#needed = 1;
      if (this.#searching && !this.#findStartcode()) return;
    }
  }

  #identify(): Step {
    if (this.#held.length < FILE_ID.length) {
      this.#needed = FILE_ID.length;
      return "short";
    }
    this.#identified = true;
    for (let index = 0; index < FILE_ID.length; index += 1) {
      if (this.#held.bytes[this.#held.start + index] !== FILE_ID.charCodeAt(index)) return "damaged";
    }
    this.#held.start += FILE_ID.length;
    return "done";
  }

  /** Goes to the next startcode; all but seven bytes before it are let go. */
  #findStartcode(): boolean {
    for (let at = this.#held.start; at + STARTCODE_BYTES <= this.#held.end; at += 1) {
      if (this.#held.bytes[at] === LETTER_N && this.#startcodeAt(at) !== undefined) {
        this.#held.start = at;
        this.#searching = false;
        return true;
      }
    }
    this.#held.start = Math.max(this.#held.start, this.#held.end - (STARTCODE_BYTES - 1));
    this.#needed = STARTCODE_BYTES;
    return false;
  }

  #startcodeAt(at: number) {
    let hex = "";
    for (let index = 0; index < STARTCODE_BYTES; index += 1) {
      hex += (this.#held.bytes[at + index] ?? 0).toString(16).padStart(2, "0");
    }
    return startcodes.get(hex);
  }

  #packet(): Step {
    if (this.#held.bytes[this.#held.start] !== LETTER_N) return this.#frame();
    const cursor = new NutCursor(this.#held.bytes, this.#held.start, this.#held.end);
    cursor.skip(STARTCODE_BYTES);
    const length = cursor.unsigned();
    if (length > CHECKED_HEADER_BYTES) cursor.skip(4);
    if (cursor.broken || length > MAX_PACKET_BYTES) return this.#skipByte();
    if (cursor.short) return this.#short(this.#held.length + 1);
    if (length < 4) return this.#skipByte();
    const body = cursor.at;
    const end = body + length;
    if (length > CHECKED_HEADER_BYTES && crc32(this.#held.bytes, this.#held.start, body) !== 0)
      return this.#skipByte();
    if (end > this.#held.end) return this.#short(end - this.#held.start);
    // The checksum of a body with its own checksum behind it is zero.
    if (crc32(this.#held.bytes, body, end) !== 0) return this.#skipByte();
    const kind = this.#startcodeAt(this.#held.start);
    const inside = new NutCursor(this.#held.bytes, body, end - 4);
    const understood =
      kind === "main"
        ? this.#mainHeader(inside)
        : kind === "stream"
          ? this.#streamHeader(inside)
          : kind === "syncpoint"
            ? this.#syncpoint(inside)
            : true;
    if (!understood) return this.#skipByte();
    this.#held.start = end;
    return "done";
  }

  #mainHeader(cursor: NutCursor): boolean {
    const main = readMainHeader(cursor);
    if (main === null) return false;
    this.#main = main;
    this.#streams = [];
    this.#lastPts = Array.from({ length: main.streamCount }, () => 0);
    return true;
  }

  #streamHeader(cursor: NutCursor): boolean {
    if (this.#main === null) return false;
    const stream = readStreamHeader(cursor, this.#main);
    if (stream === null) return false;
    this.#streams[stream.index] = stream;
    this.#listener.stream(stream);
    return true;
  }

  /** Every stream's last pts becomes the syncpoint's time in its own time base. */
  #syncpoint(cursor: NutCursor): boolean {
    const main = this.#main;
    if (main === null) return false;
    const coded = cursor.unsigned();
    if (cursor.broken || cursor.short) return false;
    const from = main.timeBases[coded % main.timeBases.length];
    if (from === undefined) return false;
    const ticks = Math.floor(coded / main.timeBases.length);
    for (const stream of this.#streams) {
      if (stream === undefined) continue;
      const { numerator, denominator } = stream.timeBase;
      const same = numerator === from.numerator && denominator === from.denominator;
      // Exact within 2^53 of the finest clock: 90 kHz lasts 3,000 years.
      this.#lastPts[stream.index] = same
        ? ticks
        : Number(
            (BigInt(ticks) * BigInt(from.numerator) * BigInt(denominator)) /
              (BigInt(from.denominator) * BigInt(numerator)),
          );
    }
    return true;
  }

  #frame(): Step {
    const main = this.#main;
    if (main === null) return this.#skipByte();
    const limit = Math.min(this.#held.end, this.#held.start + MAX_FRAME_HEAD_BYTES);
    const cursor = new NutCursor(this.#held.bytes, this.#held.start, limit);
    const code = main.codes[cursor.byte()];
    if (code === undefined) return this.#skipByte();
    const head = readFrameHead(cursor, code, main);
    if (head === null || cursor.broken) return this.#skipByte();
    if (cursor.short) {
      if (limit < this.#held.end) return this.#skipByte();
      return this.#short(this.#held.length + 1);
    }
    const stream = this.#streams[head.stream];
    if (stream === undefined || head.size > MAX_FRAME_BYTES) return this.#skipByte();
    if (head.checked && crc32(this.#held.bytes, this.#held.start, cursor.at) !== 0) return this.#skipByte();
    // The specification asks for a checksum beyond this size: a large one without is a damaged size.
    if (!head.checked && head.size > 2 * main.maxDistance + ELISION_LIMIT_BYTES) return this.#skipByte();
    const elided = main.elisions[head.size > ELISION_LIMIT_BYTES ? 0 : head.elision];
    if (elided === undefined || elided.byteLength > head.size) return this.#skipByte();
    const stored = head.size - elided.byteLength;
    const end = cursor.at + stored;
    if (end > this.#held.end) return this.#short(end - this.#held.start);

    const pts = fullPts(head, stream, this.#lastPts[stream.index] ?? 0);
    this.#lastPts[stream.index] = pts;
    const bytes = new Uint8Array(head.size);
    bytes.set(elided);
    bytes.set(this.#held.bytes.subarray(cursor.at, end), elided.byteLength);
    this.#held.start = end;
    if ((head.flags & frameFlags.endOfRelevance) === 0 && head.size > 0) {
      this.#listener.frame({
        stream: stream.index,
        key: (head.flags & frameFlags.key) !== 0,
        timeUs: (pts * stream.timeBase.numerator * 1e6) / stream.timeBase.denominator,
        bytes,
      });
    }
    return "done";
  }

  #short(needed: number): Step {
    this.#needed = needed;
    return "short";
  }

  #skipByte(): Step {
    this.#held.start += 1;
    return "damaged";
  }
}

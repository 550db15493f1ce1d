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

/** Bytes of the buffer at first; it grows with the frames, and shrinks again where they did not need it for a while. */
const FIRST_BYTES = 64 * 1024;
const PIECES_OF_A_WHILE = 256;

type Step = "done" | "short" | "damaged";

/**
 * Reads NUT as ffmpeg writes it to a pipe, incrementally: bytes in chunks of any size, streams and frames out.
 * Format: "NUT Open Container Format" (20061104 and the elision headers of version 3). Anything that does not
 * fit is told as damage and skipped to the next startcode, so no input can stop or grow it: at most one frame
 * of 16 MiB is held.
 */
export class NutReader {
  readonly #listener: NutListener;
  #bytes = new Uint8Array(FIRST_BYTES);
  /** The most bytes that were held within the present while, and its pieces. */
  #mostHeld = 0;
  #pieces = 0;
  #start = 0;
  #end = 0;
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
    return this.#end - this.#start;
  }

  push(chunk: Uint8Array): void {
    this.#append(chunk);
    while (this.#end - this.#start >= this.#needed) {
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

  #append(chunk: Uint8Array): void {
    const held = this.#end - this.#start;
    const wanted = held + chunk.byteLength;
    this.#mostHeld = Math.max(this.#mostHeld, wanted);
    this.#pieces += 1;
    if (wanted > this.#bytes.byteLength) {
      this.#move(Math.max(wanted, 2 * this.#bytes.byteLength));
    } else if (this.#pieces >= PIECES_OF_A_WHILE) {
      if (this.#mostHeld < this.#bytes.byteLength / 8) this.#move(Math.max(FIRST_BYTES, 2 * this.#mostHeld));
      this.#pieces = 0;
      this.#mostHeld = 0;
    }
    if (this.#end + chunk.byteLength > this.#bytes.byteLength) {
      this.#bytes.copyWithin(0, this.#start, this.#end);
      this.#start = 0;
    }
    this.#end = this.#start + held;
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.byteLength;
  }

  /** What is held into a buffer of `size` bytes. */
  #move(size: number): void {
    const moved = new Uint8Array(size);
    moved.set(this.#bytes.subarray(this.#start, this.#end));
    this.#bytes = moved;
    this.#end -= this.#start;
    this.#start = 0;
  }

  #identify(): Step {
    if (this.#end - this.#start < FILE_ID.length) {
      this.#needed = FILE_ID.length;
      return "short";
    }
    this.#identified = true;
    for (let index = 0; index < FILE_ID.length; index += 1) {
      if (this.#bytes[this.#start + index] !== FILE_ID.charCodeAt(index)) return "damaged";
    }
    this.#start += FILE_ID.length;
    return "done";
  }

  /** Goes to the next startcode; all but seven bytes before it are let go. */
  #findStartcode(): boolean {
    for (let at = this.#start; at + STARTCODE_BYTES <= this.#end; at += 1) {
      if (this.#bytes[at] === LETTER_N && this.#startcodeAt(at) !== undefined) {
        this.#start = at;
        this.#searching = false;
        return true;
      }
    }
    this.#start = Math.max(this.#start, this.#end - (STARTCODE_BYTES - 1));
    this.#needed = STARTCODE_BYTES;
    return false;
  }

  #startcodeAt(at: number) {
    let hex = "";
    for (let index = 0; index < STARTCODE_BYTES; index += 1) {
      hex += (this.#bytes[at + index] ?? 0).toString(16).padStart(2, "0");
    }
    return startcodes.get(hex);
  }

  #packet(): Step {
    if (this.#bytes[this.#start] !== LETTER_N) return this.#frame();
    const cursor = new NutCursor(this.#bytes, this.#start, this.#end);
    cursor.skip(STARTCODE_BYTES);
    const length = cursor.unsigned();
    if (length > CHECKED_HEADER_BYTES) cursor.skip(4);
    if (cursor.broken || length > MAX_PACKET_BYTES) return this.#skipByte();
    if (cursor.short) return this.#short(this.#end - this.#start + 1);
    if (length < 4) return this.#skipByte();
    const body = cursor.at;
    const end = body + length;
    if (length > CHECKED_HEADER_BYTES && crc32(this.#bytes, this.#start, body) !== 0) return this.#skipByte();
    if (end > this.#end) return this.#short(end - this.#start);
    // The checksum of a body with its own checksum behind it is zero.
    if (crc32(this.#bytes, body, end) !== 0) return this.#skipByte();
    const kind = this.#startcodeAt(this.#start);
    const inside = new NutCursor(this.#bytes, body, end - 4);
    const understood =
      kind === "main"
        ? this.#mainHeader(inside)
        : kind === "stream"
          ? this.#streamHeader(inside)
          : kind === "syncpoint"
            ? this.#syncpoint(inside)
            : true;
    if (!understood) return this.#skipByte();
    this.#start = end;
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
    const limit = Math.min(this.#end, this.#start + MAX_FRAME_HEAD_BYTES);
    const cursor = new NutCursor(this.#bytes, this.#start, limit);
    const code = main.codes[cursor.byte()];
    if (code === undefined) return this.#skipByte();
    const head = readFrameHead(cursor, code, main);
    if (head === null || cursor.broken) return this.#skipByte();
    if (cursor.short) {
      if (limit < this.#end) return this.#skipByte();
      return this.#short(this.#end - this.#start + 1);
    }
    const stream = this.#streams[head.stream];
    if (stream === undefined || head.size > MAX_FRAME_BYTES) return this.#skipByte();
    if (head.checked && crc32(this.#bytes, this.#start, cursor.at) !== 0) return this.#skipByte();
    // The specification asks for a checksum beyond this size: a large one without is a damaged size.
    if (!head.checked && head.size > 2 * main.maxDistance + ELISION_LIMIT_BYTES) return this.#skipByte();
    const elided = main.elisions[head.size > ELISION_LIMIT_BYTES ? 0 : head.elision];
    if (elided === undefined || elided.byteLength > head.size) return this.#skipByte();
    const stored = head.size - elided.byteLength;
    const end = cursor.at + stored;
    if (end > this.#end) return this.#short(end - this.#start);

    const pts = fullPts(head, stream, this.#lastPts[stream.index] ?? 0);
    this.#lastPts[stream.index] = pts;
    const bytes = new Uint8Array(head.size);
    bytes.set(elided);
    bytes.set(this.#bytes.subarray(cursor.at, end), elided.byteLength);
    this.#start = end;
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
    this.#start += 1;
    return "damaged";
  }
}

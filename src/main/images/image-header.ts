import type { ImageType } from "../../protocol/image.ts";

/** What a picture's own bytes say of it; nothing of it is decoded. */
export interface ImageHeader {
  readonly type: ImageType;
  /** Pixels, as they are stored. */
  readonly width: number;
  readonly height: number;
  /** Whether it holds several pictures, one after the other. */
  readonly moves: boolean;
}

/**
 * What the bytes say that they are, whatever the file was called. "unknown": no PNG, JPEG or WebP; "cut": it begins as one
 * and does not go on as one to its end; "drawing": SVG, which may hold programs.
 */
export function imageHeader(bytes: Uint8Array): ImageHeader | "unknown" | "cut" | "drawing" {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, PNG)) return png(view) ?? "cut";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return jpeg(view) ?? "cut";
  if (startsWith(bytes, [...ascii("RIFF")]) && startsWith(bytes.subarray(8), ascii("WEBP")))
    return webp(view) ?? "cut";
  return /<svg[\s>]/i.test(new TextDecoder("latin1").decode(bytes.subarray(0, 4096))) ? "drawing" : "unknown";
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

function letters(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)));
}

const sized = (type: ImageType, width: number, height: number, moves = false): ImageHeader | null =>
  width > 0 && height > 0 ? { type, width, height, moves } : null;

/** Chunks of length, name, content and check (PNG 3rd edition, 5.3): IHDR is the first, IEND the last. */
function png(view: DataView): ImageHeader | null {
  let found: ImageHeader | null = null;
  let moves = false;
  for (let at = PNG.length; at + 12 <= view.byteLength; ) {
    const length = view.getUint32(at);
    const name = letters(view, at + 4);
    if (at + 12 + length > view.byteLength) return null;
    if (at === PNG.length) {
      if (name !== "IHDR" || length !== 13) return null;
      found = sized("image/png", view.getUint32(at + 8), view.getUint32(at + 12));
    }
    moves ||= name === "acTL";
    if (name === "IEND") return found && { ...found, moves };
    at += 12 + length;
  }
  return null;
}

/** Starts of frame (ITU-T T.81, B.1.1.3), those of arithmetic coding too: their sizes lie in the same place. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Segments of marker and length up to the start of frame, and an end of image behind it. */
function jpeg(view: DataView): ImageHeader | null {
  let at = 2;
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Any number of these may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > view.byteLength) return null;
    if (isFrame(marker)) {
      if (length < 8) return null;
      // Width 0 or height 0 is told behind the picture, which nobody writes.
      return endsJpeg(view, at + 2 + length)
        ? sized("image/jpeg", view.getUint16(at + 7), view.getUint16(at + 5))
        : null;
    }
    // The picture itself, before its size was told.
    if (marker === 0xda) return null;
    at += 2 + length;
  }
  return null;
}

function endsJpeg(view: DataView, from: number): boolean {
  for (let at = view.byteLength - 2; at >= from; at -= 1)
    if (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xd9) return true;
  return false;
}

/** RIFF with one of three kinds of first chunk (RFC 9649, 2.5 to 2.7). */
function webp(view: DataView): ImageHeader | null {
  if (view.byteLength < 30 || view.getUint32(4, true) + 8 > view.byteLength) return null;
  const kind = letters(view, 12);
  if (kind === "VP8 ") {
    const key = view.getUint8(23) === 0x9d && view.getUint8(24) === 0x01 && view.getUint8(25) === 0x2a;
    if (!key) return null;
    return sized("image/webp", view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
  }
  if (kind === "VP8L") {
    if (view.getUint8(20) !== 0x2f) return null;
    const bits = view.getUint32(21, true);
    return sized("image/webp", (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (kind !== "VP8X") return null;
  const of24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  return sized("image/webp", of24(24), of24(27), (view.getUint8(20) & 2) !== 0);
}

import { joinAnnexB, type NalCoding, splitStream } from "./annex-b.ts";

/** What the reader of the stream took for one access unit. */
export interface Piece {
  /** Annex B. */
  readonly bytes: Uint8Array;
  /** Microseconds. */
  readonly timeUs: number;
}

interface Held {
  /** Annex B, in their order. */
  readonly parts: Uint8Array[];
  readonly timeUs: number;
  bytes: number;
  slices: number;
}

/** No picture that is put together is larger: more pieces are damage. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Puts the slices of a key frame together again. Some cameras (GStreamer's payloader among them) repeat the parameter
 * sets before every slice of it; ffmpeg's parser takes each repetition for a new picture, and a decoder then shows a
 * picture of which only the last slice is there. So a key frame waits for its other slices: the first of a stream
 * until the next picture begins, later ones only where this stream has been seen to be torn, until they have as many
 * slices as the picture before.
 */
export class WholePictures {
  readonly #coding: NalCoding;
  #held: Held | null = null;
  #torn = false;
  /** Of the last whole picture; 0 before there was one. */
  #slices = 0;

  constructor(coding: NalCoding) {
    this.#coding = coding;
  }

  /** Pieces that are whole now, in their order. */
  push(piece: Piece): Piece[] {
    const coding = this.#coding;
    const nals = splitStream(piece.bytes, coding);
    const slices = nals.filter((nal) => coding.isSlice(nal));
    const [first] = slices;
    if (first === undefined) return [...this.#flush(), piece];
    if (coding.beginsPicture(first)) {
      const before = this.#flush();
      const key = slices.some((slice) => coding.isKey(slice));
      if (key && (this.#slices === 0 || (this.#torn && slices.length < this.#slices))) {
        const { bytes, timeUs } = piece;
        this.#held = { parts: [bytes], timeUs, bytes: bytes.byteLength, slices: slices.length };
        return before;
      }
      this.#slices = slices.length;
      return [...before, piece];
    }
    this.#torn = true;
    const held = this.#held;
    if (held === null) return [piece];
    const rest = joinAnnexB(nals.filter((nal) => !coding.isParameterSet(nal)));
    if (held.bytes + rest.byteLength > MAX_BYTES) return [...this.#flush(), piece];
    held.parts.push(rest);
    held.bytes += rest.byteLength;
    held.slices += slices.length;
    return held.slices === this.#slices ? this.#flush() : [];
  }

  #flush(): Piece[] {
    if (this.#held === null) return [];
    const { parts, timeUs, slices } = this.#held;
    this.#held = null;
    this.#slices = slices;
    const [only] = parts;
    return [{ bytes: parts.length === 1 && only !== undefined ? only : Buffer.concat(parts), timeUs }];
  }
}

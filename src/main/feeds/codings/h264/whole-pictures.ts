import { isParameterSet, joinAnnexB, nalTypes, splitAnnexB, type Nal } from "./nal.ts";

/** What the reader of the stream took for one access unit. */
export interface Piece {
  /** Annex B. */
  readonly bytes: Uint8Array;
  /** Microseconds. */
  readonly timeUs: number;
}

interface Held extends Piece {
  readonly slices: number;
}

/**
 * Puts the slices of a key frame together again. Some cameras (GStreamer's payloader among them) repeat the parameter
 * sets before every slice of it; ffmpeg's parser takes each repetition for a new picture, and a decoder then shows a
 * picture of which only the last slice is there. So a key frame waits for its other slices: the first of a stream
 * until the next picture begins, later ones only where this stream has been seen to be torn, until they have as many
 * slices as the picture before.
 */
export class WholePictures {
  #held: Held | null = null;
  #torn = false;
  /** Of the last whole picture; 0 before there was one. */
  #slices = 0;

  /** Pieces that are whole now, in their order. */
  push(piece: Piece): Piece[] {
    const nals = splitAnnexB(piece.bytes);
    const slices = nals.filter(isSlice);
    const [first] = slices;
    if (first === undefined) return [...this.#flush(), piece];
    if (startsPicture(first)) {
      const before = this.#flush();
      const key = slices.some((slice) => slice.type === nalTypes.idr);
      if (key && (this.#slices === 0 || (this.#torn && slices.length < this.#slices))) {
        this.#held = { ...piece, slices: slices.length };
        return before;
      }
      this.#slices = slices.length;
      return [...before, piece];
    }
    this.#torn = true;
    if (this.#held === null) return [piece];
    const rest = joinAnnexB(nals.filter((nal) => !isParameterSet(nal)));
    const bytes = new Uint8Array(this.#held.bytes.byteLength + rest.byteLength);
    bytes.set(this.#held.bytes);
    bytes.set(rest, this.#held.bytes.byteLength);
    this.#held = { bytes, timeUs: this.#held.timeUs, slices: this.#held.slices + slices.length };
    return this.#held.slices === this.#slices ? this.#flush() : [];
  }

  #flush(): Piece[] {
    if (this.#held === null) return [];
    const { bytes, timeUs, slices } = this.#held;
    this.#held = null;
    this.#slices = slices;
    return [{ bytes, timeUs }];
  }
}

function isSlice(nal: Nal): boolean {
  return nal.type === nalTypes.slice || nal.type === nalTypes.idr;
}

/** 7.3.3: a slice begins with its first macroblock as an exponential Golomb code, of which a single 1 is 0. */
function startsPicture(slice: Nal): boolean {
  return ((slice.bytes[1] ?? 0) & 0x80) !== 0;
}

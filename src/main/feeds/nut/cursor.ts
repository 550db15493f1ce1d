/** Above this a number of the container loses bits in JavaScript. */
const MAX_EXACT = 2 ** 53;
const MAX_NUMBER_BYTES = 16;

/**
 * Reads NUT's numbers between two offsets. It never throws: `short` says that the bytes ran out, `broken` that a
 * number is impossible; both stay set, and reads after them give zero.
 */
export class NutCursor {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  at: number;
  short = false;
  broken = false;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  byte(): number {
    if (this.at >= this.#end) {
      this.short = true;
      return 0;
    }
    const value = this.#bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  skip(count: number): void {
    if (this.at + count > this.#end) this.short = true;
    else this.at += count;
  }

  /** `v`: seven bits a byte, the highest bit saying that more follow. */
  unsigned(): number {
    let value = 0;
    for (let count = 0; count < MAX_NUMBER_BYTES; count += 1) {
      const byte = this.byte();
      if (this.short) return 0;
      value = value * 128 + (byte & 0x7f);
      if (value >= MAX_EXACT) break;
      if (byte < 0x80) return value;
    }
    this.broken = true;
    return 0;
  }

  /** `s`: 0, 1, -1, 2, -2 ... as the unsigned numbers 0, 1, 2, 3, 4 ... */
  signed(): number {
    const folded = this.unsigned() + 1;
    return folded % 2 === 1 ? -Math.floor(folded / 2) : folded / 2;
  }

  /** `vb`: a copy of the bytes behind their length. */
  block(): Uint8Array {
    const length = this.unsigned();
    if (this.short || this.at + length > this.#end) {
      this.short = true;
      return new Uint8Array();
    }
    const block = this.#bytes.slice(this.at, this.at + length);
    this.at += length;
    return block;
  }
}

/** Bytes of the buffer at first; it grows with the packets, and shrinks again where they did not need it for a while. */
const FIRST_BYTES = 64 * 1024;
const PIECES_OF_A_WHILE = 256;

/** What came of a stream and was not read yet: `bytes` from `start` up to `end`, in one buffer that is used again. */
export class HeldBytes {
  bytes = new Uint8Array(FIRST_BYTES);
  /** To be moved on by who reads, up to `end`. */
  start = 0;
  end = 0;
  /** The most bytes that were held within the present while, and its pieces. */
  #most = 0;
  #pieces = 0;

  get length(): number {
    return this.end - this.start;
  }

  append(chunk: Uint8Array): void {
    const held = this.length;
    const wanted = held + chunk.byteLength;
    this.#most = Math.max(this.#most, wanted);
    this.#pieces += 1;
    if (wanted > this.bytes.byteLength) {
      this.#move(Math.max(wanted, 2 * this.bytes.byteLength));
    } else if (this.#pieces >= PIECES_OF_A_WHILE) {
      if (this.#most < this.bytes.byteLength / 8) this.#move(Math.max(FIRST_BYTES, 2 * this.#most));
      this.#pieces = 0;
      this.#most = 0;
    }
    if (this.end + chunk.byteLength > this.bytes.byteLength) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.start = 0;
    }
    this.end = this.start + held;
    this.bytes.set(chunk, this.end);
    this.end += chunk.byteLength;
  }

  /** What is held into a buffer of `size` bytes. */
  #move(size: number): void {
    const moved = new Uint8Array(size);
    moved.set(this.bytes.subarray(this.start, this.end));
    this.bytes = moved;
    this.end -= this.start;
    this.start = 0;
  }
}

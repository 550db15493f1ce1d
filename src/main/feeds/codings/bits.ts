/** Reads a raw byte sequence payload bit by bit; past the end it gives zeros and `short` is set. */
export class Bits {
  readonly #bytes: Uint8Array;
  readonly #count: number;
  #at = 0;
  short = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#count = bytes.byteLength * 8;
  }

  bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) {
      this.short = true;
      return 0;
    }
    const value = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return value;
  }

  flag(): boolean {
    return this.bit() === 1;
  }

  /** `count` up to 53 bits, most significant first. */
  unsigned(count: number): number {
    let value = 0;
    for (let rest = count; rest > 0 && !this.short; ) {
      // As much of the present byte as is wanted.
      const inByte = 8 - (this.#at & 7);
      const taken = Math.min(rest, inByte);
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) this.short = true;
      else value = value * 2 ** taken + ((byte >> (inByte - taken)) & (2 ** taken - 1));
      this.#at += taken;
      rest -= taken;
    }
    return this.short ? 0 : value;
  }

  skip(count: number): void {
    this.#at += count;
    if (this.#at > this.#count) {
      this.#at = this.#count;
      this.short = true;
    }
  }

  /** ue(v) of ITU-T H.264, 9.1. */
  expGolomb(): number {
    let zeros = 0;
    while (this.bit() === 0) {
      zeros += 1;
      if (this.short || zeros > 32) {
        this.short = true;
        return 0;
      }
    }
    return 2 ** zeros - 1 + this.unsigned(zeros);
  }

  /** se(v) of ITU-T H.264, 9.1.1. */
  signedExpGolomb(): number {
    const code = this.expGolomb();
    return code % 2 === 0 ? -(code / 2) : (code + 1) / 2;
  }
}

/** `nal` without the emulation prevention bytes (the 3 of every 0 0 3). */
export function withoutEmulation(nal: Uint8Array): Uint8Array {
  const plain = new Uint8Array(nal.byteLength);
  let length = 0;
  let zeros = 0;
  for (const byte of nal) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    plain[length] = byte;
    length += 1;
  }
  return plain.subarray(0, length);
}

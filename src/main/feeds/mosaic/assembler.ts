import type { Size } from "../../../layouts/rect.ts";
import { type Planes, planesLength } from "./planes.ts";

/** Puts the bytes of a decoder's pipe together to pictures of one size. */
export class Assembler {
  readonly #size: Size;
  readonly #whole: (planes: Planes) => void;
  /** One is filled while the other is shown. */
  #filling: Uint8Array;
  #shown: Uint8Array;
  #filled = 0;

  /** `whole` is given each picture; it stays as it is until the next one is whole. */
  constructor(size: Size, whole: (planes: Planes) => void) {
    this.#size = size;
    this.#whole = whole;
    this.#filling = new Uint8Array(planesLength(size));
    this.#shown = new Uint8Array(planesLength(size));
  }

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.byteLength; ) {
      const count = Math.min(bytes.byteLength - from, this.#filling.byteLength - this.#filled);
      this.#filling.set(bytes.subarray(from, from + count), this.#filled);
      this.#filled += count;
      from += count;
      if (this.#filled === this.#filling.byteLength) this.#turn();
    }
  }

  #turn(): void {
    [this.#filling, this.#shown] = [this.#shown, this.#filling];
    this.#filled = 0;
    this.#whole({ size: this.#size, bytes: this.#shown });
  }
}

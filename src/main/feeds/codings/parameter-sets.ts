import type { Nal } from "./annex-b.ts";

/** The newest parameter set of each number, of one kind. */
export class ParameterSets<Read> {
  readonly #sets = new Map<number, { readonly nal: Nal; readonly read: Read }>();

  /** Keeps a copy of `nal` unless it is the one that is known; `read` is what stands in it. */
  remember(number: number, nal: Nal, read: (nal: Nal) => Read | null): void {
    const known = this.#sets.get(number);
    if (known !== undefined && Buffer.compare(known.nal.bytes, nal.bytes) === 0) return;
    // A copy also where it is a Buffer, whose slice is a view: no picture is held for its sets.
    const kept = { type: nal.type, bytes: new Uint8Array(nal.bytes) };
    const content = read(kept);
    if (content !== null) this.#sets.set(number, { nal: kept, read: content });
  }

  get(number: number): { readonly nal: Nal; readonly read: Read } | undefined {
    return this.#sets.get(number);
  }

  get size(): number {
    return this.#sets.size;
  }

  nals(): Nal[] {
    return [...this.#sets.values()].map(({ nal }) => nal);
  }
}

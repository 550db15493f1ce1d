import type { Nal } from "./annex-b.ts";

/** Whether a picture of the sequence that is in use had fields: one that has them in one has them again, so its format stays. */
export class FieldWatch {
  #sequence: Nal | null = null;
  seen = false;

  /** A picture of `sequence` came; `hasFields` is asked until one of them has. */
  see(sequence: Nal, hasFields: () => boolean): void {
    if (this.#sequence !== sequence) this.seen = false;
    this.#sequence = sequence;
    this.seen ||= hasFields();
  }
}

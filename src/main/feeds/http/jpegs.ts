import type { UnitReader } from "../codings/coding.ts";
import { codingOf } from "../codings/kinds.ts";
import type { AccessUnit, SourceListener } from "../source.ts";
import { jpegSize } from "./jpeg.ts";

/** Hands a listener pictures that came as JPEG, each whole by itself. */
export class Jpegs {
  readonly #listener: SourceListener;
  #reader: UnitReader | null = null;
  #size = "";

  constructor(listener: SourceListener) {
    this.#listener = listener;
  }

  /** False where `bytes` are no JPEG. `known`: what its source knows of it. */
  push(bytes: Uint8Array, known: Pick<AccessUnit, "lagMs" | "intervalMs"> = {}): boolean {
    const size = jpegSize(bytes);
    if (size === null) return false;
    const name = `${size.width}x${size.height}`;
    if (this.#reader === null || this.#size !== name) {
      const coding = codingOf("MJPG");
      if (coding === null) return false;
      this.#reader = coding.reader({ ...size, pixelAspect: 1, extradata: new Uint8Array() });
      this.#size = name;
    }
    const timeUs = performance.now() * 1000;
    for (const unit of this.#reader.push({ bytes, key: true, timeUs })) {
      this.#listener.accessUnit({ ...unit, ...known });
    }
    return true;
  }
}

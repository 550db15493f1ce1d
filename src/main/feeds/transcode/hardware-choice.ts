import type { Clock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import type { FindFfmpeg } from "../source.ts";
import { type Hardware, software } from "./hardware.ts";
import { findHardware } from "./self-test.ts";

/** A driver that failed once fails again, mostly until somebody mended it: it is tried anew after an hour. */
const LEFT_FOR_MS = 3_600_000;

export interface HardwareChoiceParts {
  readonly ffmpeg: FindFfmpeg;
  readonly clock: Clock;
  readonly log: Log;
  readonly platform?: NodeJS.Platform;
}

/** What transcodes of this machine run on: what passed its self-test, until it fails. */
export class HardwareChoice {
  readonly #parts: HardwareChoiceParts;
  readonly #closing = new AbortController();
  #tested: Promise<Hardware> | null = null;
  /** On the monotonic clock. */
  #leftUntil = Number.NEGATIVE_INFINITY;

  constructor(parts: HardwareChoiceParts) {
    this.#parts = parts;
  }

  /** What the next transcode runs on; the first call tests. Faults with `ffmpegMissing`. */
  async current(): Promise<Hardware> {
    if (this.#parts.clock.monotonic() < this.#leftUntil) return software;
    this.#tested ??= this.#test();
    return await this.#tested;
  }

  /** A transcode on `hardware` failed: the next ones run without. */
  failed(hardware: Hardware): void {
    if (hardware === software || this.#tested === null) return;
    const { encoder, decoder } = hardware;
    this.#parts.log.warn(
      { encoder: encoder.name, decoder: decoder.name },
      "the hardware for transcoding failed and is left alone for an hour",
    );
    this.#leftUntil = this.#parts.clock.monotonic() + LEFT_FOR_MS;
    this.#tested = null;
  }

  /** Ends a test that is under way; resolves when nothing of it is left. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled([this.#tested]);
  }

  async #test(): Promise<Hardware> {
    const { ffmpeg, log, platform = process.platform } = this.#parts;
    try {
      const found = await findHardware(await ffmpeg(), platform, this.#closing.signal);
      const { encoder, decoder } = found;
      log.info({ encoder: encoder.name, decoder: decoder.name }, "transcodes run on");
      const plain = encoder === software.encoder && decoder === software.decoder;
      return plain ? software : found;
    } catch (error) {
      this.#tested = null;
      throw error;
    }
  }
}

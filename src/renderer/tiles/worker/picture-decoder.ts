import type { Picture } from "../../../protocol/picture.ts";

/** Frames that a decoder may hold for reordering: the most that H.264 allows (ITU-T H.264 A.3.1, MaxDpbFrames). */
const MOST_REORDERED = 16;
/** A queue whose oldest picture has waited this long only builds up delay. */
const OVERLOADED_MS = 700;
/** Nothing came out for so long although more than can be reordered went in. */
const STALLED_MS = 2000;
/** GPU decoders may hold frames back in spite of optimizeForLatency; more than this for 2 s is too much. */
const HELD_BACK = 4;
const HELD_BACK_MS = 2000;
/** Failures after which the hardware decoder is given up. */
const FAILURES_OF_HARDWARE = 2;
/** Failures in a row after which the codec counts as one that this machine cannot decode. */
const FAILURES_OF_CODEC = 4;
/** Its random access pictures may be followed by ones that refer to what came before them (ITU-T H.265, RASL). */
const HEVC = /^(hev1|hvc1)\./;

export interface Format {
  readonly codec: string;
  /** Of the coded picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Width of a pixel over its height. */
  readonly pixelAspect: number;
  /** Degrees clockwise. */
  readonly rotation: 0 | 90 | 180 | 270;
}

/** A picture on its way through the decoder. */
export interface Submitted {
  readonly timeUs: number;
  readonly arrivedAt: number;
  readonly lagMs: number;
  /** Milliseconds on this machine's clock. */
  readonly submittedAt: number;
}

export interface DecoderListener {
  /** The frame becomes the listener's to close. */
  frame(frame: VideoFrame, of: Submitted): void;
  /** The decoder erred, stalled or was reclaimed; it starts again at the next key frame. `lost` frames went with it. */
  failed(lost: number): void;
}

/**
 * A VideoDecoder that can fail: it is made at a key frame and thrown away when it errs, so that the next key frame
 * starts a new one; after two failures without hardware. Times in milliseconds.
 */
export class PictureDecoder {
  private readonly listener: DecoderListener;
  private decoder: VideoDecoder | null = null;
  private format: Format | null = null;
  private submitted = new Map<number, Submitted>();
  /** Times up to this are of pictures that lead up to the one at which the decoder started, and are not to be seen. */
  private leadingUntilUs = Number.NEGATIVE_INFINITY;
  private lastOutputAt = 0;
  private heldBackSince: number | null = null;
  private failures = 0;
  /** Failures since the last frame that came out. */
  private inARow = 0;
  private software = false;
  errors = 0;

  constructor(listener: DecoderListener) {
    this.listener = listener;
  }

  /** The coding from the next key frame on. */
  configure(format: Format): void {
    if (format.codec !== this.format?.codec) {
      this.failures = 0;
      this.inARow = 0;
      this.software = false;
    }
    this.format = format;
    // The frames inside belong to the old coding and were already due.
    this.discard();
  }

  /** Pictures that went in and have not come out. */
  get outstanding(): number {
    return this.submitted.size;
  }

  /** How long the oldest of those has waited that the decoder has not taken up, milliseconds; 0 where none waits. */
  queuedMs(now: number): number {
    // It takes them up in their order, and none of those that wait has come out.
    let taken = this.submitted.size - (this.decoder?.decodeQueueSize ?? 0);
    for (const { submittedAt } of this.submitted.values()) {
      if (taken <= 0) return now - submittedAt;
      taken -= 1;
    }
    return 0;
  }

  /** The codec that cannot be decoded here, after several failures without a single frame. */
  get undecodable(): string | null {
    return this.inARow >= FAILURES_OF_CODEC ? (this.format?.codec ?? "") : null;
  }

  /** Whether it can go on without a key frame. */
  get running(): boolean {
    return this.decoder !== null;
  }

  /** Whether what waits inside is too old to be worth decoding. */
  overloaded(now: number): boolean {
    if (this.submitted.size <= MOST_REORDERED) return false;
    for (const oldest of this.submitted.values()) return now - oldest.submittedAt > OVERLOADED_MS;
    return false;
  }

  /**
   * False where the picture could not go in: no format yet, or it needs a key frame first. `stampUs`, different for each
   * picture, becomes the timestamp of its frame.
   */
  decode(picture: Picture, stampUs: number, now: number): boolean {
    if (this.decoder === null) {
      if (!picture.key || this.format === null) return false;
      this.decoder = this.open(this.format);
      this.lastOutputAt = now;
      this.leadingUntilUs = HEVC.test(this.format.codec) ? picture.timeUs : Number.NEGATIVE_INFINITY;
    } else if (picture.timeUs < this.leadingUntilUs) {
      // A decoder that starts in the midst of a stream gives nothing for it.
      return true;
    } else this.leadingUntilUs = Number.NEGATIVE_INFINITY;
    const { timeUs, arrivedAt, lagMs } = picture;
    this.submitted.set(stampUs, { timeUs, arrivedAt, lagMs, submittedAt: now });
    try {
      this.decoder.decode(
        new EncodedVideoChunk({
          type: picture.key ? "key" : "delta",
          timestamp: stampUs,
          data: picture.bytes,
        }),
      );
    } catch {
      // Reclaimed or closed between two pictures; its error callback may not have come yet.
      this.fail();
      return false;
    }
    return true;
  }

  /** Throws away what waits inside; the next key frame starts afresh. The number of pictures that were lost. */
  discard(): number {
    const lost = this.submitted.size;
    this.submitted.clear();
    this.heldBackSince = null;
    const decoder = this.decoder;
    this.decoder = null;
    if (decoder !== null && decoder.state !== "closed") decoder.close();
    return lost;
  }

  /** To be called some times a second: a decoder that takes pictures and gives none is started again. */
  check(now: number): void {
    if (this.decoder === null) return;
    const stalled = this.submitted.size > MOST_REORDERED && now - this.lastOutputAt > STALLED_MS;
    const holding = this.decoder.decodeQueueSize === 0 && this.submitted.size > HELD_BACK && !this.software;
    if (!holding) this.heldBackSince = null;
    else this.heldBackSince ??= now;
    const heldBack = this.heldBackSince !== null && now - this.heldBackSince > HELD_BACK_MS;
    if (heldBack) this.software = true;
    if (stalled || heldBack) this.fail();
  }

  private open(format: Format): VideoDecoder {
    const decoder = new VideoDecoder({
      output: (frame) => {
        if (decoder === this.decoder) this.output(frame);
        else frame.close();
      },
      error: () => {
        if (decoder === this.decoder) this.fail();
      },
    });
    decoder.configure({
      codec: format.codec,
      codedWidth: format.width,
      codedHeight: format.height,
      ...(format.pixelAspect === 1 ? {} : aspectOf(format)),
      ...(format.rotation === 0 ? {} : { rotation: format.rotation }),
      optimizeForLatency: true,
      hardwareAcceleration: this.software ? "prefer-software" : "no-preference",
    });
    return decoder;
  }

  private output(frame: VideoFrame): void {
    const of = this.submitted.get(frame.timestamp);
    if (of === undefined) {
      frame.close();
      return;
    }
    this.submitted.delete(frame.timestamp);
    // Frames come in the order in which they are shown: what was to be seen before is none, like VP8's golden frames
    // and pictures that the decoder passed over.
    for (const [stamp, { timeUs }] of this.submitted) if (timeUs < of.timeUs) this.submitted.delete(stamp);
    this.lastOutputAt = performance.timeOrigin + performance.now();
    this.inARow = 0;
    this.listener.frame(frame, of);
  }

  private fail(): void {
    this.errors += 1;
    this.failures += 1;
    this.inARow += 1;
    if (this.failures >= FAILURES_OF_HARDWARE) this.software = true;
    this.listener.failed(this.discard());
  }
}

/** The shape at which square pixels show the picture, before it is turned. */
function aspectOf({ width, height, pixelAspect }: Format) {
  return { displayAspectWidth: Math.round(width * pixelAspect), displayAspectHeight: height };
}

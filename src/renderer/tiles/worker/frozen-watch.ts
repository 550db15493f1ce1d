import { lumaBlocks, samePicture } from "./luma.ts";

const SAMPLE_MS = 1000;
/** Pixel formats of VideoFrame whose first plane is 8 bit luma. */
const LUMA_FIRST: ReadonlySet<string | null> = new Set(["I420", "I420A", "I422", "I444", "NV12"]);

/** Looks at a feed's picture about once a second and notices when it stays the same. Times in milliseconds. */
export class FrozenWatch {
  private scratch = new Uint8Array(0);
  private before: Uint8Array | null = null;
  private sampledAt = Number.NEGATIVE_INFINITY;
  private sameSince: number | null = null;
  private busy = false;

  /** Shows it a frame, which stays the caller's; most are not looked at. */
  see(frame: VideoFrame, now: number): void {
    if (this.busy || now - this.sampledAt < SAMPLE_MS || !LUMA_FIRST.has(frame.format)) return;
    this.sampledAt = now;
    this.busy = true;
    const copy = frame.clone();
    this.sample(copy, now).then(
      () => this.done(copy),
      // A frame that cannot be read tells nothing about the picture.
      () => this.done(copy),
    );
  }

  /** Since when the picture has been the same, where that is at least `afterMs` ago. */
  frozenSince(now: number, afterMs: number): number | null {
    return this.sameSince !== null && now - this.sameSince >= afterMs ? this.sameSince : null;
  }

  private done(copy: VideoFrame): void {
    copy.close();
    this.busy = false;
  }

  private async sample(frame: VideoFrame, now: number): Promise<void> {
    const rect = frame.visibleRect;
    if (rect === null) return;
    const size = frame.allocationSize();
    if (this.scratch.byteLength < size) this.scratch = new Uint8Array(size);
    const [luma] = await frame.copyTo(this.scratch);
    if (luma === undefined) return;
    const blocks = lumaBlocks(this.scratch.subarray(luma.offset), rect.width, rect.height, luma.stride);
    if (this.before !== null && samePicture(this.before, blocks)) {
      this.sameSince ??= now - SAMPLE_MS;
      return;
    }
    this.before = blocks;
    this.sameSince = null;
  }
}

/** Whether a <video> moves, by the count of frames that it has had; nobody may be counting what it presents. */
export class FrameCount {
  private total = 0;
  /** When the count last grew, in the time that `see` is given; minus infinity before it did. */
  movedAt = Number.NEGATIVE_INFINITY;

  /** `total`: `totalVideoFrames` of the video at `now`. It begins anew at 0 with another source, and with none. */
  see(total: number, now: number): void {
    if (total > 0 && total !== this.total) this.movedAt = now;
    this.total = total;
  }
}

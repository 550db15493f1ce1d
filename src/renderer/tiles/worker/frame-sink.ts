/** Where shown frames go. */
export interface FrameSink {
  /** Takes the frame over and closes it in its time; false where it could not take it, and skipped it. */
  write(frame: VideoFrame): boolean;
  /** Frames that the sink could not take in time. */
  readonly skipped: number;
  close(): void;
}

/** Into a <video> by way of the `writable` of a MediaStreamTrackGenerator, which the page transferred. */
export class TrackSink implements FrameSink {
  private readonly writer: WritableStreamDefaultWriter<VideoFrame>;
  private over = false;
  skipped = 0;

  constructor(writable: WritableStream<VideoFrame>) {
    this.writer = writable.getWriter();
    // A track that the page stopped ends the stream; the page detaches the sink as well, so nothing is left to do.
    this.writer.closed.then(
      () => this.end(),
      () => this.end(),
    );
  }

  write(frame: VideoFrame): boolean {
    // A full queue means that the renderer does not take frames; to wait would only hold old pictures.
    if (this.over || (this.writer.desiredSize ?? 0) <= 0) {
      this.skipped += 1;
      frame.close();
      return false;
    }
    this.writer.write(frame).then(
      () => frame.close(),
      () => {
        this.end();
        frame.close();
      },
    );
    return true;
  }

  close(): void {
    if (this.over) return;
    this.end();
    this.writer.close().then(undefined, () => this.end());
  }

  private end(): void {
    this.over = true;
  }
}

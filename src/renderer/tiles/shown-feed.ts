import type { ShownFrames } from "./shown-frames.ts";
import type { FeedFacts, SinkFacts } from "./worker/messages.ts";

/** A <video> that shows a feed. */
export interface ShownFeed {
  readonly frames: ShownFrames;
  /** What the worker knows of the feed, or null before its first word. */
  facts(): FeedFacts | null;
  /** What the worker handed to this <video>, or null before its first word. */
  handed(): SinkFacts | null;
  /** Leaves the feed and empties the <video>. */
  leave(): void;
}

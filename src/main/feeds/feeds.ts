import type { StreamRole } from "../../protocol/camera.ts";
import type { FaultReport } from "../../protocol/fault.ts";
import type { Feed } from "../../protocol/feed.ts";

export interface FeedStatus {
  readonly feed: number;
  readonly phase: "opening" | "running" | "failed";
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly error?: FaultReport;
}

export interface FeedFormat {
  readonly feed: number;
  readonly epoch: number;
  /** As in RFC 6381. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
}

/** An encoded picture, ready for every page; see `protocol/picture.ts`. */
export interface Packet {
  readonly feed: number;
  readonly key: boolean;
  readonly bytes: Uint8Array;
}

/** Whoever watches a feed. On subscribing it is told the status, the format and the kept group of pictures. */
export interface FeedViewer {
  status(status: FeedStatus): void;
  format(format: FeedFormat): void;
  packet(packet: Packet): void;
}

/** The picture plane's face to the rest of the core. */
export interface Feeds {
  /** Opens the stream, or joins the running feed; the returned function leaves it. Faults with `notFound`. */
  watch(cameraId: string, stream: StreamRole, viewer: FeedViewer): () => void;
  /** The camera was added, edited or removed: its feeds open anew at once, or close. */
  cameraChanged(cameraId: string): void;
  /** Every running feed, as the API gives it. */
  list(): Feed[];
  /** Picture size of a stream as it was last seen, or null. */
  knownSize(cameraId: string, stream: StreamRole): { width: number; height: number } | null;
}

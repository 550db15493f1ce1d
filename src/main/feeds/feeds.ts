import type { StreamRole } from "../../protocol/camera.ts";
import type { FaultReport } from "../../protocol/fault.ts";
import type { Cell, Feed, FeedRef } from "../../protocol/feed.ts";
import type { Format } from "../../protocol/format.ts";
import { PICTURE_HEAD_BYTES } from "../../protocol/picture.ts";

export interface FeedStatus {
  readonly feed: number;
  readonly phase: "opening" | "running" | "failed";
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly error?: FaultReport;
}

export interface FeedFormat extends Format {
  readonly feed: number;
  readonly epoch: number;
}

/** An encoded picture, ready for every page; see `protocol/picture.ts`. */
export interface Packet {
  readonly feed: number;
  readonly key: boolean;
  /** On the feed's own clock, microseconds. */
  readonly timeUs: number;
  /** In the core, milliseconds since 1970. */
  readonly arrivedAt: number;
  /** Between pictures as far as it is known then, milliseconds. */
  readonly intervalMs: number | null;
  readonly bytes: Uint8Array;
}

/** The access unit in `packet`, a view of it. */
export function unitOf(packet: Packet): Uint8Array {
  return packet.bytes.subarray(PICTURE_HEAD_BYTES);
}

/** Whoever watches a feed. On subscribing it is told the status, the format and the kept group of pictures. */
export interface FeedViewer {
  status(status: FeedStatus): void;
  format(format: FeedFormat): void;
  packet(packet: Packet): void;
  /** Pictures were lost or broken on their way in. */
  damage?(count: number): void;
  /** How the cameras of a mosaic are, whole at every change. */
  cells?(cells: readonly Cell[]): void;
}

/** The picture plane's face to the rest of the core. */
export interface Feeds {
  /** Opens the feed, or joins the running one; the returned function leaves it. Faults with `notFound`. */
  watch(feed: FeedRef, viewer: FeedViewer): () => void;
  /** The camera was added, edited or removed: its feeds open anew at once, or close. */
  cameraChanged(cameraId: string): void;
  /** Every running feed, as the API gives it. */
  list(): Feed[];
  /** The format of a stream as the camera last sent it, or null. */
  knownFormat(cameraId: string, stream: StreamRole): Format | null;
}

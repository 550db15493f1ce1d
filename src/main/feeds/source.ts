import type { StreamAddress } from "../base/stream-address.ts";
import type { Cell, FeedRef, Mosaic } from "../../protocol/feed.ts";
import type { Format } from "../../protocol/format.ts";
import type { StreamRole } from "../../protocol/camera.ts";
import type { Rung } from "../../protocol/ladder.ts";
import type { FeedViewer } from "./feeds.ts";
import type { StreamFormat } from "./stream-format.ts";
import type { FfmpegProgram } from "./ffmpeg/program.ts";

export type { StreamAddress } from "../base/stream-address.ts";

/** One coded picture as a source hands it over. */
export interface AccessUnit {
  /** As the coding writes it; Annex B where it has one, and then parameter sets stand before every key frame. */
  readonly bytes: Uint8Array;
  readonly key: boolean;
  /** What a decoder that starts here must be told; null where none can. */
  readonly format: StreamFormat | null;
  /** Microseconds on the source's own clock. */
  readonly timeUs: number;
  /** Milliseconds behind the camera, where the source knows more of it than the times of arrival tell. */
  readonly lagMs?: number;
  /** When the picture that it was made of came into the core, milliseconds since 1970; absent where it comes now. */
  readonly arrivedAt?: number;
  /** Milliseconds to the next one, where the source knows more of it than the times of pictures tell. */
  readonly intervalMs?: number;
}

export interface SourceListener {
  accessUnit(unit: AccessUnit): void;
  /** The source's decoder or network reader reports damage; counted, never fatal. */
  damage(count: number): void;
  /** How the cameras of a mosaic are, whole at every change; no other source tells. */
  cells?(cells: readonly Cell[]): void;
}

/**
 * One attempt to read one stream. It runs until it fails or `signal` is aborted, never retries, and leaves no
 * process, socket or timer when its promise has settled: rejected with a Fault, or resolved after an abort.
 */
export type RunSource = (
  address: StreamAddress,
  listener: SourceListener,
  signal: AbortSignal,
) => Promise<void>;

/**
 * A source that makes another feed's pictures into those of `rung`. `watch` joins that feed; the returned function
 * leaves it.
 */
export type Transcode = (rung: Rung, watch: (viewer: FeedViewer) => () => void) => RunSource;

/** The stream that a cell of a mosaic shows. */
export interface CellSource {
  readonly cameraId: string;
  readonly stream: StreamRole;
  /** Since when the cell's own camera is lost, milliseconds since 1970, where another stands in; null otherwise. */
  readonly lostSince: number | null;
}

/** What a mosaic is made from: the feeds that run, each camera read once. */
export interface MosaicFeeds {
  /**
   * What the cell of a camera is to show now: its smallest stream, or what stands in for it, which stays open only while
   * it is asked for in every look. Null where there is no such camera.
   */
  chosen(cameraId: string): CellSource | null;
  /** Calls `look` about once a second; the returned function ends it. */
  follow(look: () => void): () => void;
  knownFormat(cameraId: string, stream: StreamRole): Format | null;
  /** Joins a feed; the returned function leaves it. Faults with `notFound`. */
  watch(ref: FeedRef, viewer: FeedViewer): () => void;
}

/** A source that makes one picture that fits in `rung` of many feeds. */
export type MakeMosaic = (mosaic: Mosaic, rung: Rung, feeds: MosaicFeeds) => RunSource;

/** One kind of source: the schemes of its addresses, and how it runs with this machine's ffmpeg. */
export interface SourceKind {
  readonly schemes: readonly string[];
  open(ffmpeg: FindFfmpeg): RunSource;
}

/** This machine's ffmpeg; faults with `ffmpegMissing`. Asked again until there is one: it may be installed meanwhile. */
export type FindFfmpeg = () => Promise<FfmpegProgram>;

import type { StreamAddress } from "../base/stream-address.ts";
import type { FfmpegProgram } from "./ffmpeg/program.ts";

export type { StreamAddress } from "../base/stream-address.ts";

/** One coded picture as a source hands it over. */
export interface AccessUnit {
  /** Annex B; parameter sets stand before every key frame. */
  readonly bytes: Uint8Array;
  readonly key: boolean;
  /** Microseconds on the source's own clock. */
  readonly timeUs: number;
}

export interface SourceListener {
  /** The coding, before the first access unit. Only h264 in this version. */
  codec(name: string): void;
  accessUnit(unit: AccessUnit): void;
  /** The source's decoder or network reader reports damage; counted, never fatal. */
  damage(count: number): void;
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

/** One kind of source: the schemes of its addresses, and how it runs with this machine's ffmpeg. */
export interface SourceKind {
  readonly schemes: readonly string[];
  open(ffmpeg: FindFfmpeg): RunSource;
}

/** This machine's ffmpeg; faults with `ffmpegMissing`. Asked again until there is one: it may be installed meanwhile. */
export type FindFfmpeg = () => Promise<FfmpegProgram>;

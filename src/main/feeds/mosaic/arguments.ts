import type { Size } from "../../../layouts/rect.ts";
import type { Format } from "../../../protocol/format.ts";
import type { Rung } from "../../../protocol/ladder.ts";
import { anyStart } from "../ffmpeg/any-start.ts";
import { turns } from "../ffmpeg/turns.ts";
import { bitrates, keyFrames } from "../transcode/arguments.ts";

/** Pictures a second of every mosaic. */
export const MOSAIC_FPS = 12.5;
/**
 * The least seconds between two pictures of a cell that are scaled and handed over. Below the mosaic's own interval, so
 * that a camera of that rate loses none; of one with 25 every other is left.
 */
const LEAST_INTERVAL_S = 0.06;
/** The first pipe behind standard input, output and error. */
const FIRST_PIPE = 3;

export interface DecodedStream {
  readonly format: Pick<Format, "rotation" | "interlaced">;
  /** Of what is handed over, pixels, even. */
  readonly size: Size;
}

export interface DecodingOptions {
  /**
   * Leaves the filter across block edges out: a fifth of the work. The blocks that are left behind vanish where a picture
   * is made much smaller.
   */
  readonly rough: boolean;
}

/**
 * Arguments of an ffmpeg that reads NUT with these streams from its standard input and writes each, planar 8 bit 4:2:0
 * of its `size` without any head, to a pipe of its own: the first to pipe 3. One process of many streams, with an output
 * each: outputs wait for nothing but their own pictures, in ffmpeg 5.1 as in 7.
 */
export function decodingArguments(streams: readonly DecodedStream[], { rough }: DecodingOptions): string[] {
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "error", "-y", ...anyStart],
    ...["-threads", "1", "-filter_threads", "1", ...(rough ? ["-skip_loop_filter", "all"] : [])],
    // Without nobuffer, which throws away what was read while probing: the first key picture.
    ...["-fpsprobesize", "0", "-probesize", "32", "-noautorotate"],
    ...["-f", "nut", "-i", "pipe:0"],
    ...streams.flatMap((stream, at) => [
      ...["-map", `0:${at}`, "-vf", filters(stream), "-fps_mode", "passthrough"],
      ...["-c:v", "rawvideo", "-threads", "1", "-f", "rawvideo", "-flush_packets", "1"],
      `pipe:${FIRST_PIPE + at}`,
    ]),
  ];
}

function filters({ format, size }: DecodedStream): string {
  const lying = format.rotation % 180 !== 0;
  return [
    String.raw`select=isnan(prev_selected_t)+gte(t-prev_selected_t\,${LEAST_INTERVAL_S})`,
    ...(format.interlaced ? ["yadif=mode=send_frame:deint=interlaced"] : []),
    // Turned when it is small already.
    `scale=w=${lying ? size.height : size.width}:h=${lying ? size.width : size.height}:flags=bilinear:out_range=tv`,
    "format=yuv420p",
    ...turns[format.rotation],
  ].join(",");
}

/** Arguments of an ffmpeg that reads whole pictures as NUT and writes their H.264 as NUT. */
export function encodingArguments(rung: Rung): string[] {
  const rate = String(bitrates[rung]);
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "warning", ...anyStart],
    ...["-fpsprobesize", "0", "-probesize", "32"],
    ...["-f", "nut", "-i", "pipe:0", "-map", "0:v:0", "-an"],
    ...["-fps_mode", "passthrough", "-enc_time_base", "1:90000"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "main", "-bf", "0"],
    ...["-b:v", rate, "-maxrate", rate, "-bufsize", rate],
    ...["-threads", "1", "-x264-params", "slices=1:sliced-threads=0:scenecut=0"],
    ...["-force_key_frames", keyFrames, "-g", "1000"],
    ...["-f", "nut", "-write_index", "0", "-flush_packets", "1", "pipe:1"],
  ];
}

import { type Rung, rungSizes } from "../../../protocol/ladder.ts";

/** Seconds between key frames: what a viewer who comes in between waits for at most, had no group been kept. */
const KEY_EVERY_S = 2;
/** bit/s of each rung: what x264's fastest preset needs for a street by day to look like one. */
const bitrates: Readonly<Record<Rung, number>> = { "360p": 900_000, "720p": 2_500_000, "1080p": 5_000_000 };

/**
 * Arguments of an ffmpeg that reads NUT from its standard input and writes H.264 of `rung`, 8 bit 4:2:0, progressive
 * and with square pixels, as NUT to its standard output. Never larger than the source.
 */
export function transcodeArguments(rung: Rung): string[] {
  const { width, height } = rungSizes[rung];
  const rate = bitrates[rung];
  const filters = [
    // Only what is marked as interlaced; the rest passes untouched.
    "yadif=mode=send_frame:deint=interlaced",
    // Square pixels first, then into the rung's box; chroma wants even sides.
    "scale=w=trunc(iw*max(1\\,sar)/2)*2:h=trunc(ih*max(1\\,1/sar)/2)*2",
    "setsar=1",
    `scale=w=min(iw\\,${width}):h=min(ih\\,${height}):force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bilinear`,
    "format=yuv420p",
  ];
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "warning"],
    ...["-threads", "1", "-fflags", "nobuffer", "-fpsprobesize", "0", "-probesize", "32"],
    ...["-f", "nut", "-i", "pipe:0"],
    ...["-map", "0:v:0", "-an", "-vf", filters.join(",")],
    ...["-fps_mode", "passthrough", "-enc_time_base", "1:90000"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "main", "-bf", "0"],
    ...["-b:v", String(rate), "-maxrate", String(rate), "-bufsize", String(rate)],
    ...["-threads", "1", "-x264-params", "slices=1:sliced-threads=0:scenecut=0"],
    ...["-force_key_frames", `expr:gte(t,n_forced*${KEY_EVERY_S})`, "-g", "1000"],
    ...["-f", "nut", "-write_index", "0", "-flush_packets", "1", "pipe:1"],
  ];
}

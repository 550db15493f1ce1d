import { type Rung, rungSizes } from "../../../protocol/ladder.ts";

/** Seconds between key frames. */
const KEY_EVERY_S = 2;
/** bit/s: what x264's fastest preset needs for a street by day to look like one. */
const bitrates: Readonly<Record<Rung, number>> = { "360p": 900_000, "720p": 2_500_000, "1080p": 5_000_000 };

/**
 * Arguments that make any picture into H.264 within `rung`, 8 bit 4:2:0, progressive and with square pixels; never
 * larger than it was.
 */
export function normalised(rung: Rung): string[] {
  const { width, height } = rungSizes[rung];
  const rate = String(bitrates[rung]);
  const filters = [
    "yadif=mode=send_frame:deint=interlaced",
    // Square pixels first, stretched and never shrunk. A missing aspect is 0.
    String.raw`scale=w=iw*max(1\,sar+not(sar)):h=ih*max(1\,1/(sar+not(sar))):flags=fast_bilinear`,
    "setsar=1",
    `scale=w=min(iw\\,${width}):h=min(ih\\,${height}):force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bilinear`,
    "format=yuv420p",
  ];
  return [
    ...["-vf", filters.join(","), "-fps_mode", "passthrough", "-enc_time_base", "1:90000"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-profile:v", "main", "-bf", "0"],
    ...["-b:v", rate, "-maxrate", rate, "-bufsize", rate],
    ...["-threads", "1", "-x264-params", "slices=1:sliced-threads=0:scenecut=0"],
    ...["-force_key_frames", `expr:gte(t,n_forced*${KEY_EVERY_S})`, "-g", "1000"],
  ];
}

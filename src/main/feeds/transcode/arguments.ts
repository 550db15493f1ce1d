import { type Rung, rungSizes } from "../../../protocol/ladder.ts";
import type { Format } from "../../../protocol/format.ts";
import { anyStart } from "../ffmpeg/any-start.ts";
import { turns } from "../ffmpeg/turns.ts";
import { type Encoder, type Hardware, software } from "./hardware.ts";

/** Pixels of a picture that one core decodes 25 times a second, whatever its coding: 1080p. */
const ONE_THREAD_PIXELS = 1920 * 1088;
/** Seconds between key frames: what a viewer who comes in between waits for at most, had no group been kept. */
const KEY_EVERY_S = 2;
/** For `-force_key_frames`; by the last one, so that a gap in the times is not made up for in key frames. */
export const keyFrames = `expr:isnan(prev_forced_t)+gte(t,prev_forced_t+${KEY_EVERY_S})`;
/** bit/s of each rung: what x264's fastest preset needs for a street by day to look like one. */
export const bitrates: Readonly<Record<Rung, number>> = {
  "360p": 900_000,
  "720p": 2_500_000,
  "1080p": 5_000_000,
};

/**
 * Options that make pictures of `format` into H.264 of `rung`: 8 bit 4:2:0, progressive, upright and with square pixels,
 * never larger than they were. Of the first `kept` pictures, which are old, only the very first and the last are encoded:
 * the one is to be seen while the others are decoded.
 */
export function rungOptions(
  rung: Rung,
  format: Pick<Format, "rotation" | "interlaced">,
  encoder: Encoder,
  kept = 0,
): string[] {
  const { width, height } = rungSizes[rung];
  const rate = String(bitrates[rung]);
  const filters = [
    ...(kept > 1 ? [String.raw`select=eq(n\,0)+gte(n\,${kept - 1})`] : []),
    // Only pictures that are marked so; a stream may change between the two.
    ...(format.interlaced ? ["yadif=mode=send_frame:deint=interlaced"] : []),
    // Square pixels first, stretched and never shrunk. A missing aspect is 0.
    String.raw`scale=w=iw*max(1\,sar+not(sar)):h=ih*max(1\,1/(sar+not(sar))):flags=fast_bilinear`,
    "setsar=1",
    ...turns[format.rotation],
    // Into the rung's box; chroma wants even sides.
    `scale=w=min(iw\\,${width}):h=min(ih\\,${height}):force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bilinear`,
    `format=${encoder.pixels}`,
    ...encoder.filters,
  ];
  return [
    ...["-vf", filters.join(",")],
    // Times as they came, at whatever rate; a time base of the frame rate would merge pictures.
    ...["-fps_mode", "passthrough", "-enc_time_base", "1:90000"],
    ...["-c:v", encoder.name, ...encoder.options],
    ...["-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-bf", "0"],
    ...["-force_key_frames", keyFrames, "-g", "1000"],
  ];
}

/**
 * Arguments of an ffmpeg that reads NUT with pictures of `format` from its standard input and writes H.264 of `rung`,
 * 8 bit 4:2:0, progressive, upright and with square pixels, as NUT to its standard output. Never larger than the source.
 * `kept`: how many of the first pictures are old.
 */
export function transcodeArguments(
  rung: Rung,
  format: Pick<Format, "rotation" | "interlaced" | "width" | "height">,
  hardware: Hardware = software,
  kept = 0,
): string[] {
  const threads = format.width * format.height > ONE_THREAD_PIXELS ? 2 : 1;
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "warning", ...anyStart],
    ...hardware.encoder.device,
    ...hardware.decoder.options,
    // Each thread more holds a picture back; but a 4K picture that one cannot keep up with waits longer than that:
    // HEVC of 2160p had 16 to 25 a second after 100 to 420 ms with one, 25 after 47 to 67 ms with two. Nothing to
    // guess: 80 ms to the first picture of 25 a second and 2.5 ms a picture from then on; `-fflags nobuffer` would
    // throw the key frame away.
    ...["-threads", String(threads), "-fpsprobesize", "0", "-probesize", "32"],
    // The sides are right once they are turned here.
    ...["-noautorotate", "-f", "nut", "-i", "pipe:0"],
    ...["-map", "0:v:0", "-an"],
    ...rungOptions(rung, format, hardware.encoder, kept),
    ...["-f", "nut", "-write_index", "0", "-flush_packets", "1", "pipe:1"],
  ];
}

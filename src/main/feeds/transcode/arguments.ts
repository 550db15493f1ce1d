import { type Rung, rungSizes } from "../../../protocol/ladder.ts";
import type { Format } from "../../../protocol/format.ts";
import { type Encoder, type Hardware, software } from "./hardware.ts";

/** Seconds between key frames: what a viewer who comes in between waits for at most, had no group been kept. */
const KEY_EVERY_S = 2;
/** bit/s of each rung: what x264's fastest preset needs for a street by day to look like one. */
const bitrates: Readonly<Record<Rung, number>> = { "360p": 900_000, "720p": 2_500_000, "1080p": 5_000_000 };
const turns = {
  0: [],
  90: ["transpose=clock"],
  180: ["hflip", "vflip"],
  270: ["transpose=cclock"],
} as const;

/**
 * Options that make pictures of `format` into H.264 of `rung`: 8 bit 4:2:0, progressive, upright and with square pixels,
 * never larger than they were.
 */
export function rungOptions(
  rung: Rung,
  format: Pick<Format, "rotation" | "interlaced">,
  encoder: Encoder,
): string[] {
  const { width, height } = rungSizes[rung];
  const rate = String(bitrates[rung]);
  const filters = [
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
    ...["-force_key_frames", `expr:gte(t,n_forced*${KEY_EVERY_S})`, "-g", "1000"],
  ];
}

/**
 * Arguments of an ffmpeg that reads NUT with pictures of `format` from its standard input and writes H.264 of `rung`,
 * 8 bit 4:2:0, progressive, upright and with square pixels, as NUT to its standard output. Never larger than the source.
 */
export function transcodeArguments(
  rung: Rung,
  format: Pick<Format, "rotation" | "interlaced">,
  hardware: Hardware = software,
): string[] {
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "warning"],
    ...hardware.encoder.device,
    ...hardware.decoder.options,
    // One thread a decoder: more would hold a picture back each. Nothing to guess: 80 ms to the first picture of
    // 25 a second and 2.5 ms a picture from then on; `-fflags nobuffer` would throw the key frame away.
    ...["-threads", "1", "-fpsprobesize", "0", "-probesize", "32"],
    // The sides are right once they are turned here.
    ...["-noautorotate", "-f", "nut", "-i", "pipe:0"],
    ...["-map", "0:v:0", "-an"],
    ...rungOptions(rung, format, hardware.encoder),
    ...["-f", "nut", "-write_index", "0", "-flush_packets", "1", "pipe:1"],
  ];
}

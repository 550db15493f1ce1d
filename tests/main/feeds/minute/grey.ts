import { spawnSync } from "node:child_process";
import type { UnitReader } from "../../../../src/main/feeds/codings/coding.ts";
import { codingOf } from "../../../../src/main/feeds/codings/kinds.ts";
import { NutReader } from "../../../../src/main/feeds/nut/reader.ts";
import type { AccessUnit } from "../../../../src/main/feeds/source.ts";

/** The brightness of picture `index` of `greyUnits`, 0 to 255: video has 16 to 235 (ITU-R BT.601). */
export const greyOf = (index: number) => ((20 + 8 * index - 16) * 255) / 219;

/** How a coding is made by ffmpeg, with 12 pictures between key frames. */
export const encodings = {
  h264: ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "12", "-threads", "1"],
  reordered: [
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-bf",
    "3",
    "-g",
    "12",
    "-sc_threshold",
    "0",
    "-threads",
    "1",
  ],
  hevc: ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=12:bframes=0"],
  mjpeg: ["-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p"],
  mpeg4: ["-c:v", "mpeg4", "-q:v", "2", "-g", "12"],
} as const;

/** `count` pictures of one grey each (greyOf), 25 a second, in the order of decoding, as a source hands them over. */
export function greyUnits(encoding: keyof typeof encodings, count = 24, size = "64x48"): AccessUnit[] {
  const input = `color=black:size=${size}:rate=25,geq=lum='20+8*N':cb=128:cr=128`;
  const args = ["-v", "error", "-f", "lavfi", "-i", input, "-frames:v", String(count)];
  const shape = ["-bsf:v", encoding === "hevc" ? "dump_extra=freq=keyframe" : "null", "-f", "nut", "pipe:1"];
  const made = spawnSync("ffmpeg", [...args, ...encodings[encoding], ...shape], { maxBuffer: 64e6 });
  const units: AccessUnit[] = [];
  let reader: UnitReader | null = null;
  new NutReader({
    stream: (stream) => {
      reader = codingOf(stream.fourcc)?.reader(stream) ?? null;
    },
    frame: (frame) => units.push(...(reader?.push(frame) ?? [])),
    damage: () => units.splice(0),
  }).push(made.stdout);
  if (units.length < count - 1)
    throw new Error(`ffmpeg made ${units.length} pictures: ${made.stderr.toString()}`);
  return units;
}

/** The brightness of the first picture of a file that ffmpeg reads, 0 to 255. */
export function greySeen(file: Uint8Array): number {
  const args = [
    "-v",
    "error",
    "-i",
    "pipe:0",
    "-frames:v",
    "1",
    "-f",
    "rawvideo",
    "-pix_fmt",
    "gray",
    "pipe:1",
  ];
  const { stdout } = spawnSync("ffmpeg", args, { input: file, maxBuffer: 64e6 });
  if (stdout.byteLength === 0) throw new Error("there is no picture");
  return stdout.reduce((sum, value) => sum + value, 0) / stdout.byteLength;
}

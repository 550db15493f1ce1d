import type { ContainedStream } from "../../../src/main/feeds/codings/coding.ts";
import { encodedNut, ffmpeg, readNut } from "./encoded.ts";

/** Real streams, small, so that what describes them is a large part of them. */
const size = "96x64";
const x265 = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params"];
const x264 = ["-c:v", "libx264", "-g", "4", "-bsf:v", "h264_metadata=display_orientation=insert:rotate=90"];
const encoders: Readonly<Record<string, readonly string[]>> = {
  h264: x264,
  "h264 with fields": [
    "-c:v",
    "libx264",
    "-g",
    "4",
    "-flags",
    "+ildct+ilme",
    "-x264-params",
    "cqm=jvt:nal-hrd=vbr:vbv-maxrate=500:vbv-bufsize=500",
  ],
  hevc: [...x265, "log-level=error:keyint=4:open-gop=1:bframes=2:scaling-list=default:slices=2"],
  "hevc with fields": [
    ...x265,
    "log-level=error:keyint=4:interlace=tff:hrd=1:vbv-maxrate=500:vbv-bufsize=500",
  ],
  vp8: ["-c:v", "libvpx", "-g", "4"],
  vp9: [
    "-c:v",
    "libvpx-vp9",
    "-g",
    "4",
    "-pix_fmt",
    "yuv422p10le",
    "-cpu-used",
    "8",
    "-deadline",
    "realtime",
  ],
  av1: ["-c:v", "libsvtav1", "-preset", "12", "-g", "4"],
  mjpeg: ["-c:v", "mjpeg", "-q:v", "20"],
  mpeg4: ["-c:v", "mpeg4", "-g", "4", "-flags", "+ildct"],
  mpeg2: ["-c:v", "mpeg2video", "-g", "4", "-flags", "+ildct+ilme"],
  mpeg1: ["-c:v", "mpeg1video", "-g", "4"],
  h263: ["-c:v", "h263", "-s", "128x96", "-g", "4"],
};

export interface Stream {
  readonly name: string;
  readonly nut: Uint8Array;
  readonly fourcc: string;
  readonly contained: ContainedStream;
  readonly pictures: readonly Uint8Array[];
}

/** Every coding, with what it has of rotation, fields, lists and reordering, and MP4's own form of two. */
export async function damageableStreams(): Promise<readonly Stream[]> {
  const made = await Promise.all(
    Object.entries(encoders).map(async ([name, how]) => streamOf(name, await encodedNut(how, size, 8))),
  );
  const ofMp4 = made
    .filter(({ name }) => name === "h264" || name === "hevc")
    .map(async ({ name, nut }) => {
      const into = ["-f", "mp4", "-movflags", "frag_keyframe+empty_moov", "pipe:1"];
      const clip = await ffmpeg(["-f", "nut", "-i", "pipe:0", "-c", "copy", ...into], nut);
      const back = ["-c", "copy", "-write_index", "0", "-f", "nut", "pipe:1"];
      return streamOf(`${name} of MP4`, await ffmpeg(["-f", "mp4", "-i", "pipe:0", ...back], clip));
    });
  return [...made, ...(await Promise.all(ofMp4))];
}

function streamOf(name: string, nut: Uint8Array): Stream {
  const read = readNut(nut);
  const [contained] = read.streams;
  if (contained === undefined) throw new Error(`${name} was not written`);
  return { name, nut, fourcc: contained.fourcc, contained, pictures: read.frames.map(({ bytes }) => bytes) };
}

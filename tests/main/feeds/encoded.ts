import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer, text } from "node:stream/consumers";
import { z } from "zod";
import { codingOf } from "../../../src/main/feeds/codings/kinds.ts";
import { type NutFrame, NutReader, type NutStream } from "../../../src/main/feeds/nut/reader.ts";
import type { AccessUnit } from "../../../src/main/feeds/source.ts";

/** What `program` with these arguments writes, `input` on its standard input. */
async function run(
  program: "ffmpeg" | "ffprobe",
  args: readonly string[],
  input?: Uint8Array,
): Promise<Uint8Array> {
  const child = spawn(program, ["-v", "error", ...args]);
  const complaints = text(child.stderr);
  child.stdin.on("error", () => child.stdin.destroy());
  child.stdin.end(input);
  const [output, [code]] = await Promise.all([buffer(child.stdout), once(child, "close")]);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${await complaints}`);
  return new Uint8Array(output);
}

/** What an ffmpeg with these arguments writes. */
export function ffmpeg(args: readonly string[], input?: Uint8Array): Promise<Uint8Array> {
  return run("ffmpeg", args, input);
}

const probedSchema = z.object({
  frames: z.tuple([
    z.object({
      ...{ width: z.int(), height: z.int(), pix_fmt: z.string() },
      ...{ sample_aspect_ratio: z.string().optional(), interlaced_frame: z.int() },
    }),
  ]),
});

/** What ffprobe says of the first picture of `nut`, decoded. */
export async function probed(nut: Uint8Array) {
  const fields = "frame=width,height,pix_fmt,sample_aspect_ratio,interlaced_frame";
  const args = ["-f", "nut", "-read_intervals", "%+#1", "-show_entries", fields, "-of", "json", "pipe:0"];
  const said: unknown = JSON.parse(new TextDecoder().decode(await run("ffprobe", args, nut)));
  const [frame] = probedSchema.parse(said).frames;
  const [across, down] = (frame.sample_aspect_ratio ?? "1:1").split(":").map(Number);
  return {
    ...{ width: frame.width, height: frame.height, interlaced: frame.interlaced_frame === 1 },
    pixelAspect: (across ?? 1) / (down ?? 1),
    pixels: frame.pix_fmt,
  };
}

/** `frames` pictures of a test pattern, encoded with `coding`, as NUT. */
export function encodedNut(coding: readonly string[], size = "320x240", frames = 6): Promise<Uint8Array> {
  const input = ["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=25`, "-frames:v", String(frames)];
  return ffmpeg([...input, ...coding, "-threads", "1", "-write_index", "0", "-f", "nut", "pipe:1"]);
}

/** The streams and frames of `nut`. */
export function readNut(nut: Uint8Array): { streams: NutStream[]; frames: NutFrame[] } {
  const streams: NutStream[] = [];
  const frames: NutFrame[] = [];
  new NutReader({
    stream: (stream) => streams.push(stream),
    frame: (frame) => frames.push(frame),
    damage: () => undefined,
  }).push(nut);
  return { streams, frames };
}

/** The pictures of `nut` as its coding's reader gives them, when the container tells nothing but the coding. */
export function unitsOf(nut: Uint8Array): AccessUnit[] {
  const { streams, frames } = readNut(nut);
  const [stream] = streams;
  if (stream === undefined) throw new Error("no stream was written");
  const { fourcc, extradata } = stream;
  const reader = codingOf(fourcc)?.reader({ extradata, width: 0, height: 0, pixelAspect: 1 });
  if (reader === undefined) throw new Error(`nobody reads ${fourcc}`);
  return frames.flatMap(({ bytes, timeUs }) => reader.push({ bytes, timeUs, key: false }));
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer, text } from "node:stream/consumers";
import { codingOf } from "../../../src/main/feeds/codings/kinds.ts";
import { type NutFrame, NutReader, type NutStream } from "../../../src/main/feeds/nut/reader.ts";
import type { AccessUnit } from "../../../src/main/feeds/source.ts";

/** What an ffmpeg with these arguments writes, `input` on its standard input. */
export async function ffmpeg(args: readonly string[], input?: Uint8Array): Promise<Uint8Array> {
  const child = spawn("ffmpeg", ["-v", "error", ...args], { stdio: ["pipe", "pipe", "pipe"] });
  const complaints = text(child.stderr);
  child.stdin.on("error", () => child.stdin.destroy());
  child.stdin.end(input);
  const [output, [code]] = await Promise.all([buffer(child.stdout), once(child, "close")]);
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${await complaints}`);
  return output;
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

/** The pictures of `nut` as its coding's reader gives them. */
export function unitsOf(nut: Uint8Array): AccessUnit[] {
  const { streams, frames } = readNut(nut);
  const [stream] = streams;
  if (stream === undefined) throw new Error("no stream was written");
  const reader = codingOf(stream.fourcc)?.reader(stream);
  if (reader === undefined) throw new Error(`nobody reads ${stream.fourcc}`);
  return frames.flatMap((frame) => reader.push(frame));
}

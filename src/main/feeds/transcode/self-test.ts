import { runChild } from "../ffmpeg/child.ts";
import type { FfmpegProgram } from "../ffmpeg/program.ts";
import { candidates, type Decoder, type Encoder, type Hardware, software } from "./hardware.ts";

/** A moving picture of known content, two seconds long. */
const PICTURES = 50;
const source = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25"];
/** Decibels; a driver that gives green or torn pictures is far below, every working encoder at this rate above. */
const LEAST_PSNR = 25;
/** Milliseconds for each step; a driver that hangs is none. */
const LIMIT_MS = 8_000;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * The first encoder and the first decoder among the candidates of `platform` that code the test picture so that it is
 * still recognised; software for what does not. Runs one ffmpeg at a time; after an abort everything is software.
 */
export async function findHardware(
  program: FfmpegProgram,
  platform: NodeJS.Platform,
  signal: AbortSignal,
): Promise<Hardware> {
  const { encoders, decoders } = candidates(platform);
  const sample = await encoded(program, software.encoder, signal);
  return {
    encoder: await first(encoders, software.encoder, async (encoder) =>
      recognised(program, software.decoder, await encoded(program, encoder, signal), signal),
    ),
    decoder: await first(decoders, software.decoder, (decoder) =>
      recognised(program, decoder, sample, signal),
    ),
  };
}

async function first<T>(tried: readonly T[], otherwise: T, passes: (one: T) => Promise<boolean>): Promise<T> {
  for (const one of tried) if (await passes(one)) return one;
  return otherwise;
}

/** The test picture, encoded, as NUT; null where that failed. */
async function encoded(
  program: FfmpegProgram,
  encoder: Encoder,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const ran = await run(
    program,
    [
      ...[...encoder.device, ...source, "-frames:v", String(PICTURES)],
      ...["-vf", [`format=${encoder.pixels}`, ...encoder.filters].join(",")],
      ...["-c:v", encoder.name, ...encoder.options, "-b:v", "2M", "-bf", "0"],
      ...["-f", "nut", "-write_index", "0", "pipe:1"],
    ],
    new Uint8Array(),
    (part) => {
      bytes += part.byteLength;
      if (bytes <= MOST_BYTES) parts.push(part);
    },
    signal,
  );
  return ran === null || bytes === 0 ? null : Buffer.concat(parts);
}

/** Whether `decoder` makes the test picture of `sample` again, all of it. */
async function recognised(
  program: FfmpegProgram,
  decoder: Decoder,
  sample: Uint8Array | null,
  signal: AbortSignal,
): Promise<boolean> {
  if (sample === null) return false;
  const said = await run(
    program,
    [
      ...[...decoder.options, "-f", "nut", "-i", "pipe:0", ...source],
      ...["-lavfi", `[0:v]format=yuv420p[a];[1:v]format=yuv420p[b];[a][b]psnr=shortest=1`],
      ...["-frames:v", String(PICTURES), "-f", "null", "-"],
    ],
    sample,
    () => undefined,
    signal,
  );
  const average = /PSNR .*average:(inf|[\d.]+)/.exec(said?.join("\n") ?? "")?.[1];
  return average !== undefined && (average === "inf" || Number(average) >= LEAST_PSNR);
}

/** What ffmpeg said, or null where it failed or took too long. */
async function run(
  program: FfmpegProgram,
  args: readonly string[],
  input: Uint8Array,
  output: (part: Uint8Array) => void,
  signal: AbortSignal,
): Promise<string[] | null> {
  const lines: string[] = [];
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  const end = await runChild(
    {
      program,
      arguments: ["-nostdin", "-hide_banner", "-loglevel", "info", "-nostats", ...args],
      abrupt: true,
      input: (stdin) => stdin.end(input),
      output,
      complaint: (line) => lines.push(line),
    },
    limit,
  );
  return end.code === 0 && !limit.aborted ? lines : null;
}

import { setImmediate } from "node:timers/promises";
import { EncodedPacket, EncodedVideoPacketSource, FilePathTarget, Mp4OutputFormat, Output } from "mediabunny";
import type { Coding } from "../../../protocol/format.ts";
import type { StreamFormat } from "../stream-format.ts";
import { unitOf } from "../feeds.ts";
import type { FindFfmpeg } from "../source.ts";
import { convert } from "./convert.ts";
import type { Recording } from "./recording.ts";
import { uprightFilters } from "./still.ts";

/** Codings that MP4 carries and common players read, as mediabunny calls them. */
const carried: Readonly<Partial<Record<Coding, "avc" | "hevc" | "vp9" | "av1">>> = {
  h264: "avc",
  hevc: "hevc",
  vp9: "vp9",
  av1: "av1",
};
/** Times of the file are whole numbers of these parts of a second: RTP's own (RFC 6184, 8.2.1), so nothing is rounded. */
const TICKS = 90_000;
/** Pictures between two breaths, in which the core does its other work. */
const BREATH = 25;
/** Milliseconds that ffmpeg has to encode a minute anew. */
const LIMIT_MS = 120_000;

interface Written {
  readonly key: boolean;
  /** Microseconds since the first picture. */
  readonly timeUs: number;
  readonly bytes: Uint8Array;
}

export interface Mp4 {
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** Whether the pictures are the camera's own bytes. */
  readonly copied: boolean;
}

/**
 * Writes `recording` to the new file at `path`, with `tags` in it: as the camera sent it, or as H.264 where MP4 does not
 * carry that or players do not read it. Faults with what ffmpeg says, and with the errors of the file system.
 */
export async function writeMp4(
  path: string,
  recording: Recording,
  tags: Readonly<Record<string, string>>,
  ffmpeg: FindFfmpeg,
  signal: AbortSignal,
): Promise<Mp4> {
  const { format } = recording;
  const codec = carried[format.coding];
  if (codec !== undefined) {
    const pictures = recording.pictures.map(({ timeUs, packet }) => ({
      ...{ timeUs, key: packet.key },
      bytes: unitOf(packet),
    }));
    return { ...(await mux(path, codec, format, pictures, tags, signal)), copied: true };
  }
  const within = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  const units = await convert(recording, encodeArguments(format), ffmpeg, within);
  within.throwIfAborted();
  const made = units.find((unit) => unit.format !== null)?.format;
  if (made == null) throw new RangeError("ffmpeg made no key frame");
  return { ...(await mux(path, "avc", made, units, tags, signal)), copied: false };
}

async function mux(
  path: string,
  codec: "avc" | "hevc" | "vp9" | "av1",
  format: StreamFormat,
  pictures: readonly Written[],
  tags: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Omit<Mp4, "copied">> {
  const output = new Output({
    // The index comes first, so that a player need not have the whole file, and none of it is held in memory.
    format: new Mp4OutputFormat({ fastStart: "reserve", metadataFormat: "mdta" }),
    target: new FilePathTarget(path),
  });
  const source = new EncodedVideoPacketSource(codec);
  const { rotation, width, height } = format;
  output.addVideoTrack(source, { frameRate: TICKS, rotation, maximumPacketCount: pictures.length });
  output.setMetadataTags({ raw: { ...tags } });
  const decoderConfig = { codec: format.codec, codedWidth: width, codedHeight: height };
  const durations = durationsOf(pictures);
  try {
    await output.start();
    for (const [index, { key, timeUs, bytes }] of pictures.entries()) {
      const type = key ? "key" : "delta";
      const packet = new EncodedPacket(bytes, type, timeUs / 1e6, (durations[index] ?? 0) / 1e6, index);
      await source.add(packet, index === 0 ? { decoderConfig } : undefined);
      if (index % BREATH === BREATH - 1) await setImmediate();
      signal.throwIfAborted();
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  return { frames: pictures.length, width, height };
}

/** How long each picture is shown, microseconds: until the next one; the last as long as the one before. */
function durationsOf(pictures: readonly Written[]): number[] {
  const order = pictures.map((_, index) => index);
  order.sort((a, b) => (pictures[a]?.timeUs ?? 0) - (pictures[b]?.timeUs ?? 0));
  const durations = pictures.map(() => 0);
  let before = 0;
  for (const [place, index] of order.entries()) {
    const next = pictures[order[place + 1] ?? index];
    const until = (next?.timeUs ?? 0) - (pictures[index]?.timeUs ?? 0);
    before = place + 1 < order.length ? until : before;
    durations[index] = before;
  }
  return durations;
}

function encodeArguments(format: StreamFormat): string[] {
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "warning"],
    ...["-fpsprobesize", "0", "-probesize", "32", "-f", "nut", "-i", "pipe:0", "-copyts"],
    ...["-map", "0:v:0", "-an", "-vf", [...uprightFilters(format), "format=yuv420p"].join(",")],
    ...["-fps_mode", "passthrough", "-enc_time_base", `1:${TICKS}`],
    // Near to the original in what can be seen of it; there is no hurry, but somebody waits.
    ...[
      "-c:v",
      "libx264",
      "-preset",
      "superfast",
      "-crf",
      "17",
      "-bf",
      "0",
      "-g",
      "50",
      "-profile:v",
      "high",
    ],
    ...["-x264-params", "slices=1:sliced-threads=0"],
    ...["-f", "nut", "-write_index", "0", "pipe:1"],
  ];
}

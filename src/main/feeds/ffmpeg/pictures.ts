import { Fault } from "../../base/fault.ts";
import { H264Units } from "../h264/units.ts";
import { WholePictures } from "../h264/whole-pictures.ts";
import { NutReader, type NutStream } from "../nut.ts";
import type { SourceListener } from "../source.ts";
import { runChild } from "./child.ts";
import { diagnose, isDamage, needsPatience, type Place } from "./diagnosis.ts";
import type { FfmpegProgram } from "./program.ts";

export interface PictureOrder {
  readonly program: FfmpegProgram;
  readonly arguments: readonly string[];
  /** For its standard input. */
  readonly input: string;
  readonly place: Place;
}

/** The container's names of codings (those of AVI) that cameras send. */
const codecNames = new Map([
  ["H264", "h264"],
  ["AVC1", "h264"],
  ["HEVC", "H.265"],
  ["H265", "H.265"],
  ["HVC1", "H.265"],
  ["MJPG", "MJPEG"],
  ["FMP4", "MPEG-4"],
  ["MP4V", "MPEG-4"],
  ["AV01", "AV1"],
  ["VP80", "VP8"],
  ["VP90", "VP9"],
]);
/** Lines of ffmpeg that are kept to explain its end. */
const KEPT_LINES = 30;

/**
 * Runs ffmpeg and hands on its pictures until it ends: rejects with a Fault, or resolves after an abort, when no
 * process is left. `false` where ffmpeg must be given more to read before it can pass the stream on.
 */
export async function readPictures(
  order: PictureOrder,
  listener: SourceListener,
  signal: AbortSignal,
): Promise<boolean> {
  const stop = new AbortController();
  const ended = () => stop.abort();
  signal.addEventListener("abort", ended, { once: true });
  if (signal.aborted) stop.abort();
  let refusal: Fault | null = null;
  let units: H264Units | null = null;
  const pictures = new WholePictures();
  let delivered = false;
  /** After damage pictures would be built on ones that are missing. */
  let torn = false;
  const lines: string[] = [];
  const refuse = (fault: Fault) => {
    refusal ??= fault;
    stop.abort();
  };
  const reader = new NutReader({
    stream(stream: NutStream) {
      if (!stream.video) return;
      const codec = codecNames.get(stream.fourcc.toUpperCase()) ?? printable(stream.fourcc);
      if (codec !== "h264") {
        refuse(new Fault("unsupportedCodec", { host: order.place.host, codec }));
        return;
      }
      units = new H264Units(stream.extradata);
      listener.codec(codec);
    },
    frame(frame) {
      for (const { bytes, timeUs } of pictures.push(frame)) {
        if (stop.signal.aborted || units === null) return;
        const unit = units.accept(bytes);
        if (unit === null) continue;
        delivered = true;
        torn &&= !unit.key;
        if (!torn) listener.accessUnit({ bytes: unit.bytes, key: unit.key, timeUs });
      }
    },
    damage() {
      torn = true;
      listener.damage(1);
    },
  });
  const end = await runChild(
    {
      program: order.program,
      arguments: order.arguments,
      input: order.input,
      output: (bytes) => reader.push(bytes),
      complaint(line) {
        if (delivered && isDamage(line)) listener.damage(1);
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
      },
    },
    stop.signal,
  );
  signal.removeEventListener("abort", ended);
  if (signal.aborted) return true;
  if (refusal !== null) throw refusal;
  if (!delivered && end.signal === null && needsPatience(lines)) return false;
  throw diagnose(end, lines, delivered, order.place);
}

function printable(fourcc: string): string {
  return fourcc.replaceAll(/[^\x20-\x7e]/g, "?") || "?";
}

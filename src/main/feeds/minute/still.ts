import type { Format } from "../../../protocol/format.ts";
import { Fault } from "../../base/fault.ts";
import { turns } from "../ffmpeg/turns.ts";
import type { FindFfmpeg } from "../source.ts";
import { convert } from "./convert.ts";
import type { Recording } from "./recording.ts";

/** A picture for everybody. */
export interface Still {
  readonly jpeg: Uint8Array;
  /** When it came into the core, milliseconds since 1970. */
  readonly at: number;
}

/** Milliseconds that ffmpeg has for one group of pictures. */
const LIMIT_MS = 20_000;
/** The last pictures in the order of decoding that are candidates for the last one shown: reordering goes no further. */
const CANDIDATES = 3;

/** The last picture of `recording` as a JPEG, upright and with square pixels. Faults where it cannot be decoded. */
export async function stillOf(recording: Recording, ffmpeg: FindFfmpeg, signal: AbortSignal): Promise<Still> {
  const { pictures, format, cameraId } = recording;
  const from = Math.min(...pictures.slice(-CANDIDATES).map(({ timeUs }) => timeUs));
  const within = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
  const shown = await convert(recording, stillArguments(format, from), ffmpeg, within);
  signal.throwIfAborted();
  const last = shown.at(-1);
  if (last === undefined) throw new Fault("childDied", { host: cameraId, status: `${LIMIT_MS / 1000} s` });
  const [first, ...others] = pictures;
  if (first === undefined) throw new RangeError("a recording has a first picture");
  const nearest = others.reduce(
    (best, one) => (Math.abs(one.timeUs - last.timeUs) < Math.abs(best.timeUs - last.timeUs) ? one : best),
    first,
  );
  return { jpeg: last.bytes, at: nearest.packet.arrivedAt };
}

/** Filters that make a picture upright, progressive and of square pixels. */
export function uprightFilters({ rotation }: Pick<Format, "rotation">): string[] {
  return [
    "yadif=mode=send_frame:deint=interlaced",
    "scale=w=trunc(iw*max(1\\,sar)/2)*2:h=trunc(ih*max(1\\,1/sar)/2)*2",
    "setsar=1",
    ...turns[rotation],
  ];
}

function stillArguments(format: Format, fromUs: number): string[] {
  // Half a tick of the slowest clock before, so that no rounding leaves the picture out.
  const since = Math.max(0, fromUs / 1_000_000 - 0.000_01).toFixed(6);
  const filters = [`select=gte(t\\,${since})`, ...uprightFilters(format), "format=yuvj420p"];
  return [
    ...["-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "1"],
    ...["-fpsprobesize", "0", "-probesize", "32", "-f", "nut", "-i", "pipe:0", "-copyts"],
    ...["-map", "0:v:0", "-an", "-vf", filters.join(","), "-fps_mode", "passthrough"],
    // In parts of the rate a time would be rounded to another picture's.
    ...["-enc_time_base", "1:90000"],
    ...["-c:v", "mjpeg", "-q:v", "3", "-threads", "1"],
    ...["-f", "nut", "-write_index", "0", "pipe:1"],
  ];
}

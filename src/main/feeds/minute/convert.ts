import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { asFault } from "../../base/fault.ts";
import { fourccOf } from "../codings/kinds.ts";
import { unitOf } from "../feeds.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { pictureRate } from "../nut/rate.ts";
import { nutFrame, nutHead } from "../nut/writer.ts";
import type { AccessUnit, FindFfmpeg } from "../source.ts";
import type { Recording } from "./recording.ts";

/**
 * What an ffmpeg of these arguments, which reads NUT and writes NUT, makes of `recording`. Faults with what ffmpeg says,
 * or with `ended` where it made nothing; the result is not whole after an abort.
 */
export async function convert(
  recording: Recording,
  args: readonly string[],
  ffmpeg: FindFfmpeg,
  signal: AbortSignal,
): Promise<AccessUnit[]> {
  const program = await ffmpeg();
  const units: AccessUnit[] = [];
  let poured: Promise<unknown> = Promise.resolve();
  const order = {
    program,
    arguments: args,
    input: (stdin: NodeJS.WritableStream) => {
      // ffmpeg that has seen enough closes its input, and its end tells the rest.
      poured = pipeline(Readable.from(nutOf(recording)), stdin).catch(() => undefined);
    },
    place: { host: recording.cameraId, port: 0, path: recording.stream },
    encodes: true,
  };
  const listener = { accessUnit: (unit: AccessUnit) => units.push(unit), damage: () => undefined };
  try {
    await readPictures(order, listener, signal);
  } catch (error) {
    // Once its input is read, ffmpeg ends.
    if (asFault(error).kind !== "ended" || units.length === 0) throw error;
  }
  await poured;
  return units;
}

function* nutOf({ format, pictures }: Recording): Generator<Uint8Array> {
  const { coding, width, height, pixelAspect } = format;
  const rate = pictureRate(pictures.map(({ timeUs }) => timeUs));
  const extradata = new Uint8Array();
  yield nutHead({ fourcc: fourccOf(coding), extradata, width, height, pixelAspect, rate });
  for (const { packet, timeUs } of pictures)
    yield nutFrame({ key: packet.key, timeUs, bytes: unitOf(packet) });
}

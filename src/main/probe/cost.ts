import type { Format } from "../../protocol/format.ts";
import type { Rung } from "../../protocol/ladder.ts";
import { fourccOf } from "../feeds/codings/kinds.ts";
import { runChild } from "../feeds/ffmpeg/child.ts";
import type { FfmpegProgram } from "../feeds/ffmpeg/program.ts";
import { nutFrame, nutHead } from "../feeds/nut/writer.ts";
import { transcodeArguments } from "../feeds/transcode/arguments.ts";
import type { Hardware } from "../feeds/transcode/hardware.ts";
import type { Seen } from "./observation.ts";

/**
 * Cores of this machine that it takes to make `pictures` into `rung` as fast as they come, measured by doing it once:
 * processor time of the ffmpeg that the wall would run, over the time that the pictures last. Null where it did not
 * come to an end before `signal` was aborted, or the pictures last less than half a second.
 */
export async function costOf(
  program: FfmpegProgram,
  hardware: Hardware,
  rung: Rung,
  format: Format,
  pictures: readonly Seen[],
  signal: AbortSignal,
): Promise<number | null> {
  const times = pictures.map(({ timeUs }) => timeUs);
  const first = Math.min(...times);
  const seconds = (Math.max(...times) - first) / 1e6;
  if (pictures.length < 2 || seconds < 0.5) return null;
  let spent: number | null = null;
  const end = await runChild(
    {
      program,
      abrupt: true,
      arguments: ["-benchmark", "-nostats", ...talking(transcodeArguments(rung, format, hardware))],
      input: (stdin) => {
        const { width, height, pixelAspect } = format;
        const fourcc = fourccOf(format.coding);
        stdin.write(nutHead({ fourcc, extradata: new Uint8Array(), width, height, pixelAspect }));
        for (const { key, timeUs, bytes } of pictures)
          stdin.write(nutFrame({ key, timeUs: timeUs - first, bytes }));
        stdin.end();
      },
      output: () => undefined,
      complaint: (line) => {
        const [, user, system] = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(line) ?? [];
        if (user !== undefined) spent = Number(user) + Number(system);
      },
    },
    signal,
  );
  return end.code === 0 && spent !== null ? spent / seconds : null;
}

/** ffmpeg tells what it spent to who asks it to talk. */
function talking(args: readonly string[]): string[] {
  return args.map((argument, at) => (args[at - 1] === "-loglevel" ? "info" : argument));
}

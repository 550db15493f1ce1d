import { Fault } from "../../base/fault.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import type { FindFfmpeg, SourceListener, Transcode } from "../source.ts";
import { transcodeArguments } from "./arguments.ts";
import { type Hardware, software } from "./hardware.ts";
import type { HardwareChoice } from "./hardware-choice.ts";
import { Upstream } from "./upstream.ts";

/** Milliseconds of pictures after which an ffmpeg that has given none hangs. */
const HANGING_MS = 5_000;

/**
 * Transcodes with this machine's ffmpeg, from the kept key frame on: one ffmpeg for as long as the pictures keep their
 * format. Fails with the feed that it reads, for the same reason.
 */
export function createTranscode(
  ffmpeg: FindFfmpeg,
  choice: Pick<HardwareChoice, "current" | "failed">,
): Transcode {
  return (rung, watch) => {
    /** What failed with these pictures. Where they pass in software it was the hardware, else they themselves. */
    let suspected: Hardware | null = null;
    return async (address, listener, signal) => {
      const found = await unless(signal, Promise.all([ffmpeg(), choice.current()]));
      if (found === null) return;
      const [program, chosen] = found;
      const hardware = suspected === null ? chosen : software;
      const failed = () => {
        suspected = hardware === software ? null : hardware;
      };
      const place = { host: address.cameraId, port: 0, path: rung };
      const lost = new AbortController();
      const upstream = new Upstream({
        failed: (fault) => lost.abort(fault),
        dropped: () => listener.damage(1),
      });
      // What was late before it came here is no less late on a rung, and a kept picture no younger.
      let given = false;
      const outlet: SourceListener = {
        accessUnit(unit) {
          given = true;
          if (suspected !== null) choice.failed(suspected);
          suspected = null;
          listener.accessUnit({ ...unit, ...upstream.originals.of(unit.timeUs) });
        },
        damage: (count) => listener.damage(count),
      };
      const leave = watch(upstream);
      const over = AbortSignal.any([signal, lost.signal]);
      try {
        while (!over.aborted) {
          const format = await upstream.started(over);
          if (format === null) break;
          given = false;
          const args = transcodeArguments(rung, format, hardware, upstream.kept);
          const order = {
            program,
            arguments: args,
            input: upstream.pour,
            place,
            abrupt: true,
            encodes: true,
          };
          const until = AbortSignal.any([over, upstream.changed]);
          if (!(await readPictures(order, outlet, until))) throw new Fault("notVideo", { host: place.host });
        }
      } catch (error) {
        // Where the feed was lost first, the end of its ffmpeg says nothing about the hardware.
        if (!over.aborted) failed();
        throw signal.aborted || !lost.signal.aborted ? error : lost.signal.reason;
      } finally {
        leave();
      }
      // One that hangs does not end by itself.
      if (!given && upstream.pouredMs > HANGING_MS) failed();
      if (!signal.aborted) lost.signal.throwIfAborted();
    };
  };
}

/** What `found` resolves with, or null after an abort: a test of drivers that hang takes more than a minute. */
function unless<T>(signal: AbortSignal, found: Promise<T>): Promise<T | null> {
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  return Promise.race([found, aborted]);
}

import { Fault } from "../../base/fault.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import type { FindFfmpeg, SourceListener, Transcode } from "../source.ts";
import { transcodeArguments } from "./arguments.ts";
import type { HardwareChoice } from "./hardware-choice.ts";
import { Upstream } from "./upstream.ts";

/**
 * Transcodes with this machine's ffmpeg, from the kept key frame on: one ffmpeg for as long as the pictures keep their
 * format. Fails with the feed that it reads, for the same reason.
 */
export function createTranscode(
  ffmpeg: FindFfmpeg,
  choice: Pick<HardwareChoice, "current" | "failed">,
): Transcode {
  return (rung, watch) => async (address, listener, signal) => {
    const [program, hardware] = await Promise.all([ffmpeg(), choice.current()]);
    const place = { host: address.cameraId, port: 0, path: rung };
    const lost = new AbortController();
    const upstream = new Upstream({
      failed: (fault) => lost.abort(fault),
      dropped: () => listener.damage(1),
    });
    // What was late before it came here is no less late on a rung, and a kept picture no younger.
    const outlet: SourceListener = {
      accessUnit: (unit) => listener.accessUnit({ ...unit, ...upstream.originals.of(unit.timeUs) }),
      damage: (count) => listener.damage(count),
    };
    const leave = watch(upstream);
    const over = AbortSignal.any([signal, lost.signal]);
    try {
      while (!over.aborted) {
        const format = await upstream.started(over);
        if (format === null) break;
        const args = transcodeArguments(rung, format, hardware, upstream.kept);
        const order = { program, arguments: args, input: upstream.pour, place, abrupt: true, encodes: true };
        const until = AbortSignal.any([over, upstream.changed]);
        if (!(await readPictures(order, outlet, until))) throw new Fault("notVideo", { host: place.host });
      }
    } catch (error) {
      // Where the feed was lost first, the end of its ffmpeg says nothing about the hardware.
      if (!over.aborted) choice.failed(hardware);
      throw signal.aborted || !lost.signal.aborted ? error : lost.signal.reason;
    } finally {
      leave();
    }
    if (!signal.aborted) lost.signal.throwIfAborted();
  };
}

import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { asFault, Fault } from "../../base/fault.ts";
import { ffmpegArguments } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { clipScript } from "../ffmpeg/script.ts";
import type { AccessUnit, FindFfmpeg, SourceListener } from "../source.ts";

const clips =
  /\.(?:mp4|m4v|mov|mkv|webm|avi|ts|m2ts|mts|mpe?g|vob|flv|wmv|asf|3gp|dav|h264|264|h265|265|hevc)$/i;
/** Microseconds between the last picture of a clip and the first of the next. */
const SEAM_US = 40_000;

/**
 * Plays the clips of `folder` one after the other in the order of their names, each made into H.264, until the signal
 * is aborted; the folder is looked at again after the last. Faults with `fileMissing` where none lies there, and with
 * the last clip's fault where none can be played.
 */
export async function playFolder(
  folder: string,
  ffmpeg: FindFfmpeg,
  listener: SourceListener,
  signal: AbortSignal,
): Promise<void> {
  const program = await ffmpeg();
  const line = new Line(listener);
  while (!signal.aborted) {
    const names = await clipsIn(folder);
    let fault = new Fault("fileMissing", { path: join(folder, "*.mp4") });
    let played = false;
    for (const name of names) {
      if (signal.aborted) return;
      const path = join(folder, name);
      line.next();
      try {
        const order = {
          ...{ program, input: clipScript(path), arguments: ffmpegArguments({ kind: "one" }) },
          place: { host: basename(path), port: 0, path },
          encodes: true,
        };
        if (!(await readPictures(order, line, signal))) fault = new Fault("notVideo", { host: name });
      } catch (error) {
        fault = asFault(error);
        // One that is played to its end has ended; another is passed over.
        if (fault.kind === "internal" || fault.kind === "ffmpegMissing") throw fault;
      }
      played ||= line.pictures > 0;
    }
    if (!played && !signal.aborted) throw fault;
  }
}

/** Names as people sort them: 2 before 10. */
async function clipsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory() && !/[\r\n]/.test(entry.name));
  const order = new Intl.Collator("en", { numeric: true });
  return names
    .map(({ name }) => name)
    .filter((name) => clips.test(name) && !name.startsWith("."))
    .toSorted((a, b) => order.compare(a, b));
}

/** The times of one clip after the other on one line. */
class Line implements SourceListener {
  readonly #listener: SourceListener;
  #shiftUs: number | null = 0;
  #lastUs = -SEAM_US;
  /** Of the present clip. */
  pictures = 0;

  constructor(listener: SourceListener) {
    this.#listener = listener;
  }

  next(): void {
    this.#shiftUs = null;
    this.pictures = 0;
  }

  accessUnit(unit: AccessUnit): void {
    this.#shiftUs ??= this.#lastUs + SEAM_US - unit.timeUs;
    const timeUs = unit.timeUs + this.#shiftUs;
    this.#lastUs = Math.max(this.#lastUs, timeUs);
    this.pictures += 1;
    this.#listener.accessUnit({ ...unit, timeUs });
  }

  damage(count: number): void {
    this.#listener.damage(count);
  }
}

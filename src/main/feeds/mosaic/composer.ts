import type { Writable } from "node:stream";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Size } from "../../../layouts/rect.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import type { FfmpegProgram } from "../ffmpeg/program.ts";
import { nutFrameHead, nutHead } from "../nut/writer.ts";
import type { SourceListener } from "../source.ts";
import type { Rung } from "../../../protocol/ladder.ts";
import { encodingArguments, MOSAIC_FPS } from "./arguments.ts";
import type { Cell } from "./cell.ts";
import { createPlanes, type Planes } from "./planes.ts";
import { GROUND } from "./slate.ts";

export interface ComposerParts {
  readonly ffmpeg: FfmpegProgram;
  readonly clock: Clock;
  readonly size: Size;
  readonly rung: Rung;
  readonly cells: readonly Cell[];
  readonly listener: SourceListener;
  /** Where the mosaic's own clock begins, monotonic milliseconds: the same for every encoder that follows another. */
  readonly startedAt: number;
  /** A cell's state is another one. */
  changed(): void;
}

const INTERVAL_MS = 1000 / MOSAIC_FPS;

/** A canvas, and what it shows of each cell. */
interface Sheet {
  readonly planes: Planes;
  readonly versions: number[];
  /** Whether ffmpeg has not taken it whole yet. */
  busy: boolean;
}

/**
 * Draws the newest picture of every cell at a steady rate, waiting for none, and has ffmpeg encode it. Rejects with a
 * Fault when ffmpeg ends, resolves after an abort, when no process is left.
 */
export async function compose(parts: ComposerParts, signal: AbortSignal): Promise<void> {
  const { ffmpeg, rung, listener } = parts;
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, stop.signal]);
  try {
    const read = await readPictures(
      {
        program: ffmpeg,
        encodes: true,
        place: { host: "mosaic", port: 0, path: rung },
        arguments: encodingArguments(rung),
        input: (stdin) => draw(parts, stdin, ended),
      },
      listener,
      signal,
    );
    if (!read) throw new Fault("notVideo", { host: "mosaic" });
  } finally {
    stop.abort();
  }
}

function draw(parts: ComposerParts, stdin: Writable, ended: AbortSignal): void {
  const { clock, size, cells, startedAt } = parts;
  const sheets = [sheetOf(size, cells), sheetOf(size, cells)];
  // H.264 of these sizes without a word about it is taken for BT.601, as the slates are drawn.
  stdin.write(
    nutHead({ fourcc: "I420", extradata: new Uint8Array(), ...size, pixelAspect: 1, rate: MOSAIC_FPS }),
  );
  let index = Math.floor((clock.monotonic() - startedAt) / INTERVAL_MS);
  let cancel: () => void = () => undefined;
  const tick = () => {
    const now = clock.monotonic();
    let news = false;
    for (const cell of cells) news = cell.look(now) || news;
    if (news) parts.changed();
    const sheet = sheets.find(({ busy }) => !busy);
    // Otherwise ffmpeg is slower than the mosaic: this picture is left out, and none is queued.
    if (sheet !== undefined && !stdin.destroyed) {
      bringUpToDate(sheet, cells);
      sheet.busy = true;
      const { bytes } = sheet.planes;
      const timeUs = (now - startedAt) * 1000;
      stdin.write(nutFrameHead({ key: true, timeUs, size: bytes.byteLength }));
      stdin.write(bytes, () => {
        sheet.busy = false;
      });
    }
    // Timers come a little early as well as late; ticks that were missed are not made up for.
    index = Math.max(index + 1, Math.floor((now - startedAt) / INTERVAL_MS));
    cancel = clock.after(Math.max(1, startedAt + index * INTERVAL_MS - clock.monotonic()), tick);
  };
  ended.addEventListener("abort", () => cancel(), { once: true });
  if (!ended.aborted) tick();
}

function sheetOf(size: Size, cells: readonly Cell[]): Sheet {
  return { planes: createPlanes(size, GROUND), versions: cells.map(() => 0), busy: false };
}

function bringUpToDate(sheet: Sheet, cells: readonly Cell[]): void {
  for (const [at, cell] of cells.entries()) {
    if (sheet.versions[at] === cell.version) continue;
    sheet.versions[at] = cell.version;
    cell.draw(sheet.planes);
  }
}

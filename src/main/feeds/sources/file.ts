import { access, constants } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../../base/fault.ts";
import { clipScript, ffmpegArguments } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import type { SourceKind } from "../source.ts";

/** A clip on the core's own disk, played at its own speed for ever: `file:///clips/market.mp4`. */
export const fileSource: SourceKind = {
  schemes: ["file:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const path = pathOf(address.url);
      // A line of ffmpeg's script cannot hold it.
      if (/[\r\n]/.test(path)) throw new Fault("fileMissing", { path });
      try {
        await access(path, constants.R_OK);
      } catch (error) {
        throw new Fault("fileMissing", { path }, { cause: error });
      }
      const program = await ffmpeg();
      const place = { host: basename(path), port: 0, path };
      const order = {
        program,
        arguments: ffmpegArguments({ kind: "clip" }),
        input: clipScript(path),
        place,
      };
      if (!(await readPictures(order, listener, signal))) throw new Fault("notVideo", { host: place.host });
    };
  },
};

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new Fault("invalid", { field: "url", problem: "file:///path" }, { cause: error });
  }
}

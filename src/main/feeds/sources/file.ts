import { access, constants, stat } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../../base/fault.ts";
import { ffmpegArguments } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { clipScript } from "../ffmpeg/script.ts";
import type { SourceKind } from "../source.ts";
import { playFolder } from "./folder.ts";

/**
 * What lies on the core's own disk, played at its own speed for ever: a clip (`file:///clips/market.mp4`), or all
 * clips of a folder in the order of their names (`file:///clips/`).
 */
export const fileSource: SourceKind = {
  schemes: ["file:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const path = pathOf(address.url);
      // A line of ffmpeg's script cannot hold it.
      if (/[\r\n]/.test(path)) throw new Fault("fileMissing", { path });
      try {
        await access(path, constants.R_OK);
        if ((await stat(path)).isDirectory()) return await playFolder(path, ffmpeg, listener, signal);
      } catch (error) {
        if (error instanceof Fault) throw error;
        throw new Fault("fileMissing", { path }, { cause: error });
      }
      const program = await ffmpeg();
      const place = { host: basename(path), port: 0, path };
      const order = {
        program,
        arguments: ffmpegArguments({ kind: "clip", from: "disk" }),
        input: clipScript(path),
        place,
        tells: true,
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

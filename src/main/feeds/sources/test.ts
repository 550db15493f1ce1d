import { Fault } from "../../base/fault.ts";
import { ffmpegArguments } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import type { SourceKind } from "../source.ts";

const form = /^test:(\d{2,4})x(\d{2,4})@(\d{1,3})$/i;

/** A moving picture made by ffmpeg: `test:640x360@25`, width x height (even) @ frames a second. */
export const testSource: SourceKind = {
  schemes: ["test:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const [, width, height, fps] = (form.exec(address.url) ?? []).map(Number);
      if (!width || !height || !fps || width % 2 !== 0 || height % 2 !== 0 || fps > 120) {
        throw new Fault("invalid", { field: "url", problem: "test:640x360@25" });
      }
      const program = await ffmpeg();
      const place = { host: address.url, port: 0, path: address.url };
      const order = {
        program,
        arguments: ffmpegArguments({ kind: "test", width, height, fps }),
        input: "",
        place,
        encodes: true,
      };
      if (!(await readPictures(order, listener, signal))) throw new Fault("notVideo", { host: place.host });
    };
  },
};

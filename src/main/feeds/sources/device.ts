import { access, constants } from "node:fs/promises";
import { Fault } from "../../base/fault.ts";
import { type Device, ffmpegArguments } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import type { SourceKind } from "../source.ts";

/**
 * Cameras and capture cards of this machine: `v4l2:///dev/video0` on Linux, `dshow:video=NAME` on Windows, each with
 * `?size=1280x720&fps=25&form=mjpeg` where a person wants to choose.
 */
export const deviceSource: SourceKind = {
  schemes: ["v4l2:", "dshow:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const device = readDevice(address.url);
      if (device === null)
        throw new Fault("invalid", { field: "url", problem: "v4l2:///dev/video0, dshow:video=NAME" });
      if (device.system === "v4l2") {
        try {
          await access(device.name, constants.R_OK);
        } catch (error) {
          throw new Fault("fileMissing", { path: device.name }, { cause: error });
        }
      }
      const program = await ffmpeg();
      const place = { host: device.name, port: 0, path: device.name };
      const order = {
        ...{ program, place, input: "", encodes: true },
        arguments: ffmpegArguments({ kind: "device", device }),
      };
      if (!(await readPictures(order, listener, signal))) throw new Fault("notVideo", { host: place.host });
    };
  },
};

/** The device that an address names, or null where it names none. */
export function readDevice(url: string): Device | null {
  const [, scheme, name = "", query = ""] =
    /^(v4l2):\/\/(\/dev\/[\w./-]+)(?:\?(.*))?$/i.exec(url) ??
    /^(dshow):(?:\/\/)?(?:video=)?([^?]+)(?:\?(.*))?$/i.exec(url) ??
    [];
  if (scheme === undefined || name.includes("/../")) return null;
  const asked = new URLSearchParams(query);
  const size = /^(\d{2,5})x(\d{2,5})$/.exec(asked.get("size") ?? "");
  const fps = Number(asked.get("fps") ?? Number.NaN);
  const form = asked.get("form");
  const wrong =
    (asked.has("size") && size === null) ||
    (asked.has("fps") && !(fps > 0 && fps <= 240)) ||
    (form !== null && !/^[a-z0-9_]{1,20}$/.test(form));
  if (wrong) return null;
  const system = scheme.toLowerCase() === "v4l2" ? "v4l2" : "dshow";
  return {
    system,
    name: system === "v4l2" ? name : decoded(name),
    size: size === null ? null : { width: Number(size[1]), height: Number(size[2]) },
    fps: asked.has("fps") ? fps : null,
    form,
  };
}

/** Names of DirectShow hold spaces; a "%" that begins no code stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

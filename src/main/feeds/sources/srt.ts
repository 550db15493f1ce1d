import { Fault } from "../../base/fault.ts";
import { ffmpegArguments, type NetworkProbe } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { networkScript, type Options } from "../ffmpeg/script.ts";
import type { SourceKind } from "../source.ts";
import { known } from "./preflight.ts";

/**
 * SRT, by `srt://host:port`, with the parameters of ffmpeg and srt-live-transmit behind it: `mode` (`caller`,
 * `listener`, `rendezvous`), `latency` in milliseconds, `streamid`. The password is the passphrase.
 */
export const srtSource: SourceKind = {
  schemes: ["srt:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      // Without a host it is this machine that is called.
      const own = address.url.replace(/^srt:\/\/:/i, "srt://0.0.0.0:");
      const parsed = URL.parse(own);
      const port = Number(parsed?.port);
      if (parsed === null || !(port > 0))
        throw new Fault("invalid", { field: "url", problem: "srt://host:port" });
      const asked = parsed.searchParams;
      const listens = asked.get("mode") === "listener" || own !== address.url;
      const host = parsed.hostname;
      // SRT itself says nothing that tells an unknown name from a silent one.
      if (!listens) await known(host, signal);
      const program = await ffmpeg();
      const latency = Number(asked.get("latency") ?? Number.NaN);
      const given: Options = [
        ["mode", listens ? "listener" : asked.get("mode") === "rendezvous" ? "rendezvous" : "caller"],
        ...(Number.isFinite(latency) ? ([["latency", String(Math.round(latency * 1000))]] as const) : []),
        ...(asked.has("streamid") ? ([["streamid", asked.get("streamid") ?? ""]] as const) : []),
        ...(asked.has("pbkeylen") ? ([["pbkeylen", asked.get("pbkeylen") ?? ""]] as const) : []),
        ...(address.password === null ? [] : ([["passphrase", address.password]] as const)),
      ];
      const place = { host, port, path: asked.get("streamid") ?? "" };
      for (const probe of ["joined", "patient"] satisfies NetworkProbe[]) {
        if (signal.aborted) return;
        const order = {
          ...{ program, place, arguments: ffmpegArguments({ kind: "network", probe }) },
          input: networkScript(`srt://${host}:${port}`, given, probe),
        };
        if (await readPictures(order, listener, signal)) return;
      }
      throw new Fault("notVideo", { host: place.host });
    };
  },
};

import { Fault } from "../../base/fault.ts";
import { withoutCredentials } from "../../base/log.ts";
import { rtspScript, ffmpegArguments, type Probe, withLogin } from "../ffmpeg/arguments.ts";
import type { Place } from "../ffmpeg/diagnosis.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import type { SourceKind } from "../source.ts";
import { preflight } from "./preflight.ts";

/**
 * Seconds without a byte on the connection after which ffmpeg gives up. Longer than the supervisor's patience with
 * a camera of few pictures: it is for a child that has outlived its core.
 */
const TIMEOUT_S = 30;
/** RFC 7826, 4.2. */
const defaultPorts: Readonly<Record<string, number>> = { "rtsp:": 554, "rtsps:": 322 };

/** Cameras, by `rtsp://` and `rtsps://`. ffmpeg logs in (basic, digest with MD5) and copies what they send. */
export const rtspSource: SourceKind = {
  schemes: ["rtsp:", "rtsps:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const place = placeOf(address.url);
      await preflight(place.host, place.port, signal);
      const program = await ffmpeg();
      const secured = /^rtsps:/i.test(address.url);
      const url = withLogin(address.url, address.username, address.password);
      for (const probe of ["quick", "patient"] satisfies Probe[]) {
        if (signal.aborted) return;
        const order = {
          program,
          arguments: ffmpegArguments({ kind: "rtsp", probe }),
          // Beside TLS there is no protected way for RTP: it stays inside.
          input: rtspScript({
            url,
            transport: secured ? "tcp" : address.transport,
            timeoutS: TIMEOUT_S,
            probe,
          }),
          place,
        };
        if (await readPictures(order, listener, signal)) return;
      }
      throw new Fault("notVideo", { host: place.host });
    };
  },
};

/** Host, port and path of an RTSP address. Faults with `invalid`. */
function placeOf(url: string): Place {
  const parsed = URL.parse(url);
  const port =
    parsed === null ? undefined : parsed.port === "" ? defaultPorts[parsed.protocol] : Number(parsed.port);
  if (parsed === null || parsed.hostname === "" || port === undefined) {
    throw new Fault("invalid", { field: "url", problem: "rtsp://host:port/path" });
  }
  return { host: parsed.hostname, port, path: withoutCredentials(parsed.pathname || "/") };
}

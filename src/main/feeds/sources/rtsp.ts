import { Fault } from "../../base/fault.ts";
import { withoutCredentials } from "../../base/log.ts";
import { filledIn, hasPlaces, type StreamAddress } from "../../base/stream-address.ts";
import { ffmpegArguments, type Probe } from "../ffmpeg/arguments.ts";
import type { Place } from "../ffmpeg/diagnosis.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { rtspScript, withLogin } from "../ffmpeg/script.ts";
import type { SourceKind, SourceListener } from "../source.ts";
import { preflight } from "./preflight.ts";
import { doubted, rtspTongue } from "./tongue.ts";

/**
 * Seconds without a byte on the connection after which ffmpeg gives up. Longer than the supervisor's patience with
 * a camera of few pictures: it is for a child that has outlived its core.
 */
const TIMEOUT_S = 30;
/** RFC 7826, 4.2; a tunnel is HTTP. */
const defaultPorts: Readonly<Record<string, { readonly direct: number; readonly tunnel: number }>> = {
  "rtsp:": { direct: 554, tunnel: 80 },
  "rtsps:": { direct: 322, tunnel: 443 },
};

/**
 * Cameras, by `rtsp://` and `rtsps://`. ffmpeg logs in (basic, digest with MD5) and copies what they send. It follows a
 * redirect (302 on DESCRIBE) by itself and answers a challenge there with the same login, which nothing of its options
 * forbids: a camera's own answers are trusted with the camera's login.
 */
export const rtspSource: SourceKind = {
  schemes: ["rtsp:", "rtsps:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const { place, url } = opened(address);
      await preflight(place.host, place.port, signal);
      const program = await ffmpeg();
      const secured = /^rtsps:/i.test(url);
      for (const probe of ["quick", "patient"] satisfies Probe[]) {
        if (signal.aborted) return;
        const order = {
          program,
          arguments: ffmpegArguments({ kind: "rtsp", probe }),
          input: rtspScript({
            url,
            // Beside TLS there is no protected way for RTP: it stays inside.
            transport: secured && address.transport === "udp" ? "tcp" : address.transport,
            timeoutS: TIMEOUT_S,
            probe,
          }),
          place,
        };
        const read = (heard: SourceListener, until: AbortSignal) => readPictures(order, heard, until);
        // What is no TLS ffmpeg tells by itself.
        const tongue = rtspTongue(place.host, place.port, address.transport === "http");
        if (await (secured ? read(listener, signal) : doubted(tongue, listener, signal, read))) return;
      }
      throw new Fault("notVideo", { host: place.host });
    };
  },
};

/** Where an address leads, and the address as ffmpeg is given it. Faults with `invalid`. */
function opened(address: StreamAddress): { place: Place; url: string } {
  const { username, password, transport } = address;
  const parsed = URL.parse(address.url);
  const usual = defaultPorts[parsed?.protocol ?? ""];
  if (parsed === null || parsed.hostname === "" || usual === undefined) {
    throw new Fault("invalid", { field: "url", problem: "rtsp://host:port/path" });
  }
  const tunnel = transport === "http";
  const port = parsed.port === "" ? (tunnel ? usual.tunnel : usual.direct) : Number(parsed.port);
  // ffmpeg would look for a tunnel at RTSP's own port.
  const explicit =
    tunnel && parsed.port === ""
      ? address.url.replace(/^([a-z]+:\/\/)((?:[^/?#]*@)?)([^/?#]*)/i, `$1$2$3:${port}`)
      : address.url;
  const filled = filledIn(explicit, username, password);
  return {
    place: { host: parsed.hostname, port, path: withoutCredentials(parsed.pathname || "/") },
    url: hasPlaces(address.url) ? filled : withLogin(filled, username, password),
  };
}

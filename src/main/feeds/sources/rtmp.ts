import { Fault } from "../../base/fault.ts";
import { filledIn, hasPlaces } from "../../base/stream-address.ts";
import { ffmpegArguments, type Probe } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { networkScript, type Options } from "../ffmpeg/script.ts";
import type { SourceKind, SourceListener } from "../source.ts";
import { preflight } from "./preflight.ts";
import { doubted, rtmpTongue } from "./tongue.ts";

const defaultPorts: Readonly<Record<string, number>> = { "rtmp:": 1935, "rtmps:": 443 };
/** Seconds for which somebody is waited for who sends; the supervisor waits no longer for a first picture. */
const LISTEN_S = 9;

/**
 * RTMP servers, by `rtmp://` and `rtmps://`; with `?listen` behind the address an encoder sends to us instead, as to
 * `rtmp://0.0.0.0:1935/live/gate?listen`.
 */
export const rtmpSource: SourceKind = {
  schemes: ["rtmp:", "rtmps:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const { username, password } = address;
      const listens = /[?&]listen(?:=1)?(?=&|$)/.test(address.url);
      const bare = address.url.replace(/([?&])listen(?:=1)?(?:&|$)/, "$1").replace(/[?&]$/, "");
      const parsed = URL.parse(bare);
      const port = parsed?.port === "" ? defaultPorts[parsed.protocol] : Number(parsed?.port);
      if (parsed === null || parsed.hostname === "" || port === undefined)
        throw new Fault("invalid", { field: "url", problem: "rtmp://host:port/application/stream" });
      const place = { host: parsed.hostname, port, path: parsed.pathname };
      if (!listens) await preflight(place.host, port, signal);
      const program = await ffmpeg();
      const url = hasPlaces(bare)
        ? filledIn(bare, username, password)
        : withPlainLogin(bare, username, password);
      const options: Options = listens
        ? [
            ["listen", "1"],
            ["timeout", String(LISTEN_S)],
          ]
        : [];
      for (const probe of ["quick", "patient"] satisfies Probe[]) {
        if (signal.aborted) return;
        const order = {
          ...{ program, place, arguments: ffmpegArguments({ kind: "network", probe }) },
          input: networkScript(url, options, probe),
        };
        const read = (heard: SourceListener, until: AbortSignal) => readPictures(order, heard, until);
        const tongue = listens || /^rtmps:/i.test(bare) ? null : rtmpTongue(place.host, port);
        if (await (tongue === null ? read(listener, signal) : doubted(tongue, listener, signal, read)))
          return;
      }
      throw new Fault("notVideo", { host: place.host });
    };
  },
};

/** ffmpeg takes an RTMP login as it stands and decodes nothing. Faults with `invalid` where it could not stand so. */
function withPlainLogin(url: string, username: string | null, password: string | null): string {
  if (username === null && password === null) return url;
  if (/[/?#:@]/.test(username ?? "") || /[/?#]/.test(password ?? ""))
    throw new Fault("invalid", { field: "password", problem: "RTMP takes none with / ? # in it" });
  return url.replace(
    /^(rtmps?:\/\/)/i,
    () => `${url.slice(0, url.indexOf("//") + 2)}${username ?? ""}:${password ?? ""}@`,
  );
}

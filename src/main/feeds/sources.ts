import { Fault } from "../base/fault.ts";
import type { FindFfmpeg, RunSource, SourceKind } from "./source.ts";
import { deviceSource } from "./sources/device.ts";
import { fileSource } from "./sources/file.ts";
import { httpSource } from "./sources/http.ts";
import { rtmpSource } from "./sources/rtmp.ts";
import { rtspSource } from "./sources/rtsp.ts";
import { srtSource } from "./sources/srt.ts";
import { testSource } from "./sources/test.ts";
import { udpSource } from "./sources/udp.ts";

/** Every kind of source. A new one is a file and a line. */
const kinds: readonly SourceKind[] = [
  rtspSource,
  httpSource,
  rtmpSource,
  srtSource,
  udpSource,
  deviceSource,
  fileSource,
  testSource,
];

/** Runs whatever source an address names. Faults with `invalid` where no kind takes its scheme. */
export function createRunSource(ffmpeg: FindFfmpeg): RunSource {
  const runners = new Map(kinds.flatMap((kind) => kind.schemes.map((scheme) => [scheme, kind.open(ffmpeg)])));
  return async (address, listener, signal) => {
    const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(address.url)?.[0].toLowerCase() ?? "";
    const run = runners.get(scheme);
    if (run === undefined)
      throw new Fault("invalid", { field: "url", problem: `the scheme ${scheme || "?"} is not known` });
    await run(address, listener, signal);
  };
}

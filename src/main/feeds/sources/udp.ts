import { Fault } from "../../base/fault.ts";
import { ffmpegArguments, type NetworkProbe } from "../ffmpeg/arguments.ts";
import { readPictures } from "../ffmpeg/pictures.ts";
import { networkScript, type Options } from "../ffmpeg/script.ts";
import type { SourceKind } from "../source.ts";

/** Seconds without a packet after which the stream has ended. */
const SILENCE_S = 5;
/** Packets of 188 bytes that wait for ffmpeg: 16 MB, a second of more than any camera sends. */
const WAITING_PACKETS = 85_000;

/**
 * MPEG-TS that is sent to this machine or to a group, in UDP (`udp://239.1.2.3:5000`) or in RTP (`rtp://`).
 * `?sources=10.0.0.1` takes it from that sender only (RFC 4607), `?localaddr=` names the interface.
 */
export const udpSource: SourceKind = {
  schemes: ["udp:", "rtp:"],
  open(ffmpeg) {
    return async (address, listener, signal) => {
      const [, scheme = "", host = "", portText = "", query = ""] =
        /^(udp|rtp):\/\/([^/?#@]*|\[[^\]]*\]):(\d+)\/?(?:\?([^#]*))?$/i.exec(address.url) ?? [];
      const port = Number(portText);
      if (!(port > 0 && port < 65_536))
        throw new Fault("invalid", { field: "url", problem: "udp://239.1.2.3:5000" });
      const asked = new URLSearchParams(query);
      const program = await ffmpeg();
      const options: Options = [
        ...(asked.has("sources") ? ([["sources", asked.get("sources") ?? ""]] as const) : []),
        ...(asked.has("localaddr") ? ([["localaddr", asked.get("localaddr") ?? ""]] as const) : []),
        ...(scheme.toLowerCase() === "udp"
          ? ([
              ["timeout", String(SILENCE_S * 1_000_000)],
              ["fifo_size", String(WAITING_PACKETS)],
              ["overrun_nonfatal", "1"],
            ] as const)
          : []),
      ];
      const place = { host: host || "0.0.0.0", port, path: "" };
      for (const probe of ["joined", "patient"] satisfies NetworkProbe[]) {
        if (signal.aborted) return;
        const order = {
          ...{ program, place, arguments: ffmpegArguments({ kind: "network", probe }) },
          input: networkScript(`${scheme.toLowerCase()}://${place.host}:${port}`, options, probe),
        };
        if (await readPictures(order, listener, signal)) return;
      }
      throw new Fault("notVideo", { host: place.host });
    };
  },
};

import { join } from "node:path";
import type { FaultKind } from "../../src/protocol/fault.ts";
import type { StreamAddress } from "../../src/main/feeds/source.ts";
import { startFaultProxy } from "../fixtures/fault-proxy.ts";
import { missingPerlServer, startPerlServer } from "../fixtures/rtsp/perl.ts";
import { missingRtspServer, startRtspServer } from "../fixtures/rtsp/server.ts";
import { startHttpCamera } from "../fixtures/servers/http-camera.ts";
import { type MediaCoding, pictureArguments, Sender, temporaryFolder } from "../fixtures/servers/media.ts";
import { missingNginx, startNginx } from "../fixtures/servers/nginx.ts";
import { freeUdpPort } from "../fixtures/servers/port.ts";

/** 4:3 by pixels that are not square, which every sender here tells but GStreamer's JPEG by RTP. */
export const picture = { width: 352, height: 288, aspect: "12/11" };
export const SHOWN_RATIO = 4 / 3;
/** Milliseconds between key frames of every sender. */
export const KEY_MS = 1_000;

export interface Target {
  readonly url: string;
  readonly rest?: Partial<StreamAddress>;
}

/** Something goes wrong in mid-stream, and then is well again. */
export interface Trouble {
  readonly kinds: readonly FaultKind[];
  begin(): unknown;
  end(): unknown;
}

export interface Scene {
  readonly target: Target;
  /** An address at which nothing can come, and what is to be said of it. */
  readonly wrong: Readonly<Record<string, Target & { readonly kinds: readonly FaultKind[] }>>;
  readonly trouble: Readonly<Record<string, Trouble>>;
}

export interface Way {
  readonly name: string;
  readonly missing: string | null;
  readonly codings: readonly MediaCoding[];
  /** What a running feed is called. */
  readonly state: "live" | "delayed";
  /** Milliseconds that a return may take beyond 2 s and a key frame. */
  readonly slackMs: number;
  /** Width over height as shown, where that is not the one of `picture`. */
  ratio?(coding: MediaCoding): number;
  open(keep: Keep, coding: MediaCoding): Promise<Scene>;
}

export type Keep = <T extends AsyncDisposable>(one: T) => T;

const missingRtsp = await missingRtspServer();
const squareRatio = picture.width / picture.height;
const garbage = Buffer.from("SSH-2.0-OpenSSH_9.2p1 Debian\r\n".repeat(20));
const unknownHost = { kinds: ["unknownHost"] } as const;
const nowhere = "no-such-camera.invalid";

function encoder(keep: Keep, coding: MediaCoding, target: readonly string[]): Sender {
  return keep(new Sender("ffmpeg", [...pictureArguments(picture, coding), ...target])).start();
}

/** What a TCP line does: of `port`, as a running stream and as one that is opened. */
async function tcpLine(keep: Keep, port: number, url: (port: number) => Target) {
  const proxy = keep(await startFaultProxy(port));
  const noisy = keep(await startFaultProxy(port));
  noisy.set({ kind: "garbage", bytes: garbage });
  return {
    target: url(proxy.port),
    trouble: {
      "line cut": {
        kinds: ["ended", "notVideo", "unreachable"],
        begin: () => proxy.set({ kind: "cut" }),
        end: () => proxy.set({ kind: "none" }),
      },
      refused: { kinds: ["unreachable", "ended"], begin: () => proxy.refuse(), end: () => proxy.accept() },
      stalled: {
        kinds: ["silent"],
        begin: () => proxy.set({ kind: "stall" }),
        end: () => proxy.set({ kind: "none" }),
      },
    } satisfies Record<string, Trouble>,
    garbage: { ...url(noisy.port), kinds: ["notVideo"] as const },
    refused: { ...url(9), kinds: ["unreachable"] as const },
  };
}

const gstCodings = { h264: "h264", hevc: "h265", mjpeg: "mjpeg" } as const;

function rtsp(name: string, transport: StreamAddress["transport"], tls: boolean): Way {
  return {
    name: `RTSP ${name} (gst-rtsp-server)`,
    missing: missingRtsp,
    codings: ["h264", "hevc", "mjpeg"],
    state: "live",
    slackMs: 0,
    ratio: (coding) => (coding === "mjpeg" ? squareRatio : SHOWN_RATIO),
    async open(keep, coding) {
      const login = { kind: "digest", username: "op", password: "p@ss:w/rd" } as const;
      const codec = gstCodings[coding === "hevc" || coding === "mjpeg" ? coding : "h264"];
      const camera = { ...picture, path: "/a", codec, keyInterval: 25 };
      const server = keep(await startRtspServer({ cameras: [camera], login, tls }));
      const { username, password } = login;
      const at = (port: number, path = "/a"): Target => ({
        url: server.url(path, port),
        rest: { transport, username, password },
      });
      const line = await tcpLine(keep, server.port, at);
      return {
        // Its pictures by UDP do not pass a proxy.
        target: transport === "udp" ? at(server.port) : line.target,
        wrong: {
          "wrong path": { ...at(server.port, "/b"), kinds: ["wrongPath"] },
          "wrong login": {
            url: server.url("/a"),
            rest: { transport, username, password: "x" },
            kinds: ["loginRefused"],
          },
          "unknown host": {
            url: `${tls ? "rtsps" : "rtsp"}://${nowhere}/a`,
            rest: { transport },
            ...unknownHost,
          },
          "closed port": line.refused,
          garbage: line.garbage,
        },
        trouble:
          transport === "udp"
            ? {
                off: {
                  kinds: ["ended", "unreachable"],
                  begin: () => server.stop(),
                  end: () => server.start(),
                },
              }
            : line.trouble,
      };
    },
  };
}

const perl: Way = {
  name: "RTSP over UDP (rtsp-server-perl)",
  missing: missingPerlServer,
  codings: ["h264"],
  state: "live",
  slackMs: 0,
  async open(keep, coding) {
    const server = keep(await startPerlServer());
    const announced = ["-f", "rtsp", `rtsp://127.0.0.1:${server.sourcePort}/gate`];
    encoder(keep, coding, announced);
    const url = (path: string) => `rtsp://127.0.0.1:${server.port}${path}`;
    return {
      target: { url: url("/gate"), rest: { transport: "udp" } },
      wrong: { "wrong path": { url: url("/none"), rest: { transport: "udp" }, kinds: ["wrongPath"] } },
      trouble: {},
    };
  },
};

function http(name: string, path: (coding: MediaCoding) => string, codings: readonly MediaCoding[]): Way {
  return {
    name: `${name} by HTTP`,
    missing: null,
    codings,
    state: "live",
    slackMs: 0,
    async open(keep, coding) {
      const login = { kind: "digest", username: "op", password: "p@ss:w/rd" } as const;
      const server = keep(await startHttpCamera({ picture, login }));
      const rest = { username: login.username, password: login.password };
      const line = await tcpLine(keep, server.port, (port) => ({
        url: server.url(path(coding), port),
        rest,
      }));
      return {
        target: line.target,
        wrong: {
          "wrong path": { url: server.url("/none"), rest, kinds: ["wrongPath"] },
          "wrong login": {
            url: server.url(path(coding)),
            rest: { ...rest, password: "x" },
            kinds: ["loginRefused"],
          },
          "unknown host": { url: `http://${nowhere}/a`, ...unknownHost },
          "closed port": line.refused,
          garbage: line.garbage,
          "another page": { url: server.url("/page"), rest, kinds: ["notVideo"] },
        },
        trouble: line.trouble,
      };
    },
  };
}

const PIECE_S = 1;
const hls: Way = {
  name: "HLS (ffmpeg, nginx)",
  missing: missingNginx,
  codings: ["h264", "hevc", "mpeg2"],
  state: "delayed",
  slackMs: PIECE_S * 1_000,
  async open(keep, coding) {
    const login = { username: "op", password: "p@ss:w/rd" };
    const { path: folder } = keep(await temporaryFolder());
    const nginx = keep(await startNginx({ folder, login }));
    const shape = ["-f", "hls", "-hls_time", String(PIECE_S), "-hls_list_size", "5"];
    const flags = ["-hls_flags", "delete_segments+temp_file+program_date_time"];
    encoder(keep, coding, [...shape, ...flags, join(nginx.files, "secret", "live.m3u8")]);
    const at = (port: number, path = "/secret/live.m3u8"): Target => ({
      url: `http://127.0.0.1:${port}${path}`,
      rest: login,
    });
    const line = await tcpLine(keep, nginx.port, at);
    return {
      target: line.target,
      wrong: {
        "wrong path": { ...at(nginx.port, "/secret/none.m3u8"), kinds: ["wrongPath"] },
        "wrong login": { ...at(nginx.port), rest: { ...login, password: "x" }, kinds: ["loginRefused"] },
        "unknown host": { url: `http://${nowhere}/a.m3u8`, ...unknownHost },
        "closed port": line.refused,
        garbage: line.garbage,
      },
      trouble: line.trouble,
    };
  },
};

const rtmp: Way = {
  name: "RTMP (nginx)",
  missing: missingNginx,
  codings: ["h264"],
  state: "live",
  slackMs: 0,
  async open(keep, coding) {
    const { path: folder } = keep(await temporaryFolder());
    const nginx = keep(await startNginx({ folder }));
    encoder(keep, coding, ["-f", "flv", nginx.rtmp("gate")]);
    const at = (port: number, path = "/live/gate"): Target => ({ url: `rtmp://127.0.0.1:${port}${path}` });
    const line = await tcpLine(keep, nginx.rtmpPort, at);
    return {
      target: line.target,
      wrong: {
        "wrong path": { ...at(nginx.rtmpPort, "/other/gate"), kinds: ["wrongPath"] },
        "unknown host": { url: `rtmp://${nowhere}/live/gate`, ...unknownHost },
        "closed port": line.refused,
        garbage: line.garbage,
      },
      trouble: line.trouble,
    };
  },
};

const srt: Way = {
  name: "SRT (ffmpeg)",
  missing: null,
  codings: ["h264", "hevc", "mpeg2"],
  state: "live",
  // The sender's own start.
  slackMs: 500,
  async open(keep, coding) {
    const port = await freeUdpPort();
    const password = "rahasia sekali";
    const url = `srt://127.0.0.1:${port}`;
    const target = ["-passphrase", password, "-f", "mpegts", "-flush_packets", "1", `${url}?mode=listener`];
    const sender = encoder(keep, coding, target);
    return {
      target: { url, rest: { password } },
      wrong: {
        "wrong login": { url, rest: { password: "something else" }, kinds: ["loginRefused"] },
        "unknown host": { url: `srt://${nowhere}:9000`, ...unknownHost },
        "closed port": { url: `srt://127.0.0.1:${await freeUdpPort()}`, kinds: ["unreachable"] },
      },
      trouble: {
        off: {
          kinds: ["ended", "unreachable", "silent"],
          begin: () => sender.stop(),
          end: () => sender.start(),
        },
      },
    };
  },
};

function datagrams(name: string, container: string, scheme: "udp" | "rtp", host: string): Way {
  return {
    name,
    missing: null,
    codings: ["h264", "hevc", "mpeg2", "mpeg4"],
    state: "live",
    slackMs: 500,
    async open(keep, coding) {
      const port = 2 * Math.floor((await freeUdpPort()) / 2);
      const own = "localaddr=127.0.0.1";
      const to = `${scheme}://${host}:${port}?pkt_size=1316&ttl=0&${own}`;
      const sender = encoder(keep, coding, ["-f", container, "-flush_packets", "1", to]);
      return {
        target: { url: `${scheme}://${host}:${port}?${own}` },
        wrong: {
          "nothing sent": {
            url: `${scheme}://${host}:${await freeUdpPort()}?${own}`,
            kinds: ["unreachable", "silent"],
          },
        },
        trouble: {
          off: { kinds: ["ended", "silent"], begin: () => sender.stop(), end: () => sender.start() },
          stalled: {
            kinds: ["ended", "silent"],
            begin: () => sender.pause(true),
            end: () => sender.pause(false),
          },
        },
      };
    },
  };
}

export const ways: readonly Way[] = [
  rtsp("over TCP", "tcp", false),
  rtsp("over UDP", "udp", false),
  rtsp("in HTTP", "http", false),
  rtsp("in TLS", "tcp", true),
  perl,
  hls,
  http("MJPEG", () => "/mjpeg", ["mjpeg"]),
  http("Pictures", () => "/still.jpg#every=200ms", ["mjpeg"]),
  http("MPEG-TS", (coding) => `/live.ts?${coding}`, ["h264", "hevc", "mpeg2", "mpeg4"]),
  rtmp,
  srt,
  datagrams("MPEG-TS to a group (UDP)", "mpegts", "udp", "239.255.17.9"),
  datagrams("MPEG-TS in RTP", "rtp_mpegts", "rtp", "127.0.0.1"),
];

import { createSocket } from "node:dgram";
import { once } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { startFaultProxy } from "../../../fixtures/fault-proxy.ts";
import { startDeafPort } from "../../../fixtures/rtsp/deaf-port.ts";
import { missingRtspServer, startRtspServer } from "../../../fixtures/rtsp/server.ts";
import { startHttpCamera } from "../../../fixtures/servers/http-camera.ts";
import {
  type MediaCoding,
  pictureArguments,
  Sender,
  temporaryFolder,
} from "../../../fixtures/servers/media.ts";
import { missingNginx, startNginx } from "../../../fixtures/servers/nginx.ts";
import { freePort, freeUdpPort } from "../../../fixtures/servers/port.ts";
import { FairWatch } from "../../../fixtures/fair-watch.ts";
import { childrenOf, visibleTextOf } from "../processes.ts";
import {
  brings,
  epochOf,
  hastyClock,
  leavesNoReader,
  returned,
  says,
  shows,
  type Watched,
  WaysBench,
} from "./bench.ts";

leavesNoReader();

const missingRtsp = await missingRtspServer();
const picture = { width: 320, height: 180 };
/** Milliseconds: 2 s, a key frame, and the sender's own start. */
const BACK_MS = 3_500;
const GROUP = "239.255.17.4";

/** An encoder that sends to `target` in `container`. */
function sender(
  bench: WaysBench,
  container: string,
  target: string,
  coding: MediaCoding = "h264",
  options: readonly string[] = [],
): Sender {
  const args = [
    ...pictureArguments(picture, coding),
    ...options,
    "-f",
    container,
    "-flush_packets",
    "1",
    target,
  ];
  return bench.kept(new Sender("ffmpeg", args)).start();
}

async function backAfter(
  { witness }: Watched,
  off: () => Promise<unknown>,
  on: () => unknown,
): Promise<number> {
  await off();
  await vi.waitFor(() => expect(witness.phase).toBe("failed"), { timeout: 40_000, interval: 20 });
  const epoch = epochOf(witness);
  const at = new FairWatch();
  await on();
  return returned(witness, epoch, at);
}

/** What any process list, the API and the log show of what is watched. */
async function everythingSeen({ witness, hub, lines }: Watched): Promise<string> {
  const texts = await Promise.all((await childrenOf(process.pid)).map(visibleTextOf));
  const core = texts.filter((text) => text.includes("-write_index"));
  expect(core.length).toBeGreaterThan(0);
  return core.join("\n") + lines.join("\n") + JSON.stringify([hub.list(), witness.statuses]);
}

/** Encoders try again until somebody listens. */
async function received(witness: Watched["witness"], encoder: Sender): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!encoder.running) {
        await encoder.stop();
        encoder.start();
      }
      expect(witness.pictures.length).toBeGreaterThan(30);
    },
    { timeout: 40_000, interval: 300 },
  );
}

describe.skipIf(missingRtsp !== null).concurrent("an RTSP camera in a tunnel", () => {
  it.for([false, true])("is shown within HTTP, with its login (TLS: %s)", async (tls, context) => {
    const bench = new WaysBench(context);
    const login = { kind: "digest", username: "op", password: "p@ss:w/rd" } as const;
    const camera = { path: "/a", width: 160, height: 96, keyInterval: 25 };
    const server = bench.kept(await startRtspServer({ cameras: [camera], login, tls }));
    const { witness } = bench.watch(server.url("/a"), { transport: "http", ...login });
    await brings(witness, 40);
    const wrong = { transport: "http", username: "op", password: "x" } as const;
    await says(bench.watch(server.url("/a"), wrong).witness, "127.0.0.1 refuses the user name or password.");
  });
});

describe.skipIf(missingNginx !== null).concurrent("an RTMP server", () => {
  it("is read, and read again when its sender has come back", async (context) => {
    const bench = new WaysBench(context);
    const { path: folder } = bench.kept(await temporaryFolder());
    const nginx = bench.kept(await startNginx({ folder }));
    const encoder = sender(bench, "flv", nginx.rtmp("gate"));
    const watched = bench.watch(nginx.rtmp("gate"));
    await brings(watched.witness, 40);
    expect(watched.witness.formats).toMatchObject([{ coding: "h264", width: 320, height: 180 }]);
    const ms = await backAfter(
      watched,
      () => encoder.stop(),
      () => encoder.start(),
    );
    console.info(`RTMP back after the sender's return: ${Math.round(ms)} ms`);
    expect(ms).toBeLessThan(BACK_MS);
    const elsewhere = nginx.rtmp("gate").replace("/live/", "/other/");
    await says(bench.watch(elsewhere).witness, "127.0.0.1 has no stream at /other/gate.");
  });

  it("that nobody sends to is silent; one that is none, closed or deaf is named", async (context) => {
    const bench = new WaysBench(context);
    const { path: folder } = bench.kept(await temporaryFolder());
    const nginx = bench.kept(await startNginx({ folder }));
    const { port } = bench.kept(await startDeafPort());
    const http = bench.kept(await startHttpCamera());
    const nobody = bench.watch(nginx.rtmp("nobody"), {}, undefined, { clock: hastyClock });
    await says(bench.watch("rtmp://127.0.0.1:9/live/a").witness, "on port 9: connection refused.");
    await says(bench.watch("rtmp://no-such-server.invalid/live/a").witness, "is not known");
    await says(bench.watch(`rtmp://127.0.0.1:${port}/live/a`).witness, "no answer");
    await says(
      bench.watch(`rtmp://127.0.0.1:${http.port}/live/a`).witness,
      /not a video stream|has no stream at/,
    );
    const noisy = bench.kept(await startFaultProxy(nginx.rtmpPort));
    noisy.set({ kind: "garbage", bytes: Buffer.from("SSH-2.0-OpenSSH_9.2p1 Debian\r\n") });
    await says(
      bench.watch(`rtmp://127.0.0.1:${noisy.port}/live/a`).witness,
      "What 127.0.0.1 sends is not a video stream.",
    );
    await says(nobody.witness, /connected but has sent no picture/);
  });

  it("need not be there where an encoder sends to us", async (context) => {
    const bench = new WaysBench(context);
    const port = await freePort();
    const { witness } = bench.watch(`rtmp://127.0.0.1:${port}/live/gate?listen`);
    await received(witness, sender(bench, "flv", `rtmp://127.0.0.1:${port}/live/gate`));
  });
});

describe.concurrent("an SRT stream", () => {
  const passphrase = "rahasia sekali 'x' #1";

  it("is called, with a passphrase that is seen nowhere, and called again", async (context) => {
    const bench = new WaysBench(context);
    const port = await freeUdpPort();
    const target = `srt://127.0.0.1:${port}?mode=listener`;
    const encoder = sender(bench, "mpegts", target, "h264", ["-passphrase", passphrase]);
    const watched = bench.watch(`srt://127.0.0.1:${port}?latency=120`, { password: passphrase });
    await brings(watched.witness, 40);
    expect(await everythingSeen(watched)).not.toContain("rahasia");
    const ms = await backAfter(
      watched,
      () => encoder.stop(),
      () => encoder.start(),
    );
    console.info(`SRT back after the sender's return: ${Math.round(ms)} ms`);
    expect(ms).toBeLessThan(BACK_MS);
  });

  it("with another passphrase is refused; a closed port does not answer", async (context) => {
    const bench = new WaysBench(context);
    const port = await freeUdpPort();
    sender(bench, "mpegts", `srt://127.0.0.1:${port}?mode=listener`, "h264", ["-passphrase", passphrase]);
    const wrong = bench.watch(`srt://127.0.0.1:${port}`, { password: "something else" });
    await vi.waitFor(
      () => {
        const said = wrong.witness.statuses.map((status) => status.error?.kind);
        expect(said).toContain("loginRefused");
      },
      { timeout: 40_000, interval: 20 },
    );
    const closed = `srt://127.0.0.1:${await freeUdpPort()}`;
    await says(bench.watch(closed).witness, /does not answer on port \d+: no answer/);
    await says(bench.watch("srt://no-such-server.invalid:9000").witness, "is not known");
  });

  it("is taken from an encoder that calls us", async (context) => {
    const bench = new WaysBench(context);
    const port = await freeUdpPort();
    const { witness } = bench.watch(`srt://:${port}?mode=listener`, { password: passphrase });
    const target = `srt://127.0.0.1:${port}?mode=caller`;
    await received(witness, sender(bench, "mpegts", target, "hevc", ["-passphrase", passphrase]));
    expect(witness.formats).toMatchObject([{ coding: "hevc" }]);
  });
});

/** By how much longer the first picture was under way than the last, by their own times: ffmpeg looked that long. */
function heldBackMs({ pictures, arrivals }: Watched["witness"]): number {
  const last = Math.min(pictures.length, arrivals.length) - 1;
  const shown = ((pictures[last]?.timeUs ?? Number.NaN) - (pictures[0]?.timeUs ?? Number.NaN)) / 1_000;
  return shown - ((arrivals[last] ?? Number.NaN) - (arrivals[0] ?? Number.NaN));
}

const local = "localaddr=127.0.0.1";
const ways: readonly { name: string; coding: MediaCoding; from: string; to: string }[] = [
  {
    name: "to this machine",
    coding: "mpeg2",
    from: "udp://127.0.0.1:PORT",
    to: "udp://127.0.0.1:PORT?pkt_size=1316",
  },
  {
    name: "to a group",
    coding: "h264",
    from: `udp://${GROUP}:PORT?${local}`,
    to: `udp://${GROUP}:PORT?pkt_size=1316&ttl=0&${local}`,
  },
  {
    name: "to a group, from one sender",
    coding: "h264",
    from: `udp://${GROUP}:PORT?${local}&sources=127.0.0.1`,
    to: `udp://${GROUP}:PORT?pkt_size=1316&ttl=0&${local}`,
  },
  {
    name: "within RTP",
    coding: "hevc",
    from: "rtp://127.0.0.1:PORT",
    to: "rtp://127.0.0.1:PORT?pkt_size=1316",
  },
];

describe.concurrent("MPEG-TS over UDP", () => {
  it.for(ways)("is shown: $coding $name", async ({ coding, from, to }, context) => {
    const bench = new WaysBench(context);
    // RTP takes the port and the next.
    const port = String(2 * Math.floor((await freeUdpPort()) / 2));
    const container = from.startsWith("rtp") ? "rtp_mpegts" : "mpegts";
    const encoder = sender(bench, container, to.replace("PORT", port), coding);
    const watched = bench.watch(from.replace("PORT", port));
    await brings(watched.witness, 40);
    expect(watched.witness.formats).toMatchObject([{ coding, width: 320, height: 180 }]);
    const ms = await backAfter(
      watched,
      () => encoder.stop(),
      () => encoder.start(),
    );
    console.info(`${from} back after the sender's return: ${Math.round(ms)} ms`);
    expect(ms).toBeLessThan(BACK_MS);
  });

  it("is not held back once its first key picture has come", async (context) => {
    const bench = new WaysBench(context);
    const port = await freeUdpPort();
    sender(bench, "mpegts", `udp://127.0.0.1:${port}?pkt_size=1316`, "mpeg2");
    const early = bench.watch(`udp://127.0.0.1:${port}`);
    await brings(early.witness, 10);
    await early.hub.close();
    // The sender has found its pace: by the pictures' own times the first is no later than the others.
    const { witness } = bench.watch(`udp://127.0.0.1:${port}`);
    await brings(witness, 50);
    expect(heldBackMs(witness)).toBeLessThan(800);
  });

  it("that never comes, or whose port is taken, is named", async (context) => {
    const bench = new WaysBench(context);
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    context.onTestFinished(() => {
      socket.close();
    });
    await once(socket, "listening");
    const { port } = socket.address();
    await says(bench.watch(`udp://127.0.0.1:${port}`).witness, `Port ${port} is in use by another program`);
    const silent = bench.watch(`udp://127.0.0.1:${await freeUdpPort()}`);
    await says(silent.witness, /nothing arrives there/);
  });
});

it.concurrent("one connection reads a stream for however many viewers", async (context) => {
  const bench = new WaysBench(context);
  const server = bench.kept(await startHttpCamera());
  const { witness, hub } = bench.watch(server.url("/live.ts"));
  const silent = { status: () => undefined, format: () => undefined, packet: () => undefined };
  for (let more = 0; more < 4; more += 1) hub.watch({ cameraId: "cam", stream: "main", rung: null }, silent);
  await shows(witness);
  await brings(witness, 30);
  expect(server.mostOpen).toBe(1);
  expect(server.requests).toBe(1);
});

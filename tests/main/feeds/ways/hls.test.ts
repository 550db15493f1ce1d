import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { readPlaylist } from "../../../../src/main/feeds/http/hls/playlist.ts";
import { pictureArguments, runFfmpeg, Sender, temporaryFolder } from "../../../fixtures/servers/media.ts";
import { missingNginx, type Nginx, startNginx } from "../../../fixtures/servers/nginx.ts";
import { FairWatch } from "../../../fixtures/fair-watch.ts";
import { brings, epochOf, hastyClock, leavesNoReader, returned, says, shows, WaysBench } from "./bench.ts";

leavesNoReader();

const SEGMENT_S = 1;
const picture = { width: 320, height: 180 };

async function nginxOn(bench: WaysBench, login?: { username: string; password: string }): Promise<Nginx> {
  const { path: folder } = bench.kept(await temporaryFolder());
  return bench.kept(await startNginx({ folder, ...(login && { login }) }));
}

/** An encoder that writes a live stream into the server's folder. */
function encoder(bench: WaysBench, nginx: Nginx, options: readonly string[] = [], name = "live"): Sender {
  const target = ["-f", "hls", "-hls_time", String(SEGMENT_S), "-hls_list_size", "5", ...options];
  const flags = ["-hls_flags", "delete_segments+append_list+program_date_time+temp_file"];
  const args = [...pictureArguments(picture, "h264"), ...target, ...flags, join(nginx.files, `${name}.m3u8`)];
  return bench.kept(new Sender("ffmpeg", args)).start();
}

/** Waits until the playlist is served with a few pieces. */
async function served(url: string, pieces = 3): Promise<void> {
  await vi.waitFor(
    async () => {
      const answer = await fetch(url);
      expect((await answer.text()).match(/\.(?:ts|m4s)/g)?.length ?? 0).toBeGreaterThanOrEqual(pieces);
    },
    { timeout: 40_000, interval: 50 },
  );
}

describe
  .skipIf(missingNginx !== null)
  .concurrent(`a live HLS stream${missingNginx === null ? "" : ` (skipped: ${missingNginx})`}`, () => {
    it("is shown picture by picture and not in bursts, and says how far it is behind", async (context) => {
      const bench = new WaysBench(context);
      const nginx = await nginxOn(bench);
      encoder(bench, nginx);
      await served(nginx.url("/live.m3u8"));
      const opened = new FairWatch();
      const { witness, hub } = bench.watch(nginx.url("/live.m3u8"));
      await shows(witness);
      expect(opened.until(witness.arrivals[0])).toBeLessThan(4_000);
      const shown = new FairWatch();
      await brings(witness, 120);
      const gaps = witness.arrivals.slice(1).map((at, index) => at - (witness.arrivals[index] ?? 0));
      gaps.sort((a, b) => a - b);
      console.info(
        `HLS in pieces of ${SEGMENT_S} s: steps of ${Math.round(gaps[60] ?? 0)} ms, the longest ${Math.round(gaps.at(-1) ?? 0)} ms; ` +
          `${Math.round(witness.pictures.at(-1)?.lagMs ?? 0)} ms behind`,
      );
      expect(gaps[Math.floor(gaps.length / 2)]).toBeGreaterThan(30);
      expect(shown.share(gaps[Math.floor(gaps.length * 0.95)] ?? Number.NaN)).toBeLessThan(80);
      expect(shown.share(gaps.at(-1) ?? Number.NaN)).toBeLessThan(400);
      // At least a piece behind, and never called live.
      expect(witness.pictures.at(-1)?.lagMs).toBeGreaterThan(SEGMENT_S * 1_000);
      expect(witness.pictures.at(-1)?.lagMs).toBeLessThan(8_000);
      expect(hub.list()).toMatchObject([{ state: "delayed", restarts: 0, width: 320 }]);
    });

    it("in fragmented MP4, behind a redirect and from a choice of sizes is shown", async (context) => {
      const bench = new WaysBench(context);
      const nginx = await nginxOn(bench);
      encoder(bench, nginx, ["-hls_segment_type", "fmp4"]);
      await served(nginx.url("/live.m3u8"));
      await writeFile(
        join(nginx.files, "choice.m3u8"),
        '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2"\nsound.m3u8\n' +
          "#EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=320x180\nlive.m3u8\n" +
          "#EXT-X-STREAM-INF:BANDWIDTH=20000000,RESOLUTION=3840x2160\nhuge.m3u8\n",
      );
      await brings(bench.watch(nginx.url("/choice.m3u8")).witness, 60);
      await shows(bench.watch(nginx.url("/moved.m3u8")).witness);
    });

    it("that is enciphered with AES-128, behind a login, is shown", async (context) => {
      const bench = new WaysBench(context);
      const login = { username: "op", password: "p@ss:w/rd#1" };
      const nginx = await nginxOn(bench, login);
      await writeFile(join(nginx.files, "secret", "key"), randomBytes(16));
      await writeFile(join(nginx.files, "key.info"), `key\n${join(nginx.files, "secret", "key")}\n`);
      const info = ["-hls_key_info_file", join(nginx.files, "key.info")];
      encoder(bench, nginx, info, "secret/live");
      await vi.waitFor(
        async () => expect((await fetch(nginx.url("/secret/live.m3u8"))).status).toBe(401),
        20_000,
      );
      await says(
        bench.watch(nginx.url("/secret/live.m3u8")).witness,
        "127.0.0.1 refuses the user name or password.",
      );
      await brings(bench.watch(nginx.url("/secret/live.m3u8"), login).witness, 60);
    });

    it("that is over is played at its own speed, and again", async (context) => {
      const bench = new WaysBench(context);
      const nginx = await nginxOn(bench);
      const target = ["-f", "hls", "-hls_time", "1", "-hls_list_size", "0", join(nginx.files, "over.m3u8")];
      await runFfmpeg([...pictureArguments(picture, "h264", 3), ...target]);
      const { witness, hub } = bench.watch(nginx.url("/over.m3u8"));
      await brings(witness, 80);
      const [first = 0, last = 0] = [witness.arrivals[0], witness.arrivals[74]];
      expect(last - first).toBeGreaterThan(2_500);
      expect(witness.pictures[50]?.lagMs).toBeLessThan(1_000);
      expect(hub.list()).toMatchObject([{ restarts: 1 }]);
    });

    it("goes on over a missing piece and a break in its times", async (context) => {
      const bench = new WaysBench(context);
      const nginx = await nginxOn(bench);
      const sender = encoder(bench, nginx);
      await served(nginx.url("/live.m3u8"));
      const { witness, hub } = bench.watch(nginx.url("/live.m3u8"));
      await shows(witness);
      // The encoder starts anew and writes a discontinuity.
      await sender.stop();
      sender.start();
      const before = witness.pictures.length;
      await brings(witness, before + 100);
      expect(hub.list()).toMatchObject([{ restarts: 0 }]);
    });

    it("names a wrong path, a playlist of nothing and an encoder that stands still", async (context) => {
      const bench = new WaysBench(context);
      const nginx = await nginxOn(bench);
      await writeFile(join(nginx.files, "empty.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:1\n");
      await writeFile(join(nginx.files, "page.m3u8"), "<html>sold</html>");
      await writeFile(
        join(nginx.files, "gone.m3u8"),
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\ngone.ts\n",
      );
      const quiet = (path: string) => bench.watch(nginx.url(path), {}, undefined, { clock: hastyClock });
      const [empty, gone] = [quiet("/empty.m3u8"), quiet("/gone.m3u8")];
      await says(bench.watch(nginx.url("/none.m3u8")).witness, "127.0.0.1 has no stream at /none.m3u8.");
      await says(bench.watch(nginx.url("/page.m3u8")).witness, "What 127.0.0.1 sends is not a video stream.");
      await says(empty.witness, /connected but has sent no picture/);
      await says(gone.witness, /no picture|has no stream at \/gone.ts/);
      await says(bench.watch(nginx.url("/error")).witness, "it reports an error.");
    });

    it("is back within 2 s and a piece after the server was off", async (context) => {
      const bench = new WaysBench(context);
      const nginx = await nginxOn(bench);
      encoder(bench, nginx);
      await served(nginx.url("/live.m3u8"));
      const { witness } = bench.watch(nginx.url("/live.m3u8"));
      await shows(witness);
      await nginx.stop();
      await says(witness, /connection refused/);
      const epoch = epochOf(witness);
      const at = new FairWatch();
      await nginx.start();
      const ms = await returned(witness, epoch, at);
      console.info(`HLS back after the server's return: ${Math.round(ms)} ms`);
      expect(ms).toBeLessThan(2_000 + SEGMENT_S * 1_000);
    });
  });

describe("a playlist", () => {
  it("of any content is read or refused, and never throws", () => {
    const lines = fc.constantFrom(
      "#EXTINF:2,",
      "#EXTINF:-1,",
      "a.ts",
      "http://other/b.ts",
      "file:///etc/passwd",
      "#EXT-X-TARGETDURATION:2",
      "#EXT-X-TARGETDURATION:x",
      "#EXT-X-KEY:METHOD=AES-128",
      '#EXT-X-KEY:METHOD=AES-128,URI="k",IV=0x00000000000000000000000000000001',
      '#EXT-X-MAP:URI="head.mp4"',
      "#EXT-X-BYTERANGE:10@0",
      "#EXT-X-STREAM-INF:BANDWIDTH=1",
      "#EXT-X-DISCONTINUITY",
      "#EXT-X-ENDLIST",
      "#EXT-X-MEDIA-SEQUENCE:7",
      "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(lines, fc.string()), { maxLength: 30 }), (text) => {
        const read = readPlaylist(["#EXTM3U", ...text].join("\n"), "http://h/live.m3u8");
        if (read?.kind === "media") expect(read.segments.every(({ url }) => /^https?:/.test(url))).toBe(true);
      }),
    );
    expect(readPlaylist("<html>", "http://h/a.m3u8")).toBeNull();
  });
});

import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import { Minute } from "../../../src/main/feeds/minute/minute.ts";
import { writeMp4 } from "../../../src/main/feeds/minute/mp4.ts";
import { stillOf } from "../../../src/main/feeds/minute/still.ts";
import { createTranscode } from "../../../src/main/feeds/transcode/transcode.ts";
import { temporaryFolder } from "../../fixtures/servers/media.ts";
import { ffmpeg } from "./encoded.ts";
import { onSoftware } from "./on-software.ts";
import { original, Witness } from "./parts.ts";
import { brings, leavesNoReader, WaysBench } from "./ways/bench.ts";

leavesNoReader();

const find = () => findFfmpeg();
const forever = new AbortController().signal;
const ONE = 2 ** 16;
/** a, b, c and d of the matrix (ISO/IEC 14496-12, 8.3.2.3) that turns a picture clockwise by so many degrees. */
const matrices = { 90: [0, ONE, -ONE, 0], 180: [-ONE, 0, 0, -ONE], 270: [0, -ONE, ONE, 0] } as const;
type Turn = keyof typeof matrices;

const encoders = {
  h264: ["-c:v", "libx264", "-preset", "ultrafast"],
  hevc: ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none", "-tag:v", "hvc1"],
  mpeg4: ["-c:v", "mpeg4"],
} as const;

/** A clip, red on the left and blue on the right, that is turned by its track's head alone, as telephones do. */
async function clip(path: string, coding: keyof typeof encoders, degrees: Turn): Promise<void> {
  const drawn = "drawbox=w=iw/2:color=red:t=fill,drawbox=x=iw/2:w=iw/2:color=blue:t=fill,format=yuv420p";
  const input = ["-f", "lavfi", "-i", "color=size=320x180:rate=25", "-t", "1", "-vf", drawn];
  await ffmpeg([...input, ...encoders[coding], "-g", "25", "-movflags", "+faststart", path]);
  const bytes = await readFile(path);
  // Behind the name: version and flags, two times, number, reserved, duration, reserved, layer, group, volume, reserved.
  const matrix = bytes.indexOf("tkhd") + 4 + 40;
  const [a, b, c, d] = matrices[degrees];
  for (const [field, value] of [a, b, 0, c, d].entries()) bytes.writeInt32BE(value, matrix + 4 * field);
  await writeFile(path, bytes);
}

/** Mean colours of the four corners of a picture that ffmpeg reads, by itself turned as a container says. */
async function corners(input: readonly string[], bytes?: Uint8Array): Promise<number[]> {
  const scaled = ["-frames:v", "1", "-vf", "scale=2:2:flags=area", "-pix_fmt", "rgb24"];
  return [...(await ffmpeg([...input, ...scaled, "-f", "rawvideo", "pipe:1"], bytes))];
}

const near = (seen: readonly number[], wanted: readonly number[]) => {
  expect(seen).toHaveLength(wanted.length);
  for (const [at, value] of wanted.entries())
    expect(Math.abs((seen[at] ?? Number.NaN) - value)).toBeLessThan(30);
};

describe.concurrent("a clip that is turned by its container's head alone", () => {
  it.for([
    ["h264", 90],
    ["h264", 180],
    ["hevc", 270],
    ["mpeg4", 90],
  ] as const)(
    "is upright on a rung and in what is kept, and says its turn as it is: %s by %d",
    async ([coding, degrees], context) => {
      const bench = new WaysBench(context);
      const { path: folder } = bench.kept(await temporaryFolder());
      const path = join(folder, "a.mp4");
      await clip(path, coding, degrees);
      const minute = new Minute({ clock: systemClock });
      const { hub, witness } = bench.watch(pathToFileURL(path).href, {}, undefined, {
        ...{ transcode: createTranscode(find, onSoftware), minute },
      });
      const rung = new Witness();
      hub.watch({ ...original, rung: "360p" }, rung);
      await brings(witness, 10, 20_000);
      await brings(rung, 5, 20_000);
      expect(witness.formats).toMatchObject([{ coding, width: 320, height: 180, rotation: degrees }]);
      const [width, height] = degrees === 180 ? [320, 180] : [180, 320];
      expect(rung.formats).toMatchObject([{ width, height, rotation: 0 }]);
      const upright = await corners(["-i", path]);
      const key = rung.pictures.find((picture) => picture.key)?.bytes ?? new Uint8Array();
      near(await corners(["-f", "h264", "-i", "pipe:0"], key), upright);

      const still = await stillOf(minute.pictureAt("cam", null, null), find, forever);
      near(await corners(["-f", "mjpeg", "-i", "pipe:0"], still.jpeg), upright);
      const evidence = join(folder, "evidence.mp4");
      const { copied } = await writeMp4(
        evidence,
        minute.between("cam", null, 0, Date.now()),
        {},
        find,
        forever,
      );
      expect(copied).toBe(coding !== "mpeg4");
      near(await corners(["-i", evidence]), upright);
      minute.close();
    },
  );

  it("is upright in a folder", async (context) => {
    const bench = new WaysBench(context);
    const { path: folder } = bench.kept(await temporaryFolder());
    await mkdir(join(folder, "clips"));
    const path = join(folder, "clips", "a.mp4");
    await clip(path, "h264", 90);
    const { witness } = bench.watch(`${pathToFileURL(join(folder, "clips")).href}/`);
    await brings(witness, 5, 20_000);
    expect(witness.formats).toMatchObject([{ width: 180, height: 320, rotation: 0 }]);
    const key = witness.pictures.find((picture) => picture.key)?.bytes ?? new Uint8Array();
    near(await corners(["-f", "h264", "-i", "pipe:0"], key), await corners(["-i", path]));
  });

  it.for(["with ranges", "without"] as const)("says its turn by HTTP: %s", async (way, context) => {
    const bench = new WaysBench(context);
    const { path: folder } = bench.kept(await temporaryFolder());
    const path = join(folder, "a.mp4");
    await clip(path, "h264", 270);
    const bytes = await readFile(path);
    const server = createServer((request, response) => {
      const ranges = way === "with ranges";
      const [, from] = /bytes=(\d+)-/.exec(request.headers.range ?? "") ?? [];
      const start = ranges ? Number(from ?? 0) : 0;
      response.writeHead(ranges && from !== undefined ? 206 : 200, {
        "Content-Type": "video/mp4",
        "Content-Length": bytes.byteLength - start,
        ...(ranges ? { "Accept-Ranges": "bytes" } : {}),
        "Content-Range": `bytes ${start}-${bytes.byteLength - 1}/${bytes.byteLength}`,
      });
      response.end(bytes.subarray(start));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    bench.kept({
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      },
    });
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const { witness } = bench.watch(`http://127.0.0.1:${port}/a.mp4`);
    await brings(witness, 10, 20_000);
    expect(witness.formats[0]).toMatchObject({ width: 320, height: 180, rotation: 270 });
  });
});

import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { demoCameras } from "../../../src/main/demo/cameras.ts";
import { cameraInputSchema } from "../../../src/protocol/camera.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "assets", "demo");
const cameras = demoCameras(folder);
const clips = cameras.flatMap(({ streams }) =>
  streams.map(({ role, url }) => ({ role, path: fileURLToPath(url) })),
);

const probeSchema = z.object({
  streams: z
    .array(
      z.object({
        codec_name: z.string(),
        profile: z.string(),
        width: z.number(),
        height: z.number(),
        has_b_frames: z.number(),
        avg_frame_rate: z.string(),
        duration: z.coerce.number(),
      }),
    )
    .length(1),
  packets: z.array(z.object({ flags: z.string() })),
});

describe("the cameras of the demo", () => {
  it("are twelve different places of Tarakan that fit the contract", () => {
    expect(cameras.map((camera) => camera.id)).toEqual(
      Array.from({ length: 12 }, (_, index) => `cam-${String(index + 1).padStart(2, "0")}`),
    );
    expect(new Set(cameras.map((camera) => camera.name)).size).toBe(12);
    for (const camera of cameras) {
      expect(cameraInputSchema.parse(camera)).toEqual(camera);
      expect(Math.abs((camera.location?.lat ?? 0) - 3.3)).toBeLessThan(0.1);
      expect(Math.abs((camera.location?.lon ?? 0) - 117.63)).toBeLessThan(0.1);
    }
  });

  it("are read beside Electron's archive, not in it", () => {
    const [camera] = demoCameras("/opt/Dinding/resources/app.asar/assets/demo");
    expect(camera?.streams[0]?.url).toContain("/resources/app.asar.unpacked/assets/demo/");
  });

  it("need no more than 7.5 MB, and no clip lies there unused", () => {
    const files = readdirSync(folder).map((name) => join(folder, name));
    expect(files.toSorted()).toEqual(clips.map((clip) => clip.path).toSorted());
    expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(7_500_000);
  });

  it.each(clips)(
    "$path is sent as cameras send: H.264 without B-frames, a key frame every 2 s",
    ({ role, path }) => {
      const entries =
        "stream=codec_name,profile,width,height,has_b_frames,avg_frame_rate,duration:packet=flags";
      const json = execFileSync("ffprobe", ["-v", "error", "-show_entries", entries, "-of", "json", path], {
        encoding: "utf8",
      });
      const { streams, packets } = probeSchema.parse(JSON.parse(json));
      const [width, height] = role === "main" ? [1280, 720] : [640, 360];
      const stream = {
        codec_name: "h264",
        profile: "Main",
        width,
        height,
        has_b_frames: 0,
        avg_frame_rate: "25/1",
      };
      expect(streams[0]).toEqual({ ...stream, duration: 12 });
      const keys = packets
        .map(({ flags }, index) => (flags.startsWith("K") ? index : -1))
        .filter((index) => index >= 0);
      expect(keys).toEqual([0, 50, 100, 150, 200, 250]);
      expect(packets.length).toBe(300);
    },
  );
});

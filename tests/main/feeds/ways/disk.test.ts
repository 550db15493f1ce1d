import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import {
  type MediaCoding,
  pictureArguments,
  runFfmpeg,
  temporaryFolder,
} from "../../../fixtures/servers/media.ts";
import { brings, leavesNoReader, says, WaysBench } from "./bench.ts";

leavesNoReader();

const make = (path: string, coding: MediaCoding, width: number, height: number, seconds = 1) =>
  runFfmpeg([...pictureArguments({ width, height }, coding, seconds), path]);

describe.concurrent("what lies on the core's disk", () => {
  it.for([
    ["h264", "a.mp4"],
    ["hevc", "a.mkv"],
    ["vp9", "a.webm"],
    ["mpeg4", "a.avi"],
    ["mjpeg", "a.avi"],
    ["mpeg2", "a.ts"],
  ] as const)("is played for ever, as it is: %s", async ([coding, name], context) => {
    const bench = new WaysBench(context);
    const { path } = bench.kept(await temporaryFolder());
    await make(join(path, name), coding, 160, 96);
    const { witness, hub } = bench.watch(pathToFileURL(join(path, name)).href);
    await brings(witness, 60, 20_000);
    expect(witness.formats[0]).toMatchObject({ coding, width: 160, height: 96 });
    expect(hub.list()).toMatchObject([{ restarts: 0 }]);
  });

  it("is played one after the other where it is a folder, whatever lies in it", async (context) => {
    const bench = new WaysBench(context);
    const { path } = bench.kept(await temporaryFolder());
    await make(join(path, "1 first.mp4"), "h264", 160, 96);
    await make(join(path, "2 second.avi"), "mpeg4", 320, 180);
    await make(join(path, "10 third.webm"), "vp9", 200, 200);
    await writeFile(join(path, "3 broken.mp4"), "no clip");
    await writeFile(join(path, "readme.txt"), "no clip");
    const { witness, hub } = bench.watch(`${pathToFileURL(path).href}/`);
    await brings(witness, 90, 25_000);
    const sizes = witness.formats.map(({ width, height }) => `${width}x${height}`);
    expect(sizes.slice(0, 4)).toEqual(["160x96", "320x180", "200x200", "160x96"]);
    const times = witness.pictures.map((one) => one.timeUs);
    expect(times.slice(1).every((time, index) => time > (times[index] ?? 0))).toBe(true);
    expect(hub.list()).toMatchObject([{ restarts: 0 }]);
  });

  it("is named where it is missing, empty or no clip", async (context) => {
    const bench = new WaysBench(context);
    const { path } = bench.kept(await temporaryFolder());
    await says(bench.watch("file:///no/such/clip.mp4").witness, "The file /no/such/clip.mp4 cannot be read.");
    await says(bench.watch(pathToFileURL(path).href).witness, `The file ${path}`);
    await writeFile(join(path, "a.mp4"), "no clip");
    await says(
      bench.watch(pathToFileURL(join(path, "a.mp4")).href).witness,
      "What a.mp4 sends is not a video stream.",
    );
    await says(bench.watch("v4l2:///dev/video99").witness, "The file /dev/video99 cannot be read.");
  });
});

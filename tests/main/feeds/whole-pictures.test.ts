import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import {
  h264Nals,
  joinAnnexB,
  nalTypes,
  splitAnnexB,
  type Nal,
} from "../../../src/main/feeds/codings/h264/nal.ts";
import { type Piece, WholePictures } from "../../../src/main/feeds/codings/whole-pictures.ts";
import type { AccessUnit } from "../../../src/main/feeds/source.ts";
import { createRunSource } from "../../../src/main/feeds/sources.ts";
import { startCameras } from "../../bench/cameras.ts";

const isSlice = (nal: Nal) => nal.type === nalTypes.slice || nal.type === nalTypes.idr;

/** Access units of eight real pictures, a key frame every third, in `slices` slices each. */
function pictures(slices: number): Nal[][] {
  const input = ["-f", "lavfi", "-i", "testsrc2=size=320x320:rate=25", "-frames:v", "8"];
  const coding = [
    "-c:v",
    "libx264",
    "-bf",
    "0",
    "-g",
    "3",
    "-x264-params",
    `aud=1:slices=${slices}:scenecut=0`,
  ];
  const ran = spawnSync("ffmpeg", ["-v", "error", ...input, ...coding, "-f", "h264", "pipe:1"]);
  const units: Nal[][] = [];
  for (const nal of splitAnnexB(ran.stdout)) {
    if (nal.type === nalTypes.delimiter) units.push([]);
    units.at(-1)?.push(nal);
  }
  expect(units).toHaveLength(8);
  return units;
}

const piece = (nals: readonly Nal[], at: number): Piece => ({ bytes: joinAnnexB(nals), timeUs: at * 40_000 });

/** Key frames torn before every slice but the first, parameter sets repeated, as ffmpeg hands them over. */
function torn(unit: readonly Nal[], at: number): Piece[] {
  const slices = unit.filter(isSlice);
  if (!slices.some((slice) => slice.type === nalTypes.idr)) return [piece(unit, at)];
  const sets = unit.filter(
    (nal) => nal.type === nalTypes.sequenceParameters || nal.type === nalTypes.pictureParameters,
  );
  const [first, ...others] = slices;
  const begin = unit.filter((nal) => !isSlice(nal) || nal === first);
  return [piece(begin, at), ...others.map((slice) => piece([...sets, slice], at))];
}

const slicesOf = (pieces: readonly Piece[]) =>
  pieces.map((one) => ({
    timeUs: one.timeUs,
    slices: splitAnnexB(one.bytes)
      .filter(isSlice)
      .map((nal) => [...nal.bytes]),
  }));

describe("whole pictures", () => {
  it.each([1, 2, 4])(
    "come out of key frames torn into %i slices, each picture once and in order",
    (slices) => {
      const units = pictures(slices);
      const whole = new WholePictures(h264Nals);
      const out = units.flatMap((unit, at) => torn(unit, at).flatMap((one) => whole.push(one)));
      expect(slicesOf(out)).toEqual(slicesOf(units.map(piece)));
    },
  );

  it("hold back only the first key frame of a stream that is not torn", () => {
    const units = pictures(2);
    const whole = new WholePictures(h264Nals);
    expect(units.map((unit, at) => whole.push(piece(unit, at)).length)).toEqual([0, 2, 1, 1, 1, 1, 1, 1]);
  });

  it("go on where the beginning of a key frame was lost", () => {
    const units = pictures(2);
    const whole = new WholePictures(h264Nals);
    const pieces = units.flatMap(torn);
    const lost = pieces.filter((_, at) => at !== 0);
    const out = lost.flatMap((one) => whole.push(one));
    expect(out.length).toBeGreaterThanOrEqual(7);
    expect(out.at(-1)?.timeUs).toBe(7 * 40_000);
  });

  it("reach us from a camera that repeats its parameter sets before every slice", {
    timeout: 30_000,
  }, async () => {
    const cameras = await startCameras([["timecode", "/torn"]]);
    const enough = new AbortController();
    const units: AccessUnit[] = [];
    await createRunSource(() => findFfmpeg(process.env))(
      {
        ...{ cameraId: "torn", stream: "main", url: cameras.url("/torn"), transport: "tcp" },
        ...{ username: null, password: null },
      },
      {
        damage: () => undefined,
        accessUnit(unit) {
          units.push(unit);
          if (units.length === 60) enough.abort();
        },
      },
      enough.signal,
    );
    await cameras.child[Symbol.asyncDispose]();
    const counts = units.map((unit) => splitAnnexB(unit.bytes).filter(isSlice).length);
    expect(units.filter((unit) => unit.key).length).toBeGreaterThanOrEqual(2);
    expect(new Set(counts)).toEqual(new Set([2]));
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { joinAnnexB, type Nal } from "../../../src/main/feeds/codings/annex-b.ts";
import { hevcNals, nalTypes, splitAnnexB } from "../../../src/main/feeds/codings/hevc/nal.ts";
import { readSequence } from "../../../src/main/feeds/codings/hevc/sequence.ts";
import { HevcUnits } from "../../../src/main/feeds/codings/hevc/units.ts";
import { WholePictures } from "../../../src/main/feeds/codings/whole-pictures.ts";
import { encodedNut, ffmpeg, probed, readNut, unitsOf } from "./encoded.ts";

const x265 = (parameters: string) => [
  ...["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", `log-level=error:${parameters}`],
];
const quiet = "keyint=4:min-keyint=4:scenecut=0:bframes=0";

const isSet = (nal: Nal) => hevcNals.isParameterSet(nal);
const isLeading = (nal: Nal) =>
  nal.type === nalTypes.skippedLeading || nal.type === nalTypes.skippedLeadingReference;
const typesOf = (bytes: Uint8Array) => splitAnnexB(bytes).map(({ type }) => type);

/** Access units, the parameter sets before the first of them alone. */
async function accessUnits(parameters: string, frames: number): Promise<Uint8Array[]> {
  const nut = readNut(await encodedNut(x265(parameters), "320x240", frames));
  const sets = splitAnnexB(nut.streams[0]?.extradata ?? new Uint8Array()).filter(isSet);
  return nut.frames.map(({ bytes }, at) => {
    const rest = splitAnnexB(bytes).filter((nal) => !isSet(nal));
    return joinAnnexB(at === 0 ? [...sets, ...rest] : rest);
  });
}

let plain: Uint8Array[];
let sets: Nal[];
let open: Uint8Array[];
beforeAll(async () => {
  [plain, open] = await Promise.all([
    accessUnits(`${quiet}:slices=2`, 8),
    accessUnits("open-gop=1:bframes=3:keyint=8:min-keyint=8:scenecut=0", 30),
  ]);
  sets = splitAnnexB(plain[0] ?? new Uint8Array()).filter(isSet);
});

describe("units of HEVC", () => {
  it("have the parameter sets before every key picture, from outside the stream too", () => {
    expect(sets.map(({ type }) => type)).toEqual([32, 33, 34]);
    const bare = plain.map((unit) => joinAnnexB(splitAnnexB(unit).filter((nal) => !isSet(nal))));
    const units = new HevcUnits(joinAnnexB(sets));
    const made = bare.map((unit) => units.accept(unit));
    expect(made.map((unit) => unit?.key)).toEqual([true, false, false, false, true, false, false, false]);
    expect(typesOf(made[4]?.bytes ?? new Uint8Array()).slice(0, 3)).toEqual([32, 33, 34]);
    expect(made[0]?.format?.codec).toMatch(/^hev1\.1\.6\.L\d+\.90$/);
  });

  it("are nothing to start with before the sets are known", () => {
    const units = new HevcUnits(new Uint8Array());
    const [first = new Uint8Array()] = plain;
    const bare = joinAnnexB(splitAnnexB(first).filter((nal) => !isSet(nal)));
    expect(units.accept(bare)).toMatchObject({ key: false, format: null });
    expect(units.accept(first)).toMatchObject({ key: true, format: { width: 320, height: 240 } });
  });

  it("leave out leading pictures that refer to what was never read, and only those", () => {
    const isClean = (unit: Uint8Array) => splitAnnexB(unit).some(({ type }) => type === nalTypes.cleanAccess);
    const start = open.findIndex(isClean);
    expect(start).toBeGreaterThan(0);
    const leading = open.map((unit) => splitAnnexB(unit).some(isLeading));
    expect(leading.filter(Boolean).length).toBeGreaterThan(2);
    // From the beginning everything can be decoded.
    const whole = new HevcUnits(joinAnnexB(sets));
    expect(open.every((unit) => whole.accept(unit) !== null)).toBe(true);
    const [first = new Uint8Array()] = open;
    const late = new HevcUnits(joinAnnexB(splitAnnexB(first).filter(isSet)));
    const made = open.slice(start).map((unit) => late.accept(unit));
    const second = open.findIndex((unit, at) => at > start && isClean(unit)) - start;
    expect(made.map((unit) => unit === null)).toEqual(
      leading.slice(start).map((refers, at) => refers && at < second),
    );
    expect(made.filter((unit) => unit?.key === true).length).toBeGreaterThanOrEqual(2);
  });

  it("follow a stream that ended, and a broken link, as if reading began there", () => {
    const start = open.findIndex((unit) =>
      splitAnnexB(unit).some(({ type }) => type === nalTypes.cleanAccess),
    );
    const [first = new Uint8Array()] = open;
    const run = (change: (nal: Nal) => Nal, between: readonly Nal[]) => {
      const units = new HevcUnits(new Uint8Array());
      units.accept(first);
      units.accept(joinAnnexB(between));
      return open
        .slice(start, start + 4)
        .map((unit) => units.accept(joinAnnexB(splitAnnexB(unit).map(change))) === null);
    };
    const leading = open.slice(start, start + 4).map((unit) => splitAnnexB(unit).some(isLeading));
    expect(run((nal) => nal, [])).not.toContain(true);
    const end = { type: nalTypes.endOfSequence, bytes: Uint8Array.of(nalTypes.endOfSequence << 1, 1) };
    expect(run((nal) => nal, [end])).toEqual(leading);
    const broken = (nal: Nal) => {
      if (nal.type !== nalTypes.cleanAccess) return nal;
      const bytes = nal.bytes.slice();
      bytes[0] = nalTypes.brokenLink << 1;
      return { type: nalTypes.brokenLink, bytes };
    };
    expect(run(broken, [])).toEqual(leading);
  });

  it("are whole where the parameter sets are repeated before every slice", () => {
    const whole = new WholePictures(hevcNals);
    const torn = plain.flatMap((unit, at) => {
      const nals = splitAnnexB(unit);
      const slices = nals.filter((nal) => hevcNals.isSlice(nal));
      expect(slices).toHaveLength(2);
      if (!slices.some((slice) => hevcNals.isKey(slice))) return [{ bytes: unit, timeUs: at }];
      return slices.map((slice) => ({ bytes: joinAnnexB([...sets, slice]), timeUs: at }));
    });
    expect(torn).toHaveLength(10);
    const made = torn.flatMap((piece) => whole.push(piece));
    expect(made.map(({ timeUs }) => timeUs)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const slicesOf = (bytes: Uint8Array) =>
      splitAnnexB(bytes)
        .filter((nal) => hevcNals.isSlice(nal))
        .map((nal) => [...nal.bytes]);
    expect(made.map(({ bytes }) => slicesOf(bytes))).toEqual(plain.map(slicesOf));
  });

  it("tell how the camera hangs", () => {
    const [first = new Uint8Array()] = plain;
    // A quarter anticlockwise, until further notice; a flip along both axes.
    const oriented = (...payload: number[]) => {
      const message = Uint8Array.of(nalTypes.message << 1, 1, 47, payload.length, ...payload, 0x80);
      const unit = joinAnnexB([{ bytes: message }, ...splitAnnexB(first)]);
      return new HevcUnits(new Uint8Array()).accept(unit)?.format?.rotation;
    };
    expect(oriented(0x08, 0x00, 0x03 + 1)).toBe(270);
    expect(oriented(0x60, 0x00, 0x04)).toBe(180);
    expect(oriented(0x80)).toBe(0);
  });
});

describe("the format of HEVC", () => {
  it("is of frames where pictures are single fields", async () => {
    const fields = await encodedNut(["-vf", "separatefields", ...x265("interlace=tff")], "704x576", 2);
    expect(await probed(fields)).toMatchObject({ width: 704, height: 288, interlaced: true });
    expect(unitsOf(fields)[0]?.format).toMatchObject({ height: 288, pixelAspect: 0.5, interlaced: true });
  });

  it.each([
    ["scaling-list=default", {}],
    ["high-tier=1:level-idc=5.1", { codec: "hev1.1.6.H153.90" }],
    ["temporal-layers=2", {}],
    ["hrd=1:vbv-maxrate=1000:vbv-bufsize=1000:aud=1", {}],
    ["ref=6:bframes=8:b-pyramid=1:rc-lookahead=20", {}],
  ])("is read with %s", async (parameters, expected) => {
    const nut = await encodedNut(["-vf", "setsar=64/45", ...x265(parameters)], "352x288", 12);
    expect(unitsOf(nut)[0]).toMatchObject({
      key: true,
      format: { width: 352, height: 288, pixelAspect: 64 / 45, ...expected },
    });
  });

  it("is the same with the lengths and configuration of MP4", async () => {
    const bitstream = Buffer.concat(plain);
    const mp4 = ["-f", "mp4", "-movflags", "frag_keyframe+empty_moov", "pipe:1"];
    const clip = await ffmpeg(["-f", "hevc", "-i", "pipe:0", "-c", "copy", ...mp4], bitstream);
    const nut = await ffmpeg(["-f", "mp4", "-i", "pipe:0", "-c", "copy", "-f", "nut", "pipe:1"], clip);
    expect(readNut(nut).streams[0]?.extradata[0]).toBe(1);
    const units = unitsOf(nut);
    expect(units.map(({ key }) => key)).toEqual([true, false, false, false, true, false, false, false]);
    expect(typesOf(units[4]?.bytes ?? new Uint8Array()).slice(0, 3)).toEqual([32, 33, 34]);
    const sequence = sets.find(({ type }) => type === nalTypes.sequenceParameters);
    expect(units[4]?.format).toMatchObject(readSequence(sequence?.bytes ?? new Uint8Array())?.format ?? {});
  });
});

import { describe, expect, it } from "vitest";
import { codingOf } from "../../../src/main/feeds/codings/kinds.ts";
import { encodedNut, ffmpeg, readNut, unitsOf } from "./encoded.ts";

const x264 = (parameters: string, ...rest: string[]) => [
  ...["-c:v", "libx264", "-preset", "ultrafast", "-x264-params", parameters, ...rest],
];
const formatOf = async (how: readonly string[], size?: string) =>
  unitsOf(await encodedNut(how, size))[0]?.format;
const plain = { width: 0, height: 0, pixelAspect: 1 };

describe("H.264", () => {
  it.each([
    ["tff=1", true],
    ["bff=1", true],
    ["tff=1:nal-hrd=vbr:vbv-maxrate=1000:vbv-bufsize=1000", true],
    // Marked as if it had fields, by an encoder that never makes any: to transcode it would be for nothing.
    ["fake-interlaced=1", false],
    ["fake-interlaced=1:pic-struct=1:nal-hrd=vbr:vbv-maxrate=1000:vbv-bufsize=1000", false],
    ["pic-struct=1", false],
  ])("has fields with %s: %s", async (parameters, interlaced) => {
    expect(await formatOf(x264(parameters))).toMatchObject({ interlaced });
  });

  it.each([
    [0, 0],
    [90, 270],
    [180, 180],
    [270, 90],
  ])("turned by %i degrees anticlockwise is to be turned by %i clockwise", async (degrees, rotation) => {
    const oriented = `h264_metadata=display_orientation=insert:rotate=${degrees}`;
    expect(await formatOf(x264("keyint=3", "-bsf:v", oriented))).toMatchObject({ rotation });
  });

  it("is the same with the lengths and configuration of MP4", async () => {
    const annexB = await encodedNut(x264("keyint=3"));
    const into = ["-f", "mp4", "-movflags", "frag_keyframe+empty_moov", "pipe:1"];
    const clip = await ffmpeg(["-f", "nut", "-i", "pipe:0", "-c", "copy", ...into], annexB);
    const nut = await ffmpeg(["-f", "mp4", "-i", "pipe:0", "-c", "copy", "-f", "nut", "pipe:1"], clip);
    expect(readNut(nut).streams[0]?.extradata[0]).toBe(1);
    const [wanted, units] = [unitsOf(annexB), unitsOf(nut)];
    expect(units.map(({ key, format }) => ({ key, format }))).toEqual(
      wanted.map(({ key, format }) => ({ key, format })),
    );
    expect([...(units[3]?.bytes.subarray(0, 5) ?? [])]).toEqual([0, 0, 0, 1, 0x67]);
  });
});

describe("what a decoder must know first", () => {
  it.each([
    ["mpeg4", ["-c:v", "mpeg4", "-g", "3", "-flags", "+global_header"]],
    ["mpeg2", ["-c:v", "mpeg2video", "-g", "3"]],
    ["av1", ["-c:v", "libsvtav1", "-preset", "12", "-g", "3"]],
  ])("stands before every key picture, wherever it came from: %s", async (coding, how) => {
    const nut = await encodedNut(how);
    const units = unitsOf(nut);
    const keys = units.filter(({ key }) => key);
    expect(keys.length).toBeGreaterThanOrEqual(2);
    // A reader that has nothing but the key picture understands it.
    const fourcc = readNut(nut).streams[0]?.fourcc ?? "";
    for (const { bytes, timeUs, format } of keys) {
      const reader = codingOf(fourcc)?.reader({ ...plain, extradata: new Uint8Array() });
      expect(reader?.push({ bytes, timeUs, key: false })).toEqual([{ bytes, timeUs, key: true, format }]);
    }
    expect(keys[0]?.format?.coding).toBe(coding);
  });
});

describe("another format in mid-stream", () => {
  it.each([
    ["mjpeg", ["-c:v", "mjpeg", "-pix_fmt", "yuvj422p"]],
    ["vp8", ["-c:v", "libvpx"]],
    ["vp9", ["-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime"]],
    ["mpeg4", ["-c:v", "mpeg4", "-bsf:v", "dump_extra"]],
    ["mpeg2", ["-c:v", "mpeg2video"]],
    ["h264", ["-c:v", "libx264", "-bsf:v", "dump_extra"]],
    ["hevc", ["-c:v", "libx265", "-x265-params", "log-level=error", "-bsf:v", "dump_extra"]],
  ])("has another fingerprint, and the same one has not: %s", async (_, how) => {
    const [small, large] = await Promise.all(
      ["320x240", "352x288"].map(async (size) => readNut(await encodedNut(how, size, 1))),
    );
    const [stream] = small?.streams ?? [];
    const reader = codingOf(stream?.fourcc ?? "")?.reader({ ...plain, extradata: new Uint8Array() });
    const pictures = [small, small, large, large, small].map(
      (nut) => nut?.frames[0]?.bytes ?? new Uint8Array(),
    );
    // A key picture may wait for its rest until the next one comes.
    const formats = [...pictures, ...pictures.slice(-1)]
      .flatMap((bytes, timeUs) => reader?.push({ bytes, timeUs, key: true }) ?? [])
      .map(({ format }) => format)
      .slice(0, 5);
    expect(formats.map((format) => format?.width)).toEqual([320, 320, 352, 352, 320]);
    const [first, second, third, fourth, fifth] = formats.map((format) => format?.fingerprint);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(fourth).toBe(third);
    expect(fifth).toBe(first);
  });
});

describe("a JPEG picture", () => {
  it.each([
    [1, 0],
    [3, 180],
    [6, 90],
    [8, 270],
  ])("with the Exif orientation %i is to be turned by %i degrees", async (orientation, rotation) => {
    const [picture] = readNut(await encodedNut(["-c:v", "mjpeg"], "640x360", 1)).frames;
    const bytes = picture?.bytes ?? new Uint8Array();
    const directory = `0001 0112 0003 00000001 ${orientation.toString(16).padStart(4, "0")}0000 00000000`;
    const exif = Buffer.from(`457869660000 4d4d002a00000008 ${directory}`.replaceAll(" ", ""), "hex");
    const segment = Uint8Array.of(0xff, 0xe1, 0, exif.byteLength + 2, ...exif);
    const reader = codingOf("MJPG")?.reader({ ...plain, extradata: new Uint8Array() });
    const turned = Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)]);
    const [unit] = reader?.push({ bytes: turned, timeUs: 0, key: true }) ?? [];
    expect(unit?.format).toMatchObject({ width: 640, height: 360, rotation });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Format } from "../../../src/protocol/format.ts";
import { encodedNut, probed, unitsOf } from "./encoded.ts";

interface Encoder {
  readonly arguments: readonly string[];
  /** ffmpeg's formats of pixels that it takes. */
  readonly pixels: readonly string[];
  /** Sides are multiples of this. */
  readonly step: number;
  /** Pixel aspects that its bits can say. */
  readonly aspects: readonly string[];
  readonly codec: RegExp;
  /** Arguments that make it encode fields. */
  readonly fields?: readonly string[];
}

const anyAspect = ["1", "12/11", "16/11", "40/33", "2", "64/45", "1001/900", "3/4"];
const square = ["1"];
const encoders: Readonly<Record<string, Encoder>> = {
  h264: {
    arguments: ["-c:v", "libx264", "-preset", "veryfast"],
    pixels: ["yuv420p", "yuv422p", "yuv420p10le", "yuv422p10le", "gray"],
    ...{ step: 2, aspects: anyAspect, codec: /^avc1\.[0-9a-f]{6}$/, fields: ["-flags", "+ildct+ilme"] },
  },
  "h264 4:4:4": {
    arguments: ["-c:v", "libx264", "-preset", "veryfast"],
    ...{ pixels: ["yuv444p", "yuv444p10le"], step: 1, aspects: anyAspect, codec: /^avc1\.f4/ },
  },
  hevc: {
    arguments: ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"],
    pixels: ["yuv420p", "yuv422p", "yuv420p10le", "yuv422p10le", "yuv420p12le"],
    ...{ step: 2, aspects: anyAspect, codec: /^hev1\.[124]\.[0-9A-F]+\.L\d+(\.[0-9A-F]{1,2})*$/ },
  },
  "hevc 4:4:4": {
    arguments: ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"],
    ...{ pixels: ["yuv444p", "yuv444p10le"], step: 1, aspects: anyAspect, codec: /^hev1\.4\./ },
  },
  vp8: {
    arguments: ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"],
    ...{ pixels: ["yuv420p"], step: 1, aspects: square, codec: /^vp8$/ },
  },
  vp9: {
    arguments: ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"],
    pixels: ["yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p12le"],
    ...{ step: 1, aspects: square, codec: /^vp09\.0[0-3]\.\d\d\.(08|10|12)$/ },
  },
  "av1 of aom": {
    arguments: ["-c:v", "libaom-av1", "-usage", "realtime", "-cpu-used", "8"],
    pixels: ["yuv420p", "yuv444p", "yuv420p10le", "yuv422p"],
    ...{ step: 1, aspects: square, codec: /^av01\.[0-2]\.\d\d[MH]\.(08|10)$/ },
  },
  "av1 of SVT": {
    arguments: ["-c:v", "libsvtav1", "-preset", "12"],
    ...{ pixels: ["yuv420p", "yuv420p10le"], step: 2, aspects: square, codec: /^av01\.0\./ },
  },
  mjpeg: {
    arguments: ["-c:v", "mjpeg"],
    pixels: ["yuvj420p", "yuvj422p", "yuvj444p"],
    ...{ step: 1, aspects: ["1", "2", "12/11"], codec: /^mjpeg$/ },
  },
  "mpeg4 part 2": {
    arguments: ["-c:v", "mpeg4", "-flags", "+global_header"],
    ...{ pixels: ["yuv420p"], step: 1, aspects: ["1", "12/11", "10/11", "16/11", "40/33", "64/45"] },
    ...{ codec: /^mpeg4$/, fields: ["-flags", "+ildct+ilme+global_header"] },
  },
  mpeg2: {
    arguments: ["-c:v", "mpeg2video"],
    ...{ pixels: ["yuv420p", "yuv422p"], step: 1, aspects: square, codec: /^mpeg2$/ },
    fields: ["-flags", "+ildct+ilme"],
  },
  mpeg1: {
    arguments: ["-c:v", "mpeg1video"],
    ...{ pixels: ["yuv420p"], step: 1, aspects: square, codec: /^mpeg1$/ },
  },
};

/** Chroma and depth by ffmpeg's name of a format of pixels. */
function pixelsOf({ chroma, bitDepth }: Format): string {
  if (chroma === "4:0:0") return "gray";
  return `yuv${chroma.replaceAll(":", "")}p${bitDepth === 8 ? "" : `${bitDepth}le`}`;
}

describe("the format that stands in the bits", { timeout: 60_000 }, () => {
  it.each(Object.entries(encoders))("is what ffprobe finds: %s", async (_, encoder) => {
    const side = fc.integer({ min: 40, max: 200 }).map((units) => units * encoder.step + encoder.step - 1);
    const size = fc
      .tuple(side, side)
      .map(([width, height]) =>
        encoder.step === 1 ? { width, height } : { width: width - 1, height: height - 1 },
      );
    const chosen = fc.record({
      size,
      pixels: fc.constantFrom(...encoder.pixels),
      aspect: fc.constantFrom(...encoder.aspects),
      fields: encoder.fields === undefined ? fc.constant(false) : fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(chosen, async ({ size, pixels, aspect, fields }) => {
        // Encoders want whole macroblocks of chroma in each field.
        const { width, height } = fields ? { ...size, height: size.height - (size.height % 4) } : size;
        const filter = ["-vf", `scale=${width}:${height},setsar=${aspect}`, "-pix_fmt", pixels];
        const how = [...filter, ...encoder.arguments, ...(fields ? (encoder.fields ?? []) : [])];
        const nut = await encodedNut(how, `${width}x${height}`, 2);
        const [unit] = unitsOf(nut);
        expect(unit?.key).toBe(true);
        if (unit?.format === null || unit === undefined) throw new Error("the first picture has no format");
        const { format } = unit;
        const truth = await probed(nut);
        expect(format).toMatchObject({ width: truth.width, height: truth.height, rotation: 0 });
        expect({ width, height }).toEqual({ width: truth.width, height: truth.height });
        expect(format.interlaced).toBe(truth.interlaced);
        expect(format.interlaced).toBe(fields);
        // ffmpeg decodes H.264 without chroma as if it had some.
        expect(pixelsOf(format)).toBe(pixels === "gray" ? pixels : truth.pixels.replace("yuvj", "yuv"));
        expect(format.pixelAspect).toBeCloseTo(truth.pixelAspect, 2);
        expect(format.codec).toMatch(encoder.codec);
      }),
      // The same encodes each time: x265 and others crash at some sizes.
      { numRuns: 5, seed: 7, endOnFailure: true },
    );
  });
});

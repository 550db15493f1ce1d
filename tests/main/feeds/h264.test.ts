import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bits, withoutEmulation } from "../../../src/main/feeds/codings/bits.ts";
import { joinAnnexB, nalTypes, splitAnnexB } from "../../../src/main/feeds/codings/h264/nal.ts";
import { readSequence } from "../../../src/main/feeds/codings/h264/sequence.ts";
import { H264Units } from "../../../src/main/feeds/codings/h264/units.ts";

function encoded(size: string, options: readonly string[], frames = 3): Uint8Array {
  const input = ["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=25`, "-frames:v", String(frames)];
  const args = ["-v", "error", ...input, "-c:v", "libx264", ...options, "-f", "h264", "pipe:1"];
  const ran = spawnSync("ffmpeg", args, { maxBuffer: 64e6 });
  expect(ran.stderr.toString()).toBe("");
  return ran.stdout;
}

function sequenceOf(stream: Uint8Array) {
  const nal = splitAnnexB(stream).find((one) => one.type === nalTypes.sequenceParameters);
  return nal === undefined ? null : (readSequence(nal.bytes)?.format ?? null);
}

describe("sequence parameter sets", () => {
  it.each([
    ["320x180", ["-profile:v", "baseline"], /^avc1\.42c0/, 320, 180],
    ["640x360", ["-profile:v", "main", "-level", "3.0"], /^avc1\.4d[0-9a-f]{2}1e$/, 640, 360],
    ["1920x1080", ["-profile:v", "high", "-level", "4.0"], /^avc1\.6400..$/, 1920, 1080],
    ["1280x720", ["-profile:v", "high", "-x264-params", "cqm=jvt"], /^avc1\.64/, 1280, 720],
    ["704x576", ["-x264-params", "interlaced=1"], /^avc1\./, 704, 576],
    ["1920x1080", ["-profile:v", "high", "-x264-params", "interlaced=1"], /^avc1\./, 1920, 1080],
    ["1918x1078", ["-profile:v", "high"], /^avc1\.64/, 1918, 1078],
    ["322x242", ["-pix_fmt", "yuv422p", "-profile:v", "high422"], /^avc1\.7a/, 322, 242],
    [
      "324x242",
      ["-vf", "scale=323:241", "-pix_fmt", "yuv444p", "-profile:v", "high444"],
      /^avc1\.f4/,
      323,
      241,
    ],
    ["320x240", ["-pix_fmt", "yuv420p10le", "-profile:v", "high10"], /^avc1\.6e/, 320, 240],
    ["34x18", [], /^avc1\./, 34, 18],
  ])("gives coding and size of %s %j", (size, options, codec, width, height) => {
    const sequence = sequenceOf(encoded(size, options, 1));
    expect(sequence).toMatchObject({ width, height });
    expect(sequence?.codec).toMatch(codec);
  });

  it("never crashes on damage, and gives sizes that a picture can have", () => {
    const set = splitAnnexB(encoded("1918x1078", ["-profile:v", "high", "-x264-params", "cqm=jvt"], 1))[0];
    const good = set?.bytes ?? new Uint8Array();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.byteLength - 1), fc.nat(255))),
        fc.nat(40),
        (damage, length) => {
          const bytes = good.slice(0, Math.max(1, good.byteLength - length));
          for (const [at, value] of damage) if (at < bytes.byteLength) bytes[at] = value;
          const sequence = readSequence(bytes)?.format;
          if (sequence === undefined) return;
          expect(sequence.width).toBeGreaterThan(0);
          expect(sequence.width).toBeLessThanOrEqual(16_384);
          expect(sequence.height).toBeGreaterThan(0);
          expect(sequence.codec).toMatch(/^avc1\.[0-9a-f]{6}$/);
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readSequence(bytes)),
      { numRuns: 500 },
    );
  });
});

describe("bits", () => {
  it("reads what was written, by Exp-Golomb codes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { maxLength: 50 }), (values) => {
        const text = values
          .map((value) => {
            const binary = (value + 1).toString(2);
            return "0".repeat(binary.length - 1) + binary;
          })
          .join("");
        const bytes = (`${text}1`.padEnd(Math.ceil((text.length + 1) / 8) * 8, "0").match(/.{8}/g) ?? []).map(
          (byte) => Number.parseInt(byte, 2),
        );
        const bits = new Bits(Uint8Array.from(bytes));
        expect(values.map(() => bits.expGolomb())).toEqual(values);
        expect(bits.short).toBe(false);
      }),
    );
  });

  it("takes out the bytes that keep start codes out of a unit", () => {
    expect([...withoutEmulation(Uint8Array.of(1, 0, 0, 3, 1, 0, 0, 3, 0, 0, 3))]).toEqual([
      1, 0, 0, 1, 0, 0, 0, 0,
    ]);
  });
});

describe("Annex B", () => {
  it("splits what was joined", () => {
    const unit = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => {
      // No start code within, no zero at the end, the forbidden bit clear.
      const clean = bytes.map((byte, at) => (at === 0 ? byte & 0x7f : byte) || 1);
      return { type: (clean[0] ?? 0) & 0x1f, bytes: clean };
    });
    fc.assert(
      fc.property(fc.array(unit), (nals) => {
        expect(splitAnnexB(joinAnnexB(nals))).toEqual(nals);
      }),
    );
  });

  it("takes any bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 0, 1, 1, 5, 0x67, 0xff), { maxLength: 300 }), (bytes) => {
        for (const nal of splitAnnexB(Uint8Array.from(bytes)))
          expect(nal.bytes.byteLength).toBeGreaterThan(0);
        void new H264Units(Uint8Array.from(bytes)).accept(Uint8Array.from(bytes));
      }),
      { numRuns: 500 },
    );
  });
});

/** The access units of a stream whose pictures are one slice each. */
function accessUnits(stream: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  let gathered: ReturnType<typeof splitAnnexB> = [];
  for (const nal of splitAnnexB(stream)) {
    gathered.push(nal);
    if (nal.type === nalTypes.slice || nal.type === nalTypes.idr) {
      units.push(joinAnnexB(gathered));
      gathered = [];
    }
  }
  return units;
}

const oneSlice = ["-tune", "zerolatency", "-x264-params", "slices=1:sliced-threads=0:scenecut=0"];

describe("access units", () => {
  it("puts the parameter sets before key frames that come without", () => {
    const nals = splitAnnexB(encoded("320x180", [...oneSlice, "-g", "2"], 4));
    const sets = nals.filter(
      (nal) => nal.type === nalTypes.sequenceParameters || nal.type === nalTypes.pictureParameters,
    );
    const bare = nals.filter((nal) => nal.type === nalTypes.slice || nal.type === nalTypes.idr);
    const units = new H264Units(joinAnnexB(sets.slice(0, 2)));
    const made = bare.map((nal) => units.accept(joinAnnexB([nal])));
    expect(made.map((unit) => unit?.key)).toEqual([true, false, true, false]);
    expect(splitAnnexB(made[2]?.bytes ?? new Uint8Array()).map((nal) => nal.type)).toEqual([7, 8, 5]);
  });

  it("leaves the old parameter sets out when the camera has sent others", () => {
    const small = accessUnits(encoded("320x180", oneSlice, 1));
    const large = accessUnits(encoded("640x360", oneSlice, 1));
    const units = new H264Units(new Uint8Array());
    units.accept(small[0] ?? new Uint8Array());
    // As ffmpeg's own filter would have it: the sets of the beginning, then the true ones.
    const both = Uint8Array.of(...(small[0] ?? []).slice(0, 60), ...(large[0] ?? []));
    const made = units.accept(both)?.bytes ?? new Uint8Array();
    expect(splitAnnexB(made).filter((nal) => nal.type === nalTypes.sequenceParameters)).toHaveLength(1);
    expect(sequenceOf(made)).toMatchObject({ width: 640, height: 360 });
  });

  it("starts at recovery points where a stream has no other key frames", () => {
    const stream = encoded(
      "320x180",
      [...oneSlice, "-g", "4", "-x264-params", `${oneSlice[3]}:intra-refresh=1`],
      20,
    );
    const units = new H264Units(new Uint8Array());
    const [, ...withoutFirst] = accessUnits(stream);
    const first = splitAnnexB(accessUnits(stream)[0] ?? new Uint8Array());
    units.accept(joinAnnexB(first.filter((nal) => nal.type === 7 || nal.type === 8)));
    const keys = withoutFirst.map((unit) => units.accept(unit)?.key);
    expect(keys.filter((key) => key === true).length).toBeGreaterThanOrEqual(2);
    expect(keys[0]).toBe(false);
  });

  it("passes over units without a picture", () => {
    const units = new H264Units(new Uint8Array());
    expect(units.accept(joinAnnexB([{ bytes: Uint8Array.of(6, 5, 1, 0, 0x80) }]))).toBeNull();
    expect(units.accept(Uint8Array.of(9, 9, 9))).toBeNull();
  });
});

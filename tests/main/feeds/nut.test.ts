import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pictureRate } from "../../../src/main/feeds/nut/rate.ts";
import { nutFrame, nutHead } from "../../../src/main/feeds/nut/writer.ts";
import { type NutFrame, NutReader, type NutStream } from "../../../src/main/feeds/nut/reader.ts";

function ffmpegNut(size: string, options: readonly string[] = []): Uint8Array {
  const input = ["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=25`, "-frames:v", "30"];
  const coding = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "10", ...options];
  const output = ["-write_index", "0", "-flush_packets", "1", "-f", "nut", "pipe:1"];
  const ran = spawnSync("ffmpeg", ["-v", "error", ...input, ...coding, ...output], { maxBuffer: 64e6 });
  expect(ran.stderr.toString()).toBe("");
  return ran.stdout;
}

interface Read {
  streams: NutStream[];
  frames: NutFrame[];
  damages: number;
  held: number;
}

function read(chunks: Iterable<Uint8Array>): Read {
  const result: Read = { streams: [], frames: [], damages: 0, held: 0 };
  const reader = new NutReader({
    stream: (stream) => result.streams.push(stream),
    frame: (frame) => result.frames.push(frame),
    damage: () => (result.damages += 1),
  });
  for (const chunk of chunks) {
    reader.push(chunk);
    result.held = Math.max(result.held, reader.held);
  }
  return result;
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.byteLength; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

const plain = ffmpegNut("320x180", ["-tune", "zerolatency", "-profile:v", "baseline"]);
const reordered = ffmpegNut("640x360", ["-bf", "2", "-preset", "fast"]);

describe("the reader of NUT", () => {
  it("reads the stream and every frame of ffmpeg's output", () => {
    const { streams, frames, damages } = read([plain]);
    expect(streams).toHaveLength(1);
    expect(streams[0]).toMatchObject({ video: true, fourcc: "H264", width: 320, height: 180 });
    expect(streams[0]?.extradata.byteLength).toBeGreaterThan(8);
    expect(frames.map((frame) => Math.round(frame.timeUs))).toEqual(
      Array.from({ length: 30 }, (_, index) => index * 40_000),
    );
    expect(frames.flatMap((frame, index) => (frame.key ? [index] : []))).toEqual([0, 10, 20]);
    expect(damages).toBe(0);
  });

  it("puts back the first bytes that frames leave out, and gives reordered pictures their own time", () => {
    const { frames } = read([reordered]);
    for (const { bytes } of frames) expect([...bytes.subarray(0, 3)].join()).toMatch(/^0,0,[01]/);
    const times = frames.map((frame) => Math.round(frame.timeUs / 40_000));
    expect(times).not.toEqual(times.toSorted((a, b) => a - b));
    const first = Math.min(...times);
    expect(times.map((time) => time - first).toSorted((a, b) => a - b)).toEqual(
      frames.map((_, index) => index),
    );
  });

  it("gives the same frames as ffmpeg's own reader", () => {
    const args = ["-v", "error", "-f", "nut", "-i", "pipe:0", "-c", "copy", "-f", "framecrc", "pipe:1"];
    const ran = spawnSync("ffmpeg", args, { input: reordered, maxBuffer: 64e6 });
    const sizes = ran.stdout
      .toString()
      .split("\n")
      .filter((line) => line.startsWith("0,"))
      .map((line) => Number(line.split(",")[4]));
    expect(read([reordered]).frames.map((frame) => frame.bytes.byteLength)).toEqual(sizes);
  });

  it("reads the same from chunks of any size", () => {
    for (const file of [plain, reordered]) {
      const whole = read([file]);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }), (sizes) => {
          const parts = read(cut(file, sizes));
          expect(parts.streams).toEqual(whole.streams);
          expect(parts.frames.length).toBe(whole.frames.length);
          for (const [index, frame] of parts.frames.entries()) {
            const other = whole.frames[index];
            expect(frame.timeUs).toBe(other?.timeUs);
            expect(Buffer.compare(frame.bytes, other?.bytes ?? new Uint8Array())).toBe(0);
          }
        }),
        { numRuns: 40 },
      );
    }
    expect(read(cut(plain.subarray(0, 30_000), [1])).frames.length).toBe(
      read([plain.subarray(0, 30_000)]).frames.length,
    );
  });

  it("survives damage anywhere and goes on at a later startcode", () => {
    const torn = plain.slice();
    torn.fill(0x55, 2_000, 20_000);
    const after = read([torn]);
    expect(after.damages).toBeGreaterThan(0);
    // From the next key frame on everything is there.
    expect(after.frames.slice(-10).map((frame) => Math.round(frame.timeUs / 40_000))).toEqual(
      Array.from({ length: 10 }, (_, index) => index + 20),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(plain.byteLength - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 4000 }),
        (damage, size) => {
          const bytes = plain.slice();
          for (const [at, value] of damage) bytes[at] = value;
          const { frames, held } = read(cut(bytes, [size]));
          expect(frames.length).toBeLessThanOrEqual(60);
          expect(held).toBeLessThanOrEqual(bytes.byteLength);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("holds nothing of an endless stream that is none", () => {
    let damages = 0;
    const reader = new NutReader({
      stream: () => undefined,
      frame: () => undefined,
      damage: () => (damages += 1),
    });
    const noise = new Uint8Array(64 * 1024).map((_, index) => (index * 2_654_435_761) >>> 13);
    for (let turn = 0; turn < 200; turn += 1) reader.push(noise);
    expect(reader.held).toBeLessThan(16);
    expect(damages).toBe(1);
  });

  it("never waits for more than its bound, whatever a head claims", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (tail) => {
        const headers = plain.subarray(0, 0x12a);
        const { held } = read([headers, tail, new Uint8Array(200_000), tail]);
        expect(held).toBeLessThanOrEqual(17 * 1024 * 1024);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the writer of NUT", () => {
  const fourcc = "I420";
  const bytes = new Uint8Array(64 * 64 * 1.5).fill(128);
  const file = (rate?: number) => {
    const head = nutHead({
      fourcc,
      extradata: new Uint8Array(),
      width: 64,
      height: 64,
      pixelAspect: 1,
      rate,
    });
    return Buffer.concat([head, ...[0, 1e6, 3e6].map((timeUs) => nutFrame({ key: true, timeUs, bytes }))]);
  };
  const probedRate = (input: Buffer) => {
    const shown = [
      "-v",
      "error",
      "-fpsprobesize",
      "0",
      "-show_entries",
      "stream=r_frame_rate",
      "-of",
      "csv=p=0",
    ];
    return spawnSync("ffprobe", [...shown, "-f", "nut", "pipe:0"], { input })
      .stdout.toString()
      .trim();
  };

  it("tells ffmpeg how many pictures a second encoders may count on, 25 where nobody knows", () => {
    expect([12.5, undefined].map((rate) => probedRate(file(rate)))).toEqual(["12500/1000", "25000/1000"]);
    expect(read([file(60)])).toMatchObject({
      damages: 0,
      frames: [{ timeUs: 0 }, { timeUs: 1e6 }, { timeUs: 3e6 }],
    });
  });

  it("takes the rate from the times of pictures, unless no camera has it", () => {
    expect(pictureRate([80_000, 0, 40_000])).toBeCloseTo(25, 6);
    for (const times of [[], [5], [5, 5], [0, 1], [0, 1e9]]) expect(pictureRate(times)).toBeUndefined();
  });
});

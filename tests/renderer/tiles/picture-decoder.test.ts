import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Picture } from "../../../src/protocol/picture.ts";
import { PictureDecoder } from "../../../src/renderer/tiles/worker/picture-decoder.ts";

/** A VideoDecoder whose hardware is in the test's hand: Chromium's cannot be made to stall or to hold frames back. */
class DecoderDouble {
  static made: DecoderDouble[] = [];
  state = "unconfigured";
  decodeQueueSize = 0;
  config: VideoDecoderConfig | null = null;
  readonly taken: number[] = [];
  private readonly init: VideoDecoderInit;

  constructor(init: VideoDecoderInit) {
    this.init = init;
    DecoderDouble.made.push(this);
  }

  configure(config: VideoDecoderConfig): void {
    this.config = config;
    this.state = "configured";
  }

  decode({ timestamp }: { timestamp: number }): void {
    if (this.state !== "configured") throw new DOMException("closed", "InvalidStateError");
    this.taken.push(timestamp);
  }

  close(): void {
    this.state = "closed";
  }

  /** Hands out the oldest frame. */
  give(): void {
    const timestamp = this.taken.shift();
    const frame = { timestamp, close: () => closed.push(timestamp ?? -1) };
    Reflect.apply(this.init.output, null, [frame]);
  }

  /** As an error, a reclaimed codec included, ends a decoder. */
  err(name = "EncodingError"): void {
    this.state = "closed";
    this.init.error(new DOMException("broken", name));
  }
}

let closed: number[] = [];
let frames: number[] = [];
let lost: number[] = [];
let decoder: PictureDecoder;
let now = 0;
let stamp = 0;

const picture = (key: boolean): Picture => ({
  ...{ feed: 1, epoch: 1, sequence: stamp, key, timeUs: stamp * 40_000 },
  ...{ arrivedAt: 0, lagMs: 0, bytes: new Uint8Array([0]) },
});
function decode(key = false): boolean {
  stamp += 1;
  return decoder.decode(picture(key), stamp, now);
}
const HD = { codec: "avc1.640028", width: 1920, height: 1080, pixelAspect: 1, rotation: 0 } as const;
const newest = () => {
  const made = DecoderDouble.made.at(-1);
  if (made === undefined) throw new Error("no decoder was made");
  return made;
};

beforeEach(() => {
  vi.stubGlobal("VideoDecoder", DecoderDouble);
  vi.stubGlobal("EncodedVideoChunk", Object);
  // The decoder reads the time of an output itself.
  vi.spyOn(performance, "now").mockImplementation(() => now - performance.timeOrigin);
  [closed, frames, lost, DecoderDouble.made] = [[], [], [], []];
  [now, stamp] = [1_000_000, 0];
  decoder = new PictureDecoder({
    frame: (frame) => frames.push(frame.timestamp),
    failed: (count) => lost.push(count),
  });
  decoder.configure({ codec: "avc1.42c01e", width: 640, height: 360, pixelAspect: 1, rotation: 0 });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("starts at a key frame, with the lowest delay", () => {
  expect(decode(false)).toBe(false);
  expect(decode(true)).toBe(true);
  expect(newest().config).toMatchObject({ optimizeForLatency: true, hardwareAcceleration: "no-preference" });
  newest().give();
  expect(frames).toEqual([2]);
});

describe("a decoder that fails", () => {
  test("is made anew at the next key frame and counts what went with it", () => {
    decode(true);
    decode();
    newest().err("QuotaExceededError");
    expect(lost).toEqual([2]);
    expect(decode()).toBe(false);
    expect(decode(true)).toBe(true);
    expect(DecoderDouble.made).toHaveLength(2);
  });

  test("twice is made without hardware, and after four times without a frame its codec counts as undecodable", () => {
    for (let failure = 1; failure <= 4; failure += 1) {
      expect(decoder.undecodable).toBeNull();
      decode(true);
      expect(newest().config?.hardwareAcceleration).toBe(failure <= 2 ? "no-preference" : "prefer-software");
      newest().err();
    }
    expect(decoder.undecodable).toBe("avc1.42c01e");
    decode(true);
    newest().give();
    expect(decoder.undecodable).toBeNull();
  });

  test("by throwing at a picture, because it was closed meanwhile, is made anew too", () => {
    decode(true);
    newest().state = "closed";
    expect(decode()).toBe(false);
    expect(decode(true)).toBe(true);
  });

  test("hands no frame out any more", () => {
    decode(true);
    const old = newest();
    old.err();
    decode(true);
    old.give();
    expect(frames).toEqual([]);
    expect(closed).toEqual([1]);
  });
});

test("pictures for which no frame comes, because they are never shown, wait no longer than the next frame", () => {
  decode(true);
  decode();
  decode();
  newest().taken.splice(0, 2);
  newest().give();
  expect(frames).toEqual([3]);
  expect(decoder.outstanding).toBe(0);
});

describe("pictures before the one at which a decoder started", () => {
  const at = (timeUs: number, key = false) => {
    stamp += 1;
    return decoder.decode({ ...picture(key), timeUs }, stamp, now);
  };

  test("are not decoded where they may refer to what is missing", () => {
    decoder.configure({ ...HD, codec: "hev1.1.6.L120.90" });
    expect([at(400, true), at(200), at(100), at(300)]).toEqual([true, true, true, true]);
    expect(newest().taken).toEqual([1]);
    // From the first that follows on, everything is.
    at(800);
    at(600);
    at(1200, true);
    at(1000);
    expect(newest().taken).toEqual([1, 5, 6, 7, 8]);
  });

  test("are decoded in other codings, whose key pictures nothing refers across", () => {
    at(400, true);
    at(200);
    expect(newest().taken).toEqual([1, 2]);
  });
});

test("a decoder that takes pictures and gives none for 2 s is started again", () => {
  decode(true);
  for (let at = 0; at < 20; at += 1) decode();
  newest().decodeQueueSize = 20;
  now += 1900;
  decoder.check(now);
  expect(lost).toEqual([]);
  now += 200;
  decoder.check(now);
  expect(lost).toEqual([21]);
  expect(decoder.errors).toBe(1);
});

test("hardware that holds frames back for 2 s gives way to software", () => {
  decode(true);
  for (let second = 0; second < 3; second += 0.25) {
    // Everything is taken, five frames stay inside.
    for (let at = decoder.outstanding; at < 6; at += 1) decode();
    newest().give();
    decoder.check(now);
    now += 250;
  }
  decode(true);
  expect(newest().config?.hardwareAcceleration).toBe("prefer-software");
});

test("a queue of which the oldest picture is older than 700 ms is too long, unless it could be reordering", () => {
  decode(true);
  for (let at = 0; at < 15; at += 1) decode();
  now += 800;
  expect(decoder.overloaded(now)).toBe(false);
  decode();
  expect(decoder.overloaded(now)).toBe(true);
  for (let at = 0; at < 5; at += 1) newest().give();
  expect(decoder.overloaded(now)).toBe(false);
});

test("another coding throws away what waits and goes on with the next key frame", () => {
  decode(true);
  decode();
  decoder.configure(HD);
  expect(decoder.outstanding).toBe(0);
  expect(decode()).toBe(false);
  expect(decode(true)).toBe(true);
  expect(newest().config).toMatchObject({ codec: "avc1.640028", codedWidth: 1920 });
});

import { describe, expect, it } from "vitest";
import { Fault } from "../../../../src/main/base/fault.ts";
import { findFfmpeg, onceFound } from "../../../../src/main/feeds/ffmpeg/program.ts";
import { Moments } from "../../../../src/main/feeds/minute/moments.ts";
import { stillOf } from "../../../../src/main/feeds/minute/still.ts";
import { Turns } from "../../../../src/main/feeds/minute/turns.ts";
import { addressOf } from "../parts.ts";
import { encodings, greyOf, greySeen, greyUnits } from "./grey.ts";
import { type KeptFeed, keptFeed } from "./kept-feed.ts";

const ffmpeg = onceFound(() => findFfmpeg());
const never = new AbortController().signal;

/** Plays what a camera sends, each picture 40 ms after the one before. */
async function play({ source, clock }: KeptFeed, encoding: keyof typeof encodings, count = 24) {
  for (const unit of greyUnits(encoding, count)) {
    source.unit(unit);
    await clock.advance(40);
  }
}

function momentsOf({ minute, hub, clock }: KeptFeed): Moments {
  return new Moments({ minute, feeds: hub, ffmpeg, clock });
}

const isKey = (name: string): name is keyof typeof encodings => Object.hasOwn(encodings, name);

describe.each(Object.keys(encodings).filter(isKey))("a moment of a camera that sends %s", (encoding) => {
  it("is the very picture of that time", async () => {
    const feed = await keptFeed();
    await play(feed, encoding);
    const { pictures } = feed.minute.between("cam", null, 0, feed.clock.now());
    const shown = pictures.toSorted((a, b) => a.timeUs - b.timeUs);
    for (const index of [12, 17]) {
      const asked = pictures[index]?.packet.arrivedAt ?? 0;
      const { jpeg, at } = await stillOf(feed.minute.pictureAt("cam", null, asked), ffmpeg, never);
      const place = shown.findIndex(({ packet }) => packet.arrivedAt === at);
      // One that is sent before its time may not be shown yet; never is a newer one shown than had come.
      expect(at).toBeLessThanOrEqual(asked);
      if (encoding !== "reordered") expect(at).toBe(asked);
      else expect(asked - at).toBeLessThanOrEqual(120);
      expect(Math.abs(greySeen(jpeg) - greyOf(place))).toBeLessThan(3);
    }
    await feed.hub.close();
  });
});

describe("a picture", () => {
  it("stands upright and has square pixels", async () => {
    const feed = await keptFeed();
    await play(feed, "h264", 2);
    const recording = feed.minute.pictureAt("cam", null, null);
    const format = { ...recording.format, rotation: 90, pixelAspect: 2 } as const;
    const { jpeg } = await stillOf({ ...recording, format }, ffmpeg, never);
    expect(sizeOf(jpeg)).toEqual({ width: 48, height: 128 });
    await feed.hub.close();
  });

  it("of now opens a camera that nobody watches, and lets it go", async () => {
    const feed = await keptFeed({}, { lingerMs: 1_000 });
    feed.leave();
    await feed.clock.advance(2_000);
    expect(feed.source.running).toBe(false);
    const asked = momentsOf(feed).picture({ cameraId: "cam", streams: ["main"], at: null });
    await feed.clock.advance(0);
    await play(feed, "h264", 3);
    expect(greySeen((await asked).jpeg)).toBeCloseTo(greyOf(0), -1);
    await feed.clock.advance(2_000);
    expect(feed.source.running).toBe(false);
    await feed.hub.close();
    feed.minute.close();
    expect(feed.clock.waiting).toBe(0);
  });

  it("of now is the newest kept one where the camera is gone, and without one the reason", async () => {
    const feed = await keptFeed();
    await play(feed, "h264", 6);
    feed.source.fail("unreachable");
    await feed.clock.advance(20_000);
    const asked = { cameraId: "cam", streams: ["main"], at: null } as const;
    const lost = momentsOf(feed).picture(asked);
    await feed.clock.advance(0);
    expect(greySeen((await lost).jpeg)).toBeCloseTo(greyOf(5), -1);
    await feed.clock.advance(60_000);
    const gone = momentsOf(feed).picture(asked);
    await expect(gone).rejects.toMatchObject({ kind: "silent" });
    await feed.hub.close();
  });

  it("of now is of a stream that the core can read, and is refused at once where there is none", async () => {
    const players = { main: "whep", sub: "hls" } as const;
    const feed = await keptFeed(
      { player: (_, stream) => players[stream ?? "main"] },
      { lookup: (cameraId, stream) => addressOf("http://10.0.0.9/a", { cameraId, stream }) },
    );
    feed.leave();
    const { clock, minute, hub } = feed;
    const moments = new Moments({
      minute,
      feeds: hub,
      ffmpeg,
      clock,
      reads: (_, stream) => stream === "sub",
    });
    const refused = moments.picture({ cameraId: "cam", streams: ["main"], at: null });
    await expect(refused).rejects.toMatchObject({ kind: "playedByPages" });
    expect(hub.list().filter(({ stream }) => stream === "sub")).toEqual([]);
    const asked = moments.picture({ cameraId: "cam", streams: ["main", "sub"], at: null });
    await clock.advance(0);
    expect(hub.list().map(({ stream }) => stream)).toContain("sub");
    await play(feed, "h264", 3);
    expect(await asked).toMatchObject({ stream: "sub" });
    await hub.close();
  });

  it("of now is not an old one, though the machine's clock was set back meanwhile", async () => {
    const feed = await keptFeed({}, { lingerMs: 1_000 });
    await play(feed, "h264", 6);
    feed.leave();
    await feed.clock.advance(20_000);
    expect(feed.source.running).toBe(false);
    feed.clock.set(-3_600_000);
    const asked = momentsOf(feed).picture({ cameraId: "cam", streams: ["main"], at: null });
    await feed.clock.advance(0);
    expect(feed.source.running).toBe(true);
    await play(feed, "h264", 3);
    expect((await asked).at).toBeLessThanOrEqual(feed.clock.now());
    await feed.hub.close();
  });

  it("of a stream with nothing kept says what is kept of the other", async () => {
    const feed = await keptFeed(
      {},
      { lookup: (cameraId, stream) => addressOf("rtsp://a/b", { cameraId, stream }) },
    );
    await play(feed, "h264", 6);
    const at = feed.clock.now() - 30_000;
    const asked = momentsOf(feed).picture({ cameraId: "cam", streams: ["sub", "main"], at });
    await expect(asked).rejects.toMatchObject({ kind: "notKept", detail: { from: expect.any(String) } });
    await feed.hub.close();
  });

  it("is not made any more after the end", async () => {
    const feed = await keptFeed();
    await play(feed, "h264", 6);
    const moments = momentsOf(feed);
    const asked = moments.picture({ cameraId: "cam", streams: ["main"], at: null });
    moments.close();
    await expect(asked).rejects.toMatchObject({ kind: "unavailable" });
    await feed.hub.close();
  });
});

it("turns are bounded: so many at a time, so many who wait, and the next is told to come back", async () => {
  const turns = new Turns(2, 3);
  const ends: (() => void)[] = [];
  let most = 0;
  let running = 0;
  const task = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
  };
  const taken = Array.from({ length: 5 }, () => turns.take(task));
  await expect(turns.take(task)).rejects.toBeInstanceOf(Fault);
  for (let index = 0; index < 5; index += 1) {
    await Promise.resolve();
    ends[index]?.();
    await taken[index];
  }
  expect(most).toBe(2);
  await expect(turns.take(() => Promise.resolve("again"))).resolves.toBe("again");
  await expect(turns.take(() => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  await expect(turns.take(() => Promise.resolve("still"))).resolves.toBe("still");
});

/** Pixels, from the frame header of a JPEG (ITU-T T.81, B.2.2). */
function sizeOf(jpeg: Uint8Array): { width: number; height: number } {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at < jpeg.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xc2)
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  throw new Error("no frame in this JPEG");
}

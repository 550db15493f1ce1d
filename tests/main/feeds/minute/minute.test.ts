import { describe, expect, it } from "vitest";
import { Minute } from "../../../../src/main/feeds/minute/minute.ts";
import type { Packet } from "../../../../src/main/feeds/feeds.ts";
import { unitOf } from "../../../../src/main/feeds/feeds.ts";
import { sentence } from "../../../../src/protocol/sentences.ts";
import { faultOf } from "../../../fixtures/fault.ts";
import { formatOf } from "../../../fixtures/format.ts";
import { addressOf, original } from "../parts.ts";
import { SimulatedClock } from "../simulated-clock.ts";
import { keptFeed, second } from "./kept-feed.ts";

describe("what is kept of a running feed", () => {
  it("is its last minute, from a key frame on, the very bytes that its viewers are sent", async () => {
    const feed = await keptFeed();
    const { minute, clock, witness } = feed;
    await feed.seconds(90, 2);
    const span = minute.span("cam", "main");
    expect(clock.now() - (span?.from ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect(clock.now() - (span?.from ?? 0)).toBeLessThanOrEqual(62_000);
    const { pictures, format } = minute.between("cam", null, span?.from ?? 0, clock.now());
    expect(format).toMatchObject({ coding: "h264", width: 64, height: 48 });
    expect(pictures[0]?.packet.key).toBe(true);
    expect(pictures.map(({ packet }) => packet.arrivedAt)).toEqual(
      witness.pictures.slice(-pictures.length).map(({ arrivedAt }) => arrivedAt),
    );
    expect(pictures.map(({ timeUs }) => timeUs)).toEqual(pictures.map((_, index) => index * 40_000));
    expect(minute.figures().feeds).toBe(1);
    await feed.hub.close();
  });

  it("is nothing of a stream that pages play, and says so with the way out; unless something else has the core read it", async () => {
    const players = { hls: "hls", whep: "whep" } as const;
    for (const player of Object.values(players)) {
      const feed = await keptFeed({ player: (cameraId) => (cameraId === "cam" ? player : null) });
      const { minute, clock } = feed;
      const now = clock.now();
      const faults = [
        faultOf(() => minute.between("cam", null, now - 10_000, now)),
        faultOf(() => minute.pictureAt("cam", "main", now)),
      ];
      for (const { kind, detail } of faults) {
        expect([kind, detail]).toMatchObject(["playedByPages", { camera: "cam" }]);
        for (const language of ["id", "en"] as const)
          expect(sentence(kind, detail, language)).toContain(
            {
              hls: { id: 'pemutar alirannya ke "core"', en: 'player of its stream to "core"' },
              whep: { id: "misalnya lewat RTSP", en: "by RTSP for instance" },
            }[player][language],
          );
      }
      expect(faultOf(() => minute.between("other", null, now - 10_000, now)).kind).toBe("notKept");
      await feed.seconds(3);
      expect(minute.between("cam", null, now, clock.now()).pictures.length).toBeGreaterThan(50);
      expect(faultOf(() => minute.between("cam", null, now - 20_000, now - 10_000)).kind).toBe("notKept");
      await feed.hub.close();
    }
  });

  it("shares the packets with the fan-out instead of copying them", async () => {
    const feed = await keptFeed();
    const seen: Packet[] = [];
    feed.hub.watch(original, {
      status: () => undefined,
      format: () => undefined,
      packet: (packet) => seen.push(packet),
    });
    await feed.seconds(2);
    const { pictures } = feed.minute.between("cam", "main", 0, feed.clock.now());
    expect(pictures.every(({ packet }, index) => packet === seen[index])).toBe(true);
    expect(unitOf(seen[0] ?? fail())).toEqual(second[0]?.bytes);
    await feed.hub.close();
  });

  it("stays for a minute after the feed was lost or closed, and not longer", async () => {
    const feed = await keptFeed();
    await feed.seconds(5);
    feed.source.fail("ended");
    await feed.clock.advance(55_000);
    expect(feed.minute.between("cam", null, 0, feed.clock.now()).pictures).toHaveLength(125);
    await feed.clock.advance(12_000);
    expect(feed.minute.span("cam", null)).toBeNull();
    expect(feed.minute.figures()).toEqual({ bytes: 0, feeds: 0 });
    await feed.seconds(5);
    feed.leave();
    await feed.clock.advance(50_000);
    expect(feed.minute.span("cam", null)).not.toBeNull();
    await feed.clock.advance(20_000);
    expect(feed.minute.span("cam", null)).toBeNull();
    await feed.hub.close();
    expect(feed.clock.waiting).toBe(0);
  });

  it("goes on over a break of the camera on one time line", async () => {
    const feed = await keptFeed();
    await feed.seconds(2);
    feed.source.fail("ended");
    await feed.clock.advance(1_500);
    await feed.seconds(2);
    const { pictures } = feed.minute.between("cam", null, 0, feed.clock.now());
    const gaps = pictures.slice(1).map(({ timeUs }, index) => timeUs - (pictures[index]?.timeUs ?? 0));
    expect(pictures).toHaveLength(100);
    expect(gaps.filter((gap) => gap !== 40_000)).toEqual([1_540_000]);
    await feed.hub.close();
  });

  it("is never two cameras that stood one after the other at the address, and now is the one there now", async () => {
    let address = addressOf("rtsp://10.0.0.9/a");
    const feed = await keptFeed({}, { lookup: () => address });
    const edit = async (url: string) => {
      address = addressOf(url);
      feed.hub.cameraChanged("cam");
      await feed.clock.advance(0);
    };
    const newest = () => feed.minute.pictureAt("cam", null, null).pictures.at(-1)?.packet.arrivedAt;
    await feed.seconds(3);
    const editedAt = feed.clock.now();
    await edit("rtsp://10.0.0.9/b");
    expect(newest).toThrow("Nothing of cam is kept");
    // What was is still to be had.
    expect(feed.minute.pictureAt("cam", null, editedAt - 1_000).pictures).not.toEqual([]);
    await feed.seconds(2);
    expect(newest()).toBeGreaterThanOrEqual(editedAt);
    const { pictures } = feed.minute.between("cam", null, 0, feed.clock.now());
    expect(pictures).toHaveLength(75);
    expect(pictures.at(-1)?.packet.arrivedAt).toBeLessThan(editedAt);
    // Nobody watches any more when the next edit comes.
    feed.leave();
    await feed.clock.advance(5_000);
    await edit("rtsp://10.0.0.9/c");
    expect(newest).toThrow("Nothing of cam is kept");
    await feed.hub.close();
  });

  it("is the longer stretch where the format changed, never two formats at once", async () => {
    const feed = await keptFeed();
    await feed.seconds(3);
    const [key] = second;
    if (key?.format == null) throw new Error("ffmpeg made no key frame");
    const other = { ...key, format: { ...key.format, width: 128, fingerprint: "other" } };
    feed.source.picture(other, feed.clock.monotonic() * 1000);
    await feed.clock.advance(40);
    const { format, pictures } = feed.minute.between("cam", null, 0, feed.clock.now());
    expect(format.width).toBe(64);
    expect(pictures).toHaveLength(75);
    await feed.hub.close();
  });
});

describe("a moment", () => {
  it("is the picture that was the newest, with all before it from the key frame on", async () => {
    const feed = await keptFeed();
    await feed.seconds(10, 2);
    const startedAt = feed.witness.pictures[0]?.arrivedAt ?? 0;
    const found = feed.minute.pictureAt("cam", null, startedAt + 5_130);
    expect(found.pictures[0]?.packet.arrivedAt).toBe(startedAt + 4_000);
    expect(found.pictures.at(-1)?.packet.arrivedAt).toBe(startedAt + 5_120);
    expect(found.pictures).toHaveLength(29);
    const newest = feed.minute.pictureAt("cam", "main", null);
    expect(newest.pictures.at(-1)?.packet.arrivedAt).toBe(startedAt + 9_960);
    await feed.hub.close();
  });

  it("that is not kept is a fault that names the span that is", async () => {
    const feed = await keptFeed();
    await feed.seconds(2);
    const startedAt = feed.witness.pictures[0]?.arrivedAt ?? 0;
    const expected = {
      kind: "notKept",
      detail: {
        camera: "cam",
        from: new Date(startedAt).toISOString(),
        until: new Date(startedAt + 1_960).toISOString(),
      },
    };
    for (const at of [startedAt - 1, startedAt + 60_000])
      expect(faultOf(() => feed.minute.pictureAt("cam", null, at))).toMatchObject(expected);
    expect(faultOf(() => feed.minute.between("cam", null, 0, startedAt - 1))).toMatchObject(expected);
    expect(faultOf(() => feed.minute.pictureAt("cam", "sub", null)).detail).not.toHaveProperty("from");
    await feed.hub.close();
  });
});

describe("the memory of all feeds", () => {
  const frame = (bytes: number, key: boolean, arrivedAt: number): Packet => ({
    ...{ feed: 1, key, timeUs: arrivedAt * 1000, arrivedAt, intervalMs: 40 },
    bytes: new Uint8Array(bytes),
  });
  const format = { ...formatOf(), fingerprint: "one" };

  /** A second of every camera's pictures: a key frame and four others. */
  function play(minute: Minute, cameras: readonly string[], seconds: number, clock: SimulatedClock) {
    return (async () => {
      for (let index = 0; index < seconds * 5; index += 1) {
        for (const camera of cameras)
          minute.keep(
            camera,
            "main",
            frame(9_500, index % 5 === 0, clock.now()),
            index % 5 === 0 ? format : null,
            { run: "1", url: "a" },
          );
        await clock.advance(200);
      }
    })();
  }

  it("has a bound for each feed, in whole groups", async () => {
    const clock = new SimulatedClock();
    const minute = new Minute({ clock, feedBytes: 500_000, totalBytes: 1e9 });
    await play(minute, ["cam"], 30, clock);
    expect(minute.figures().bytes).toBeLessThanOrEqual(500_000);
    expect(minute.figures().bytes).toBeGreaterThan(440_000);
    expect(minute.between("cam", null, 0, clock.now()).pictures[0]?.packet.key).toBe(true);
    minute.close();
    expect(clock.waiting).toBe(0);
  });

  it("has a bound for all, and what matters least loses its oldest groups first", async () => {
    const clock = new SimulatedClock();
    const ranks: Record<string, number> = { first: 1, second: 2, third: 9 };
    const minute = new Minute({ clock, totalBytes: 1_500_000, rank: (camera) => ranks[camera] ?? 9 });
    await play(minute, ["gone"], 3, clock);
    await play(minute, ["third", "second", "first"], 20, clock);
    const secondsOf = (camera: string) =>
      Math.round((clock.now() - (minute.span(camera, null)?.from ?? clock.now())) / 1000);
    // All want 60 groups of 50,000 bytes, and there is room for 30: the first has its 20, the last what it needs.
    expect(minute.figures().bytes).toBeLessThanOrEqual(1_500_000 + 3 * 50_000);
    expect(secondsOf("gone")).toBe(0);
    expect(secondsOf("first")).toBe(20);
    expect(secondsOf("second")).toBeGreaterThanOrEqual(8);
    expect(secondsOf("third")).toBeLessThanOrEqual(2);
    minute.close();
  });

  it("is not given to a camera that sends no key frames", async () => {
    const clock = new SimulatedClock();
    const minute = new Minute({ clock });
    minute.keep("cam", "main", frame(1000, true, clock.now()), format, { run: "1", url: "a" });
    for (let index = 0; index < 130; index += 1) {
      await clock.advance(1_000);
      minute.keep("cam", "main", frame(1000, false, clock.now()), null, { run: "1", url: "a" });
    }
    expect(minute.figures().bytes).toBe(0);
    minute.close();
  });
});

function fail(): never {
  throw new Error("nothing was seen");
}

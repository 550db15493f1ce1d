import { describe, expect, it } from "vitest";
import { addressOf, hubWith, keptLog, original, pictures, PlayedSource, Witness } from "./parts.ts";
import type { RunSource } from "../../../src/main/feeds/source.ts";
import { mosaicRef } from "../../../src/protocol/feed.ts";
import { SimulatedClock } from "./simulated-clock.ts";

const small = pictures("64x48", 12);
const large = pictures("128x96", 3);
const [key, ...deltas] = small;
const [largeKey] = large;
if (key === undefined || largeKey === undefined) throw new Error("ffmpeg made no picture");

function setUp(rest: Parameters<typeof hubWith>[3] = {}) {
  const clock = new SimulatedClock();
  const source = new PlayedSource(clock);
  let address: ReturnType<typeof addressOf> | null = addressOf("rtsp://10.0.0.9/a");
  const hub = hubWith(clock, source.run, () => address, rest);
  const edit = (next: typeof address) => {
    address = next;
    hub.cameraChanged("cam");
  };
  return { clock, source, hub, edit };
}

describe("a feed", () => {
  it("is opened once for all viewers, gives a later one the kept pictures, and closes after the last", async () => {
    const { clock, source, hub } = setUp({ lingerMs: 5_000 });
    const [first, second] = [new Witness(), new Witness()];
    const leaveFirst = hub.watch(original, first);
    await clock.advance(0);
    source.picture(key, 0);
    for (const [index, delta] of deltas.slice(0, 5).entries()) source.picture(delta, (index + 1) * 40_000);
    const leaveSecond = hub.watch(original, second);
    expect(source.addresses).toHaveLength(1);
    expect(second.statuses.map((status) => status.phase)).toEqual(["running"]);
    expect(second.formats).toEqual([first.formats[0]]);
    expect(second.pictures.map((picture) => picture.sequence)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(second.pictures[0]?.key).toBe(true);
    source.picture(key, 400_000);
    const third = new Witness();
    const leaveThird = hub.watch(original, third);
    expect(third.pictures.map((picture) => picture.sequence)).toEqual([6]);

    for (const leave of [leaveFirst, leaveSecond, leaveThird, leaveThird]) leave();
    await clock.advance(4_900);
    expect(source.running).toBe(true);
    hub.watch(original, first)();
    await clock.advance(4_900);
    expect(source.running).toBe(true);
    await clock.advance(200);
    expect(source.running).toBe(false);
    expect(hub.list()).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it("sends nothing that depends on a key frame that was not sent", async () => {
    const { clock, source, hub } = setUp();
    const witness = new Witness();
    hub.watch(original, witness);
    await clock.advance(0);
    for (const delta of deltas.slice(0, 3)) source.picture(delta, 0);
    expect(witness.pictures).toEqual([]);
    source.picture(key, 40_000);
    expect(witness.pictures.map((picture) => picture.key)).toEqual([true]);
    await hub.close();
  });

  it("begins another epoch when the picture changes its size and when the source was opened anew", async () => {
    const learned: unknown[] = [];
    const { clock, source, hub } = setUp({ learned: (...what) => learned.push(what) });
    const witness = new Witness();
    hub.watch(original, witness);
    await clock.advance(0);
    source.picture(key, 0);
    source.picture(largeKey, 40_000);
    source.picture(largeKey, 80_000);
    source.fail("ended");
    await clock.advance(1_000);
    source.picture(largeKey, 0);
    expect(witness.formats.map(({ epoch, width, height }) => [epoch, width, height])).toEqual([
      [1, 64, 48],
      [2, 128, 96],
      [3, 128, 96],
    ]);
    expect(witness.pictures.map((picture) => picture.epoch)).toEqual([1, 2, 2, 3]);
    expect(learned).toEqual([
      ["cam", "main", expect.objectContaining({ width: 64, height: 48 })],
      ["cam", "main", expect.objectContaining({ width: 128, height: 96 })],
    ]);
    expect(hub.knownFormat("cam", "main")).toMatchObject({ coding: "h264", width: 128, height: 96 });
    await hub.close();
  });

  it("says what is wrong since when, keeps the last picture, and is live again with the next key frame", async () => {
    const { clock, source, hub } = setUp();
    const witness = new Witness();
    hub.watch(original, witness);
    await clock.advance(0);
    source.picture(key, 0);
    const failedAt = clock.now() + 5_000;
    await clock.advance(4_999);
    source.picture(key, 5_000_000);
    await clock.advance(1);
    source.fail("ended");
    await clock.advance(1);
    source.fail("unreachable");
    await clock.advance(3_000);
    expect(witness.statuses.map(({ phase, error }) => [phase, error?.kind])).toEqual([
      ["opening", undefined],
      ["running", undefined],
      ["failed", "ended"],
    ]);
    source.fail("unreachable");
    await clock.advance(3_000);
    source.fail("unreachable");
    await clock.advance(3_000);
    expect(witness.statuses.at(-1)).toMatchObject({
      phase: "failed",
      since: failedAt,
      error: { kind: "unreachable" },
    });
    expect(witness.statuses).toHaveLength(4);
    expect(hub.list()[0]).toMatchObject({ state: "lost", error: { kind: "unreachable" }, restarts: 3 });
    const late = new Witness();
    hub.watch(original, late);
    expect(late.pictures).toHaveLength(1);
    source.picture(key, 0);
    expect(witness.phase).toBe("running");
    expect(hub.list()[0]).toMatchObject({ state: "live" });
    expect(hub.list()[0]?.error).toBeUndefined();
    await hub.close();
  });

  it("opens anew at once when the address was edited, and not when only the name was", async () => {
    const { clock, source, hub, edit } = setUp();
    const witness = new Witness();
    hub.watch(original, witness);
    await clock.advance(0);
    source.picture(key, 0);
    edit(addressOf("rtsp://10.0.0.9/a"));
    await clock.advance(0);
    expect(source.addresses).toHaveLength(1);
    edit(addressOf("rtsp://10.0.0.9/b"));
    await clock.advance(0);
    expect(source.addresses.map((address) => address.url)).toEqual([
      "rtsp://10.0.0.9/a",
      "rtsp://10.0.0.9/b",
    ]);
    expect(witness.phase).toBe("opening");
    await hub.close();
  });

  it("shows nothing of the camera that stood at the address before", async () => {
    const { clock, source, hub, edit } = setUp();
    const witness = new Witness();
    hub.watch(original, witness);
    await clock.advance(0);
    source.picture(key, 0);
    edit(addressOf("rtsp://10.0.0.9/b"));
    await clock.advance(0);
    const late = new Witness();
    hub.watch(original, late);
    expect([late.formats, late.pictures]).toEqual([[], []]);
    expect(hub.list()).toMatchObject([{ state: "connecting", codec: null, fps: 0, lastFrameAt: null }]);
    source.picture(key, 0);
    expect(late.pictures).toHaveLength(1);
    expect(witness.formats.map(({ epoch }) => epoch)).toEqual([1, 2]);
    // The same address with another login is the same camera.
    edit(addressOf("rtsp://10.0.0.9/b", { password: "new" }));
    await clock.advance(0);
    const last = new Witness();
    hub.watch(original, last);
    expect(last.pictures).toHaveLength(1);
    await hub.close();
  });

  it("is opened again only when its last session has said goodbye", async () => {
    const clock = new SimulatedClock();
    let sessions = 0;
    let most = 0;
    let opened = 0;
    const run: RunSource = (_address, _listener, signal) => {
      sessions += 1;
      opened += 1;
      most = Math.max(most, sessions);
      return new Promise((resolve) => {
        signal.addEventListener("abort", () =>
          clock.after(800, () => {
            sessions -= 1;
            resolve();
          }),
        );
      });
    };
    const hub = hubWith(clock, run, addressOf("rtsp://10.0.0.9/a"), { lingerMs: 100 });
    const leave = hub.watch(original, new Witness());
    await clock.advance(10);
    leave();
    await clock.advance(200);
    const leaveAgain = hub.watch(original, new Witness());
    await clock.advance(400);
    expect([opened, most]).toEqual([1, 1]);
    await clock.advance(400);
    expect([opened, most, sessions]).toEqual([2, 1, 1]);
    // One who leaves while it waits opens nothing.
    leaveAgain();
    await clock.advance(200);
    hub.watch(original, new Witness())();
    await clock.advance(2_000);
    expect([opened, most, sessions]).toEqual([2, 1, 0]);
    const closed = hub.close();
    await clock.advance(1_000);
    await closed;
    expect(clock.waiting).toBe(0);
  });

  it("of many cameras is one of few: a page cannot ask for any number of mosaics", async () => {
    const { hub, clock } = setUp({ mosaic: () => () => new Promise(() => undefined) });
    const mosaicOf = (index: number) => mosaicRef({ cameraIds: [`a${index}`, "b"], columns: 2 }, "360p");
    const leave = Array.from({ length: 16 }, (_, index) => hub.watch(mosaicOf(index), new Witness()));
    expect(() => hub.watch(mosaicOf(16), new Witness())).toThrow("10");
    // One that runs is shared as ever.
    leave.push(hub.watch(mosaicOf(3), new Witness()));
    leave[0]?.();
    await clock.advance(2_000);
    hub.watch(mosaicOf(16), new Witness());
  });

  it("keeps the viewers of a camera that is removed, and shows it again when it comes back", async () => {
    const { clock, source, hub, edit } = setUp();
    const witness = new Witness();
    hub.watch(original, witness);
    await clock.advance(0);
    edit(null);
    await clock.advance(0);
    expect(witness.fault).toBe("notFound");
    expect(source.running).toBe(false);
    expect(() => hub.watch(original, new Witness())).toThrow("There is no camera");
    const before = witness.statuses[0]?.feed;
    edit(addressOf("rtsp://10.0.0.9/c"));
    await clock.advance(0);
    source.picture(key, 0);
    expect(witness.phase).toBe("running");
    expect(witness.statuses.at(-1)?.feed).not.toBe(before);
    await hub.close();
    expect(source.running).toBe(false);
  });

  it("keeps the key picture alone of a group without an end, and nothing that cannot be decoded behind it", async () => {
    const { clock, source, hub } = setUp();
    hub.watch(original, new Witness());
    await clock.advance(0);
    source.picture(key, 0);
    const delta = deltas[0] ?? key;
    for (let index = 1; index < 1_300; index += 1) source.picture(delta, index * 40_000);
    const late = new Witness();
    hub.watch(original, late);
    expect(late.pictures.map((picture) => picture.key)).toEqual([true]);
    source.picture(delta, 53_000_000);
    expect(late.pictures).toHaveLength(1);
    source.picture(key, 54_000_000);
    source.picture(delta, 54_040_000);
    expect(late.pictures.map((picture) => picture.key)).toEqual([true, true, false]);
    await hub.close();
  });

  it("keeps a picture that needs no other, however large it is", async () => {
    const { clock, source, hub } = setUp();
    hub.watch(original, new Witness());
    await clock.advance(0);
    const large = new Uint8Array(20 * 1024 * 1024).fill(0xff);
    large.set(key.bytes);
    large.set([0, 0, 0, 1, 12], key.bytes.byteLength);
    source.picture({ ...key, bytes: large }, 0);
    const late = new Witness();
    hub.watch(original, late);
    expect(late.pictures.map(({ bytes }) => bytes.byteLength)).toEqual([large.byteLength]);
    await hub.close();
  });

  it("lets a viewer go that fails, and nobody else notices", async () => {
    const { log, lines } = keptLog();
    const { clock, source, hub } = setUp({ log });
    const witness = new Witness();
    const broken = new Witness();
    broken.packet = () => {
      throw new Error("socket is gone");
    };
    hub.watch(original, broken);
    hub.watch(original, witness);
    await clock.advance(0);
    source.picture(key, 0);
    source.picture(key, 40_000);
    expect(witness.pictures).toHaveLength(2);
    expect(lines.filter((line) => line.includes("a viewer failed"))).toHaveLength(1);
    await hub.close();
  });

  it("measures pictures a second, bits, the lag, and losses", async () => {
    const { clock, source, hub } = setUp();
    const witness = new Witness();
    hub.watch(original, witness);
    await clock.advance(0);
    for (let index = 0; index < 250; index += 1) {
      source.picture(index % 25 === 0 ? key : (deltas[0] ?? key), index * 40_000);
      await clock.advance(40);
    }
    expect(hub.list()[0]).toMatchObject({ state: "live", fps: 25 });
    expect(hub.list()[0]?.bitrate).toBeGreaterThan(1_000);
    source.damage(3);
    expect(hub.list()[0]?.state).toBe("degraded");
    await clock.advance(1_500);
    expect(hub.list()[0]?.state).toBe("stale");
    source.picture(key, 250 * 40_000);
    expect(witness.pictures.at(-1)?.lagMs).toBeCloseTo(1_500, 0);
    expect(hub.list()[0]?.state).toBe("delayed");
    await hub.close();
  });
});

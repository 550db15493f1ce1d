import { describe, expect, it } from "vitest";
import type { CodedUnit } from "../../../src/main/feeds/codings/coding.ts";
import type { Clock } from "../../../src/main/base/clock.ts";
import { FanOutCounters, FeedsClient, type FeedsPort } from "../../../src/main/feeds/fan-out.ts";
import { decodePicture, type Picture } from "../../../src/protocol/picture.ts";
import { type FeedsNotice, feedsNoticeSchema } from "../../../src/protocol/channel.ts";
import { addressOf, hubWith, pictures, PlayedSource } from "./parts.ts";
import { SimulatedClock } from "./simulated-clock.ts";

const [key, delta] = twoPictures();

function twoPictures() {
  const [first, second] = pictures("64x48", 2);
  if (first === undefined || second === undefined) throw new Error("ffmpeg made no picture");
  return [first, second] as const;
}

/** `unit` with as many bytes as asked for, the rest being filler (NAL type 12). */
function padded(unit: CodedUnit, size: number): CodedUnit {
  const bytes = new Uint8Array(Math.max(size, unit.bytes.byteLength + 5)).fill(0xff);
  bytes.set(unit.bytes);
  bytes.set([0, 0, 0, 1, 12], unit.bytes.byteLength);
  return { ...unit, bytes };
}

/** A page: what it was sent, and whether it reads. */
class Page implements FeedsPort {
  readonly notices: FeedsNotice[] = [];
  readonly pictures: Picture[] = [];
  readonly client: FeedsClient;
  reads = true;
  bufferedAmount = 0;
  received = 0;
  sent = 0;
  closedWith: number | null = null;
  terminated = false;

  constructor(feeds: ConstructorParameters<typeof FeedsClient>[1], clock: Clock, totals?: FanOutCounters) {
    this.client = new FeedsClient(this, feeds, clock, totals);
  }

  send(data: string | Uint8Array): void {
    if (typeof data === "string") {
      this.notices.push(feedsNoticeSchema.parse(JSON.parse(data)));
      return;
    }
    this.sent += data.byteLength;
    const picture = decodePicture(data.slice().buffer);
    if (picture !== null) this.pictures.push(picture);
    if (this.reads) this.acknowledge();
  }

  acknowledge(): void {
    this.received = this.sent;
    this.ask({ type: "ack", bytes: this.received });
  }

  ask(request: unknown): void {
    this.client.receive(JSON.stringify(request));
  }

  open(cameraId = "cam"): void {
    this.ask({ type: "open", cameraId, stream: "main", rung: null });
  }

  close(code: number): void {
    this.closedWith = code;
  }

  terminate(): void {
    this.terminated = true;
  }
}

async function setUp() {
  const clock = new SimulatedClock();
  const source = new PlayedSource(clock);
  const hub = hubWith(clock, source.run, addressOf("rtsp://10.0.0.9/a"));
  let count = 0;
  /** A second of pictures, a key frame first. */
  const second = async (size = 1_000) => {
    await clock.advance(0);
    for (let index = 0; index < 25; index += 1) {
      source.picture(padded(index === 0 ? key : delta, size), count * 40_000);
      count += 1;
      await clock.advance(40);
    }
  };
  return { clock, source, hub, second };
}

/** Every picture depends on the one before it or is a key frame. */
function decodable(sent: readonly Picture[]): boolean {
  return sent.every(
    (picture, index) => picture.key || picture.sequence === (sent[index - 1]?.sequence ?? -2) + 1,
  );
}

describe("the pages' door to the feeds", () => {
  it("tells status and format before the first picture, and the core's clock", async () => {
    const { clock, hub, second } = await setUp();
    const page = new Page(hub, clock);
    page.open();
    await second();
    page.ask({ type: "clock", sentAt: 12.5 });
    expect(page.notices.map((notice) => notice.type)).toEqual(["report", "format", "report", "clock"]);
    expect(page.notices.at(-1)).toEqual({ type: "clock", sentAt: 12.5, coreAt: clock.now() });
    expect(page.pictures).toHaveLength(25);
    page.ask({ type: "close", cameraId: "cam", stream: "main" });
    await second();
    expect(page.pictures).toHaveLength(25);
    page.client.close();
    await hub.close();
    expect(clock.waiting).toBe(0);
  });

  it("drops a slow page to key frames without slowing a fast one, and catches up without a delay", async () => {
    const { clock, hub, second } = await setUp();
    const totals = new FanOutCounters();
    const [fast, slow] = [new Page(hub, clock, totals), new Page(hub, clock, totals)];
    fast.open();
    slow.open();
    await second();
    slow.reads = false;
    for (let turn = 0; turn < 5; turn += 1) await second();
    expect(fast.pictures).toHaveLength(150);
    // 700 ms of pictures and not one more: the rest would be delay.
    expect(slow.pictures.length).toBeLessThanOrEqual(25 + 18);
    expect(slow.client.counters.dropped).toBeGreaterThanOrEqual(100);
    slow.reads = true;
    slow.acknowledge();
    await second();
    expect(slow.pictures.at(-1)?.sequence).toBe(fast.pictures.at(-1)?.sequence);
    expect(decodable(slow.pictures)).toBe(true);
    expect(decodable(fast.pictures)).toBe(true);
    expect(totals.dropped).toBe(slow.client.counters.dropped);
    expect(fast.client.counters.dropped).toBe(0);
    await hub.close();
  });

  it("sends the key pictures of a feed alone while the page wants no more, and all of them from the next key picture on", async () => {
    const { clock, hub, second } = await setUp();
    const [whole, slowed] = [new Page(hub, clock), new Page(hub, clock)];
    whole.open();
    slowed.open();
    await second();
    const open = { type: "open", cameraId: "cam", stream: "main", rung: null };
    slowed.ask({ ...open, only: "key" });
    for (let turn = 0; turn < 4; turn += 1) await second();
    expect(slowed.pictures.slice(25).map((picture) => picture.key)).toEqual([true, true, true, true]);
    expect(slowed.client.counters).toMatchObject({ spared: 96, dropped: 0 });
    slowed.ask(open);
    await second();
    expect(slowed.pictures).toHaveLength(25 + 4 + 25);
    expect(decodable(slowed.pictures)).toBe(true);
    expect(whole.pictures).toHaveLength(150);
    // One that joins so is sent the kept key picture, and nothing of what follows it.
    await clock.advance(400);
    const late = new Page(hub, clock);
    late.reads = false;
    late.ask({ ...open, only: "key" });
    expect(late.pictures.map((picture) => picture.key)).toEqual([true]);
    await hub.close();
  });

  it("never has more than 4 MiB on the way", async () => {
    const { clock, hub, second } = await setUp();
    const page = new Page(hub, clock);
    page.open();
    await second(1_000);
    page.reads = false;
    const before = page.sent;
    await second(400_000);
    expect(page.sent - before).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(page.sent - before).toBeGreaterThan(3 * 1024 * 1024);
    await hub.close();
  });

  it("sends a picture larger than that when nothing else is on the way", async () => {
    const { clock, source, hub } = await setUp();
    const page = new Page(hub, clock);
    page.open();
    await clock.advance(0);
    source.picture(padded(key, 5 * 1024 * 1024), 0);
    expect(page.pictures).toHaveLength(1);
    await hub.close();
  });

  it("cuts off a page that never reads, having kept little for it", async () => {
    const { clock, hub, second } = await setUp();
    const page = new Page(hub, clock);
    page.reads = false;
    page.open();
    for (let turn = 0; turn < 13; turn += 1) await second(20_000);
    expect(page.terminated).toBe(true);
    expect(page.client.counters.cutOff).toBe(1);
    expect(page.sent).toBeLessThan(2 * 1024 * 1024);
    const sent = page.pictures.length;
    await second();
    expect(page.pictures).toHaveLength(sent);
    await hub.close();
  });

  it("leaves an idle page alone", async () => {
    const { clock, hub } = await setUp();
    const page = new Page(hub, clock);
    await clock.advance(3_600_000);
    expect(page.terminated).toBe(false);
    page.client.close();
    expect(clock.waiting).toBe(0);
    await hub.close();
  });

  it("joins many streams one after the other, as there is room for their kept pictures", async () => {
    const clock = new SimulatedClock();
    const sources = new Map<string, PlayedSource>();
    const hub = hubWith(
      clock,
      (address, listener, signal) => {
        const source = new PlayedSource(clock);
        sources.set(address.cameraId, source);
        return source.run(address, listener, signal);
      },
      () => null,
      { lookup: (cameraId) => addressOf("rtsp://10.0.0.9/a", { cameraId }) },
    );
    const names = Array.from({ length: 9 }, (_, index) => `cam${index}`);
    const first = new Page(hub, clock);
    for (const name of names) first.open(name);
    await clock.advance(0);
    for (const source of sources.values()) {
      source.picture(padded(key, 1_000_000), 0);
      source.picture(padded(delta, 500_000), 40_000);
    }
    const second = new Page(hub, clock);
    second.reads = false;
    for (const name of names) second.open(name);
    expect(second.sent).toBeLessThanOrEqual(6 * 1024 * 1024);
    for (let turn = 0; turn < 10; turn += 1) second.acknowledge();
    expect(second.pictures).toHaveLength(18);
    expect(second.client.counters.dropped).toBe(0);
    await hub.close();
  });

  it("sends a kept group of 10 s as the page takes it, whole, and costs its other streams no picture", async () => {
    const clock = new SimulatedClock();
    const sources = new Map<string, PlayedSource>();
    const hub = hubWith(
      clock,
      (address, listener, signal) => {
        const source = new PlayedSource(clock);
        sources.set(address.cameraId, source);
        return source.run(address, listener, signal);
      },
      () => null,
      { lookup: (cameraId) => addressOf("rtsp://10.0.0.9/a", { cameraId }) },
    );
    const before = new Page(hub, clock);
    before.open("long");
    before.open("other");
    await clock.advance(0);
    const [long, other] = [sources.get("long"), sources.get("other")];
    // 250 pictures of 8 Mbit/s.
    for (let at = 0; at < 250; at += 1) long?.picture(padded(at === 0 ? key : delta, 40_000), at * 40_000);
    other?.picture(key, 0);
    const late = new Page(hub, clock);
    late.reads = false;
    late.open("other");
    late.open("long");
    for (let at = 250; at < 262; at += 1) {
      long?.picture(padded(delta, 40_000), at * 40_000);
      other?.picture(delta, at * 40_000);
      await clock.advance(40);
      late.acknowledge();
    }
    expect(late.client.counters.dropped).toBe(0);
    expect(late.pictures.filter(({ bytes }) => bytes.byteLength >= 40_000)).toHaveLength(262);
    for (const feed of new Set(late.pictures.map((picture) => picture.feed)))
      expect(decodable(late.pictures.filter((picture) => picture.feed === feed))).toBe(true);
    // A page that takes next to nothing has it from the next key frame on.
    const slow = new Page(hub, clock);
    slow.reads = false;
    slow.open("long");
    for (let at = 262; at < 340; at += 1) {
      long?.picture(padded(delta, 40_000), at * 40_000);
      await clock.advance(40);
    }
    expect(slow.sent).toBeLessThan(3 * 1024 * 1024);
    slow.reads = true;
    slow.acknowledge();
    const count = slow.pictures.length;
    long?.picture(padded(delta, 40_000), 340 * 40_000);
    expect(slow.pictures).toHaveLength(count);
    long?.picture(padded(key, 40_000), 341 * 40_000);
    expect(slow.pictures.at(-1)?.key).toBe(true);
    expect(slow.pictures).toHaveLength(count + 1);
    await hub.close();
  });

  it("says once that a camera is not known, and shows it when it was added", async () => {
    const clock = new SimulatedClock();
    const source = new PlayedSource(clock);
    let address: ReturnType<typeof addressOf> | null = null;
    const hub = hubWith(clock, source.run, () => address);
    const page = new Page(hub, clock);
    page.open();
    await clock.advance(5_000);
    expect(page.notices).toMatchObject([{ type: "report", phase: "failed", error: { kind: "notFound" } }]);
    address = addressOf("rtsp://10.0.0.9/a");
    await clock.advance(1_000);
    source.picture(key, 0);
    expect(page.pictures).toHaveLength(1);
    await hub.close();
  });

  it.each([
    "",
    "{}",
    "[1",
    '{"type":"open","cameraId":"../x","stream":"main","rung":null}',
    '{"type":"ack","bytes":-1}',
  ])("ends a connection whose message does not fit: %s", async (text) => {
    const { clock, hub } = await setUp();
    const page = new Page(hub, clock);
    page.client.receive(text);
    expect(page.closedWith).toBe(4422);
    page.open();
    expect(hub.list()).toEqual([]);
    expect(clock.waiting).toBe(0);
    await hub.close();
  });

  it("takes an acknowledgement of more than was sent for what was sent", async () => {
    const { clock, hub, second } = await setUp();
    const page = new Page(hub, clock);
    page.reads = false;
    page.open();
    page.ask({ type: "ack", bytes: 1e15 });
    await second(20_000);
    await second(20_000);
    expect(page.client.counters.dropped).toBeGreaterThan(20);
    await hub.close();
  });
});

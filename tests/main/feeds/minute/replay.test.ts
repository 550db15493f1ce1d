import { describe, expect, it } from "vitest";
import type { FeedRef } from "../../../../src/protocol/feed.ts";
import { faultOf } from "../../../fixtures/fault.ts";
import { original, Witness } from "../parts.ts";
import { type KeptFeed, keptFeed } from "./kept-feed.ts";

function replayOf({ minute, clock }: KeptFeed, secondsBack: number) {
  return minute.play(minute.between("cam", null, clock.now() - secondsBack * 1000, clock.now()));
}

describe("a replay", () => {
  it("plays the kept pictures once, at the pace at which they came, with the time at which they came", async () => {
    const feed = await keptFeed();
    await feed.seconds(20, 2);
    const replay = replayOf(feed, 10);
    const startedAt = feed.clock.monotonic();
    const witness = new Witness();
    const times: number[] = [];
    const ref: FeedRef = { ...original, replay: replay.id };
    feed.hub.watch(ref, {
      status: (status) => witness.status(status),
      format: (format) => witness.format(format),
      packet: (packet) => {
        witness.packet(packet);
        times.push(feed.clock.monotonic() - startedAt);
      },
    });
    let finished = 0;
    replay.onFinished(() => (finished += 1));
    await feed.clock.advance(0);
    expect(witness.pictures).toHaveLength(1);
    await feed.clock.advance(5_000);
    expect(witness.pictures).toHaveLength(126);
    expect(finished).toBe(0);
    await feed.clock.advance(60_000);
    expect(finished).toBe(1);
    expect(times).toEqual(witness.pictures.map((_, index) => index * 40));
    const live = feed.witness.pictures.slice(-witness.pictures.length);
    expect(witness.pictures.map(({ bytes }) => Buffer.from(bytes).toString("hex"))).toEqual(
      live.map(({ bytes }) => Buffer.from(bytes).toString("hex")),
    );
    expect(witness.pictures.map(({ arrivedAt }) => arrivedAt)).toEqual(
      live.map(({ arrivedAt }) => arrivedAt),
    );
    expect(new Set(witness.pictures.map(({ feed: number }) => number)).size).toBe(1);
    expect(witness.pictures[0]?.feed).not.toBe(live[0]?.feed);
    await feed.hub.close();
    feed.minute.close();
    expect(feed.clock.waiting).toBe(0);
  });

  it("is joined where it is by whoever comes later, also after everybody had left", async () => {
    const feed = await keptFeed();
    await feed.seconds(20, 2);
    const replay = replayOf(feed, 10);
    const ref: FeedRef = { ...original, replay: replay.id };
    const leave = feed.hub.watch(ref, new Witness());
    await feed.clock.advance(5_000);
    const late = new Witness();
    const leaveLate = feed.hub.watch(ref, late);
    // From the key frame of the second on, at once.
    expect(late.pictures.map(({ key }) => key)).toEqual([true, ...Array.from({ length: 25 }, () => false)]);
    leave();
    leaveLate();
    await feed.clock.advance(2_000);
    const back = new Witness();
    feed.hub.watch(ref, back);
    await feed.clock.advance(0);
    expect(back.pictures[0]?.key).toBe(true);
    expect(back.pictures.at(-1)?.arrivedAt).toBe((late.pictures.at(-1)?.arrivedAt ?? 0) + 2_000);
    await feed.hub.close();
  });

  it("waits no longer than four seconds where nothing came", async () => {
    const feed = await keptFeed();
    await feed.seconds(2);
    feed.source.fail("ended");
    await feed.clock.advance(20_000);
    await feed.seconds(2);
    expect(replayOf(feed, 30).durationMs).toBe(2 * 1_960 + 4_000);
    await feed.hub.close();
  });

  it("is no feed of the camera: not listed, not kept, not remembered, and gone with its end", async () => {
    const feed = await keptFeed();
    await feed.seconds(4);
    const replay = replayOf(feed, 4);
    const ref: FeedRef = { ...original, replay: replay.id };
    const leave = feed.hub.watch(ref, new Witness());
    await feed.clock.advance(1_000);
    expect(feed.hub.list()).toHaveLength(1);
    expect(feed.minute.figures().feeds).toBe(1);
    leave();
    replay.end();
    await feed.clock.advance(0);
    expect(faultOf(() => feed.hub.watch(ref, new Witness()))).toMatchObject({ kind: "notFound" });
    expect(faultOf(() => feed.hub.watch({ ...ref, cameraId: "other" }, new Witness()))).toMatchObject({
      kind: "notFound",
    });
    await feed.hub.close();
  });

  it("runs beside seven others and no more", async () => {
    const feed = await keptFeed();
    await feed.seconds(2);
    const replays = Array.from({ length: 8 }, () => replayOf(feed, 2));
    expect(faultOf(() => replayOf(feed, 2))).toMatchObject({ kind: "tooMany" });
    replays[3]?.end();
    expect(replayOf(feed, 2).id).not.toBe(replays[3]?.id);
    await feed.hub.close();
  });
});

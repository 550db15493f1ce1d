import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/main/base/fault.ts";
import type { RunSource } from "../../../src/main/feeds/source.ts";
import type { FaultKind } from "../../../src/protocol/fault.ts";
import { addressOf, hubWith, keptLog, original, pictures, PlayedSource, Witness } from "./parts.ts";
import { SimulatedClock } from "./simulated-clock.ts";

const [key, delta] = pictures("64x48", 2);
if (key === undefined || delta === undefined) throw new Error("ffmpeg made no picture");
const DAY_MS = 86_400_000;

async function waits(kind: FaultKind, count: number): Promise<number[]> {
  const clock = new SimulatedClock();
  const source = new PlayedSource(clock);
  const hub = hubWith(clock, source.run, addressOf("rtsp://10.0.0.9/a"));
  hub.watch(original, new Witness());
  await clock.advance(0);
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const failedAt = clock.monotonic();
    source.fail(kind);
    const attempts = source.startedAt.length;
    for (let turn = 0; turn < 2_000 && source.startedAt.length === attempts; turn += 1)
      await clock.advance(50);
    found.push((source.startedAt.at(-1) ?? Number.NaN) - failedAt);
  }
  await hub.close();
  expect(clock.waiting).toBe(0);
  return found;
}

describe("the supervisor", () => {
  it.each<FaultKind>(["unreachable", "unknownHost", "ended", "childDied", "silent", "notVideo", "wrongPath"])(
    "tries a camera that is %s again within a second, for ever, not in step with others",
    async (kind) => {
      const found = await waits(kind, 40);
      expect(Math.max(...found)).toBeLessThanOrEqual(850);
      expect(Math.min(...found)).toBeGreaterThanOrEqual(350);
      expect(new Set(found).size).toBeGreaterThan(2);
    },
  );

  it("tries a refused login less and less, down to once a minute", async () => {
    const found = await waits("loginRefused", 9);
    expect(found[0]).toBeLessThanOrEqual(4_050);
    expect(found[0]).toBeGreaterThan(3_000);
    expect(Math.max(...found)).toBeLessThanOrEqual(60_050);
    expect(found.at(-1)).toBeGreaterThan(45_000);
    expect(found.slice(0, 4)).toEqual(found.slice(0, 4).toSorted((a, b) => a - b));
  });

  it("does not knock sooner because a page left and came back, but at once when the camera was edited", async () => {
    const clock = new SimulatedClock();
    const passwords: (string | null)[] = [];
    const refuse: RunSource = async ({ password }) => {
      passwords.push(password);
      throw new Fault("loginRefused", { host: "10.0.0.9" });
    };
    let address = addressOf("rtsp://10.0.0.9/a");
    const hub = hubWith(clock, refuse, () => address);
    let leave = hub.watch(original, new Witness());
    for (let tries = 0; tries < 6; tries = passwords.length) await clock.next();
    const before = passwords.length;
    for (let turn = 0; turn < 10; turn += 1) {
      leave();
      await clock.advance(2_000);
      leave = hub.watch(original, new Witness());
      await clock.advance(0);
    }
    expect(passwords).toHaveLength(before);
    address = addressOf("rtsp://10.0.0.9/a", { password: "right" });
    hub.cameraChanged("cam");
    await clock.advance(0);
    expect(passwords).toHaveLength(before + 1);
    expect(passwords.at(-1)).toBe("right");
    await hub.close();
  });

  it("notices a source that goes silent after 5 s, and later where pictures are rare", async () => {
    for (const [intervalMs, limit] of [
      [40, 5_000],
      [4_000, 12_000],
    ] as const) {
      const clock = new SimulatedClock();
      const source = new PlayedSource(clock);
      const hub = hubWith(clock, source.run, addressOf("rtsp://10.0.0.9/a"));
      const witness = new Witness();
      hub.watch(original, witness);
      await clock.advance(0);
      for (let index = 0; index < 8; index += 1) {
        source.picture(key, index * intervalMs * 1000);
        await clock.advance(intervalMs);
      }
      source.picture(key, 8 * intervalMs * 1000);
      await clock.advance(limit - 100);
      expect(witness.phase).toBe("running");
      await clock.advance(1_000);
      expect(witness.fault).toBe("silent");
      expect(witness.sentence).toContain("10.0.0.9 is connected but has sent no picture");
      await hub.close();
    }
  });

  it("gives a camera 10 s for its first picture and 30 s for its first key frame", async () => {
    const clock = new SimulatedClock();
    const source = new PlayedSource(clock);
    const hub = hubWith(clock, source.run, addressOf("rtsp://10.0.0.9/a"));
    const witness = new Witness();
    hub.watch(original, witness);
    await clock.advance(9_900);
    expect(witness.phase).toBe("opening");
    await clock.advance(1_000);
    expect(witness.fault).toBe("silent");
    await clock.advance(1_000);
    const attempts = source.addresses.length;
    for (let second = 0; second < 29; second += 1) {
      source.picture(delta, second * 1e6);
      await clock.advance(1_000);
    }
    expect(source.addresses).toHaveLength(attempts);
    source.picture(delta, 30e6);
    await clock.advance(3_000);
    expect(source.addresses).toHaveLength(attempts + 1);
    await hub.close();
  });

  it("tries a stream again soon that was there before and hangs as it is opened, then with more and more time", async () => {
    const clock = new SimulatedClock();
    const source = new PlayedSource(clock);
    let address = addressOf("rtsp://10.0.0.9/a");
    const hub = hubWith(clock, source.run, () => address);
    let leave = hub.watch(original, new Witness());
    await clock.advance(0);
    /** From one opening that gives nothing to the next, milliseconds. */
    const hangs = async () => {
      const startedAt = source.startedAt.at(-1) ?? Number.NaN;
      const attempts = source.startedAt.length;
      for (let turn = 0; turn < 300 && source.startedAt.length === attempts; turn += 1)
        await clock.advance(50);
      return (source.startedAt.at(-1) ?? Number.NaN) - startedAt;
    };
    /** Opens within 600 ms, and shows three groups of pictures of 1 s. */
    const goesWell = async () => {
      await clock.advance(600);
      for (const second of [0, 1, 2]) {
        source.picture(key, second * 1e6);
        await clock.advance(1_000);
      }
      source.fail("childDied");
      await clock.advance(600);
    };
    // Nothing is known of it yet.
    expect(await hangs()).toBeGreaterThan(10_000);
    await goesWell();
    // Half as long again as 600 ms, and a group: less than 2 s, and at most 0.8 s before the next attempt.
    expect(await hangs()).toBeLessThan(2_900);
    for (const seconds of [4, 8, 10, 10]) {
      const ms = await hangs();
      expect(ms).toBeGreaterThan(seconds * 1_000);
      expect(ms).toBeLessThan(seconds * 1_000 + 1_900);
    }
    await goesWell();
    // Also when nobody has watched it for a while.
    leave();
    await clock.advance(60_000);
    leave = hub.watch(original, new Witness());
    await clock.advance(0);
    expect(await hangs()).toBeLessThan(2_900);
    await goesWell();
    // At another address nothing is known of it.
    address = addressOf("rtsp://10.0.0.9/b");
    hub.cameraChanged("cam");
    await clock.advance(0);
    expect(await hangs()).toBeGreaterThan(10_000);
    leave();
    await hub.close();
    expect(clock.waiting).toBe(0);
  });

  it("writes one line a second at most and fewer where nothing is new, with how often it failed", async () => {
    const { log, lines } = keptLog();
    const clock = new SimulatedClock();
    const source = new PlayedSource(clock);
    const hub = hubWith(clock, source.run, addressOf("rtsp://10.0.0.9/a"), { log });
    hub.watch(original, new Witness());
    let failures = 0;
    for (let second = 0; second < 3_600; second += 1) {
      await clock.advance(1_000);
      if (!source.running) continue;
      source.fail("unreachable");
      failures += 1;
    }
    await clock.advance(0);
    await hub.close();
    expect(lines.length).toBeLessThan(70);
    const counts = lines.map((line) => Number(/"count":(\d+)/.exec(line)?.[1]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(failures);
  });

  it("goes through 31 days of flapping without growing, wrapping or slowing", async () => {
    const clock = new SimulatedClock();
    const source = new PlayedSource(clock);
    const hub = hubWith(clock, source.run, addressOf("rtsp://10.0.0.9/a"));
    const witness = new Witness();
    hub.watch(original, witness);
    let kept = 0;
    const states = new Set<string>();
    while (clock.monotonic() < 31 * DAY_MS) {
      await clock.next();
      if (!source.running) continue;
      // A run of half an hour, on the clock of a camera that is up for weeks; its pictures become rare.
      const startedAt = clock.monotonic();
      for (let gap = 4_000; clock.monotonic() < startedAt + 30 * 60_000; gap = Math.min(gap * 1.03, 60_000)) {
        source.picture(key, clock.monotonic() * 1000);
        states.add(hub.list()[0]?.state ?? "none");
        await clock.advance(gap);
      }
      expect(witness.phase).toBe("running");
      source.fail("ended");
      kept = Math.max(kept, clock.waiting);
      const last = witness.pictures.at(-1);
      expect(last?.lagMs).toBeLessThan(1);
      witness.pictures.splice(0);
      witness.statuses.splice(0, witness.statuses.length - 2);
    }
    expect([...states]).toEqual(["live"]);
    expect(kept).toBeLessThan(6);
    expect(hub.list()[0]?.restarts).toBeGreaterThan(1_000);
    await hub.close();
    expect(clock.waiting).toBe(0);
  });
});

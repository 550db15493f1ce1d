import { expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import type { DeviceAddress } from "../../../src/main/base/device-address.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { PtzHeads } from "../../../src/main/onvif/heads.ts";
import { MockDevice, type MockSetup } from "../../fixtures/onvif/device.ts";

async function scene(setup: MockSetup = {}) {
  const mock = await MockDevice.start({ ptz: true, ...setup });
  onTestFinished(() => mock[Symbol.asyncDispose]());
  const where: { address: DeviceAddress | null } = {
    address: { url: mock.url, username: null, password: null },
  };
  // Time runs, and only what is waited for with a timer is in the test's hand.
  const timers = new Set<() => void>();
  const clock = {
    ...systemClock,
    after(_ms: number, task: () => void) {
      timers.add(task);
      return () => void timers.delete(task);
    },
  };
  const heads = new PtzHeads(clock, createLog("silent"), async () => where.address);
  onTestFinished(() => heads.close());
  const pass = () => {
    for (const task of [...timers]) {
      timers.delete(task);
      task();
    }
  };
  return { mock, where, heads, timers, pass };
}

it("a move that nobody renews is stopped", async () => {
  const { mock, heads, pass } = await scene();
  await heads.obey("k", { kind: "continuous", pan: 1 });
  expect(mock.state.head.moving).not.toBeNull();
  pass();
  await expect.poll(() => mock.state.head.log).toEqual(["continuous pan 1, tilt 0", "stop"]);
});

it("a stop of its own needs no other", async () => {
  const { mock, heads, pass } = await scene();
  await heads.obey("k", { kind: "continuous", tilt: 1 });
  await heads.obey("k", { kind: "stop" });
  pass();
  await heads.close();
  expect(mock.state.head.log).toEqual(["continuous pan 0, tilt 1", "stop"]);
});

it("what moves is stopped at the end, and no timer is left", async () => {
  const { mock, heads, timers } = await scene();
  await heads.obey("k", { kind: "continuous", zoom: -1 });
  await heads.close();
  expect(mock.state.head).toMatchObject({ moving: null, log: ["continuous zoom -1", "stop"] });
  expect(timers.size).toBe(0);
  await expect(heads.obey("k", { kind: "stop" })).rejects.toMatchObject({ kind: "unavailable" });
});

it("what moves is stopped where the camera is edited meanwhile", async () => {
  const { mock, where, heads } = await scene();
  await heads.obey("k", { kind: "continuous", pan: 1 });
  where.address = null;
  expect(await heads.describe("k")).toEqual({ moves: false, presets: [] });
  await expect.poll(() => mock.state.head.moving).toBeNull();
});

it("orders keep their order, and too many at once are refused", async () => {
  const { mock, heads } = await scene();
  await heads.describe("k");
  const asked = Array.from({ length: 12 }, (_, index) =>
    heads.obey("k", { kind: "relative", pan: index / 100 }),
  );
  const stop = heads.obey("k", { kind: "stop" });
  const outcomes = await Promise.allSettled(asked);
  await stop;
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(4);
  expect(mock.state.head.log).toEqual([
    ...Array.from({ length: 8 }, (_, index) => `relative pan ${index / 100}, tilt 0`),
    "stop",
  ]);
});

it("a device that failed is asked anew", async () => {
  const { mock, where, heads } = await scene();
  const right = where.address;
  where.address = { url: "http://127.0.0.1:1/onvif/device_service", username: null, password: null };
  await expect(heads.describe("k")).rejects.toMatchObject({ kind: "unreachable" });
  await expect(heads.obey("k", { kind: "continuous", pan: 1 })).rejects.toMatchObject({
    kind: "unreachable",
  });
  where.address = right;
  await heads.obey("k", { kind: "preset", preset: "1" });
  expect(mock.state.head.place).toBe("1");
});

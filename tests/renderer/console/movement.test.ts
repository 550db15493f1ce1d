import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { PtzOrder } from "../../../src/protocol/ptz.ts";
import { Movement, still } from "../../../src/renderer/console/movement.ts";

const left = { ...still, pan: -0.5 };
const nearer = { ...still, zoom: 0.5 };
let orders: PtzOrder[] = [];
let obeys = true;
let movement: Movement;
beforeEach(() => {
  vi.useFakeTimers();
  orders = [];
  obeys = true;
  movement = new Movement((order) => {
    orders.push(order);
    return Promise.resolve(obeys);
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What was ordered since the last time, a while later. */
async function ordered(afterMs: number): Promise<PtzOrder[]> {
  await vi.advanceTimersByTimeAsync(afterMs);
  return orders.splice(0);
}

it("begins anew with the next movement of the hand after an order that failed", async () => {
  obeys = false;
  movement.steer(left);
  expect(await ordered(3000)).toHaveLength(1);
  obeys = true;
  movement.steer({ ...left, pan: -0.6 });
  expect((await ordered(50))[0]).toMatchObject({ pan: -0.6 });
  // And goes on.
  expect((await ordered(1500)).length).toBeGreaterThan(1);
  movement.stop();
  expect(await ordered(3000)).toEqual([{ kind: "stop" }]);
});

it("is tried no more often than otherwise where every order fails, and stopped all the same", async () => {
  obeys = false;
  for (let at = 0; at < 100; at += 1) {
    movement.steer({ ...left, pan: -(at + 1) / 100 });
    await vi.advanceTimersByTimeAsync(10);
  }
  const tried = orders.splice(0).length;
  expect(tried).toBeGreaterThan(2);
  expect(tried).toBeLessThan(13);
  movement.stop();
  expect((await ordered(1000)).at(-1)).toEqual({ kind: "stop" });
});

it("names what turned before with nothing, from turning to zooming and back", async () => {
  movement.steer(left);
  expect(await ordered(10)).toEqual([{ kind: "continuous", pan: -0.5, tilt: 0 }]);
  // The stop between the two is overtaken by the pinch.
  movement.steer(still);
  movement.steer(nearer);
  expect((await ordered(300))[0]).toEqual({ kind: "continuous", pan: 0, tilt: 0, zoom: 0.5 });
  movement.start(left);
  expect((await ordered(10))[0]).toEqual({ kind: "continuous", pan: -0.5, tilt: 0, zoom: 0 });
  movement.stop();
  await ordered(500);
  // From rest an axis that the head may not have is not named.
  movement.start(nearer);
  expect((await ordered(10))[0]).toEqual({ kind: "continuous", zoom: 0.5 });
  movement.stop();
});

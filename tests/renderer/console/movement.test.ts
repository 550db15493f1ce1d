import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
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

describe("answers that come late", () => {
  let answers: ((obeyed: boolean) => void)[] = [];
  const turning = { kind: "continuous", pan: -0.5, tilt: 0 };
  const zooming = { kind: "continuous", pan: 0, tilt: 0, zoom: 0.5 };
  const stop = { kind: "stop" };
  beforeEach(() => {
    answers = [];
    movement = new Movement((order) => {
      orders.push(order);
      return new Promise((resolve) => {
        answers.push(resolve);
      });
    });
  });
  const answer = (at: number) => answers[at]?.(true);

  it("to an order of a movement that is over halt nothing that began since, and have that said again", async () => {
    movement.start(left);
    movement.stop();
    movement.start(nearer);
    expect(await ordered(0)).toEqual([turning, stop, { kind: "continuous", zoom: 0.5 }]);
    answer(2);
    await ordered(150);
    // The head turns, perhaps since a moment ago: what is held says that it does not.
    answer(0);
    expect(await ordered(50)).toEqual([zooming]);
    movement.stop();
  });

  it("to a stop have what began since said again, which the stop may have overtaken", async () => {
    movement.start(left);
    answer(0);
    await ordered(150);
    movement.stop();
    movement.start(nearer);
    expect(await ordered(0)).toEqual([stop, zooming]);
    answer(2);
    await ordered(150);
    answer(1);
    // And not only when it is renewed.
    expect(await ordered(50)).toEqual([{ kind: "continuous", zoom: 0.5 }]);
    movement.stop();
  });

  it("stop a head where nothing is held, once for each order that may have come after the stop", async () => {
    movement.start(left);
    movement.stop();
    answer(1);
    expect(await ordered(0)).toEqual([turning, stop]);
    answer(0);
    expect(await ordered(0)).toEqual([stop]);
    answer(2);
    expect(await ordered(3000)).toEqual([]);
  });
});

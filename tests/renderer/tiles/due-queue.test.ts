import fc from "fast-check";
import { expect, test } from "vitest";
import { DueQueue } from "../../../src/renderer/tiles/due-queue.ts";

function filled(...dueAt: number[]): { queue: DueQueue<number>; dropped: number[] } {
  const dropped: number[] = [];
  const queue = new DueQueue<number>(8, (item) => dropped.push(item));
  for (const at of dueAt) queue.push(at, at);
  return { queue, dropped };
}

test("a frame is taken when it is due", () => {
  const { queue, dropped } = filled(10, 50);
  expect(queue.take(9)).toBeNull();
  expect(queue.take(10)).toBe(10);
  expect(queue.nextAt).toBe(50);
  expect(queue.take(49)).toBeNull();
  expect(queue.take(51)).toBe(50);
  expect(queue.nextAt).toBeNull();
  expect(dropped).toEqual([]);
});

test("after a short hold-up every frame is shown, each for its moment", () => {
  const { queue, dropped } = filled(0, 40, 80);
  expect(queue.take(85)).toBe(0);
  expect(queue.take(90)).toBeNull();
  expect(queue.nextAt).toBe(97);
  expect(queue.take(97)).toBe(40);
  expect(queue.take(109)).toBe(80);
  expect(dropped).toEqual([]);
});

test("after a long hold-up only the last pictures are shown", () => {
  const { queue, dropped } = filled(0, 40, 80, 120, 160);
  expect(queue.take(205)).toBe(120);
  expect(dropped).toEqual([0, 40, 80]);
});

test("frames that all wait too long for the capacity are shown before their time, and none is dropped", () => {
  const dropped: number[] = [];
  const queue = new DueQueue<number>(8, (item) => dropped.push(item));
  const shown: number[] = [];
  // Thirty a second, each due 300 ms after it came: nine of them would wait.
  for (let ms = 0; ms < 3000; ms += 1) {
    if (ms % 33 === 0) queue.push(ms, ms + 300);
    const one = queue.take(ms);
    if (one !== null) shown.push(one);
  }
  expect(dropped).toEqual([]);
  expect(shown).toEqual(Array.from({ length: shown.length }, (_, at) => at * 33));
  expect(shown.length).toBeGreaterThan(80);
});

test("every frame comes out once, shown or dropped, in order, and no more than the capacity wait", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.record({ push: fc.integer({ min: 0, max: 500 }) }),
          fc.record({ take: fc.integer({ min: 0, max: 500 }) }),
        ),
      ),
      (steps) => {
        const out: number[] = [];
        const queue = new DueQueue<number>(4, (item) => out.push(item));
        let pushed = 0;
        for (const step of steps) {
          if ("push" in step) {
            queue.push(pushed, step.push);
            pushed += 1;
          } else {
            const shown = queue.take(step.take);
            if (shown !== null) out.push(shown);
          }
          expect(pushed - out.length).toBeLessThanOrEqual(4);
        }
        queue.clear();
        expect(out).toEqual(Array.from({ length: pushed }, (_, at) => at));
      },
    ),
  );
});

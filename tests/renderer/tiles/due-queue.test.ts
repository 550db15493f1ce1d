import fc from "fast-check";
import { expect, test } from "vitest";
import { DueQueue } from "../../../src/renderer/tiles/due-queue.ts";

test("of several due frames the newest is shown and the others are dropped", () => {
  const dropped: string[] = [];
  const queue = new DueQueue<string>(8, (item) => dropped.push(item));
  queue.push("a", 10);
  queue.push("b", 20);
  queue.push("c", 30);
  expect(queue.take(9)).toBeNull();
  expect(queue.take(25)).toBe("b");
  expect(dropped).toEqual(["a"]);
  expect(queue.nextAt).toBe(30);
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

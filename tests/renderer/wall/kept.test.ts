import fc from "fast-check";
import { expect, test } from "vitest";
import { kept } from "../../../src/renderer/wall/kept.ts";

/** As it comes over a socket: another object each time. */
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("says what is told now, whatever stood before", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (before, next) => {
      expect(kept<unknown>(sent(before), sent(next))).toEqual(sent(next));
    }),
  );
});

test("is the very thing of before where the same is told again", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const before = sent(value);
      expect(kept<unknown>(before, sent(value)) === before).toBe(true);
    }),
  );
});

test("keeps every part that is the same, and no other", () => {
  const before = { site: { id: "a" }, list: [{ id: 1 }, { id: 2 }, { id: 3 }] };
  const next = kept(before, { site: { id: "a" }, list: [{ id: 1 }, { id: 9 }, { id: 3 }] });
  expect(next.site).toBe(before.site);
  expect(next.list[0]).toBe(before.list[0]);
  expect(next.list[1]).toEqual({ id: 9 });
  expect(next.list[2]).toBe(before.list[2]);
});

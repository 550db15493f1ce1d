import { expect, it } from "vitest";
import { openLargeWall } from "../../bench/editor.ts";

/** Edits of which the fastest counts: who else works on the machine makes some slow, and none fast. */
const EDITS = 24;
const WARM_UP = 6;
/** Twice what an edit may take; before validation and drawing were made quick, the fastest took 47 ms alone. */
const BOUND_MS = 66;

it("draws an edit of 2,000 wired panels in the frame that follows it", async () => {
  await using wall = await openLargeWall();
  await wall.edit(WARM_UP);
  const drawn = (await wall.edit(EDITS)).toSorted((a, b) => a - b);
  expect(drawn).toHaveLength(EDITS);
  expect(drawn[0]).toBeLessThan(33);
  expect(drawn[EDITS / 4]).toBeLessThan(BOUND_MS);
});

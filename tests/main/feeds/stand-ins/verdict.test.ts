import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DOWN_MS,
  FIRST_UP_MS,
  judge,
  UP_MS,
  type Verdict,
} from "../../../../src/main/feeds/stand-ins/verdict.ts";
import { type PictureState, pictureStates } from "../../../../src/protocol/truth.ts";

/** After `states` a second apart. */
function after(...states: (PictureState | null)[]): Verdict | null {
  return states.reduce<Verdict | null>((verdict, state, at) => judge(verdict, state, at * 1000), null);
}
const times = (count: number, state: PictureState) => Array.from({ length: count }, () => state);

describe("what is thought of a stream", () => {
  it("is that it is down after four seconds without a picture, whatever the reason", () => {
    expect(after("live", "live", ...times(4, "stale"))?.value).toBe("up");
    expect(after("live", "live", ...times(2, "stale"), ...times(3, "lost"))?.value).toBe("down");
  });

  it("is that it is up again only after six seconds of pictures", () => {
    const down = times(5, "lost");
    expect(after(...down, ...times(6, "live"))?.value).toBe("down");
    expect(after(...down, ...times(4, "live"), "degraded", "delayed", "live")?.value).toBe("up");
    expect(after(...down, ...times(5, "live"), "stale", ...times(5, "live"))?.value).toBe("down");
  });

  it("is nothing before it was seen, nor of one that is only being opened", () => {
    expect(after(null, "connecting", "hidden")?.value).toBe("unknown");
    expect(after("connecting", "live", "live")?.value).toBe("up");
    // One that was lost is still lost while it is opened anew.
    expect(after(...times(5, "lost"), ...times(20, "connecting"))?.value).toBe("down");
  });

  it("changes no sooner than it takes to be sure, for a camera that comes and goes as it likes", () => {
    const state = fc.constantFrom(...pictureStates);
    fc.assert(
      fc.property(fc.array(fc.record({ state, wait: fc.integer({ min: 200, max: 3000 }) })), (looks) => {
        let now = 0;
        let verdict: Verdict = judge(null, null, now);
        let changedAt = Number.NEGATIVE_INFINITY;
        for (const { state: seen, wait } of looks) {
          now += wait;
          const before = verdict;
          verdict = judge(before, seen, now);
          if (verdict.value === before.value) continue;
          const least = verdict.value === "down" ? DOWN_MS : before.value === "unknown" ? FIRST_UP_MS : UP_MS;
          expect(now - changedAt).toBeGreaterThanOrEqual(least);
          changedAt = now;
        }
      }),
    );
  });
});

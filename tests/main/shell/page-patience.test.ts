import { describe, expect, it } from "vitest";
import { PagePatience } from "../../../src/main/shell/page-patience.ts";
import type { OutputState } from "../../../src/protocol/output.ts";

const seen = (state: OutputState["state"]): OutputState[] => [
  { outputId: "other", state: "connected", lastSeenAt: null, tiles: [] },
  { outputId: "out-1", state, lastSeenAt: null, tiles: [] },
];

/** Milliseconds from which it is over while the core says `state` again and again, asked every 100 ms. */
function overAfter(patience: PagePatience, state: OutputState["state"], limitMs: number): number | null {
  for (let now = 0; now <= limitMs; now += 100) if (patience.isOver(seen(state), now)) return now;
  return null;
}

describe("patience with a page", () => {
  it("lasts 20 s for one that has not arrived yet, though the core lost the one before", () => {
    const patience = new PagePatience("out-1");
    patience.begin();
    expect(overAfter(patience, "lost", 60_000)).toBe(20_100);
  });

  it("lasts 1.5 s for one that had arrived and that the core lost", () => {
    const patience = new PagePatience("out-1");
    patience.begin();
    expect(patience.isOver(seen("connected"), 0)).toBe(false);
    expect(overAfter(patience, "lost", 60_000)).toBe(1600);
    patience.begin();
    expect(overAfter(patience, "lost", 60_000)).toBe(20_100);
  });

  it("lasts 20 s where the core was started anew and does not know the page", () => {
    const patience = new PagePatience("out-1");
    patience.begin();
    patience.isOver(seen("connected"), 0);
    expect(overAfter(patience, "absent", 60_000)).toBe(20_100);
  });

  it("begins again with every sight of the page", () => {
    const patience = new PagePatience("out-1");
    for (let now = 0; now < 60_000; now += 1000)
      expect(patience.isOver(seen(now % 2000 === 0 ? "connected" : "lost"), now)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import type { PatternTarget } from "../../../src/layouts/patterns/target.ts";
import type { Site } from "../../../src/layouts/site.ts";
import { Fault } from "../../../src/main/base/fault.ts";
import { Patterns } from "../../../src/main/wall/patterns.ts";
import { PATTERN_SECONDS } from "../../../src/protocol/pattern.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { siteOf, twoOutputs } from "./small-site.ts";

const wall: PatternTarget = { kind: "wall", wallId: "utama" };
const output: PatternTarget = { kind: "output", outputId: "kiri" };

function room() {
  const clock = new SimulatedClock();
  const walls: { site: Site } = { site: twoOutputs() };
  let changes = 0;
  const patterns = new Patterns(walls, clock, () => {
    changes += 1;
  });
  return { clock, walls, patterns, changes: () => changes, ids: () => patterns.list().map(({ id }) => id) };
}

describe("test patterns on the glass", () => {
  it("end by themselves after ten minutes, or after the time that was said", async () => {
    const { clock, patterns, changes, ids } = room();
    const shown = patterns.show(wall, { pattern: "grid" }, "tek");
    expect(shown).toMatchObject({ id: "wall:utama", pattern: "grid", startedBy: "tek" });
    expect(Date.parse(shown.endsAt) - clock.now()).toBe(PATTERN_SECONDS * 1000);
    patterns.show(output, { pattern: "white", seconds: 5 }, "tek");
    expect(ids()).toEqual(["wall:utama", "output:kiri"]);
    await clock.advance(4999);
    expect(ids()).toEqual(["wall:utama", "output:kiri"]);
    await clock.advance(1);
    expect(ids()).toEqual(["wall:utama"]);
    await clock.advance(PATTERN_SECONDS * 1000 - 5001);
    expect(ids()).toEqual(["wall:utama"]);
    await clock.advance(1);
    expect(ids()).toEqual([]);
    expect(changes()).toBe(4);
  });

  it("replace what their target showed, above all others and for a time of their own", async () => {
    const { clock, patterns } = room();
    patterns.show(wall, { pattern: "grid", seconds: 10 }, "tek");
    patterns.show(output, { pattern: "white" }, "tek");
    await clock.advance(9000);
    patterns.show(wall, { pattern: "bars", seconds: 10 }, "tek");
    await clock.advance(9000);
    expect(patterns.list().map(({ id, pattern }) => [id, pattern])).toEqual([
      ["output:kiri", "white"],
      ["wall:utama", "bars"],
    ]);
    await clock.advance(1000);
    expect(patterns.list().map(({ id }) => id)).toEqual(["output:kiri"]);
  });

  it("end by a word, one or all, and leave no timer behind", async () => {
    const { clock, patterns, changes, ids } = room();
    patterns.show(wall, { pattern: "grid" }, "tek");
    patterns.show(output, { pattern: "white" }, "tek");
    patterns.end(wall);
    expect(ids()).toEqual(["output:kiri"]);
    expect(() => patterns.end(wall)).toThrow(Fault);
    patterns.endAll();
    patterns.endAll();
    expect(ids()).toEqual([]);
    expect(changes()).toBe(4);
    await clock.advance(PATTERN_SECONDS * 1000);
    expect(changes()).toBe(4);
  });

  it("are refused where there is no such wall, panel or output, and not told of while it is gone", () => {
    const { walls, patterns, changes, ids } = room();
    const gone: PatternTarget = { kind: "panel", wallId: "utama", panelId: "p-1" };
    expect(() => patterns.show(gone, { pattern: "grid" }, "tek")).toThrow(
      new Fault("notFound", { what: "panel", id: "panel:utama:p-1" }),
    );
    expect(changes()).toBe(0);
    patterns.show(wall, { pattern: "grid" }, "tek");
    const before = walls.site;
    walls.site = siteOf(["lain", 100, 100]);
    expect(ids()).toEqual([]);
    walls.site = before;
    expect(ids()).toEqual(["wall:utama"]);
  });
});

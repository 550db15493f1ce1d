import fc from "fast-check";
import { expect, it } from "vitest";
import { figures } from "../../../../src/main/incidents/rules/figures.ts";
import type { PastAlert } from "../../../../src/main/store/rule-store.ts";

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const alertOf = (at: number, over: Partial<PastAlert> = {}): PastAlert => ({
  ...{ ruleId: "r", ruleName: "Aturan", kind: "panic", source: "Pos", place: "Pasar", priority: "high" },
  ...{ at: START + at, endedAt: null, answered: false },
  ...over,
});

it("counts the alerts in every ten minutes as somebody would who looks each second", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -600, max: 1800 }), { maxLength: 40 }), (seconds) => {
      const times = seconds.map((at) => at * 1000).toSorted((a, b) => a - b);
      const found = figures(
        times.map((at) => alertOf(at)),
        START,
        START + 30 * MINUTE,
      );
      const countAt = (now: number) => times.filter((at) => at <= now && at > now - 10 * MINUTE).length;
      let [peak, flood] = [0, 0];
      for (let now = 0; now <= 1800; now += 1) {
        peak = Math.max(peak, countAt(now * 1000));
        if (now < 1800 && countAt(now * 1000) > 6) flood += 1;
      }
      expect(found.peakTenMinutes).toBe(peak);
      expect(found.lastTenMinutes).toBe(countAt(1_800_000));
      expect(found.floodShare).toBeCloseTo(flood / 1800, 9);
    }),
    { numRuns: 50 },
  );
});

it("tells answers, what stands and what is stale, what chatters and what is most frequent", () => {
  const day = 24 * 60 * MINUTE;
  const past = [
    alertOf(-2 * day),
    ...[0, 20, 50].map((second) => alertOf(second * 1000, { endedAt: START + MINUTE, answered: true })),
    ...[100, 200, 300].map((second) => alertOf(second * 1000, { place: "Lain", ruleId: "s", ruleName: "S" })),
    alertOf(400_000, { kind: "fire", endedAt: START + 500_000 }),
  ];
  const found = figures(past, START - MINUTE, START + 20 * MINUTE);
  expect(found).toMatchObject({ alerts: 7, standing: 4, stale: 1 });
  expect(found.response).toEqual({ answered: 3, medianS: 40, p90S: 60 });
  expect(found.chattering).toEqual([{ source: "Pos", place: "Pasar", count: 4 }]);
  expect(found.mostFrequent[0]).toMatchObject({ count: 3 });
  expect(found.byPriority.find(({ priority }) => priority === "high")?.count).toBe(7);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Desk, type Standing, tell } from "../../../../src/main/incidents/rules/pace.ts";
import { ALERTS_AT_MOST, ALERTS_WINDOW_MS } from "../../../../src/protocol/alert.ts";
import { severities } from "../../../../src/protocol/incident.ts";
import { rulePriorities } from "../../../../src/protocol/rule.ts";

const START = Date.UTC(2026, 0, 1);
const alertOf = (id: string, at: number, over: Partial<Standing> = {}): Standing => ({
  ...{ id, priority: "high", severity: "high", since: new Date(at).toISOString() },
  ...over,
});

/** Alerts that come, some seconds after one another, at a few places, and how many seconds each stands. */
const course = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 200 }),
    stands: fc.integer({ min: 1, max: 2000 }),
    priority: fc.constantFrom(...rulePriorities),
    severity: fc.constantFrom(...severities),
    place: fc.option(fc.constantFrom("pasar", "pelabuhan", "simpang"), { nil: undefined }),
  }),
  { maxLength: 60 },
);

describe("an operator", () => {
  it("is told six times in ten minutes at most, and of each alert once: now, as one of many, or later", () => {
    fc.assert(
      fc.property(course, fc.boolean(), (coming, setBack) => {
        let desk: Desk = [];
        let now = START;
        const toldAt: number[] = [];
        const seen = new Set<string>();
        const all: { alert: Standing; until: number }[] = [];
        const step = () => {
          const standing = all.filter(({ until }) => until > now).map(({ alert }) => alert);
          const before = new Set(desk.map(({ id }) => id));
          const { desk: after, held, until } = tell(desk, standing, now);
          for (const { id } of after) if (!before.has(id)) toldAt.push(now);
          const told = after.flatMap(({ alertIds }) => alertIds);
          expect(new Set(told).size).toBe(told.length);
          expect([...told, ...held.map(({ id }) => id)].toSorted()).toEqual(
            standing.map(({ id }) => id).toSorted(),
          );
          expect(until === null).toBe(held.length === 0);
          for (const id of told) seen.add(id);
          desk = after;
        };
        for (const [nth, { after, stands, ...over }] of coming.entries()) {
          now += after * 1000;
          all.push({ alert: alertOf(`a${nth}`, now, over), until: now + stands * 1000 });
          step();
        }
        if (setBack) return;
        for (const at of toldAt)
          expect(
            toldAt.filter((other) => other > at - ALERTS_WINDOW_MS && other <= at).length,
          ).toBeLessThanOrEqual(ALERTS_AT_MOST);
        // What stands on is told once there is room.
        for (let minute = 0; minute < 11; minute += 1) {
          now += 60_000;
          step();
        }
        const standing = all.filter(({ until }) => until > now);
        for (const { alert } of standing) expect(seen).toContain(alert.id);
      }),
    );
  });

  it("is told the most urgent one by one, the rest as one, and the sixth is kept for what is urgent", () => {
    const many = Array.from({ length: 9 }, (_, nth) => alertOf(`a${nth}`, START + nth));
    const { desk, held } = tell([], many, START + 100);
    expect(desk.map(({ alertIds }) => alertIds.length)).toEqual([1, 1, 1, 1, 5]);
    expect(held).toEqual([]);
    const low = alertOf("low", START + 200);
    const urgent = alertOf("urgent", START + 300, { priority: "urgent" });
    const next = tell(desk, [...many, low, urgent], START + 300);
    expect(next.desk.at(-1)?.alertIds).toEqual(["urgent"]);
    expect(next.held).toEqual([low]);
    expect(next.until).toBe(START + 100 + ALERTS_WINDOW_MS);
    const later = tell(next.desk, [...many, low, urgent], START + 100 + ALERTS_WINDOW_MS);
    expect(later.held).toEqual([]);
  });

  it("is told once of several at one place, and once more where one of them is more urgent", () => {
    const one = alertOf("one", START, { location: { lat: 3.3, lon: 117.6 } });
    const near = alertOf("near", START + 1, { location: { lat: 3.3003, lon: 117.6 } });
    const far = alertOf("far", START + 2, { location: { lat: 3.301, lon: 117.6 } });
    const first = tell([], [one], START).desk;
    const second = tell(first, [one, near, far], START + 10).desk;
    expect(second.map(({ alertIds }) => alertIds)).toEqual([["one", "near"], ["far"]]);
    const worse = alertOf("worse", START + 3, { ...one, id: "worse", priority: "urgent" });
    expect(tell(second, [one, near, far, worse], START + 20).desk.map(({ alertIds }) => alertIds)).toEqual([
      ["one", "near"],
      ["far"],
      ["worse"],
    ]);
  });

  it("is not kept waiting for longer than ten minutes by a clock that is set back", () => {
    const many = Array.from({ length: 6 }, (_, nth) => alertOf(`a${nth}`, START, { priority: "urgent" }));
    const full = tell([], many, START).desk;
    const back = START - 3600_000;
    const next = alertOf("next", back, { priority: "urgent" });
    const held = tell(full, [...many, next], back);
    expect(held.held).toEqual([next]);
    expect(tell(held.desk, [...many, next], back + ALERTS_WINDOW_MS).held).toEqual([]);
  });
});

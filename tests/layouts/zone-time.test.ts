import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastTime, nextTime } from "../../src/layouts/zone-time.ts";

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const next = (days: number[], time: string, from: string, zone: string) =>
  iso(nextTime(days, time, Date.parse(from), zone));

describe("the next time of a day in a zone", () => {
  it("is by the clocks of the site, on its own weekdays", () => {
    // 2026-11-22 is a Sunday; Tarakan is 8 hours ahead.
    expect(next(everyDay, "07:00", "2026-11-22T22:30:00Z", "Asia/Makassar")).toBe("2026-11-22T23:00:00.000Z");
    expect(next(everyDay, "07:00", "2026-11-22T23:00:00Z", "Asia/Makassar")).toBe("2026-11-23T23:00:00.000Z");
    expect(next([5], "00:00", "2026-11-22T22:30:00Z", "Asia/Makassar")).toBe("2026-11-26T16:00:00.000Z");
    expect(next([1], "07:00", "2026-11-22T23:00:00Z", "Asia/Makassar")).toBe("2026-11-29T23:00:00.000Z");
    expect(next([], "07:00", "2026-11-22T23:00:00Z", "Asia/Makassar")).toBeNull();
  });

  it("is the first of a time that comes twice, and after the leap for one that is skipped", () => {
    // New York goes back at 06:00 UTC on 2026-11-01, and forward at 07:00 UTC on 2026-03-08.
    expect(next(everyDay, "01:30", "2026-11-01T04:00:00Z", "America/New_York")).toBe(
      "2026-11-01T05:30:00.000Z",
    );
    expect(next(everyDay, "01:30", "2026-11-01T05:30:00Z", "America/New_York")).toBe(
      "2026-11-02T06:30:00.000Z",
    );
    expect(next(everyDay, "02:30", "2026-03-08T05:00:00Z", "America/New_York")).toBe(
      "2026-03-08T07:30:00.000Z",
    );
  });

  it("is later than now, shows that time or was skipped there, and nothing lies between it and the last", () => {
    const zones = [
      "Asia/Jakarta",
      "Asia/Jayapura",
      "America/New_York",
      "Australia/Lord_Howe",
      "Europe/London",
    ];
    const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(
        instant,
        days,
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom(...zones),
        (at, on, m, zone) => {
          const time = `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
          const after = nextTime(on, time, at, zone) ?? 0;
          const before = lastTime(on, time, at, zone) ?? 0;
          expect(before).toBeLessThanOrEqual(at);
          expect(after).toBeGreaterThan(at);
          expect(nextTime(on, time, before, zone)).toBe(after);
          expect(lastTime(on, time, after, zone)).toBe(after);
          const shown = new Intl.DateTimeFormat("en-GB", {
            ...({ timeZone: zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit" } as const),
          }).format(after);
          const offsets = [-1, 1].map(
            (hours) =>
              new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
                .formatToParts(after + hours * 3 * 3_600_000)
                .find(({ type }) => type === "timeZoneName")?.value,
          );
          if (offsets[0] === offsets[1]) expect(shown).toBe(time);
        },
      ),
    );
  });
});

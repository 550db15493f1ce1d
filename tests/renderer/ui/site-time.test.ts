import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atSiteTime, dayTime, sinceTime, siteTime } from "../../../src/renderer/ui/site-time.ts";

const noon = Date.parse("2026-11-21T05:03:27Z");

describe("the site's time", () => {
  it.each([
    ["Asia/Jakarta", "12:03:27", "WIB"],
    ["Asia/Pontianak", "12:03:27", "WIB"],
    ["Asia/Makassar", "13:03:27", "WITA"],
    ["Asia/Jayapura", "14:03:27", "WIT"],
  ])("is read in %s as %s %s", (zone, time, name) => {
    expect(siteTime(noon, zone)).toEqual({ date: "2026-11-21", time, zone: name });
  });

  it("is found again from what is shown, in any zone without changes of clocks", () => {
    const zones = fc.constantFrom("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "UTC", "Asia/Kathmandu");
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const { date, time } = siteTime(minute * 60_000, zone);
        expect(atSiteTime(`${date}T${time.slice(0, 5)}`, zone)).toBe(minute * 60_000);
      }),
    );
    expect(atSiteTime("2026-13-40T10:00", "Asia/Jakarta")).toBeNull();
  });

  it("is 24 h at midnight", () => {
    expect(siteTime(Date.parse("2026-11-20T17:00:00Z"), "Asia/Jakarta").time).toBe("00:00:00");
  });

  it("says the day only where it is another one on the site", () => {
    expect(sinceTime("2026-11-20T17:00:00Z", "Asia/Jakarta", noon)).toBe("00:00:00");
    expect(sinceTime("2026-11-20T16:59:59Z", "Asia/Jakarta", noon)).toBe("2026-11-20 23:59");
  });

  it.each([
    ["2026-11-21T16:59:00Z", "23:59", "23:59"],
    ["2026-11-21T17:00:00Z", "besok 00:00", "tomorrow 00:00"],
    ["2026-11-22T13:54:00Z", "besok 20:54", "tomorrow 20:54"],
    ["2026-11-23T13:54:00Z", "Senin 20:54", "Monday 20:54"],
    ["2026-11-27T13:54:00Z", "Jumat 20:54", "Friday 20:54"],
    ["2026-11-28T13:54:00Z", "28 Nov 20:54", "28 Nov 20:54"],
    ["2027-08-02T13:54:00Z", "2 Agu 20:54", "2 Aug 20:54"],
    ["2026-11-20T13:54:00Z", "kemarin 20:54", "yesterday 20:54"],
    ["2026-11-19T13:54:00Z", "19 Nov 20:54", "19 Nov 20:54"],
  ])("names the day of %s as people do: %s, %s", (at, indonesian, english) => {
    expect(dayTime(at, "Asia/Jakarta", noon, "id")).toBe(indonesian);
    expect(dayTime(at, "Asia/Jakarta", noon, "en")).toBe(english);
  });
});

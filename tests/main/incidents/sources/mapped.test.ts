import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finished } from "../../../../src/main/incidents/sources/reading/finished.ts";
import { whereOf } from "../../../../src/main/incidents/sources/reading/geometry.ts";
import { readMapped } from "../../../../src/main/incidents/sources/reading/mapped.ts";
import { filledAt, valueAt } from "../../../../src/main/incidents/sources/reading/place.ts";
import { instantOf } from "../../../../src/main/incidents/sources/reading/time.ts";
import { mappedFields } from "../../../../src/protocol/field-mapping.ts";
import { reportSchema } from "../../../../src/protocol/report.ts";

const reading = {
  name: "Kota",
  defaults: { kind: "other", severity: "medium" as const },
  zone: "Asia/Jayapura",
};

describe("a mapping", () => {
  it("gives reports that fit, or says why not, whatever comes", () => {
    const fields = Object.fromEntries(mappedFields.map((field) => [field, field]));
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(
        fc.record(Object.fromEntries(mappedFields.map((field) => [field, fc.jsonValue({ maxDepth: 2 })]))),
      ),
    );
    fc.assert(
      fc.property(anything, (sent) => {
        for (const { report, remarks } of readMapped(sent, { fields }, reading)) {
          if (report === null) expect(remarks.length).toBeGreaterThan(0);
          else expect(reportSchema.safeParse(report).error).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  it("finds values by dotted paths, by pointers, in texts, and never what an object inherits", () => {
    const value = { a: { "b.c": [{ d: 1 }], "~/": "x" }, "whole.name": 2 };
    expect(valueAt(value, "/a/b.c/0/d")).toBe(1);
    expect(valueAt(value, "/a/~0~1")).toBe("x");
    expect(valueAt(value, "whole.name")).toBe(2);
    expect(valueAt(value, "constructor.name")).toBeUndefined();
    expect(filledAt({ a: 1, b: " z " }, "{a} di {b}{c}")).toBe("1 di z");
    expect(filledAt({}, "{a} di {b}")).toBeUndefined();
  });

  it("names what it cannot know again", () => {
    const [item] = readMapped([{ text: "x" }], { fields: { text: "text" } }, reading);
    expect(item).toMatchObject({ report: null, remarks: [{ where: "1", field: "externalId" }] });
  });
});

describe("a time", () => {
  it.each([
    ["2026-11-22T10:00:00+07:00", "2026-11-22T03:00:00.000Z"],
    ["2026-11-22T10:00:00.5Z", "2026-11-22T10:00:00.500Z"],
    ["2026-11-22 10:00", "2026-11-22T01:00:00.000Z"],
    ["22/11/2026 10.00.30", "2026-11-22T01:00:30.000Z"],
    ["22-11-2026", "2026-11-21T15:00:00.000Z"],
    ["22 November 2026, 10:00 WITA", "2026-11-22T02:00:00.000Z"],
    ["Minggu, 22 Agu 2026 pukul 10:00 WIB", "2026-08-22T03:00:00.000Z"],
    ["Sun, 22 Nov 2026 10:00:00 +0700", "2026-11-22T03:00:00.000Z"],
    ["1795341600", "2026-11-22T10:00:00.000Z"],
    [1_795_341_600_000, "2026-11-22T10:00:00.000Z"],
  ])("%s is read", (given, wanted) => {
    expect(new Date(instantOf(given, "Asia/Jayapura") ?? 0).toISOString()).toBe(wanted);
  });

  it.each(["kemarin", "31/02/2026", "11/22/2026", "2026-11-22T25:00", "", "{}", -5])(
    "%s is none",
    (given) => {
      expect(instantOf(given, "Asia/Jayapura")).toBeNull();
    },
  );

  it("survives any text, and any instant in any of the zones is read as it was", () => {
    fc.assert(fc.property(fc.string(), (text) => void instantOf(text, "Asia/Makassar")));
    const instant = fc.integer({ min: 50_000_000, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom("Asia/Jakarta", "Europe/Berlin", "America/New_York"),
        (at, zone) => {
          const shown = new Date(at).toLocaleString("sv-SE", { timeZone: zone });
          const again = new Date(instantOf(shown, zone) ?? 0).toLocaleString("sv-SE", { timeZone: zone });
          expect(again).toBe(shown);
        },
      ),
    );
  });
});

it("reads geometries of GeoJSON as a point or an area, without heights", () => {
  const ring = [
    [0, 0, 9],
    [1, 0, 9],
    [1, 1, 9],
    [0, 0, 9],
  ];
  expect(whereOf({ type: "Polygon", coordinates: [ring] })?.area?.coordinates).toEqual([
    ring.map(([x, y]) => [x, y]),
  ]);
  expect(
    whereOf({
      type: "LineString",
      coordinates: [
        [0, 0],
        [5, 6],
        [9, 9],
      ],
    }),
  ).toEqual({ location: { lat: 6, lon: 5 } });
  const collection = { type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [1, 2] }] };
  expect(whereOf(collection)).toEqual({ location: { lat: 2, lon: 1 } });
  expect(whereOf({ type: "Point", coordinates: [200, 0] })).toBeNull();
});

it("reads times of a clock that is an hour off by ours, so that what has just come is neither old nor yet to come", () => {
  const hour = 3_600_000;
  const now = Date.UTC(2026, 10, 22, 8);
  for (const aheadMs of [hour, -hour, hour + 20_000]) {
    const [happened, wrote] = [new Date(now + aheadMs - 120_000), new Date(now + aheadMs)].map((at) =>
      at.toISOString(),
    );
    const report = {
      ...{ externalId: "a", revisedAt: wrote, change: "report" as const },
      fields: { kind: "k", severity: "low" as const, text: "t", occurredAt: happened },
    };
    const told = { defaults: { ...reading.defaults, lifetimeMin: 30 }, aheadMs, now };
    const { occurredAt = "", expiresAt = "" } = finished(report, told).fields ?? {};
    expect(Math.abs(now - 120_000 - Date.parse(occurredAt))).toBeLessThanOrEqual(30_000);
    expect(Math.abs(now + 30 * 60_000 - Date.parse(expiresAt))).toBeLessThanOrEqual(30_000);
    // By the minute, so that the same report is the same at the next asking.
    expect(finished(report, { ...told, aheadMs: aheadMs + 4000, now: now + 60_000 })).toEqual(
      finished(report, told),
    );
  }
  const exact = {
    externalId: "a",
    change: "report" as const,
    fields: { kind: "k", severity: "low" as const, text: "t" },
  };
  expect(finished(exact, { defaults: reading.defaults, aheadMs: hour, now }).fields).not.toHaveProperty(
    "occurredAt",
  );
});

it("gives what names no end one, the same at every asking", () => {
  const defaults = { ...reading.defaults, lifetimeMin: 60 };
  const report = {
    externalId: "a",
    change: "report" as const,
    fields: { kind: "k", severity: "low" as const, text: "t" },
  };
  const at = (now: number) => finished(report, { defaults, aheadMs: null, now }).fields?.expiresAt;
  const hour = 3_600_000;
  expect(at(10 * hour)).toBe(at(10 * hour + hour - 1));
  expect(Date.parse(at(10 * hour) ?? "")).toBe(12 * hour);
  const dated = { ...report, fields: { ...report.fields, occurredAt: "2026-11-22T00:00:00Z" } };
  expect(finished(dated, { defaults, aheadMs: null, now: 0 }).fields?.expiresAt).toBe(
    "2026-11-22T01:00:00.000Z",
  );
});

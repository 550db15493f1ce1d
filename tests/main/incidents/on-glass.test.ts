import { describe, expect, it } from "vitest";
import { onGlass } from "../../../src/main/incidents/on-glass.ts";
import { sampleIncidents } from "../../../src/main/incidents/samples.ts";
import { type Incident, incidentInputSchema } from "../../../src/protocol/incident.ts";

const NOW = Date.parse("2026-11-21T08:00:00Z");

function incident(id: string, more: Partial<Incident>): Incident {
  return {
    id,
    kind: "flood",
    severity: "low",
    text: id,
    source: "BPBD",
    occurredAt: "2026-11-21T07:00:00Z",
    status: "open",
    receivedAt: "2026-11-21T07:00:00Z",
    updatedAt: "2026-11-21T07:00:00Z",
    version: 1,
    ...more,
  };
}

describe("incidents on the glass", () => {
  it("are the gravest first, of equal ones the latest, whatever zone they are dated in", () => {
    const given = [
      incident("low", {}),
      incident("early", { severity: "high", occurredAt: "2026-11-21T07:30:00+08:00" }),
      incident("late", { severity: "high", occurredAt: "2026-11-21T06:00:00Z" }),
      incident("critical", { severity: "critical", occurredAt: "2026-11-20T00:00:00Z" }),
      incident("medium", { severity: "medium", status: "acknowledged" }),
    ];
    expect(onGlass(given, NOW).map(({ id }) => id)).toEqual(["critical", "late", "early", "medium", "low"]);
    expect(given.map(({ id }) => id)).toEqual(["low", "early", "late", "critical", "medium"]);
  });

  it("are neither closed nor expired, to the millisecond", () => {
    const given = [
      incident("closed", { status: "closed" }),
      incident("ends", { expiresAt: "2026-11-21T16:00:00.001+08:00" }),
      incident("stays", {}),
    ];
    expect(onGlass(given, NOW).map(({ id }) => id)).toEqual(["ends", "stays"]);
    expect(onGlass(given, NOW + 1).map(({ id }) => id)).toEqual(["stays"]);
  });
});

describe("the demo's incidents", () => {
  it("are two, valid, recent, and say of themselves that they are samples", () => {
    const samples = sampleIncidents(NOW);
    expect(samples).toHaveLength(2);
    for (const sample of samples) {
      expect(incidentInputSchema.parse(sample)).toEqual(sample);
      expect(sample.source).toBe("Contoh");
      expect(sample.text).toMatch(/^Contoh: /);
      expect(Date.parse(sample.occurredAt ?? "")).toBeLessThan(NOW);
      // The demo's folder may be opened again after any number of days.
      expect(sample).not.toHaveProperty("expiresAt");
    }
  });
});

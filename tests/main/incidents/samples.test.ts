import { describe, expect, it } from "vitest";
import { sampleIncidents } from "../../../src/main/incidents/samples.ts";
import { incidentInputSchema } from "../../../src/protocol/incident.ts";

const NOW = Date.parse("2026-11-21T08:00:00Z");

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

import type { IncidentInput } from "../../protocol/incident.ts";

const MINUTE_MS = 60_000;

/** Two incidents of a day in Tarakan, for the demo. `now`: milliseconds since 1970. */
export function sampleIncidents(now: number): IncidentInput[] {
  return [
    {
      kind: "flood",
      severity: "high",
      text: "Genangan 40 cm di Jalan Mulawarman, satu lajur ditutup",
      place: "Jl. Mulawarman, Tarakan Barat",
      source: "BPBD Tarakan (contoh)",
      occurredAt: new Date(now - 12 * MINUTE_MS).toISOString(),
    },
    {
      kind: "traffic",
      severity: "medium",
      text: "Antrean kendaraan di Pelabuhan Tengkayu I, arus dialihkan",
      place: "Pelabuhan Tengkayu I",
      source: "Dishub Tarakan (contoh)",
      occurredAt: new Date(now - 4 * MINUTE_MS).toISOString(),
    },
  ];
}

import type { IncidentInput } from "../../protocol/incident.ts";

const MINUTE_MS = 60_000;

/**
 * Two made-up incidents for the demo at Tarakan, as of `now` (milliseconds since 1970). The places exist, the events do
 * not: text and source say so on the glass, and no real authority is named as their source.
 */
export function sampleIncidents(now: number): IncidentInput[] {
  const ago = (minutes: number) => new Date(now - minutes * MINUTE_MS).toISOString();
  return [
    {
      kind: "flood",
      severity: "high",
      text: "Contoh: genangan 40 cm di Jalan Mulawarman, satu lajur ditutup",
      place: "Jalan Mulawarman, Tarakan Barat",
      location: { lat: 3.3164, lon: 117.5805 },
      source: "Contoh",
      occurredAt: ago(12),
    },
    {
      kind: "traffic",
      severity: "medium",
      text: "Contoh: antrean kendaraan di Pelabuhan Tengkayu I, arus dialihkan",
      place: "Pelabuhan Tengkayu I, Tarakan",
      location: { lat: 3.2948, lon: 117.5856 },
      source: "Contoh",
      occurredAt: ago(4),
    },
  ];
}

import type { Severity } from "../../protocol/incident.ts";
import { isKnownKind, type KnownKind } from "../../protocol/incident-kind.ts";

/** What an incident of each kind usually is; whoever reports it may say otherwise. */
const usual: Record<KnownKind, Severity> = {
  panic: "critical",
  fire: "critical",
  flood: "high",
  accident: "high",
  traffic: "medium",
  medical: "high",
  crime: "high",
  disturbance: "high",
  missing: "high",
  weather: "medium",
  earthquake: "high",
  tsunami: "critical",
  volcano: "high",
  landslide: "high",
  wildfire: "high",
  tree: "medium",
  road: "low",
  light: "low",
  waste: "low",
  water: "low",
  power: "medium",
  order: "medium",
  complaint: "low",
  event: "low",
  other: "medium",
};

/** The severity that a report of `kind` begins with. */
export function usualSeverity(kind: string): Severity {
  return isKnownKind(kind) ? usual[kind] : "medium";
}

import type { Severity } from "../../protocol/incident.ts";

/** The shape of each severity as a path within 12 x 12. */
export const severityShapes: Record<Severity, string> = {
  critical: "M6 0 12 6 6 12 0 6Z",
  high: "M6 .5 12 11.5H0Z",
  medium: "M1 1H11V11H1Z",
  low: "M6 .5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11Z",
};

import type { DrillReport, DrillRun } from "../../protocol/drill.ts";
import type { Incident } from "../../protocol/incident.ts";

/** Who writes in the log of what a drill reported. */
export const drillWriter = ({ startedBy, name }: Pick<DrillRun, "startedBy" | "name">): string =>
  `${startedBy} (${name})`;

/** Who closes what a drill reported in which the core ended. */
export const CUT_DRILL_WRITER = "latihan";

/** What happened in a run: `incidents`, as they are now. What the script itself did is nobody's answer. */
export function drillReport(run: DrillRun, incidents: readonly Incident[]): DrillReport {
  const own = new Set([drillWriter(run), CUT_DRILL_WRITER]);
  const byPerson = (at: string | undefined, by: string | undefined) =>
    at === undefined || by === undefined || own.has(by) ? null : { at, by };
  return {
    run,
    incidents: incidents.map((incident) => {
      const { id, kind, severity, text, place, outcome, receivedAt, assignments = [] } = incident;
      const acknowledged = byPerson(incident.acknowledgedAt, incident.acknowledgedBy);
      const closed = byPerson(incident.closedAt, incident.closedBy);
      return {
        ...{ id, kind, severity, text, reportedAt: receivedAt, assignments },
        ...(place === undefined ? {} : { place }),
        ...(acknowledged === null ? {} : { acknowledged }),
        ...(closed === null ? {} : { closed }),
        ...(outcome === undefined ? {} : { outcome }),
      };
    }),
  };
}

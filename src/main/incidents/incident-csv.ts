import type { Incident } from "../../protocol/incident.ts";
import { type Cell, csvLine } from "../base/csv.ts";

const columns: readonly (readonly [name: string, of: (incident: Incident) => Cell])[] = [
  ["id", ({ id }) => id],
  ["kind", ({ kind }) => kind],
  ["severity", ({ severity }) => severity],
  ["status", ({ status }) => status],
  ["text", ({ text }) => text],
  ["place", ({ place }) => place],
  ["lat", ({ location }) => location?.lat],
  ["lon", ({ location }) => location?.lon],
  ["source", ({ source }) => source],
  ["occurredAt", ({ occurredAt }) => occurredAt],
  ["receivedAt", ({ receivedAt }) => receivedAt],
  ["acknowledgedAt", ({ acknowledgedAt }) => acknowledgedAt],
  ["acknowledgedBy", ({ acknowledgedBy }) => acknowledgedBy],
  ["closedAt", ({ closedAt }) => closedAt],
  ["closedBy", ({ closedBy }) => closedBy],
  ["outcome", ({ outcome }) => outcome],
  ["agencies", ({ assignments = [] }) => assignments.map(({ agencyId }) => agencyId).join(" ")],
  ["joinedTo", ({ joinedTo }) => joinedTo],
];
const reporterColumns: typeof columns = [
  ["reporterName", ({ reporter }) => reporter?.name],
  ["reporterPhone", ({ reporter }) => reporter?.phone],
];

/** Incidents as a table with a head. `withReporter`: for whoever may know who reported them. */
export async function incidentCsv(
  incidents: AsyncIterable<Incident>,
  withReporter: boolean,
): Promise<Uint8Array> {
  const shown = withReporter ? [...columns, ...reporterColumns] : columns;
  const lines = [csvLine(shown.map(([name]) => name))];
  for await (const incident of incidents) lines.push(csvLine(shown.map(([, of]) => of(incident))));
  return Buffer.from(lines.join(""), "utf8");
}

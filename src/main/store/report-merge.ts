import { isDeepStrictEqual } from "node:util";
import { type Conflict, contestedFields, type Incident } from "../../protocol/incident.ts";
import type { ReportFields } from "../../protocol/report.ts";

/** What a source said last of an incident, and what it says now; null: it said nothing before. */
interface Told {
  readonly before: ReportFields | null;
  readonly now: ReportFields;
}

/** Fields that may differ between what a source says and what an operator made of it. */
const mergedFields = contestedFields.filter((field) => field !== "status");
/** The source's alone. */
const foreignFields = ["media", "links"] as const;

/**
 * `incident` with what its source says now: a field that nobody changed here follows the source; one that was changed
 * here stays, and where the source now says something new it becomes a conflict. A source that joins an incident of
 * another only fills what is empty. Nothing is changed in place.
 */
export function mergeReport(incident: Incident, { before, now }: Told, at: string): Incident {
  const joins = before === null;
  const merged: Record<string, unknown> = { ...incident };
  const conflicts = new Map((incident.conflicts ?? []).map((one): [string, Conflict] => [one.field, one]));
  for (const field of mergedFields) {
    const [ours, theirs] = [incident[field], now[field]];
    // When it happened stays known also where a source leaves it out.
    if (field === "occurredAt" && theirs === undefined) continue;
    if (isDeepStrictEqual(ours, theirs)) conflicts.delete(field);
    else if (joins ? ours === undefined : isDeepStrictEqual(ours, before[field])) merged[field] = theirs;
    else if (!joins && !isDeepStrictEqual(before[field], theirs))
      conflicts.set(field, { field, theirs: jsonOf(theirs), at });
  }
  for (const field of foreignFields) if (now[field] !== undefined) merged[field] = now[field];
  if (incident.reporter === undefined || (!joins && isDeepStrictEqual(incident.reporter, before.reporter)))
    merged.reporter = now.reporter ?? incident.reporter;
  return withConflicts({ ...incident, ...merged }, [...conflicts.values()]);
}

/** The same with these conflicts; without the field where there are none. */
export function withConflicts(incident: Incident, conflicts: readonly Conflict[]): Incident {
  const { conflicts: _, ...rest } = incident;
  return conflicts.length === 0 ? rest : { ...rest, conflicts: [...conflicts] };
}

/** A value of a field as it stands in a conflict. */
function jsonOf(value: unknown): Conflict["theirs"] {
  const json: Conflict["theirs"] = value === undefined ? null : JSON.parse(JSON.stringify(value));
  return json;
}

/** The fields in which two states of an incident differ, each with both values, for its log. */
export function changesBetween(
  before: Incident,
  after: Incident,
): { field: string; from: Conflict["theirs"]; to: Conflict["theirs"] }[] {
  const told = [...contestedFields, "reporter", "outcome"] as const;
  return told.flatMap((field) =>
    isDeepStrictEqual(before[field], after[field])
      ? []
      : [{ field, from: jsonOf(before[field]), to: jsonOf(after[field]) }],
  );
}

import type Database from "better-sqlite3";
import type { Incident, IncidentCounts, IncidentsQuery, Severity } from "../../protocol/incident.ts";
import { LONGEST_LIST, severities } from "../../protocol/incident.ts";
import { Fault } from "../base/fault.ts";
import { readIncident } from "./incidents.ts";

interface IncidentRow {
  readonly id: string;
  readonly doc: string;
}

interface FoundRow {
  readonly doc: string;
  readonly seq: number;
  readonly rank: number;
  readonly occurred: number;
}

/** Seconds since 1970 of a time, as the database keeps them. */
const secondsOf = (time: string): number => Math.floor(Date.parse(time) / 1000);

/** Neither closed nor expired, nor part of another. */
const STANDING = "status <> 'closed' AND joined_to IS NULL AND (expires IS NULL OR expires > @now)";
/** Closed or expired, with a conflict that nobody has settled; few ever are. */
const CONTESTED =
  "contested = 1 AND joined_to IS NULL AND NOT (status <> 'closed' AND (expires IS NULL OR expires > @now))";

/** Where a list's conditions stand, by the field of the query that asks for them. */
function conditionsOf(query: IncidentsQuery): string[] {
  const { status } = query;
  return [
    ...(status === undefined || status === "standing" ? [] : ["status = @status"]),
    ...(query.severity === undefined ? [] : ["rank = @rank"]),
    ...(query.kind === undefined ? [] : ["kind = @kind"]),
    ...(query.sourceId === undefined ? [] : ["source_id = @sourceId"]),
    ...(query.from === undefined ? [] : ["occurred >= @from"]),
    ...(query.until === undefined ? [] : ["occurred < @until"]),
    ...(query.agencyId === undefined
      ? []
      : [
          // Most name no agency at all, which is seen without reading them.
          "instr(doc, @agencyId) > 0",
          "EXISTS (SELECT 1 FROM json_each(doc, '$.assignments') a WHERE json_extract(a.value, '$.agencyId') = @agencyId)",
        ]),
    ...(query.words === undefined
      ? []
      : ["seq IN (SELECT rowid FROM incident_words WHERE incident_words MATCH @words)"]),
  ];
}

/** Every word of `words` as a beginning, in FTS5's syntax (https://sqlite.org/fts5.html#full_text_query_syntax). */
function prefixes(words: string): string {
  const found = words.match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.map((word) => `"${word}"*`).join(" ");
}

/** Long readings of incidents, for the reading connection. `now`: milliseconds since 1970. */
export function incidentReadings(db: Database.Database) {
  const versions = db.prepare<[string], IncidentRow>(
    "SELECT incident_id AS id, doc FROM incident_versions WHERE incident_id = ? ORDER BY version",
  );
  const standing = db.prepare<[{ now: number }], IncidentRow>(
    `SELECT id, doc FROM incidents WHERE ${STANDING} ORDER BY rank, occurred DESC`,
  );
  const counts = db.prepare<[{ now: number }], { status: string; rank: number; many: number }>(
    `SELECT status, rank, count(*) AS many FROM incidents WHERE ${STANDING} GROUP BY status, rank`,
  );
  return {
    /**
     * As they stand on the disk, JSON each: a thousand are told to the other thread as text in a tenth of the time that
     * reading and copying them takes, and whoever answers with them looks at them then.
     */
    list(query: IncidentsQuery, now: number): string[] {
      const words = query.words === undefined ? "" : prefixes(query.words);
      if (query.words !== undefined && words === "") return [];
      const urgent = query.order === "urgent";
      const select = (standing: readonly string[]) => {
        const conditions = [...standing, ...conditionsOf(query)];
        const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
        const order = urgent ? "rank, occurred DESC" : "seq DESC";
        // What only two lists need to be one is read out of each document anew.
        const columns = standing.length === 0 ? "doc" : "seq, rank, occurred, doc";
        const sql = `SELECT ${columns} FROM incidents ${where} ORDER BY ${order}`;
        return db.prepare<[Record<string, string | number>], FoundRow>(`${sql} LIMIT @limit OFFSET @skip`);
      };
      const values: Record<string, string | number> = {
        ...{ now: now / 1000, limit: query.limit ?? LONGEST_LIST, skip: query.skip ?? 0, words },
        status: query.status ?? "",
        rank: query.severity === undefined ? -1 : severities.indexOf(query.severity),
        kind: query.kind ?? "",
        sourceId: query.sourceId ?? "",
        agencyId: query.agencyId ?? "",
        from: query.from === undefined ? 0 : secondsOf(query.from),
        until: query.until === undefined ? 0 : secondsOf(query.until),
      };
      if (query.status !== "standing")
        return select([])
          .all(values)
          .map(({ doc }) => doc);
      // Each in the order of its own index; the second list has seldom more than a few.
      const contested = select([CONTESTED]).all({ ...values, limit: LONGEST_LIST, skip: 0 });
      if (contested.length === 0)
        return select([STANDING])
          .all(values)
          .map(({ doc }) => doc);
      const { limit = LONGEST_LIST, skip = 0 } = query;
      const standing = select([STANDING]).all({ ...values, limit: limit + skip, skip: 0 });
      return [...standing, ...contested]
        .toSorted((a, b) => (urgent ? a.rank - b.rank || b.occurred - a.occurred : b.seq - a.seq))
        .slice(skip, skip + limit)
        .map(({ doc }) => doc);
    },
    /** All that is neither closed nor expired, worst first. */
    standing: (now: number): Incident[] => standing.all({ now: now / 1000 }).map(readIncident),
    counts(now: number): IncidentCounts {
      const counted = counts.all({ now: now / 1000 });
      const sum = (fits: (row: (typeof counted)[number]) => boolean) =>
        counted.filter(fits).reduce((total, { many }) => total + many, 0);
      const of = (severity: Severity) => sum(({ rank }) => severities[rank] === severity);
      return {
        standing: sum(() => true),
        open: sum(({ status }) => status === "open"),
        ...{ critical: of("critical"), high: of("high"), medium: of("medium"), low: of("low") },
      };
    },
    versions(id: string): Incident[] {
      const rows = versions.all(id);
      if (rows.length === 0) throw new Fault("notFound", { what: "incident", id });
      return rows.map(readIncident);
    },
  };
}

import type Database from "better-sqlite3";
import { type GeoBox, boxOf, widened } from "../../layouts/area-distance.ts";
import { type Incident, incidentSchema } from "../../protocol/incident.ts";
import { kindsLike, type Likeness, likenessOf, reachOf, type Told } from "../../protocol/likeness.ts";
import { readDoc } from "./row.ts";
import type { StoredPair } from "./incident-store.ts";

/** Of one incident so many are suggested, the nearest; a storm of reports makes no more. */
const MOST_OF_ONE = 8;
/** What stands near in place and time is looked at, and what is of a kind that fits is measured, at most so many. */
const MOST_LOOKED_AT = 2000;
const MOST_MEASURED = 64;
/** 2020-01-01T00:00Z, as seconds since 1970: minutes since then are exact as 32-bit floats. */
const EPOCH_S = 1_577_836_800;

interface NearRow {
  readonly seq: number;
  readonly id: string;
  readonly doc: string;
  readonly expires: number | null;
}

interface Nearby {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  readonly earliest: number;
  readonly latest: number;
  readonly kinds: string;
  readonly sourceId: string | null;
  readonly called: number;
  readonly drill: number;
  readonly seq: number | bigint;
  readonly now: number;
}

/** Where an incident is found by what is like it, as text: while that stays, so does what is like it. */
function aspectsOf(incident: Incident): string {
  const { kind, location, area, occurredAt, expiresAt, sourceId, reporter, drill, joinedTo, status } =
    incident;
  const called = reporter !== undefined;
  const closed = status === "closed";
  return JSON.stringify([
    kind,
    location,
    area,
    occurredAt,
    expiresAt,
    sourceId,
    called,
    drill,
    joinedTo,
    closed,
  ]);
}

function boxAround({ location, area }: Pick<Incident, "location" | "area">): GeoBox | null {
  if (area !== undefined) return boxOf(area);
  if (location === undefined) return null;
  return { west: location.lon, east: location.lon, south: location.lat, north: location.lat };
}

const secondsOf = (time: string): number => Math.floor(Date.parse(time) / 1000);

const toldOf = ({ kind, location, area, occurredAt }: Incident): Told => ({
  ...{ kind, location, area, occurredS: secondsOf(occurredAt) },
});

/**
 * Keeps which incidents may be one: of different sources, or of callers, alike in kind and near in place and time. What is
 * found follows from where incidents stand alone, whichever came first, while none has more than a few that are like it.
 */
export function likenessRows(db: Database.Database) {
  const spot = db.prepare<[Omit<Nearby, "kinds" | "now"> & { kind: string }]>(
    `INSERT INTO incident_spots (seq, west, east, south, north, earliest, latest, kind, source_id, called, drill)
       VALUES (@seq, @west, @east, @south, @north, @earliest, @latest, @kind, @sourceId, @called, @drill)`,
  );
  const leave = db.prepare<[number | bigint]>("DELETE FROM incident_spots WHERE seq = ?");
  // A machine that gives two names means two things; people who call do not know of each other.
  const near = db.prepare<[Nearby], NearRow>(
    `SELECT i.seq, i.id, i.doc, i.expires FROM (
       SELECT seq, kind, source_id, called, drill FROM incident_spots
         WHERE west <= @east AND east >= @west AND south <= @north AND north >= @south
           AND earliest <= @latest AND latest >= @earliest
         LIMIT ${MOST_LOOKED_AT}
     ) AS s JOIN incidents i ON i.seq = s.seq
     WHERE s.seq <> @seq AND s.drill = @drill AND s.kind IN (SELECT value FROM json_each(@kinds))
       AND (s.source_id IS NULL OR @sourceId IS NULL OR s.source_id <> @sourceId OR (s.called AND @called))
       AND NOT EXISTS (SELECT 1 FROM incident_apart a
         WHERE a.one_seq = min(s.seq, @seq) AND a.other_seq = max(s.seq, @seq))
       AND (i.expires IS NULL OR i.expires > @now)
     LIMIT ${MOST_MEASURED}`,
  );
  const forgetOne = db.prepare<[number | bigint]>("DELETE FROM incident_pairs WHERE one_seq = ?");
  const forgetOther = db.prepare<[number | bigint]>("DELETE FROM incident_pairs WHERE other_seq = ?");
  const put = db.prepare<[number | bigint, number | bigint, number, number, number | null]>(
    "INSERT OR REPLACE INTO incident_pairs (one_seq, other_seq, distance_m, apart_s, until) VALUES (?, ?, ?, ?, ?)",
  );

  const prune = db.prepare<[number]>("DELETE FROM incident_pairs WHERE until <= ?");

  function suggest(
    seq: number | bigint,
    incident: Incident,
    where: Omit<Nearby, "kinds" | "now">,
    now: number,
  ) {
    const { metres, minutes } = reachOf(incident.kind);
    const told = toldOf(incident);
    const nowS = Math.floor(now / 1000);
    const found = near
      .all({
        ...where,
        ...widened(where, metres),
        earliest: where.earliest - minutes - 1,
        latest: where.latest + minutes + 1,
        kinds: JSON.stringify(kindsLike(incident.kind)),
        now: nowS,
      })
      .flatMap((row): { row: NearRow; likeness: Likeness }[] => {
        const other = readDoc(incidentSchema, row.doc, `incidents ${row.id}`);
        const likeness = likenessOf(told, toldOf(other));
        return likeness === null ? [] : [{ row, likeness }];
      })
      .toSorted(
        (a, b) =>
          a.likeness.distanceM - b.likeness.distanceM ||
          a.likeness.apartS - b.likeness.apartS ||
          a.row.seq - b.row.seq,
      )
      .slice(0, MOST_OF_ONE);
    const expires = incident.expiresAt === undefined ? null : secondsOf(incident.expiresAt);
    if (found.length > 0) prune.run(nowS);
    for (const { row, likeness } of found) {
      const first = row.seq < seq;
      const until =
        expires === null || row.expires === null ? (expires ?? row.expires) : Math.min(expires, row.expires);
      put.run(
        first ? row.seq : seq,
        first ? seq : row.seq,
        Math.round(likeness.distanceM * 10) / 10,
        likeness.apartS,
        until,
      );
    }
  }

  function look(seq: number | bigint, incident: Incident, now: number): void {
    const box = boxAround(incident);
    const { status, joinedTo, expiresAt } = incident;
    if (box === null || status === "closed" || joinedTo !== undefined) return;
    // Archives tell by the hundred thousand of what is over.
    if (expiresAt !== undefined && Date.parse(expiresAt) <= now) return;
    const at = (secondsOf(incident.occurredAt) - EPOCH_S) / 60;
    const where = {
      ...{ seq, ...box, earliest: at, latest: at },
      sourceId: incident.sourceId ?? null,
      called: incident.sourceId === undefined || incident.reporter !== undefined ? 1 : 0,
      drill: incident.drill === true ? 1 : 0,
    };
    spot.run({ ...where, kind: incident.kind });
    suggest(seq, incident, where, now);
  }

  return {
    /** Looks anew for what is like an incident; null `before`: it is new. Within the transaction of its change. */
    follow(seq: number | bigint, before: Incident | null, incident: Incident, now: number): void {
      if (before !== null) {
        if (aspectsOf(before) === aspectsOf(incident)) return;
        leave.run(seq);
        forgetOne.run(seq);
        forgetOther.run(seq);
      }
      look(seq, incident, now);
    },
    /** The same where only what somebody said of two has changed. */
    lookAgain(seq: number | bigint, incident: Incident, now: number): void {
      leave.run(seq);
      forgetOne.run(seq);
      forgetOther.run(seq);
      look(seq, incident, now);
    },
  };
}

interface PairRow {
  readonly one: string;
  readonly other: string;
  readonly distance_m: number;
  readonly apart_s: number;
}

/** Long readings of what may be one. `now`: milliseconds since 1970. */
export function likenessReadings(db: Database.Database) {
  const columns = `SELECT a.id AS one, b.id AS other, p.distance_m, p.apart_s
    FROM incident_pairs p JOIN incidents a ON a.seq = p.one_seq JOIN incidents b ON b.seq = p.other_seq`;
  const all = db.prepare<[{ now: number; limit: number }], PairRow>(
    `${columns} WHERE p.until IS NULL OR p.until > @now ORDER BY p.one_seq DESC, p.other_seq DESC LIMIT @limit`,
  );
  const ofOne = db.prepare<[{ now: number; limit: number; id: string }], PairRow>(
    `${columns} WHERE (p.until IS NULL OR p.until > @now) AND (p.one_seq, p.other_seq) IN (
       SELECT one_seq, other_seq FROM incident_pairs WHERE one_seq = (SELECT seq FROM incidents WHERE id = @id)
       UNION SELECT one_seq, other_seq FROM incident_pairs WHERE other_seq = (SELECT seq FROM incidents WHERE id = @id))
     ORDER BY p.distance_m LIMIT @limit`,
  );
  return {
    /** Of one incident the nearest first; of all (null) the newest. */
    pairs(incidentId: string | null, limit: number, now: number): StoredPair[] {
      const asked = { now: Math.floor(now / 1000), limit };
      const rows = incidentId === null ? all.all(asked) : ofOne.all({ ...asked, id: incidentId });
      return rows.map(({ one, other, distance_m: distanceM, apart_s: apartS }) => ({
        ...{ ids: [one, other] as const, distanceM, apartS },
      }));
    },
  };
}

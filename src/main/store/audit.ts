import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import { AUDIT_KEPT_DAYS, type AuditQuery, auditWaySchema } from "../../protocol/audit.ts";
import { z } from "zod";
import { roleSchema } from "../../protocol/role.ts";
import { accept, readRow } from "./row.ts";
import type { AuditLink, NewAuditEntry, StoredAuditEntry } from "./people-store.ts";
import { atomic } from "./transaction.ts";

const KEPT_MS = AUDIT_KEPT_DAYS * 86_400_000;
/** Entries that are removed at once. */
const PRUNED_AT_ONCE = 5000;

const newSchema = z.object({
  at: z.int(),
  by: z.string().max(1024),
  role: roleSchema.nullable(),
  way: auditWaySchema,
  address: z.string().max(120),
  act: z.string().min(1).max(120),
  thing: z.string().max(120),
  thingId: z.string().max(1024),
  status: z.int(),
  times: z.int().min(1),
  detail: z.string().max(8192),
});
const rowSchema = newSchema.extend({ seq: z.int(), hash: z.string() });

const COLUMNS =
  "seq, at, by, role, way, address, act, thing, thing_id AS thingId, status, times, detail, hash";

type Row = z.input<typeof rowSchema>;

/** What an entry's hash is of: the one before, and every field in this order as a JSON array. */
export function hashOfEntry(before: string, entry: Omit<StoredAuditEntry, "hash">): string {
  const { seq, at, by, role, way, address, act, thing, thingId, status, times, detail } = entry;
  const fields = [seq, at, by, role, way, address, act, thing, thingId, status, times, detail];
  return createHash("sha256").update(before).update(JSON.stringify(fields)).digest("hex");
}

/** Where the chain begins: at "", or after what was removed of it. */
function lastPruned(db: Database.Database): () => AuditLink {
  const find = db.prepare<[], AuditLink>(
    "SELECT through AS seq, hash FROM audit_pruned ORDER BY seq DESC LIMIT 1",
  );
  return () => find.get() ?? { seq: 0, hash: "" };
}

/** Who did what: entries are added, and the oldest go when they are old. */
export function auditTable(db: Database.Database) {
  const pruned = lastPruned(db);
  const last = db.prepare<[], AuditLink>("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
  const insert = db.prepare<[Omit<StoredAuditEntry, never>]>(
    `INSERT INTO audit (seq, at, by, role, way, address, act, thing, thing_id, status, times, detail, hash)
     VALUES (@seq, @at, @by, @role, @way, @address, @act, @thing, @thingId, @status, @times, @detail, @hash)`,
  );
  const aged = db.prepare<[number, number], AuditLink>(
    `SELECT seq, hash FROM (SELECT seq, hash, at FROM audit ORDER BY seq LIMIT ?) WHERE at < ? ORDER BY seq DESC LIMIT 1`,
  );
  const mark = db.prepare<[number, number, string]>(
    "INSERT INTO audit_pruned (at, through, hash) VALUES (?, ?, ?)",
  );
  const drop = db.prepare<[number]>("DELETE FROM audit WHERE seq <= ?");

  function append(given: NewAuditEntry): number {
    const entry = accept(newSchema, given);
    const before = last.get() ?? pruned();
    const numbered = { ...entry, seq: before.seq + 1 };
    insert.run({ ...numbered, hash: hashOfEntry(before.hash, numbered) });
    return numbered.seq;
  }

  return {
    add: atomic(db, append),
    /**
     * Removes some of what is older than what is kept, and enters that it did; how many that were. One that lies between
     * younger ones (a clock that was wrong) goes with them.
     */
    prune: atomic(db, (now: number): number => {
      const old = aged.get(PRUNED_AT_ONCE, Math.trunc(now) - KEPT_MS);
      if (old === undefined) return 0;
      mark.run(Math.trunc(now), old.seq, old.hash);
      const { changes } = drop.run(old.seq);
      append({
        ...{ at: Math.trunc(now), by: "system", role: null, way: "machine", address: "", act: "auditPruned" },
        ...{ thing: "audit", thingId: String(old.seq), status: 200, times: 1 },
        detail: JSON.stringify({
          entries: changes,
          keptDays: AUDIT_KEPT_DAYS,
          through: old.seq,
          hash: old.hash,
        }),
      });
      return changes;
    }),
  };
}

/** Looked for on a connection of its own. */
export function auditReadings(db: Database.Database) {
  const pruned = lastPruned(db);
  const fits = `(@from IS NULL OR at >= @from) AND (@until IS NULL OR at < @until)
    AND (@by IS NULL OR instr(lower(by), @by) > 0) AND (@act IS NULL OR instr(lower(act), @act) > 0)
    AND (@thing IS NULL OR instr(lower(thing || '/' || thing_id), @thing) > 0)`;
  type Wanted = Readonly<
    Record<"from" | "until" | "by" | "act" | "thing" | "edge" | "limit", string | number | null>
  >;
  const newest = db.prepare<[Wanted], Row>(
    `SELECT ${COLUMNS} FROM audit WHERE seq < @edge AND ${fits} ORDER BY seq DESC LIMIT @limit`,
  );
  const oldest = db.prepare<[Wanted], Row>(
    `SELECT ${COLUMNS} FROM audit WHERE seq > @edge AND ${fits} ORDER BY seq LIMIT @limit`,
  );
  const after = db.prepare<[number, number], Row>(
    `SELECT ${COLUMNS} FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`,
  );
  const read = (row: Row): StoredAuditEntry => readRow(rowSchema, row, "audit");
  const lower = (text: string | undefined) => (text === undefined || text === "" ? null : text.toLowerCase());
  const time = (text: string | undefined) => (text === undefined ? null : Date.parse(text));
  const wanted = (query: AuditQuery, edge: number, limit: number): Wanted => ({
    ...{ from: time(query.from), until: time(query.until), edge, limit },
    ...{ by: lower(query.by), act: lower(query.act), thing: lower(query.thing) },
  });

  return {
    /** Newest first, before `edge`. */
    newest: (query: AuditQuery, edge: number, limit: number): StoredAuditEntry[] =>
      newest.all(wanted(query, edge, limit)).map(read),
    /** Oldest first, after `edge`. */
    oldest: (query: AuditQuery, edge: number, limit: number): StoredAuditEntry[] =>
      oldest.all(wanted(query, edge, limit)).map(read),
    /** Where the chain begins. */
    begin: (): AuditLink => pruned(),
    /** Follows the chain from an entry for some others; `brokenAt`: the first that does not follow. */
    follow(from: AuditLink, limit: number): { last: AuditLink; entries: number; brokenAt: number | null } {
      let before = from;
      let entries = 0;
      for (const row of after.all(from.seq, limit)) {
        const { hash, ...entry } = row;
        if (entry.seq !== before.seq + 1 || hash !== hashOfEntry(before.hash, read(row)))
          return { last: before, entries, brokenAt: entry.seq };
        before = { seq: entry.seq, hash };
        entries += 1;
      }
      return { last: before, entries, brokenAt: null };
    },
  };
}

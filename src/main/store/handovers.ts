import type Database from "better-sqlite3";
import { type Handover, handoverSchema, type Signature } from "../../protocol/handover.ts";
import { Fault } from "../base/fault.ts";
import { accept, readDoc } from "./row.ts";
import { atomic } from "./transaction.ts";

interface HandoverRow {
  readonly id: string;
  readonly doc: string;
  readonly taking: string | null;
}

/** As it was handed over, before anybody took it over. */
const givenSchema = handoverSchema.omit({ to: true });
const takingSchema = handoverSchema.shape.from;

function read({ id, doc, taking }: HandoverRow): Handover {
  const given = readDoc(givenSchema, doc, `handovers ${id}`);
  return { ...given, to: taking === null ? null : readDoc(takingSchema, taking, `handover_takings ${id}`) };
}

/** Shifts that were handed over. Rows are added and never changed; the database itself refuses that. */
export function handoverTable(db: Database.Database) {
  const columns =
    "h.id, h.doc, t.doc AS taking FROM handovers h LEFT JOIN handover_takings t ON t.handover_id = h.id";
  const newest = db.prepare<[number], HandoverRow>(`SELECT ${columns} ORDER BY h.seq DESC LIMIT ?`);
  const one = db.prepare<[string], HandoverRow>(`SELECT ${columns} WHERE h.id = ?`);
  const insert = db.prepare<[string, string]>("INSERT INTO handovers (id, doc) VALUES (?, ?)");
  const take = db.prepare<[string, string]>("INSERT INTO handover_takings (handover_id, doc) VALUES (?, ?)");
  const get = (id: string): Handover => {
    const row = one.get(id);
    if (row === undefined) throw new Fault("notFound", { what: "handover", id });
    return read(row);
  };
  return {
    list: (limit: number): Handover[] => newest.all(Math.trunc(limit)).map(read),
    get,
    add(given: Omit<Handover, "to">): Handover {
      const value = accept(givenSchema, given);
      insert.run(value.id, JSON.stringify(value));
      return { ...value, to: null };
    },
    takeOver: atomic(db, (id: string, by: Signature): Handover => {
      if (get(id).to !== null) throw new Fault("conflict", { what: "handover", id });
      take.run(id, JSON.stringify(accept(takingSchema, by)));
      return get(id);
    }),
  };
}

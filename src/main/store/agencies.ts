import type Database from "better-sqlite3";
import { type Agency, agencySchema, type ListedAgency } from "../../protocol/agency.ts";
import { Fault } from "../base/fault.ts";
import { accept, expectVersion, readDoc } from "./row.ts";
import type { Expected, Versioned } from "./versioned.ts";
import { atomic } from "./transaction.ts";

interface AgencyRow {
  readonly id: string;
  readonly version: number;
  readonly doc: string;
}

const read = (row: AgencyRow): Agency => readDoc(agencySchema, row.doc, `agencies ${row.id}`);

/** Those who are asked to follow up. */
export function agencyTable(db: Database.Database) {
  const one = db.prepare<[string], AgencyRow>("SELECT id, version, doc FROM agencies WHERE id = ?");
  const all = db.prepare<[], AgencyRow>(
    "SELECT id, version, doc FROM agencies ORDER BY json_extract(doc, '$.shortName') COLLATE NOCASE, id",
  );
  const put = db.prepare<[string, number, string]>(
    `INSERT INTO agencies (id, version, doc) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, doc = excluded.doc`,
  );
  const drop = db.prepare<[string]>("DELETE FROM agencies WHERE id = ?");

  return {
    list: (): ListedAgency[] => all.all().map((row) => ({ ...read(row), version: row.version })),
    /** Null where there is none of that id (any more). */
    find(id: string): Versioned<Agency> | null {
      const row = one.get(id);
      return row === undefined ? null : { value: read(row), version: row.version };
    },
    put: atomic(db, (given: Agency, expected: Expected): Versioned<Agency> => {
      const value = accept(agencySchema, given);
      const before = one.get(value.id);
      expectVersion("agency", expected, before?.version ?? 0);
      const version = (before?.version ?? 0) + 1;
      put.run(value.id, version, JSON.stringify(value));
      return { value, version };
    }),
    remove: atomic(db, (id: string, expected: Expected): void => {
      const before = one.get(id);
      if (before === undefined) throw new Fault("notFound", { what: "agency", id });
      expectVersion("agency", expected, before.version);
      drop.run(id);
    }),
  };
}

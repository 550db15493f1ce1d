import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { agencySchema } from "../../../../src/protocol/agency.ts";
import { isKnownKind } from "../../../../src/protocol/incident-kind.ts";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("begins with agencies that the contract reads, of kinds that there are words for", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 9));
  const rows = db.prepare<[], { id: string; doc: string }>("SELECT id, doc FROM agencies").all();
  expect(rows.map(({ id }) => id).toSorted()).toEqual([
    ...["bpbd", "damkar", "dinkes", "dishub", "dlh", "dpupr", "polisi", "satpol-pp"],
  ]);
  for (const { id, doc } of rows) {
    const agency = agencySchema.parse(JSON.parse(doc));
    expect(agency.id).toBe(id);
    for (const kind of [...agency.kinds, ...agency.checklists.flatMap(({ kinds }) => kinds)])
      expect(isKnownKind(kind), `${id}: ${kind}`).toBe(true);
  }
});

it("ends the links of crews with their incident, whoever closes it", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 9));
  const doc = (status: string) => JSON.stringify({ status, updatedAt: "2026-11-22T02:00:00.000Z" });
  db.prepare("INSERT INTO incidents (id, version, doc) VALUES ('a', 1, ?), ('b', 1, ?)").run(
    doc("open"),
    doc("open"),
  );
  for (const id of ["a", "b"])
    db.prepare(
      `INSERT INTO crew_links (token_hash, id, incident_id, agency_id, created_at, created_by, expires_at, shares_reporter)
         VALUES (?, ?, ?, 'polisi', 'x', 'x', 'x', 0)`,
    ).run(`hash-${id}`, id, id);
  const ended = () => db.prepare("SELECT ended_at FROM crew_links ORDER BY id").pluck().all();
  db.prepare("UPDATE incidents SET doc = ? WHERE id = 'a'").run(doc("acknowledged"));
  expect(ended()).toEqual([null, null]);
  db.prepare("UPDATE incidents SET doc = ? WHERE id = 'a'").run(doc("closed"));
  expect(ended()).toEqual(["2026-11-22T02:00:00.000Z", null]);
});

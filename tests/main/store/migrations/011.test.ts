import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("finds what stands already by its place and time, a point or an area, and nothing that has none", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 10));
  const insert = db.prepare("INSERT INTO incidents (id, version, doc) VALUES (?, 1, ?)");
  const occurredAt = "2026-11-22T08:00:00.000Z";
  const ring = [
    [117, 3],
    [118, 3],
    [118, 4],
    [117, 3],
  ];
  const docs = {
    point: { location: { lat: 3.5, lon: 117.5 }, sourceId: "bpbd" },
    area: { location: { lat: 0, lon: 0 }, area: { type: "Polygon", coordinates: [ring] } },
    many: { area: { type: "MultiPolygon", coordinates: [[ring], [ring]] }, reporter: {} },
    nowhere: {},
    closed: { location: { lat: 3.5, lon: 117.5 }, status: "closed" },
  };
  for (const [id, doc] of Object.entries(docs))
    insert.run(id, JSON.stringify({ status: "open", kind: "flood", occurredAt, ...doc }));
  migrate(db, migrations.slice(0, 11));
  const near = (west: number, south: number, minute: number) =>
    db
      .prepare(
        `SELECT i.id, s.source_id, s.called FROM incident_spots s JOIN incidents i ON i.seq = s.seq
           WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? AND earliest <= ? AND latest >= ? ORDER BY i.seq`,
      )
      .all(west, west, south, south, minute + 1, minute - 1);
  const minute = (Date.parse(occurredAt) - Date.parse("2020-01-01T00:00:00Z")) / 60_000;
  expect(near(117.5, 3.5, minute)).toEqual([
    { id: "point", source_id: "bpbd", called: 0 },
    { id: "area", source_id: null, called: 0 },
    { id: "many", source_id: null, called: 1 },
  ]);
  expect(near(117.5, 3.5, minute + 60)).toEqual([]);
  expect(near(0, 0, minute)).toEqual([]);
});

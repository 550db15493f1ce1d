import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("adds a place for what was on the walls, and reads when incidents were received and closed", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 6));
  const doc = {
    status: "closed",
    severity: "low",
    receivedAt: "2026-11-22T01:00:00.000Z",
    closedAt: "2026-11-22T02:00:00.000Z",
  };
  db.prepare("INSERT INTO incidents (id, version, doc) VALUES ('a', 1, ?)").run(JSON.stringify(doc));
  migrate(db, migrations.slice(0, 7));
  expect(db.prepare("SELECT received_at, closed_at FROM incidents").get()).toEqual({
    ...{ received_at: doc.receivedAt, closed_at: doc.closedAt },
  });
  db.exec("INSERT INTO wall_history (wall_id, at, kind, doc) VALUES ('w', 1, 'take', '{}')");
});

import type Database from "better-sqlite3";
import { fitToWall } from "../../layouts/fit.ts";
import { layoutSchema } from "../../layouts/layout.ts";
import { siteSchema, type Site, type Wall } from "../../layouts/site.ts";
import { Fault } from "../base/fault.ts";
import { raisedBases } from "./raises.ts";
import { accept, expectVersion, readDoc } from "./row.ts";
import type { Expected, Versioned } from "./versioned.ts";
import { atomic } from "./transaction.ts";
import { storedTakeSchema } from "./takes.ts";

interface DocRow {
  readonly id: string;
  readonly doc: string;
}

/**
 * The one site; the layouts and the two newest takes of its walls follow it. Another comes in its place as long as nothing
 * belongs to it yet.
 */
export function siteTable(db: Database.Database) {
  const read = db.prepare<[], { version: number; doc: string }>(
    "SELECT version, doc FROM site WHERE one = 1",
  );
  const write = db.prepare<[number, string]>(
    `INSERT INTO site (one, version, doc) VALUES (1, ?, ?)
     ON CONFLICT (one) DO UPDATE SET version = excluded.version, doc = excluded.doc`,
  );
  const putWall = db.prepare<[string, number, number]>(
    `INSERT INTO walls (id, width, height) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET width = excluded.width, height = excluded.height`,
  );
  const wallIds = db.prepare<[], string>("SELECT id FROM walls").pluck();
  const dropWall = db.prepare<[string]>("DELETE FROM walls WHERE id = ?");
  const layoutsOf = db.prepare<[string], DocRow>("SELECT id, doc FROM layouts WHERE wall_id = ?");
  const putLayout = db.prepare<[string, string]>(
    "UPDATE layouts SET doc = ?, version = version + 1 WHERE id = ?",
  );
  // The take on the glass, and the one that an undo would bring back.
  const liveTakes = db.prepare<[string], DocRow>(
    "SELECT id, doc FROM takes WHERE wall_id = ? ORDER BY seq DESC LIMIT 2",
  );
  const putTake = db.prepare<[string, string]>("UPDATE takes SET doc = ? WHERE id = ?");

  /** Whether there is something that belongs to the site as it is. */
  const isUsed = db
    .prepare<[], number>(
      `SELECT EXISTS (SELECT 1 FROM layouts) OR EXISTS (SELECT 1 FROM takes) OR EXISTS (SELECT 1 FROM cameras)
       OR EXISTS (SELECT 1 FROM incidents)`,
    )
    .pluck();

  const bases = raisedBases(db);

  function get(): Versioned<Site> | null {
    const row = read.get();
    return row === undefined ? null : { value: readDoc(siteSchema, row.doc, "site"), version: row.version };
  }

  function follow(from: Wall, to: Wall): void {
    for (const row of layoutsOf.all(to.id)) {
      const layout = readDoc(layoutSchema, row.doc, `layouts ${row.id}`);
      const tiles = fitToWall(layout.tiles, from, to);
      if (JSON.stringify(tiles) !== JSON.stringify(layout.tiles))
        putLayout.run(JSON.stringify({ ...layout, tiles }), row.id);
    }
    bases.follow(to.id, (tiles) => fitToWall(tiles, from, to));
    for (const row of liveTakes.all(to.id)) {
      const take = readDoc(storedTakeSchema, row.doc, `takes ${row.id}`);
      putTake.run(JSON.stringify({ ...take, tiles: fitToWall(take.tiles, from, to) }), row.id);
    }
  }

  return {
    get,
    put: atomic(db, (given: Site, expected: Expected): Versioned<Site> => {
      const site = accept(siteSchema, given);
      const before = get();
      expectVersion("site", expected, before?.version ?? 0);
      if (before !== null && before.value.id !== site.id && isUsed.get() === 1) {
        const problem = `it is ${site.id}, and the data folder belongs to ${before.value.id}`;
        throw new Fault("invalid", { field: "id", problem });
      }
      const kept = new Set(site.walls.map((wall) => wall.id));
      if (kept.size !== site.walls.length)
        throw new Fault("invalid", { field: "walls", problem: "two walls have the same id" });
      for (const id of wallIds.all()) {
        if (kept.has(id)) continue;
        const [layout] = layoutsOf.all(id);
        if (layout !== undefined) throw new Fault("inUse", { what: "wall", id, by: layout.id });
        dropWall.run(id);
      }
      for (const wall of site.walls) {
        putWall.run(wall.id, wall.canvas.width, wall.canvas.height);
        const old = before?.value.walls.find((other) => other.id === wall.id);
        if (old === undefined) continue;
        try {
          follow(old, wall);
        } catch (error) {
          // More tiles side by side than the new canvas has pixels.
          if (!(error instanceof RangeError)) throw error;
          throw new Fault(
            "invalid",
            { field: `walls.${wall.id}.canvas`, problem: error.message },
            { cause: error },
          );
        }
      }
      write.run((before?.version ?? 0) + 1, JSON.stringify(site));
      return { value: site, version: (before?.version ?? 0) + 1 };
    }),
  };
}

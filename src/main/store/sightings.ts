import type Database from "better-sqlite3";
import { sightSchema, type SightSeconds } from "../../protocol/day-sheet.ts";
import { readRow } from "./row.ts";
import type { Sighting } from "./wall-store.ts";
import { atomic } from "./transaction.ts";

/** How cameras were to be seen. Hours are whole hours since 1970. */
export function sightingTable(db: Database.Database) {
  const add = db.prepare<[number, string, string, number]>(
    `INSERT INTO sightings (hour, camera_id, sight, seconds) VALUES (?, ?, ?, ?)
     ON CONFLICT (hour, camera_id, sight) DO UPDATE SET seconds = seconds + excluded.seconds`,
  );
  const prune = db.prepare<[number]>("DELETE FROM sightings WHERE hour < ?");
  return {
    add: atomic(db, (hour: number, some: readonly Sighting[]): void => {
      for (const { cameraId, sight, seconds } of some) add.run(Math.trunc(hour), cameraId, sight, seconds);
    }),
    /** How many went. */
    prune: (before: number): number => prune.run(Math.trunc(before)).changes,
  };
}

/** The same for the reading connection. */
export function sightingReadings(db: Database.Database) {
  const between = db.prepare<[number, number], { camera_id: string; sight: string; seconds: number }>(
    `SELECT camera_id, sight, sum(seconds) AS seconds FROM sightings
     WHERE hour >= ? AND hour < ? GROUP BY camera_id, sight`,
  );
  return {
    /** Seconds by camera, from the first hour and before the second. */
    between(from: number, until: number): Map<string, Partial<SightSeconds>> {
      const found = new Map<string, Partial<SightSeconds>>();
      for (const row of between.all(Math.trunc(from), Math.trunc(until))) {
        const sight = readRow(sightSchema, row.sight, "sightings");
        found.set(row.camera_id, { ...found.get(row.camera_id), [sight]: row.seconds });
      }
      return found;
    },
  };
}

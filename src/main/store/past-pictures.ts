import { createHash } from "node:crypto";
import type Database from "better-sqlite3";

/** So long a picture's last use may be wrong by, milliseconds. */
const USED_WITHIN_MS = 3_600_000;

/** What was on walls, each once however often it was there; without its times. */
export function pastPictures(db: Database.Database) {
  const find = db.prepare<[Buffer], { id: number; used_at: number }>(
    "SELECT id, used_at FROM past_pictures WHERE digest = ?",
  );
  const insert = db.prepare<[Buffer, string, number]>(
    "INSERT INTO past_pictures (digest, doc, used_at) VALUES (?, ?, ?)",
  );
  const use = db.prepare<[number, number]>("UPDATE past_pictures SET used_at = ? WHERE id = ?");
  // Whatever is older than `before` and still stands holds its picture; of that there is little.
  const prune = db.prepare<[{ before: number; used: number; most: number }]>(
    `DELETE FROM past_pictures WHERE id IN (
       SELECT id FROM past_pictures WHERE used_at < @used
         AND id NOT IN (SELECT picture FROM wall_history WHERE at < @before AND picture IS NOT NULL)
         AND id NOT IN (
           SELECT s.picture FROM wall_history h JOIN tour_steps s ON s.began = h.seq AND s.at < @before
             WHERE h.at < @before)
       LIMIT @most)`,
  );
  return {
    /** The picture's number; kept where it is new. `at` in milliseconds since 1970. */
    idOf(value: unknown, at: number): number {
      const doc = JSON.stringify(value);
      const digest = createHash("sha256").update(doc).digest();
      const known = find.get(digest);
      if (known === undefined) return Number(insert.run(digest, doc, at).lastInsertRowid);
      if (at - known.used_at >= USED_WITHIN_MS) use.run(at, known.id);
      return known.id;
    },
    /** Removes some that nothing shows any more since `before`; how many that were. */
    prune: (before: number, most: number): number =>
      prune.run({ before, used: before - USED_WITHIN_MS, most }).changes,
  };
}

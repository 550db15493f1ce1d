import type Database from "better-sqlite3";

/**
 * `work` in one transaction that holds the write lock from its start: all of it is on the disk when it returns, and
 * nothing of it is left when it throws.
 */
export function atomic<Args extends unknown[], Result>(
  db: Database.Database,
  work: (...args: Args) => Result,
): (...args: Args) => Result {
  const transaction = db.transaction(work);
  return (...args) => transaction.immediate(...args);
}

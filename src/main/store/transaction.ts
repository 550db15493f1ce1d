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

/** Thrown to undo a transaction, and caught outside of it with its answer. */
class Undone<Answer> extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super("undone");
    this.answer = answer;
  }
}

/** Work that is undone where it says so, and its answer in both cases. */
export function undoable<Answer>(
  db: Database.Database,
  work: () => { readonly answer: Answer; readonly keep: boolean },
): Answer {
  try {
    return db
      .transaction(() => {
        const { answer, keep } = work();
        if (!keep) throw new Undone(answer);
        return answer;
      })
      .immediate();
  } catch (error) {
    if (error instanceof Undone) return error.answer;
    throw error;
  }
}

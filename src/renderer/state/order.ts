import type { Severity } from "../../layouts/severity.ts";
import { folded, searchFor } from "../ui/words.ts";

/** A row of a table, before it is drawn. */
export interface Row {
  readonly key: string;
  /** Null where nothing is wrong. */
  readonly severity: Severity | null;
  /** What it is found by, and ordered by among its like. */
  readonly text: string;
}

const ranks: readonly (Severity | null)[] = ["critical", "high", "medium", "low", null];

/** The rows that are wanted, the worst first. */
export function wantedRows<One extends Row>(
  rows: readonly One[],
  sought: string,
  onlyTrouble: boolean,
): One[] {
  const matches = searchFor(sought);
  return rows
    .filter(({ severity, text }) => (!onlyTrouble || severity !== null) && matches(folded(text)))
    .toSorted(
      (a, b) =>
        ranks.indexOf(a.severity) - ranks.indexOf(b.severity) ||
        a.text.localeCompare(b.text, "id", { numeric: true }) ||
        (a.key < b.key ? -1 : 1),
    );
}

/**
 * `rows` in the order of `before`, what is new behind it: nothing moves under a hand. What is gone leaves its place to
 * those behind it.
 */
export function heldRows<One extends Row>(before: readonly string[], rows: readonly One[]): One[] {
  const place = new Map(before.map((key, at) => [key, at]));
  const placeOf = ({ key }: One) => place.get(key) ?? before.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

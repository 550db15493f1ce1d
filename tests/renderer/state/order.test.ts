import fc from "fast-check";
import { expect, it } from "vitest";
import { heldRows, type Row, wantedRows } from "../../../src/renderer/state/order.ts";
import { shortage } from "../../../src/renderer/state/rows.ts";

const severities = ["critical", "high", "medium", "low", null] as const;
const rows: fc.Arbitrary<Row[]> = fc.uniqueArray(
  fc.record({
    key: fc.string({ minLength: 1, maxLength: 3 }),
    severity: fc.constantFrom(...severities),
    text: fc.constantFrom("Pasar Gusher", "Simpang Empat", "Dermaga 2", "Dermaga 10"),
  }),
  { selector: ({ key }) => key, maxLength: 20 },
);

it("nothing moves among what was there while the order is held, and nothing is lost or made up", () => {
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const order = before.map(({ key }) => key);
      const held = heldRows(order, after).map(({ key }) => key);
      expect(held.toSorted()).toEqual(after.map(({ key }) => key).toSorted());
      const stayed = held.filter((key) => order.includes(key));
      expect(stayed).toEqual(order.filter((key) => held.includes(key)));
      // What is new stands behind it.
      expect(held.slice(0, stayed.length)).toEqual(stayed);
    }),
  );
});

it("the worst comes first, then by name as people count", () => {
  fc.assert(
    fc.property(rows, (some) => {
      const ranks = wantedRows(some, "", false).map(({ severity }) => severities.indexOf(severity));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      expect(wantedRows(some, "", true).every(({ severity }) => severity !== null)).toBe(true);
    }),
  );
  const at = (key: string, text: string): Row => ({ key, text, severity: null });
  const found = wantedRows([at("a", "Dermaga 10"), at("b", "Dermaga 2"), at("c", "Pasar")], "derm", false);
  expect(found.map(({ text }) => text)).toEqual(["Dermaga 2", "Dermaga 10"]);
});

it("a disk is short of room below a tenth, and badly below a twenty-fifth", () => {
  expect([200, 99, 39].map((free) => shortage({ free, total: 1000 }))).toEqual([null, "medium", "high"]);
  expect(shortage({ free: 0, total: 0 })).toBeNull();
});

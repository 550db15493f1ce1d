import fc from "fast-check";
import { expect, it } from "vitest";
import { rowsOf } from "../../../src/renderer/console/arranged.ts";

const one = { name: "Kamera", streams: [] };
const camera = (id: string, group?: string) => ({ ...one, id, ...(group !== undefined && { group }) });

it("puts cameras under the heads of their groups, those of none last, and of a folded group its head alone", () => {
  const cameras = [camera("a", "Sungai"), camera("b"), camera("c", "Pasar"), camera("d", "Sungai")];
  const told = rowsOf(cameras, new Set(["Pasar"])).map((row) =>
    row.kind === "camera" ? row.camera.id : `${row.name} ${row.count} ${row.folded}`,
  );
  expect(told).toEqual(["Pasar 1 true", "Sungai 2 false", "a", "d", " 1 false", "b"]);
});

it("leaves no camera out that is not folded, and shows none twice", () => {
  const groups = fc.constantFrom(undefined, "", "Pasar", "Sungai", "Lalu lintas");
  fc.assert(
    fc.property(fc.array(groups), fc.subarray(["", "Pasar", "Sungai"]), (of, folded) => {
      const cameras = of.map((group, at) => camera(`k${at}`, group));
      const rows = rowsOf(cameras, new Set(folded));
      const shown = rows.flatMap((row) => (row.kind === "camera" ? [row.camera.id] : []));
      const wanted = cameras.filter(({ group = "" }) => !folded.includes(group)).map(({ id }) => id);
      expect(shown.toSorted()).toEqual(wanted.toSorted());
      const counted = rows.reduce((sum, row) => sum + (row.kind === "group" ? row.count : 0), 0);
      expect(counted).toBe(cameras.length);
    }),
  );
});

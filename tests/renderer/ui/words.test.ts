import { expect, it } from "vitest";
import { folded, searchFor } from "../../../src/renderer/ui/words.ts";

it("finds words in any order, in part, and whatever their case and accents", () => {
  const text = folded("Café Étoile – Simpang Lima (utara) · putus");
  for (const sought of ["", "  ", "utara simpang", "CAFE", "étoile cafe", "pang put", "(utara)"])
    expect(searchFor(sought)(text), sought).toBe(true);
  for (const sought of ["selatan", "simpang selatan", "cafée"])
    expect(searchFor(sought)(text), sought).toBe(false);
});

import { expect, it } from "vitest";
import { Wanted } from "../../../src/renderer/tiles/wanted.ts";

it("asks for key pictures alone while nobody shows a feed whole, however often it is left", () => {
  const wanted = new Wanted();
  const leaveThrifty = wanted.add("b sub", true);
  wanted.add("a sub", true);
  expect(wanted.keysOnly()).toEqual(["a sub", "b sub"]);
  const leaveWhole = wanted.add("b sub", false);
  expect(wanted.keysOnly()).toEqual(["a sub"]);
  leaveThrifty();
  leaveThrifty();
  expect(wanted.keysOnly()).toEqual(["a sub"]);
  const again = wanted.add("b sub", true);
  leaveWhole();
  expect(wanted.keysOnly()).toEqual(["a sub", "b sub"]);
  again();
  expect(wanted.keysOnly()).toEqual(["a sub"]);
});

it("keeps the first of those that are wanted whole where no more than so many may be", () => {
  const wanted = new Wanted();
  for (const key of ["c", "a", "b"]) wanted.add(key, false);
  wanted.add("d", true);
  expect(wanted.whole).toBe(3);
  expect(wanted.keysOnly(3)).toEqual(["d"]);
  expect(wanted.keysOnly(1)).toEqual(["a", "b", "d"]);
  expect(wanted.keysOnly(0)).toEqual(["a", "b", "c", "d"]);
});

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

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rules } from "../../src/layouts/rules.ts";

const spec = readFileSync(new URL("../../src/layouts/SPEC.md", import.meta.url), "utf8");
const written = [...spec.matchAll(/^- \*\*([GWPLT]\d+)\*\* /gm)].map(([, number]) => number ?? "");

function citedIn(folder: URL): Set<string> {
  const texts = readdirSync(folder, { encoding: "utf8", recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/\[([GWPLT]\d+)\]/g)].map(([, number]) => number ?? "")),
  );
}

test("every rule of SPEC.md is numbered once, in order, without a gap", () => {
  for (const letter of ["G", "W", "P", "L", "T"]) {
    const numbers = written.filter((number) => number.startsWith(letter));
    expect(numbers).toEqual(numbers.map((_, index) => `${letter}${index + 1}`));
    expect(numbers.length).toBeGreaterThan(5);
  }
});

test("every rule is cited by a test, and no test or comment cites one that is not written", () => {
  const folders = ["./", "../renderer/wall/"].map((folder) => new URL(folder, import.meta.url));
  const tests = new Set(folders.flatMap((folder) => [...citedIn(folder)]));
  expect([...tests].toSorted()).toEqual(written.toSorted());
  const source = citedIn(new URL("../../src/layouts/", import.meta.url));
  expect([...source].filter((number) => !written.includes(number))).toEqual([]);
});

test("every rule that is checked at run time is written", () => {
  expect(Object.keys(rules).filter((number) => !written.includes(number))).toEqual([]);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inWords } from "../../src/protocol/detail-words.ts";

const main = fileURLToPath(new URL("../../src/main", import.meta.url));

/** Every text of the core's files that one of `forms` finds, once; values in it are made to `X1`. */
function textsOf(form: RegExp): string[] {
  const files = readdirSync(main, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const found = files.flatMap((name) =>
    [...readFileSync(join(main, name), "utf8").matchAll(form)].map(([, plain, template]) =>
      (plain ?? template ?? "").replaceAll(/\$\{[^}]*\}+/g, "X1"),
    ),
  );
  return [...new Set(found)];
}

/** What becomes the `{problem}` of a fault: written as one, or handed to a function that makes it one. */
function problems(): string[] {
  const texts = textsOf(/(?:problem(?::| =)|refusal\(field,)\s*(?:"([^"]+)"|`([^`]+)`)/g);
  // Addresses as examples are the same in every language.
  return texts.filter(
    (text) => text.includes(" ") && !text.includes("=>") && !/^\w+:\S+(?:, \w+:\S+)*$/.test(text),
  );
}

describe("what a fault says of its reason", () => {
  it("has Indonesian words for every reason that the core gives in English", () => {
    const all = problems();
    expect(all.length).toBeGreaterThan(20);
    expect(all).toContain("the host is missing");
    expect(all.filter((text) => inWords(text, "id") === text)).toEqual([]);
    expect(all.map((text) => inWords(text, "en"))).toEqual(all);
  });

  it("has Indonesian words for whatever a fault is about, but for names", () => {
    const things = textsOf(/Fault\(\s*"\w+",\s*\{ what: "([^"]+)"/g).filter((text) => !/^[A-Z]/.test(text));
    expect(things.length).toBeGreaterThan(10);
    expect(things.filter((text) => inWords(text, "id") === text)).toEqual([]);
  });

  it("keeps the values", () => {
    expect(inWords("there is no other camera gerbang-2", "id")).toBe(
      "tidak ada kamera lain bernama gerbang-2",
    );
    expect(inWords("several cameras are called A: B: a, a-2", "id")).toBe(
      "beberapa kamera bernama A: B: a, a-2",
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        expect(inWords(`there is no wall ${value}`, "id")).toBe(`tidak ada dinding bernama ${value}`);
        expect(inWords(value, "en")).toBe(value);
      }),
    );
  });
});

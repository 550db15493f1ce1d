import { describe, expect, it } from "vitest";
import { all, find, parseXml } from "../../../src/main/base/xml.ts";
import { FairWatch } from "../../fixtures/fair-watch.ts";

/** Declarations of so many namespaces. */
const declared = (count: number) =>
  Array.from({ length: count }, (_, at) => `xmlns:n${at}="u${at}"`).join(" ");

describe("XML of a stranger", () => {
  it("has the namespace that is declared nearest, and none that was declared elsewhere", () => {
    const root = parseXml(
      '<a:x xmlns="o" xmlns:a="A"><y xmlns:a="B"><a:z/></y><a:w/><v xmlns=""><u/></v><b:t/><s/></a:x>',
    );
    expect(root?.namespace).toBe("A");
    expect(find(root, "y")?.namespace).toBe("o");
    expect(find(root, "y", "z")?.namespace).toBe("B");
    expect(find(root, "w")?.namespace).toBe("A");
    expect(find(root, "v", "u")?.namespace).toBe("");
    expect(find(root, "t")?.namespace).toBe("");
    expect(find(root, "s")?.namespace).toBe("o");
  });

  it("costs what its length costs, however much it declares", () => {
    const few = `<a ${declared(10)}>${"<b/>".repeat(20_000)}</a>`;
    const many = `<a ${declared(4_000)}>${"<b/>".repeat(20_000)}</a>`;
    const cost = (text: string) => {
      const watch = new FairWatch();
      expect(all(parseXml(text), "b")).toHaveLength(20_000);
      return watch.until();
    };
    cost(few);
    const [plain, bomb] = [cost(few), cost(many)];
    console.info(
      `20,000 elements: ${Math.round(plain)} ms with 10 declarations, ${Math.round(bomb)} ms with 4,000`,
    );
    // A copy of the declarations for each element took a hundred times as long.
    expect(bomb).toBeLessThan(plain * 10 + 200);
  });

  it("is refused unread where there is more of it than any device has to say", () => {
    const watch = new FairWatch();
    expect(parseXml(`<a>${"<b/>".repeat(500_000)}</a>`)).toBeNull();
    expect(parseXml(`<a ${"b='' ".repeat(400_000)}/>`)).toBeNull();
    expect(watch.until()).toBeLessThan(500);
  });
});

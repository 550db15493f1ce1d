import { describe, expect, test } from "vitest";
import { Precedence } from "../../../src/renderer/tiles/worker/precedence.ts";

/** Who of `a` (1), `b` (5), `c` (9) and `d`, whose priority nobody told, gives way at `now` while they wait so long. */
function giving(precedence: Precedence, waits: Readonly<Record<string, number>>, now: number): string {
  return ["a", "b", "c", "d"]
    .filter((key) => precedence.givesWay(key, waits[key] ?? 150, () => Object.entries(waits), now))
    .join("");
}

function opened(at: number): Precedence {
  const precedence = new Precedence();
  precedence.rank(
    new Map([
      ["a", 1],
      ["b", 5],
      ["c", 9],
    ]),
  );
  precedence.opened(at);
  return precedence;
}

describe("while feeds are opened", () => {
  test("those give way that are less important than the most important one that is late", () => {
    expect(giving(opened(0), { a: 300, b: 150, c: 900 }, 100)).toBe("bcd");
    expect(giving(opened(0), { a: 100, b: 300, c: 100 }, 100)).toBe("cd");
    expect(giving(opened(0), { a: 0, b: 0, c: 2000, d: 2000 }, 100)).toBe("");
    expect(giving(opened(0), { a: 250, b: 250, c: 250 }, 100)).toBe("");
  });

  test("those whose own pictures do not wait have nothing to leave to one that only catches up", () => {
    expect(giving(opened(0), { a: 3000, b: 0, c: 99, d: 100 }, 100)).toBe("d");
  });

  test("a feed that is still on the glass keeps its importance when its tile is given another", () => {
    const precedence = opened(0);
    precedence.rank(new Map([["b", 1]]), ["a", "b"]);
    expect(giving(precedence, { b: 300, a: 300, c: 300 }, 100)).toBe("cd");
  });

  test("nobody gives way any more as soon as nobody is late", () => {
    const precedence = opened(0);
    expect(giving(precedence, { a: 300 }, 100)).toBe("bcd");
    expect(giving(precedence, { a: 0 }, 140)).toBe("");
  });

  test("is over 10 s after the last one, so that one which never keeps up holds up nobody for long", () => {
    const precedence = opened(0);
    expect(giving(precedence, { a: 3000 }, 10_000)).toBe("bcd");
    expect(giving(precedence, { a: 3000 }, 10_001)).toBe("");
    precedence.opened(12_000);
    expect(giving(precedence, { a: 3000 }, 12_100)).toBe("bcd");
  });
});

import { describe, expect, it } from "vitest";
import { createPairings } from "../../../src/main/access/pairings.ts";
import { Fault } from "../../../src/main/base/fault.ts";
import { fixedClock } from "./fixed-clock.ts";

const MINUTE_MS = 60_000;
const from = (address: string) => ({ address, browser: null });

function kindOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Fault) return error.kind;
    throw error;
  }
  return "done";
}

describe("screens that wait to be told which outputs they are", () => {
  it("tells the outputs to the page that shows the code, once, and to nobody else", () => {
    const pairings = createPairings(fixedClock(0));
    const mine = pairings.open(from("10.0.0.7"));
    const other = pairings.open(from("10.0.0.8"));
    expect(mine.code).toMatch(/^\d{6}$/);
    expect(pairings.claim(mine.id, mine.secret)).toBeNull();
    expect(pairings.list().map(({ id }) => id)).toEqual([mine.id, other.id]);

    pairings.pair(`${mine.code.slice(0, 3)} ${mine.code.slice(3)}`, ["kiri", "kanan"]);
    expect(pairings.list().map(({ id }) => id)).toEqual([other.id]);
    expect(kindOf(() => pairings.claim(mine.id, other.secret))).toBe("codeExpired");
    expect(pairings.claim(other.id, other.secret)).toBeNull();
    expect(pairings.claim(mine.id, mine.secret)).toEqual(["kiri", "kanan"]);
    expect(kindOf(() => pairings.claim(mine.id, mine.secret))).toBe("codeExpired");
  });

  it("takes a code from nobody twice, nor one that no screen shows", () => {
    const pairings = createPairings(fixedClock(0));
    const { code } = pairings.open(from("10.0.0.7"));
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    expect(kindOf(() => pairings.pair(wrong, ["kiri"]))).toBe("invalid");
    pairings.pair(code, ["kiri"]);
    expect(kindOf(() => pairings.pair(code, ["kanan"]))).toBe("invalid");
  });

  it("forgets a screen after ten minutes", () => {
    const clock = fixedClock(0);
    const pairings = createPairings(clock);
    const { id, secret, code, expiresAt } = pairings.open(from("10.0.0.7"));
    expect(expiresAt).toBe(10 * MINUTE_MS);
    clock.advance(10 * MINUTE_MS);
    expect(pairings.list()).toEqual([]);
    expect(kindOf(() => pairings.pair(code, ["kiri"]))).toBe("invalid");
    expect(kindOf(() => pairings.claim(id, secret))).toBe("codeExpired");
  });

  it("lets no stranger fill the list for everybody else", () => {
    const pairings = createPairings(fixedClock(0));
    const flood = () => pairings.open(from("10.0.0.66"));
    const screen = pairings.open(from("10.0.0.7"));
    const first = flood();
    for (let count = 0; count < 40; count++) flood();
    expect(pairings.list()).toHaveLength(33);
    expect(kindOf(() => pairings.claim(first.id, first.secret))).toBe("codeExpired");
    // From many addresses as well.
    for (let count = 0; count < 200; count++) pairings.open(from(`10.0.1.${count % 5}`));
    expect(pairings.list().length).toBeLessThanOrEqual(128);
    expect(pairings.claim(screen.id, screen.secret)).toBeNull();
  });
});

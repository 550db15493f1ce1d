import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CarriedFeed,
  nothingShed,
  RESTORE_AFTER_MS,
  RESTORE_BELOW,
  SHED_ABOVE,
  SHED_SOON_MS,
  shed,
  type Shed,
  shedOrder,
} from "../../../src/main/wall/shedding.ts";

const feed = (key: string, priority: number, rest: Partial<CarriedFeed> = {}): CarriedFeed => ({
  key,
  priority,
  area: 1,
  cost: 10,
  smallerCost: null,
  ...rest,
});
/** 36 feeds, four of priority 1 and the rest of 2 to 9. */
const many = Array.from({ length: 36 }, (_, at) => feed(`c${at}`, at < 4 ? 1 : 2 + (at % 8)));
const names = (feeds: readonly CarriedFeed[]) => shedOrder(feeds).map(({ key, kind }) => `${key} ${kind}`);
const taken = ({ steps, level }: Shed) => steps.slice(0, level).map(({ key }) => key);

/** The states after looks a second apart at these loads. */
function looks(
  feeds: readonly CarriedFeed[],
  loads: readonly (number | null)[],
  from: Shed = nothingShed,
  startAt = 0,
): Shed[] {
  let state = from;
  return loads.map((load, at) => {
    state = shed(state, feeds, load, startAt + at * 1000);
    return state;
  });
}
const levels = (states: readonly Shed[]) => states.map(({ level }) => level);
const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);

describe("what is taken first", () => {
  it("is pixels before pictures, from priority 9 down, the smallest tile first, and priority 1 after all others", () => {
    const feeds = [
      feed("one", 1, { smallerCost: 2 }),
      feed("five", 5, { smallerCost: 2, area: 4 }),
      feed("five small", 5, { smallerCost: 2, area: 1 }),
      feed("nine", 9),
    ];
    expect(names(feeds)).toEqual([
      ...["five small size", "five size"],
      ...["nine frames", "five small frames", "five frames"],
      ...["one size", "one frames"],
    ]);
  });

  it("is never anything of a tile while there is the same to be taken from a less important one", () => {
    const feeds = fc.uniqueArray(
      fc.record({ priority: fc.integer({ min: 1, max: 9 }), key: fc.string(), smaller: fc.boolean() }),
      { selector: ({ key }) => key, maxLength: 40 },
    );
    fc.assert(
      fc.property(feeds, fc.nat(80), (given, level) => {
        const carried = given.map(({ key, priority, smaller }) =>
          feed(key, priority, { smallerCost: smaller ? 3 : null }),
        );
        const order = shedOrder(carried);
        const has = (key: string, kind: string) =>
          order.slice(0, level).some((step) => step.key === key && step.kind === kind);
        for (const important of carried)
          for (const other of carried.filter(({ priority }) => priority > important.priority)) {
            if (has(important.key, "frames")) expect(has(other.key, "frames")).toBe(true);
            if (has(important.key, "size") && other.smallerCost !== null)
              expect(has(other.key, "size")).toBe(true);
            if (important.priority === 1 && has(important.key, "size"))
              expect(has(other.key, "frames")).toBe(true);
          }
      }),
    );
  });
});

describe("a page that carries too much", () => {
  it("loses something after three seconds above the line, and more as long as that lasts", () => {
    const states = looks(many, times(12, 88));
    expect(levels(states)).toEqual([0, 0, 0, 4, 4, 4, 4, 7, 7, 7, 7, 10]);
    expect(taken(states[3] ?? nothingShed)).toEqual(["c15", "c23", "c31", "c7"]);
  });

  it("loses much at once where the load is far above it, and priority 1 only after all of the rest", () => {
    const states = looks(many, times(60, 99));
    expect(levels(states).slice(0, 5)).toEqual([0, 0, 16, 16, 16]);
    const whole = levels(states).indexOf(32);
    expect(whole).toBeGreaterThan(0);
    expect(levels(states).every((level, at) => level <= 32 || at > whole)).toBe(true);
    expect(states.at(-1)?.level).toBe(36);
  });

  it("loses nothing for a moment above the line, nor where it says nothing", () => {
    expect(new Set(levels(looks(many, [90, 90, 90, 60, 90, 90, 90, null, 90, 90, 90, 84])))).toEqual(
      new Set([0]),
    );
  });

  it("gets everything back once the load is gone, the most important first", () => {
    const heavy = looks(many, times(20, 99)).at(-1) ?? nothingShed;
    const states = looks(many, times(200, 20), heavy, 20_000);
    expect(states.at(-1)).toMatchObject({ level: 0, carries: null, restoreAfterMs: RESTORE_AFTER_MS });
    for (const [at, state] of states.entries())
      expect(state.level).toBeLessThanOrEqual(states[at - 1]?.level ?? heavy.level);
  });

  it("waits twice as long each time that what it got back was too much", () => {
    // It carries 20 of the 36, and not one more.
    let state = nothingShed;
    const restores: number[] = [];
    for (let at = 0; at < 600; at += 1) {
      const before = state;
      state = shed(before, many, 36 - before.level > 20 ? 90 : 40, at * 1000);
      if (state.level < before.level) restores.push(at);
    }
    const waits = restores.slice(1).map((at, index) => at - (restores[index] ?? 0));
    expect(restores.length).toBeLessThan(12);
    expect(waits.at(-1)).toBeGreaterThan(100);
  });

  it("is given in another layout what it could be given in the one before", () => {
    const heavy = looks(many, times(20, 99)).at(-1) ?? nothingShed;
    expect(heavy.level).toBeGreaterThan(20);
    const nine = many.slice(0, 9);
    const light = shed(heavy, nine.slice(0, 1), null, 30_000);
    expect(light.level).toBe(0);
    const others = many.map((one) => ({ ...one, key: `other ${one.key}` }));
    expect(shed(heavy, others, null, 30_000).level).toBe(heavy.level);
  });
});

describe("whatever the load does", () => {
  const load = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });
  const steps = fc.array(fc.record({ load, wait: fc.integer({ min: 1, max: 3_000 }) }), { maxLength: 120 });

  it("two changes are never nearer than the time of a confirmation", () => {
    fc.assert(
      fc.property(steps, (given) => {
        let now = 0;
        let state = nothingShed;
        let changedAt = Number.NEGATIVE_INFINITY;
        for (const { load: percent, wait } of given) {
          now += wait;
          const after = shed(state, many, percent, now);
          if (after.level !== state.level) {
            expect(now - changedAt).toBeGreaterThanOrEqual(SHED_SOON_MS);
            changedAt = now;
          }
          expect(after.level).toBeGreaterThanOrEqual(0);
          expect(after.level).toBeLessThanOrEqual(after.steps.length);
          state = after;
        }
      }),
    );
  });

  it("nothing changes while it is between the lines", () => {
    const between = fc.array(fc.integer({ min: RESTORE_BELOW, max: SHED_ABOVE }), { maxLength: 100 });
    fc.assert(
      fc.property(steps, between, (before, given) => {
        let now = 0;
        let state = nothingShed;
        for (const { load: percent, wait } of before) state = shed(state, many, percent, (now += wait));
        for (const level of levels(looks(many, given, state, now + 1_000))) expect(level).toBe(state.level);
      }),
    );
  });

  it("all is given back when it is gone", () => {
    fc.assert(
      fc.property(steps, (before) => {
        let now = 0;
        let state = nothingShed;
        for (const { load: percent, wait } of before) state = shed(state, many, percent, (now += wait));
        expect(looks(many, times(1_000, 10), state, now + 1_000).at(-1)?.level).toBe(0);
      }),
    );
  });
});

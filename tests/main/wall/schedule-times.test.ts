import fc from "fast-check";
import { expect, it } from "vitest";
import { Fault } from "../../../src/main/base/fault.ts";
import { createLog } from "../../../src/main/base/log.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { WallSchedules } from "../../../src/main/wall/schedule.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs } from "./small-site.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const QUARTERS = 96;
/** Zones of the country, which never change their clocks, hours ahead of UTC. */
const zones = { "Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9 } as const;
type Zone = keyof typeof zones;
const ids = ["a", "b", "c"] as const;
type Id = (typeof ids)[number];

const timeOf = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;

/** A schedule of one wall; what it keeps and what it shows is in memory. */
async function room(real: Store) {
  const clock = new SimulatedClock();
  const kept = new Map<string, string>();
  const site = { ...twoOutputs(), zone: "Asia/Makassar" as Zone };
  const [wall] = site.walls;
  if (wall === undefined) throw new Error("the site has no wall");
  let shiftAt = 60;
  let raised = false;
  const shown: (string | null)[] = [null];
  let reading: () => void = () => undefined;
  const layoutOf = (id: string) => ({ version: 1, value: halves(id, "utama", 1600, 400) });
  const schedules = await WallSchedules.open({
    store: {
      settings: {
        ...real.settings,
        get: async (key: string) => kept.get(key) ?? null,
        put: async (key: string, value: string) => void kept.set(key, value),
      },
      layouts: {
        ...real.layouts,
        get: async (id: string) => {
          reading();
          return layoutOf(id);
        },
      },
      takes: { ...real.takes, add: async () => {} },
    },
    walls: {
      tourOn: () => null,
      isOfRules: () => false,
      state: () => ({
        ...{ id: "utama", name: "Utama", canvas: wall.canvas, layoutId: null, takeId: null, takenAt: null },
        ...{ takenBy: null, revision: 0, tiles: [] },
      }),
      get storedSite() {
        return site;
      },
      automatic: async (_, make) => {
        const made = await make({ current: null, wall, lay: () => [] });
        if (made === null) return null;
        shown.push(made.layoutId);
        return `take ${shown.length}`;
      },
    },
    tours: {
      ...{ of: () => null, stop: async () => {}, beginUnless: async () => false },
      byHand: (_, __, act) => act(),
      get: (id) => {
        throw new Fault("notFound", { what: "layoutTour", id });
      },
    },
    locks: { of: () => null },
    raised: () => raised,
    shiftStarts: (id) => (id === "sore" ? timeOf(shiftAt) : null),
    clock,
    log: createLog("silent"),
    changed: () => undefined,
  });
  await schedules.start();
  /** Everything that was begun is done, for it waits for promises alone. */
  const settled = async () => {
    schedules.look();
    for (let turn = 0; turn < 5; turn += 1) await clock.advance(0);
  };
  return {
    ...{ clock, schedules, shown, settled, site },
    shiftTo: (quarter: number) => {
      shiftAt = quarter;
    },
    raise: (now: boolean) => {
      raised = now;
    },
    whileRead: (act: () => void) => {
      reading = act;
    },
  };
}

type Act =
  | { readonly do: "put"; readonly id: Id; readonly quarter: number | "shift" }
  | { readonly do: "remove"; readonly id: Id }
  | { readonly do: "skip"; readonly id: Id; readonly skip: boolean }
  | { readonly do: "shift"; readonly quarter: number }
  | { readonly do: "zone"; readonly zone: Zone }
  | { readonly do: "wait"; readonly quarters: number };

const id = fc.constantFrom(...ids);
const quarter = fc.nat(QUARTERS - 1);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("put" as const),
      id,
      quarter: fc.oneof(quarter, fc.constant("shift" as const), fc.constantFrom(40, 44)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), id }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("skip" as const), id, skip: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("shift" as const), quarter }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("zone" as const),
      zone: fc.constantFrom(...Object.keys(zones).filter((one): one is Zone => one in zones)),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("wait" as const), quarters: fc.integer({ min: 1, max: 120 }) }),
  },
);

/** What the schedule is, in plain arithmetic. */
class Plain {
  readonly entries = new Map<Id, { readonly quarter: number | "shift"; skip: boolean }>();
  zone: Zone = "Asia/Makassar";
  shiftAt = 60;

  /** The next time of an entry after `now`, milliseconds since 1970. */
  next(id: Id, now: number): number {
    const { quarter = 0 } = this.entries.get(id) ?? {};
    const at = (quarter === "shift" ? this.shiftAt : quarter) * 15 * MINUTE - zones[this.zone] * 60 * MINUTE;
    return at + (Math.floor((now - at) / DAY) + 1) * DAY;
  }

  /** What may be on the wall after the time from `from` to `until`, where `before` was. */
  shownAfter(before: readonly (string | null)[], from: number, until: number): readonly (string | null)[] {
    let [last, found] = [from, before];
    for (const [id, entry] of this.entries)
      for (let at = this.next(id, from); at <= until; at = this.next(id, at)) {
        const isSkipped = entry.skip;
        entry.skip = false;
        if (isSkipped || at < last) continue;
        // Of several at the same time any may be the one.
        found = at === last && last > from ? [...found, id] : [id];
        last = at;
      }
    return found;
  }
}

it("shows what was due last, never what a change of a time, a zone or another entry makes out to have been", async () => {
  const real = await opened(newFolder());
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 25 }), async (acts) => {
      const { clock, schedules, shown, settled, site, shiftTo } = await room(real);
      const plain = new Plain();
      let may: readonly (string | null)[] = [null];
      // Five minutes past, so that nothing is due at the very moment of a change.
      await clock.advance(5 * MINUTE);
      for (const one of acts) {
        const takes = shown.length;
        if (one.do === "put") {
          const when = one.quarter === "shift" ? { shiftId: "sore" } : { at: timeOf(one.quarter) };
          const does = { kind: "layout", layoutId: one.id } as const;
          await schedules.put({
            id: one.id,
            name: one.id,
            wallId: "utama",
            days: [1, 2, 3, 4, 5, 6, 7],
            when,
            does,
          });
          plain.entries.delete(one.id);
          plain.entries.set(one.id, { quarter: one.quarter, skip: false });
        } else if (one.do === "remove" && plain.entries.has(one.id)) {
          await schedules.remove(one.id);
          plain.entries.delete(one.id);
        } else if (one.do === "skip" && plain.entries.has(one.id)) {
          await schedules.skip(one.id, one.skip);
          const entry = plain.entries.get(one.id);
          if (entry !== undefined) entry.skip = one.skip;
        } else if (one.do === "shift") shiftTo((plain.shiftAt = one.quarter));
        else if (one.do === "zone") site.zone = plain.zone = one.zone;
        else if (one.do === "wait") {
          const now = clock.now();
          may = plain.shownAfter(may, now, now + one.quarters * 15 * MINUTE);
          clock.set(one.quarters * 15 * MINUTE);
        }
        await settled();
        if (one.do !== "wait") expect(shown.length, JSON.stringify(one)).toBe(takes);
        expect(may, JSON.stringify(one)).toContain(shown.at(-1));
        may = [shown.at(-1) ?? null];
      }
      await schedules.close();
    }),
    { numRuns: 150 },
  );
}, 60_000);

it("gives way to a rule's picture that comes to the wall in the same moment, and comes after it", async () => {
  const real = await opened(newFolder());
  const { clock, schedules, shown, settled, raise, whileRead } = await room(real);
  const does = { kind: "layout", layoutId: "a" } as const;
  const days = [1, 2, 3, 4, 5, 6, 7];
  await schedules.put({ id: "a", name: "a", wallId: "utama", days, when: { at: "09:00" }, does });
  // Nothing was raised when it looked, and something is when it comes to the wall.
  whileRead(() => raise(true));
  await clock.advance(61 * MINUTE);
  await settled();
  expect(shown).toEqual([null]);
  expect(schedules.all.walls[0]?.waits).toMatchObject({ entryId: "a", why: "raised" });
  whileRead(() => undefined);
  raise(false);
  await clock.advance(5000);
  await settled();
  expect(shown).toEqual([null, "a"]);
});

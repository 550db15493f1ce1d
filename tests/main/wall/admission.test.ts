import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Layout, Tile } from "../../../src/layouts/layout.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { TakeAdmission } from "../../../src/main/wall/admission.ts";
import {
  type EvidenceOfLoad,
  evidenceOfLoadSchema,
  nothingSeen,
  seenCarrying,
  seenShedding,
  verdictOf,
} from "../../../src/main/wall/evidence-of-load.ts";
import { LoadBook } from "../../../src/main/wall/load-book.ts";
import { CARRIED_AFTER_MS, PageFeeds } from "../../../src/main/wall/page-feeds.ts";
import { RESTORE_BELOW, SHED_ABOVE } from "../../../src/main/wall/shedding.ts";
import { type SeenTile, TileFeeds } from "../../../src/main/wall/tile-feeds.ts";
import { admissionSchema } from "../../../src/protocol/admission.ts";
import type { Camera } from "../../../src/protocol/camera.ts";
import type { OutputState } from "../../../src/protocol/output.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { siteOf } from "./small-site.ts";

/** What a display PC did at some load. */
const seen = fc.record({
  cost: fc.integer({ min: 1, max: 20 }),
  what: fc.oneof(
    fc.record({ kind: fc.constant("carried" as const), percent: fc.integer({ min: 0, max: 100 }) }),
    fc.constant({ kind: "shed" as const, percent: 100 }),
  ),
});
type Seen = typeof seen extends fc.Arbitrary<infer One> ? One : never;

const after = (history: readonly Seen[]): EvidenceOfLoad =>
  history.reduce(
    (evidence, { cost, what }) =>
      what.kind === "shed" ? seenShedding(evidence, cost) : seenCarrying(evidence, cost, what.percent),
    nothingSeen,
  );

describe("what is said of a load", () => {
  it("is never that it is carried where more than this was never carried and something at most this was too much", () => {
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 40 }), fc.integer({ min: 1, max: 22 }), (history, cost) => {
        const lastShed = history.findLastIndex((one) => one.what.kind === "shed" && one.cost <= cost);
        const since = history.slice(lastShed + 1);
        const carriedSince = (least: number) =>
          since.some(
            (one) => one.what.kind === "carried" && one.what.percent <= SHED_ABOVE && one.cost >= least,
          );
        const verdict = verdictOf(after(history), cost);
        if (verdict === "carries") expect(carriedSince(cost)).toBe(true);
        // What was too much stays so until as much is carried.
        if (lastShed >= 0 && !carriedSince(history[lastShed]?.cost ?? 0)) expect(verdict).toBe("tooMuch");
      }),
    );
  });

  it("is never better of more than of less, and is made of what fits into what is stored", () => {
    const order = ["carries", "tight", "unknown", "tooMuch"];
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 40 }), (history) => {
        const evidence = after(history);
        expect(evidenceOfLoadSchema.parse(evidence)).toEqual(evidence);
        const [tooMuch = Number.POSITIVE_INFINITY] = evidence.tooMuch;
        for (const { cost } of evidence.carried) expect(cost).toBeLessThan(tooMuch);
        const ranks = Array.from({ length: 22 }, (_, at) => order.indexOf(verdictOf(evidence, at + 1)));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });

  it("is unknown of what nobody tried, tight where there was little to spare or only less was carried", () => {
    expect(verdictOf(nothingSeen, 10)).toBe("unknown");
    expect(verdictOf(nothingSeen, 0)).toBe("carries");
    const spare = seenCarrying(nothingSeen, 10, RESTORE_BELOW);
    expect(verdictOf(spare, 10)).toBe("carries");
    expect(verdictOf(spare, 11)).toBe("unknown");
    expect(verdictOf(seenCarrying(nothingSeen, 10, RESTORE_BELOW + 1), 10)).toBe("tight");
    expect(verdictOf(seenShedding(spare, 20), 15)).toBe("tight");
    expect(verdictOf(seenShedding(spare, 20), 20)).toBe("tooMuch");
  });
});

const WALL = { width: 1920, height: 1080 };
/** An output `layar` that shows all of the wall `utama`. */
const site = {
  ...siteOf(["utama", WALL.width, WALL.height]),
  viewports: [
    {
      ...{ wallId: "utama", outputId: "layar", rotation: 0 as const },
      canvas: { x: 0, y: 0, ...WALL },
      output: { x: 0, y: 0, ...WALL },
    },
  ],
};

const tile = (id: string, at: number, rest: Partial<Tile>): Tile => ({
  ...{ id, z: 0, fit: "contain", priority: 5, content: { kind: "camera", cameraId: `c${at % 12}` } },
  rect: { x: (at % 4) * 480, y: Math.floor(at / 4) * 270, width: 480, height: 270 },
  ...rest,
});
const layoutOf = (tiles: Tile[]): Layout => ({ id: "baru", name: "Baru", wallId: "utama", tiles });

/** One display PC, with cameras that run, on a clock of the test's. */
async function room(roles: readonly ("main" | "sub")[] = ["main", "sub"]) {
  const clock = new SimulatedClock();
  const stored = new Map<string, string>();
  const settings = {
    get: async (key: string) => stored.get(key) ?? null,
    put: async (key: string, value: string) => void stored.set(key, value),
  };
  const open = () =>
    LoadBook.open(
      { settings: { ...settings, getSecret: async () => null, putSecret: async () => {} } },
      createLog("silent"),
    );
  const camera = (id: string): Camera => ({
    ...{ id, name: id },
    streams: roles.map((role) => ({ role, url: "rtsp://10.0.0.9/", hasCredentials: false })),
  });
  const watch = { downSince: () => null, ask: () => "trying" as const };
  const newFeeds = () =>
    new TileFeeds({ feeds: { knownFormat: () => null }, clock, watch, camera }, new Set());
  const page = new PageFeeds(newFeeds(), clock);
  const loads = await open();
  const leave = loads.join({ outputIds: ["layar"], abilities: new Set() }, page, true);
  const state = (outputId: string): OutputState => ({
    outputId,
    state: "connected",
    lastSeenAt: null,
    tiles: [],
  });
  const admissionBy = (book: LoadBook) =>
    new TakeAdmission({
      walls: {
        site,
        state: (id) => ({
          ...{ id, name: id, canvas: WALL, layoutId: null, takeId: null, takenAt: null, takenBy: null },
          ...{ revision: 0, tiles: [] },
        }),
        asTaken: (_, layout) => layout.tiles,
      },
      glass: { plannedFeeds: newFeeds, keptBack: () => new Set() },
      feeds: { list: () => [] },
      outputs: { state },
      loads: book,
    });
  const placed = (tiles: readonly Tile[]): SeenTile[] =>
    tiles.flatMap((one) =>
      one.content.kind === "camera"
        ? [{ wallId: "utama", tile: one, cameraId: one.content.cameraId, pixels: one.rect, here: true }]
        : [],
    );
  /** The page looks once a second for `seconds`, at this load; what it shows in the end. */
  async function looks(tiles: readonly Tile[], percent: number, seconds: number, live = tiles) {
    const all = placed(tiles);
    let shown = page.choose(all);
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1000);
      page.sees(new Set(live.map(({ id }) => id)));
      page.report(percent);
      shown = page.choose(all);
    }
    return [...shown.values()];
  }
  const ask = (tiles: Tile[], book = loads) => {
    const answer = admissionSchema.parse(admissionBy(book).ask("utama", layoutOf(tiles)));
    const [display] = answer.displays;
    if (display === undefined) throw new Error("the wall has no display");
    return { ...answer, display };
  };
  return { looks, ask, leave, open };
}

const sixteen = Array.from({ length: 16 }, (_, at) => tile(`t${at}`, at, {}));
const four = sixteen.slice(0, 4);

describe("before a take", () => {
  it("nothing is known of a PC that was never tried, and it is said what the guess is made of", async () => {
    const { ask } = await room();
    const { verdict, display } = ask(sixteen);
    expect(verdict).toBe("unknown");
    expect(display.estimate).toMatchObject({ likely: true, basis: "smallest" });
    expect(display.planned).toEqual({
      feeds: 12,
      weight: 12 * (640 * 360 + 100_000),
      pixelRate: 12 * 640 * 360 * 25,
    });
    expect(display.now).toEqual({ feeds: 0, weight: 0, pixelRate: 0 });
    expect(display.tiles).toHaveLength(16);
    expect(display.lowered.every(({ needed }) => !needed)).toBe(true);
  });

  it("the PC carries what it carried for a while, also after a restart, and less", async () => {
    const { looks, ask, open, leave } = await room();
    await looks(sixteen, 30, CARRIED_AFTER_MS / 1000);
    expect(ask(sixteen).verdict).toBe("unknown");
    await looks(sixteen, 30, 2);
    expect(ask(sixteen)).toMatchObject({ verdict: "carries", display: { lowered: [], connected: true } });
    expect(ask(four).verdict).toBe("carries");
    leave();
    expect(ask(sixteen, await open())).toMatchObject({ verdict: "carries", display: { connected: false } });
  });

  it("nothing is learnt of cameras that send nothing: only what was live is carried", async () => {
    const { looks, ask } = await room();
    await looks(sixteen, 30, CARRIED_AFTER_MS / 1000 + 5, four);
    expect(ask(sixteen).verdict).toBe("unknown");
    expect(ask(four).verdict).toBe("carries");
    await looks(sixteen, 30, CARRIED_AFTER_MS / 1000 + 5, []);
    expect(ask(sixteen).verdict).toBe("unknown");
    await looks(sixteen, 30, CARRIED_AFTER_MS / 1000 + 5);
    expect(ask(sixteen).verdict).toBe("carries");
  });

  it("what it had to lower is too much, and as many tiles as would be lowered are named", async () => {
    const { looks, ask } = await room();
    await looks(four, 40, CARRIED_AFTER_MS / 1000 + 2);
    await looks(sixteen, 90, 5);
    const { verdict, display } = ask(sixteen);
    expect(verdict).toBe("tooMuch");
    expect(display.known).toMatchObject({
      carried: 4 * (640 * 360 + 100_000),
      tooMuch: display.planned.weight,
    });
    expect(display.lowered.filter(({ needed }) => needed).length).toBeGreaterThan(0);
    expect(ask(sixteen.slice(0, 8)).verdict).toBe("tight");
    expect(ask(four).verdict).toBe("carries");
  });

  it("the order that is told is the one in which tiles are lowered when it comes to it", async () => {
    const priorities = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
    const sizes = fc.array(fc.integer({ min: 160, max: 1900 }), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(priorities, sizes, fc.boolean(), async (ranks, widths, two) => {
        const { looks, ask } = await room(two ? ["main", "sub"] : ["main"]);
        const tiles = ranks.map((priority, at) =>
          tile(`t${at}`, at, {
            priority,
            rect: { x: 0, y: 0, width: widths[at] ?? 160, height: ((widths[at] ?? 160) * 9) / 16 },
          }),
        );
        const told = ask(tiles).display.lowered.map(({ tiles: [first], kind }) => `${first?.tileId} ${kind}`);
        const done: string[] = [];
        for (let look = 0; look < 120 && done.length < told.length; look += 1) {
          const before = new Set(done);
          const reduced = await looks(tiles, 86, 1);
          for (const one of told) {
            const [id, kind] = one.split(" ");
            const now = reduced.find(({ tileId }) => tileId === id);
            // Lowered in size, a feed that is sparse as well says only the worse of the two.
            if (now?.reduced === kind && !before.has(one)) done.push(one);
          }
        }
        expect(done).toEqual(told);
      }),
      { numRuns: 30 },
    );
  });
});

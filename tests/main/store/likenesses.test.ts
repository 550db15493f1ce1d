import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incidentReadings } from "../../../src/main/store/incident-search.ts";
import { joinTable } from "../../../src/main/store/joins.ts";
import { likenessReadings } from "../../../src/main/store/likenesses.ts";
import { migrate } from "../../../src/main/store/migrate.ts";
import { migrations } from "../../../src/main/store/migrations/all.ts";
import { reportTable } from "../../../src/main/store/reports.ts";
import type { Store } from "../../../src/main/store/store.ts";
import { type Incident, type IncidentInput, incidentSchema } from "../../../src/protocol/incident.ts";
import { likenessOf, staysOf } from "../../../src/protocol/likeness.ts";
import type { Report, ReportFields } from "../../../src/protocol/report.ts";
import { newFolder, opened } from "./folders.ts";

const NOW = Date.parse("2026-11-22T08:00:00Z");
const HERE = { lat: 3.3, lon: 117.6 };
/** A degree of latitude, metres. */
const DEGREE_M = 111_195;
const northOf = (metres: number) => ({ ...HERE, lat: HERE.lat + metres / DEGREE_M });
const minutesOn = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

/** A store with sources that take answers, on a clock that goes on a second with every question. */
async function city(...sources: string[]) {
  const data = newFolder();
  let now = NOW;
  const clock = { now: () => (now += 1000) };
  const store = await opened(data, { clock });
  const db = new Database(join(data, "dinding.sqlite"));
  for (const id of sources)
    db.prepare("INSERT INTO incident_sources (id, version, doc, answers) VALUES (?, 1, ?, 1)").run(
      id,
      JSON.stringify({ name: id.toUpperCase() }),
    );
  db.close();
  const read = <T>(sql: string): T[] => {
    const reading = new Database(join(data, "dinding.sqlite"), { readonly: true });
    const rows = reading.prepare<[], T>(sql).all();
    reading.close();
    return rows;
  };
  return { store, data, clock, read };
}

const fresh = new Database(":memory:");
migrate(fresh, migrations);
const empty = fresh.serialize();

/** The same tables without a disk and threads, for what is tried many times. */
function tables(...sources: string[]) {
  const db = new Database(empty);
  for (const id of sources)
    db.prepare("INSERT INTO incident_sources (id, version, doc, answers) VALUES (?, 1, ?, 1)").run(
      id,
      JSON.stringify({ name: id.toUpperCase() }),
    );
  let now = NOW;
  const [reports, joins, incidents, pairs] = [
    reportTable(db),
    joinTable(db),
    incidentReadings(db),
    likenessReadings(db),
  ];
  const tick = () => (now += 1000);
  return {
    db,
    receive: (source: string, told: readonly Report[]) => reports.receive(source, told, undefined, tick()),
    join: (a: string, b: string) => joins.join(a, b, "s", tick()),
    split: (id: string) => joins.split(id, "s", tick()),
    standing: () => incidents.standing(tick()),
    all: () => incidents.list({}, tick()).map((doc) => incidentSchema.parse(JSON.parse(doc))),
    pairs: () => pairs.pairs(null, 100, tick()),
  };
}
type Tables = ReturnType<typeof tables>;

const fields = (change: Partial<ReportFields> = {}): ReportFields => ({
  ...{ kind: "flood", severity: "medium", text: "Banjir", location: HERE, occurredAt: minutesOn(0) },
  ...change,
});
const report = (externalId: string, of: Partial<ReportFields> = {}): Report => ({
  ...{ externalId, change: "report", fields: fields(of) },
});
const called = (change: Partial<IncidentInput> = {}): IncidentInput => ({ ...fields(), ...change });

/** Stores one report of a source; the incident that it is about by now. */
async function told(store: Store, source: string, one: Report): Promise<Incident> {
  const { incidents } = await store.incidents.receive(source, [one], undefined);
  return incidents[0] ?? expect.unreachable();
}

async function pairsOf(store: Store, id: string | null = null): Promise<string[][]> {
  return (await store.incidents.pairs(id, 100)).map(({ ids }) => ids.toSorted());
}

describe("reports that may be one", () => {
  it("are of two sources, of an operator and a source, or of callers: alike, and near in place and time", async () => {
    const { store } = await city("bpbd", "warga", "112");
    const first = await told(store, "bpbd", report("1"));
    const near = await told(store, "warga", report("a", { kind: "water", location: northOf(250) }));
    expect(await store.incidents.pairs(first.id, 10)).toEqual([
      { ids: [first.id, near.id], distanceM: expect.closeTo(250, -1), apartS: 0 },
    ]);
    const byPhone = await store.incidents.add(called({ occurredAt: minutesOn(30) }), "sari");
    expect(await store.incidents.pairs(byPhone.value.id, 10)).toMatchObject([
      { ids: [first.id, byPhone.value.id], distanceM: 0, apartS: 1800 },
      { ids: [near.id, byPhone.value.id], apartS: 1800 },
    ]);
    await store.incidents.edit(byPhone.value.id, { status: "closed" }, null, "sari");

    // Two machines' reports of one source are two things; two callers of one source may tell of one.
    const far = northOf(20_000);
    await told(store, "bpbd", report("2", { location: far }));
    await told(store, "bpbd", report("3", { location: far }));
    expect(await pairsOf(store)).toHaveLength(1);
    for (const phone of ["0811", "0812"])
      await told(store, "112", report(phone, { location: northOf(60_000), reporter: { phone } }));
    expect(await pairsOf(store)).toHaveLength(2);
  });

  it("are not those of other kinds, farther off, much later, without a place, or of a drill", async () => {
    const { store } = await city("bpbd", "warga");
    await told(store, "bpbd", report("1"));
    const others: Partial<ReportFields>[] = [
      { kind: "fire" },
      { location: northOf(501) },
      { occurredAt: minutesOn(361) },
      { location: undefined },
      { drill: true },
    ];
    for (const [at, of] of others.entries()) await told(store, "warga", report(`${at}`, of));
    expect(await pairsOf(store)).toEqual([]);
    await told(store, "warga", report("9", { location: northOf(499), occurredAt: minutesOn(360) }));
    expect(await pairsOf(store)).toHaveLength(1);
  });

  it("count an area by its distance", async () => {
    const { store } = await city("bpbd", "warga");
    const [west, south] = [HERE.lon, HERE.lat];
    const ring: [number, number][] = [
      ...([
        [west, south],
        [west + 0.1, south],
        [west + 0.1, south + 0.1],
        [west, south + 0.1],
        [west, south],
      ] as [number, number][]),
    ];
    const area = { type: "Polygon" as const, coordinates: [ring] };
    await told(store, "bpbd", report("1", { area, location: undefined }));
    const inside = await told(
      store,
      "warga",
      report("a", { location: { lat: south + 0.05, lon: west + 0.05 } }),
    );
    const outside = await told(store, "warga", report("b", { location: { lat: south - 0.004, lon: west } }));
    await told(store, "warga", report("c", { location: { lat: south - 0.005, lon: west } }));
    const found = await store.incidents.pairs(null, 10);
    expect(found.map(({ ids }) => ids[1]).toSorted()).toEqual([inside.id, outside.id].toSorted());
    expect(found.find(({ ids }) => ids[1] === inside.id)?.distanceM).toBe(0);
    expect(found.find(({ ids }) => ids[1] === outside.id)?.distanceM).toBeCloseTo(445, -1);
  });

  it("follow where they stand: moved, closed, opened again and expired ones", async () => {
    const { store } = await city("bpbd", "warga");
    const first = await told(store, "bpbd", report("1"));
    const second = await told(store, "warga", report("a", { location: northOf(9_000) }));
    expect(await pairsOf(store)).toEqual([]);
    await told(store, "warga", report("a", { location: northOf(90) }));
    expect(await pairsOf(store)).toHaveLength(1);
    await store.incidents.edit(first.id, { status: "closed" }, null, "s");
    expect(await pairsOf(store)).toEqual([]);
    await store.incidents.edit(first.id, { status: "open" }, null, "s");
    expect(await pairsOf(store)).toHaveLength(1);
    await store.incidents.edit(second.id, { expiresAt: minutesOn(-1) }, null, "s");
    expect(await pairsOf(store)).toEqual([]);
  });

  it("stay two where somebody saw that they are two, also after a restart, until that is taken back", async () => {
    const { store, data, clock } = await city("bpbd", "warga");
    const first = await told(store, "bpbd", report("1"));
    const second = await told(store, "warga", report("a"));
    await store.incidents.setApart(second.id, first.id, true, "sari");
    await store.close();
    const again = await opened(data, { clock });
    await told(again, "warga", report("a", { location: northOf(10) }));
    expect(await pairsOf(again)).toEqual([]);
    expect((await again.incidents.entries(first.id)).at(-1)).toMatchObject({
      by: "sari",
      event: { kind: "apart", incidentId: second.id, apart: true },
    });
    await again.incidents.setApart(first.id, second.id, false, "sari");
    expect(await pairsOf(again)).toEqual([[first.id, second.id].toSorted()]);
  });

  it("are found by an index: with 4,000 that stand a report costs about what it costs with a few", () => {
    const core = tables("bpbd", "warga");
    // Over a city of 20 km, so that each has some that stand near it.
    const at = (n: number) => ({
      lat: 3 + ((n * 7919) % 1000) / 5500,
      lon: 117 + ((n * 104_729) % 997) / 5500,
    });
    const cost = (source: string, from: number) => {
      const told = Array.from({ length: 200 }, (_, n) => report(`${from + n}`, { location: at(from + n) }));
      const began = performance.now();
      core.receive(source, told);
      return performance.now() - began;
    };
    cost("bpbd", 0);
    const few = Math.min(cost("warga", 200), cost("warga", 400));
    for (let n = 1000; n < 5000; n += 200) cost("bpbd", n);
    const many = Math.min(cost("warga", 20_000), cost("warga", 30_200), cost("warga", 40_400));
    // A look at all of them would be forty times as much.
    expect(many).toBeLessThan(few * 5 + 50);
  });
});

describe("two that are one", () => {
  it("stand as the earlier, which takes the worse severity, the later end and what it lacks", async () => {
    const { store } = await city("bpbd", "warga");
    const first = await told(store, "bpbd", report("1", { expiresAt: minutesOn(60) }));
    const second = await told(
      store,
      "warga",
      report("a", {
        ...{ severity: "critical", place: "Jl. Mulawarman", occurredAt: minutesOn(4), text: "Air naik" },
        reporter: { name: "Budi" },
      }),
    );
    const { stays, other } = await store.incidents.join(second.id, first.id, "sari");
    expect(stays).toMatchObject({
      ...{ id: first.id, severity: "critical", place: "Jl. Mulawarman", text: "Banjir", joined: [second.id] },
    });
    expect(stays).not.toHaveProperty("expiresAt");
    expect(other).toMatchObject({ id: second.id, joinedTo: first.id, reporter: { name: "Budi" } });
    expect((await store.incidents.standing()).map(({ id }) => id)).toEqual([first.id]);
    expect(await store.incidents.counts()).toMatchObject({ standing: 1, critical: 1 });
    expect(await store.incidents.list({ status: "standing" })).toHaveLength(1);
    expect(await pairsOf(store)).toEqual([]);
    expect(await store.incidents.versions(second.id)).toHaveLength(2);
    // The course of the one that stands tells of both.
    expect(
      (await store.incidents.entries(first.id)).map(({ event, incidentId }) => [incidentId, event.kind]),
    ).toEqual([
      [first.id, "reported"],
      [second.id, "reported"],
      [first.id, "joined"],
      [second.id, "joinedTo"],
    ]);
  });

  it("is what somebody is at work on, also where that happened later", async () => {
    const { store } = await city("bpbd", "warga");
    const first = await told(store, "bpbd", report("1"));
    const second = await told(store, "warga", report("a", { occurredAt: minutesOn(4) }));
    await store.incidents.edit(second.id, { status: "acknowledged" }, null, "sari");
    const { stays } = await store.incidents.join(first.id, second.id, "sari");
    expect(stays.id).toBe(second.id);
  });

  it("hears both sources and answers both; the end of one is for somebody here to judge", async () => {
    const { store, read } = await city("bpbd", "warga");
    const first = await told(store, "bpbd", report("1"));
    const second = await told(store, "warga", report("a", { occurredAt: minutesOn(4) }));
    await store.incidents.join(first.id, second.id, "sari");
    await store.incidents.edit(first.id, { status: "acknowledged" }, null, "sari");
    await store.incidents.enter(first.id, { kind: "note", text: "Perahu berangkat" }, "sari");
    const waits = read<{ source_id: string; external_id: string; doc: string }>(
      "SELECT * FROM outbox ORDER BY seq",
    );
    // Each source in the order in which it was done.
    const toldTo = (source: string, externalId: string) =>
      waits
        .filter((row) => row.source_id === source && row.external_id === externalId)
        .map(({ doc }): unknown => Reflect.get(Object(JSON.parse(doc)), "what"));
    expect(waits).toHaveLength(4);
    expect(toldTo("bpbd", "1")).toEqual(["acknowledged", "note"]);
    expect(toldTo("warga", "a")).toEqual(["acknowledged", "note"]);
    await store.incidents.receive(
      "warga",
      [report("a", { place: "Jl. Baru", occurredAt: minutesOn(4) })],
      undefined,
    );
    expect((await store.incidents.get(first.id)).value).toMatchObject({ place: "Jl. Baru" });
    const over: Report = { externalId: "a", change: "ended" };
    const { incidents } = await store.incidents.receive("warga", [over], undefined);
    expect(incidents.map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted());
    expect((await store.incidents.get(first.id)).value).toMatchObject({
      ...{ status: "acknowledged", conflicts: [{ field: "status", theirs: "closed" }] },
    });
    // Split again, the one that its source ended is over, and the other has no quarrel left.
    const { stays, other } = await store.incidents.split(second.id, "sari");
    expect(other).toMatchObject({ status: "closed", place: "Jl. Baru" });
    expect(other).not.toHaveProperty("joinedTo");
    expect(stays).not.toHaveProperty("conflicts");
    expect(stays).not.toHaveProperty("joined");
  });

  it("ends the links of all crews when it is closed", async () => {
    const { store } = await city();
    const { value: first } = await store.incidents.add(called(), "sari");
    const { value: second } = await store.incidents.add(called({ occurredAt: minutesOn(4) }), "budi");
    for (const { id } of [first, second]) await store.incidents.assign(id, ["bpbd"], null, "sari");
    const link = {
      tokenHash: "h",
      incidentId: second.id,
      agencyId: "bpbd",
      expiresAt: 9e12,
      sharesReporter: false,
    };
    await store.crewLinks.add(link, "sari");
    await store.incidents.join(first.id, second.id, "sari");
    await store.crewLinks.open("h");
    await store.incidents.edit(first.id, { status: "closed" }, null, "sari");
    await expect(store.crewLinks.open("h")).rejects.toMatchObject({ kind: "linkOver" });
  });

  it("is refused of one with itself, with what is closed or joined, and with a drill; a split of what is one part deep", async () => {
    const { store } = await city("bpbd", "warga", "112");
    const [a, b, c] = [
      await told(store, "bpbd", report("1")),
      await told(store, "warga", report("a", { occurredAt: minutesOn(1) })),
      await told(store, "112", report("x", { occurredAt: minutesOn(-1) })),
    ];
    const drill = await store.incidents.add(called(), "s", { drill: true });
    const invalid = { kind: "invalid" };
    await expect(store.incidents.join(a.id, a.id, "s")).rejects.toMatchObject(invalid);
    await expect(store.incidents.join(a.id, drill.value.id, "s")).rejects.toMatchObject(invalid);
    await expect(store.incidents.split(a.id, "s")).rejects.toMatchObject(invalid);
    await store.incidents.join(a.id, b.id, "s");
    await expect(store.incidents.join(b.id, c.id, "s")).rejects.toMatchObject(invalid);
    await store.incidents.join(a.id, c.id, "s");
    await expect(store.incidents.split(b.id, "s")).rejects.toMatchObject(invalid);
    await store.incidents.split(a.id, "s");
    await store.incidents.split(b.id, "s");
    expect(await store.incidents.standing()).toHaveLength(4);
    await store.incidents.edit(c.id, { status: "closed" }, null, "s");
    await expect(store.incidents.join(a.id, c.id, "s")).rejects.toMatchObject(invalid);
  });
});

describe("whatever is told and done", () => {
  const kinds = ["flood", "water", "fire", "accident", "traffic"];
  const reportsOf = fc.array(
    fc.record({
      source: fc.constantFrom("bpbd", "warga", "112"),
      kind: fc.constantFrom(...kinds),
      severity: fc.constantFrom("critical", "high", "medium", "low"),
      metres: fc.integer({ min: 0, max: 900 }),
      minutes: fc.integer({ min: 0, max: 90 }),
      place: fc.option(fc.constantFrom("Jl. A", "Jl. B"), { nil: undefined }),
      lasts: fc.option(fc.integer({ min: 200, max: 900 }), { nil: undefined }),
    }),
    { minLength: 2, maxLength: 6 },
  );
  type Drawn = typeof reportsOf extends fc.Arbitrary<infer T> ? T : never;
  const reportOf = (one: Drawn[number], n: number): Report =>
    report(`${n}`, {
      ...{ kind: one.kind, severity: one.severity, text: `Laporan ${n}`, location: northOf(one.metres) },
      ...{ occurredAt: minutesOn(one.minutes) },
      ...(one.place === undefined ? {} : { place: one.place }),
      ...(one.lasts === undefined ? {} : { expiresAt: minutesOn(one.lasts) }),
    });

  /** What stands, without what every change counts. */
  const standingOf = (core: Tables) =>
    core
      .standing()
      .map((incident) => ({ ...incident, version: 0, updatedAt: "" }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));

  it("pairs the same reports, in whatever order they arrive", () => {
    fc.assert(
      fc.property(reportsOf, fc.infiniteStream(fc.nat()), (drawn, random) => {
        const all = drawn.map((one, n) => ({ source: one.source, report: reportOf(one, n) }));
        const shuffled = all
          .map((one) => ({ one, at: random.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const [first, second] = [all, shuffled].map((order) => {
          const core = tables("bpbd", "warga", "112");
          for (const { source, report: one } of order) core.receive(source, [one]);
          const text = new Map(core.all().map((one) => [one.id, one.text]));
          return core
            .pairs()
            .map(({ ids, ...near }) => ({
              ...near,
              of: ids
                .map((id) => text.get(id) ?? "")
                .toSorted()
                .join(),
            }))
            .toSorted((a, b) => (a.of < b.of ? -1 : 1));
        });
        expect(second).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });

  it("loses no report by joining, and is as it was when all is split again", () => {
    const acts = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(reportsOf, acts, (drawn, joins) => {
        const core = tables("bpbd", "warga", "112");
        for (const [n, one] of drawn.entries()) core.receive(one.source, [reportOf(one, n)]);
        const before = standingOf(core);
        const pairs = core.pairs();
        for (const [first, second] of joins) {
          const standing = core.standing();
          const [a, b] = [standing[first % standing.length], standing[second % standing.length]];
          if (a === undefined || b === undefined || a === b) continue;
          expect(core.join(a.id, b.id).stays.id).toBe(staysOf(a, b).id);
        }
        // Each report is of what stands, or of what is part of it.
        const all = new Map(core.all().map((one) => [one.id, one]));
        const inside = (id: string): number =>
          (all.get(id)?.joined ?? []).reduce((sum, each) => sum + inside(each), 1);
        expect(core.standing().reduce((sum, { id }) => sum + inside(id), 0)).toBe(drawn.length);

        for (let turn = 0; ; turn += 1) {
          const parts = core.all().filter(({ joinedTo }) => joinedTo !== undefined);
          const free = parts.filter(({ joinedTo }) => !parts.some(({ id }) => id === joinedTo));
          const [, , pick = 0] = joins[turn % joins.length] ?? [];
          const next = free[pick % Math.max(1, free.length)];
          if (next === undefined) break;
          core.split(next.id);
        }
        expect(standingOf(core)).toEqual(before);
        expect(core.pairs()).toEqual(pairs);
      }),
      { numRuns: 60 },
    );
  });

  it("is as near one way as the other", () => {
    const one = fc.record({
      kind: fc.constantFrom(...kinds),
      location: fc.record({
        lat: fc.double({ min: -11, max: 6, noNaN: true }),
        lon: fc.double({ min: 95, max: 141, noNaN: true }),
      }),
      occurredS: fc.integer({ min: 0, max: 20_000 }),
    });
    fc.assert(
      fc.property(one, one, (a, b) => {
        expect(likenessOf(a, b)).toEqual(likenessOf(b, a));
      }),
    );
  });
});

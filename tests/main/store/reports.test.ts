import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/main/store/store.ts";
import type { Incident } from "../../../src/protocol/incident.ts";
import type { Report, ReportFields } from "../../../src/protocol/report.ts";
import { newFolder, opened } from "./folders.ts";

const NOW = Date.parse("2026-11-22T08:00:00Z");
const clock = { now: () => NOW };

/** A store with sources of these ids, each of which takes answers. */
async function withSources(...ids: string[]): Promise<{ store: Store; data: string }> {
  const data = newFolder();
  const store = await opened(data, { clock });
  const db = new Database(join(data, "dinding.sqlite"));
  for (const id of ids)
    db.prepare("INSERT INTO incident_sources (id, version, doc, answers) VALUES (?, 1, ?, 1)").run(
      id,
      JSON.stringify({ name: id.toUpperCase() }),
    );
  db.close();
  return { store, data };
}

const fields = (change: Partial<ReportFields> = {}): ReportFields => ({
  kind: "flood",
  severity: "medium",
  text: "Genangan 20 cm",
  ...change,
});
const report = (change: Partial<Report> = {}, of: Partial<ReportFields> = {}): Report => ({
  externalId: "7",
  change: "report",
  fields: fields(of),
  ...change,
});

async function only(store: Store): Promise<Incident> {
  const all = await store.incidents.list();
  expect(all).toHaveLength(1);
  return all[0] ?? expect.unreachable();
}

const waiting = (data: string): unknown[] => {
  const db = new Database(join(data, "dinding.sqlite"), { readonly: true });
  const found = db.prepare<[], { doc: string }>("SELECT doc FROM outbox ORDER BY seq").all();
  db.close();
  return found.map(({ doc }): unknown => JSON.parse(doc));
};

describe("what a source tells", () => {
  it("becomes one incident, however often it is told, and follows what the source says later", async () => {
    const { store } = await withSources("bpbd");
    const first = await store.incidents.receive("bpbd", [report()], { page: 1 });
    expect(first.outcomes).toEqual(["new"]);
    expect(first.incidents[0]).toMatchObject({
      source: "BPBD",
      sourceId: "bpbd",
      status: "open",
      version: 1,
    });
    expect((await store.incidents.receive("bpbd", [report(), report()], undefined)).outcomes).toEqual([
      "same",
      "same",
    ]);
    const later = await store.incidents.receive("bpbd", [report({}, { severity: "high" })], undefined);
    expect(later.outcomes).toEqual(["changed"]);
    expect(await only(store)).toMatchObject({ severity: "high", version: 2 });
  });

  it("is refused whole where there is no such source", async () => {
    const { store } = await withSources();
    await expect(store.incidents.receive("nobody", [report()], null)).rejects.toMatchObject({
      kind: "notFound",
    });
    expect(await store.incidents.list()).toEqual([]);
  });

  it("is refused whole, cursor and all, where one report of a batch does not fit", async () => {
    const { store, data } = await withSources("bpbd");
    const bad = { ...report({ externalId: "8" }), fields: fields({ text: "" }) };
    await expect(store.incidents.receive("bpbd", [report(), bad], { page: 2 })).rejects.toMatchObject({
      kind: "invalid",
    });
    expect(await store.incidents.list()).toEqual([]);
    const db = new Database(join(data, "dinding.sqlite"), { readonly: true });
    expect(db.prepare("SELECT cursor FROM incident_sources").pluck().get()).toBeNull();
    db.close();
  });

  it("is one incident where two sources tell of it by one shared id; the second only fills what is empty", async () => {
    const { store } = await withSources("atom", "rss");
    await store.incidents.receive("atom", [report({ sharedId: "cap:bmkg,1" })], undefined);
    const second = report({ externalId: "x", sharedId: "cap:bmkg,1" }, { text: "Lain", place: "Tarakan" });
    await store.incidents.receive("rss", [second], undefined);
    expect(await only(store)).toMatchObject({ text: "Genangan 20 cm", place: "Tarakan" });
  });

  it("takes the place of what it replaces, in whichever order the two arrive", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { store } = await withSources("bmkg");
      const told = [
        report({ externalId: "a", revisedAt: "2026-11-22T07:00:00Z" }),
        report(
          { externalId: "b", revisedAt: "2026-11-22T07:30:00Z", replaces: ["a"] },
          { severity: "critical" },
        ),
      ];
      for (const at of order)
        await store.incidents.receive("bmkg", [told[at] ?? expect.unreachable()], undefined);
      expect(await only(store)).toMatchObject({ severity: "critical", status: "open" });
    }
  });

  it("does not come back by a report that is older than its end, also where the end is heard of first", async () => {
    const { store } = await withSources("bmkg");
    const end: Report = { externalId: "7", change: "ended", revisedAt: "2026-11-22T07:30:00Z" };
    const before = report({ revisedAt: "2026-11-22T07:00:00Z" });
    expect((await store.incidents.receive("bmkg", [end, before], undefined)).outcomes).toEqual([
      "same",
      "old",
    ]);
    expect(await store.incidents.list()).toEqual([]);
  });

  it("closes what nobody has touched, and is only told of where somebody is at work on it", async () => {
    const { store } = await withSources("bmkg");
    await store.incidents.receive("bmkg", [report(), report({ externalId: "8" })], undefined);
    const [at8, at7] = await store.incidents.list();
    await store.incidents.edit(at7?.id ?? "", { status: "acknowledged" }, null, "Sari");
    const ended = (externalId: string): Report => ({ externalId, change: "ended", outcome: "Dicabut" });
    const { outcomes } = await store.incidents.receive("bmkg", [ended("7"), ended("8")], undefined);
    expect(outcomes).toEqual(["changed", "ended"]);
    expect((await store.incidents.get(at8?.id ?? "")).value).toMatchObject({
      ...{ status: "closed", closedBy: "BMKG", outcome: "Dicabut" },
    });
    const contested = (await store.incidents.get(at7?.id ?? "")).value;
    expect(contested).toMatchObject({
      status: "acknowledged",
      conflicts: [{ field: "status", theirs: "closed" }],
    });
    const settled = await store.incidents.edit(contested.id, { takeTheirs: ["status"] }, null, "Sari");
    expect(settled.value).toMatchObject({ status: "closed", closedBy: "Sari" });
    expect(settled.value).not.toHaveProperty("conflicts");
  });

  it("brings back what the source itself had ended, and is a conflict where an operator had closed it", async () => {
    const { store } = await withSources("bmkg");
    const again = report({}, { severity: "high" });
    await store.incidents.receive("bmkg", [report(), { externalId: "7", change: "ended" }, again], undefined);
    const { id, status } = await only(store);
    expect(status).toBe("open");
    await store.incidents.edit(id, { status: "closed" }, null, "Sari");
    await store.incidents.receive("bmkg", [report({}, { severity: "critical" })], undefined);
    expect(await only(store)).toMatchObject({
      ...{ status: "closed", severity: "critical", conflicts: [{ field: "status", theirs: "open" }] },
    });
    expect((await store.incidents.list({ status: "standing" })).map((one) => one.id)).toEqual([id]);
  });
});

describe("what an operator did", () => {
  it("stands against what the source says later, which is shown as a conflict until somebody chooses", async () => {
    const { store } = await withSources("bpbd");
    await store.incidents.receive("bpbd", [report()], undefined);
    const { id } = await only(store);
    await store.incidents.edit(id, { severity: "critical" }, null, "Sari");
    await store.incidents.receive("bpbd", [report({}, { text: "Genangan 30 cm" })], undefined);
    expect(await only(store)).toMatchObject({ severity: "critical", text: "Genangan 30 cm" });
    expect(await only(store)).not.toHaveProperty("conflicts");
    await store.incidents.receive(
      "bpbd",
      [report({}, { text: "Genangan 30 cm", severity: "low" })],
      undefined,
    );
    expect(await only(store)).toMatchObject({
      ...{ severity: "critical", conflicts: [{ field: "severity", theirs: "low" }] },
    });
    const kept = await store.incidents.edit(id, { keepOurs: ["severity"] }, null, "Sari");
    expect(kept.value).not.toHaveProperty("conflicts");
    await store.incidents.receive("bpbd", [report({}, { text: "Surut", severity: "low" })], undefined);
    expect(await only(store)).toMatchObject({ severity: "critical", text: "Surut" });
    expect(await only(store)).not.toHaveProperty("conflicts");
  });

  it("waits, in its order, to be told to a source that takes answers, and is in the incident's log", async () => {
    const { store, data } = await withSources("tombol");
    await store.incidents.receive("tombol", [report()], undefined);
    const { id } = await only(store);
    await store.incidents.edit(id, { status: "acknowledged" }, null, "Sari");
    await store.incidents.enter(id, { kind: "note", text: "Regu berangkat" }, "Sari");
    await store.incidents.edit(id, { status: "closed", outcome: "Selesai" }, null, "Budi");
    expect(waiting(data)).toMatchObject([
      { what: "acknowledged", by: "Sari" },
      { what: "note", text: "Regu berangkat" },
      { what: "closed", by: "Budi", outcome: "Selesai" },
    ]);
    expect((await store.incidents.entries(id)).map(({ by, event }) => [by, event.kind])).toEqual([
      ["TOMBOL", "reported"],
      ["Sari", "changed"],
      ["Sari", "note"],
      ["Budi", "changed"],
    ]);
    expect((await only(store)).acknowledgedBy).toBe("Sari");
  });

  it("is never lost or undone by any order of reports and repetitions", async () => {
    const severity = fc.constantFrom("critical", "high", "medium", "low");
    const act = fc.oneof(
      fc.record({ told: severity, text: fc.constantFrom("a", "b") }),
      fc.record({ did: severity }),
    );
    const { store } = await withSources("s");
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        run += 1;
        const tell = (of: Partial<ReportFields>) =>
          store.incidents.receive("s", [report({ externalId: `${run}` }, of)], undefined);
        const { incidents } = await tell({ severity: "low" });
        const id = incidents[0]?.id ?? expect.unreachable();
        for (const one of acts) {
          if ("did" in one) await store.incidents.edit(id, { severity: one.did }, null, "Sari");
          else await tell({ severity: one.told, text: one.text });
          const now = (await store.incidents.get(id)).value;
          // The source's text was never touched here, so it always follows; what was done here stays.
          if ("did" in one) expect(now.severity).toBe(one.did);
          else expect(now.text).toBe(one.text);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("lists of incidents", () => {
  it("find what stands, worst first, by words, time and agency, and count it", async () => {
    const { store } = await withSources("s");
    const told = (externalId: string, of: Partial<ReportFields>) => report({ externalId }, of);
    await store.incidents.receive(
      "s",
      [
        told("1", { severity: "low", text: "Pohon tumbang", occurredAt: "2026-11-22T06:00:00Z" }),
        told("2", { severity: "critical", text: "Kebakaran pasar", occurredAt: "2026-11-22T05:00:00Z" }),
        told("3", { severity: "critical", text: "Tombol panik", occurredAt: "2026-11-22T07:00:00Z" }),
        told("4", { severity: "high", text: "Lewat", expiresAt: "2026-11-22T07:59:59Z" }),
      ],
      undefined,
    );
    const texts = async (query: Parameters<Store["incidents"]["list"]>[0]) =>
      (await store.incidents.list(query)).map(({ text }) => text);
    expect(await texts({ status: "standing", order: "urgent" })).toEqual([
      ...["Tombol panik", "Kebakaran pasar", "Pohon tumbang"],
    ]);
    expect((await store.incidents.standing()).map(({ text }) => text)).toEqual([
      ...["Tombol panik", "Kebakaran pasar", "Pohon tumbang"],
    ]);
    expect(await texts({ words: "pas" })).toEqual(["Kebakaran pasar"]);
    expect(await texts({ words: '"*(' })).toEqual([]);
    expect(await texts({ from: "2026-11-22T13:30:00+08:00", until: "2026-11-22T14:30:00+08:00" })).toEqual([
      "Pohon tumbang",
    ]);
    expect(await texts({ severity: "critical", limit: 1, skip: 1, order: "urgent" })).toEqual([
      "Kebakaran pasar",
    ]);
    expect(await store.incidents.counts()).toEqual({
      ...{ standing: 3, open: 3, critical: 2, high: 0, medium: 0, low: 1 },
    });
  });

  it("keep an open incident in sight whatever came after it", async () => {
    const { store } = await withSources("s");
    await store.incidents.receive("s", [report({ externalId: "old" }, { severity: "critical" })], undefined);
    for (let batch = 0; batch < 6; batch += 1) {
      const many = Array.from({ length: 200 }, (_, at) =>
        report({ externalId: `${batch}-${at}` }, { severity: "low", expiresAt: "2026-11-22T07:00:00Z" }),
      );
      await store.incidents.receive("s", many, undefined);
    }
    expect((await store.incidents.standing()).map(({ severity }) => severity)).toEqual(["critical"]);
    expect((await store.incidents.list({ status: "standing" })).length).toBe(1);
  });
});

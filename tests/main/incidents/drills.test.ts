import { describe, expect, it } from "vitest";
import { createLog } from "../../../src/main/base/log.ts";
import { DRILL_DAY, drillDay } from "../../../src/main/incidents/drill-day.ts";
import { drillReport } from "../../../src/main/incidents/drill-report.ts";
import { Drills } from "../../../src/main/incidents/drills.ts";
import { StandingIncidents } from "../../../src/main/incidents/standing.ts";
import { type DrillScript, drillScriptSchema } from "../../../src/protocol/drill.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";

const script: DrillScript = {
  id: "api",
  name: "Latihan api",
  steps: [
    { what: "ended", atS: 120, ref: "a", outcome: "Padam" },
    { what: "reported", atS: 0, ref: "a", incident: { kind: "fire", severity: "high", text: "Asap" } },
    { what: "changed", atS: 60, ref: "a", severity: "critical", text: "Api" },
    {
      what: "reported",
      atS: 60,
      ref: "b",
      incident: { kind: "tree", severity: "low", text: "Pohon" },
      lastsS: 600,
    },
  ],
};

async function room() {
  const clock = new SimulatedClock();
  const store = await opened(newFolder(), { clock });
  const incidents = new StandingIncidents(store, clock, () => {});
  const parts = { store, incidents, clock, log: createLog("silent") };
  /** What stands, once everything that was begun is on the disk. */
  const standing = async () => {
    await store.incidents.counts();
    return (await store.incidents.standing()).map(({ text, severity }) => `${severity} ${text}`);
  };
  return { ...parts, parts, standing };
}

describe("a drill", () => {
  it("plays its steps at their time, each marked as a drill, and closes at its end what still stands", async () => {
    const { clock, parts, store, standing } = await room();
    const drills = new Drills(parts);
    expect(drills.start(script, 2, "Sari")).toMatchObject({ done: 0, steps: 4, speed: 2, startedBy: "Sari" });
    await clock.advance(0);
    await expect.poll(standing).toEqual(["high Asap"]);
    await clock.advance(29_999);
    expect(await standing()).toEqual(["high Asap"]);
    await clock.advance(1);
    await expect.poll(standing).toEqual(["critical Api", "low Pohon"]);
    expect((await store.incidents.standing()).every(({ drill }) => drill === true)).toBe(true);
    await clock.advance(30_000);
    await expect.poll(standing).toEqual(["low Pohon"]);
    expect(drills.running).toMatchObject({ done: 4 });
    await drills.stop("Budi");
    expect(await standing()).toEqual([]);
    expect(drills.running).toBeNull();
    expect(clock.waiting).toBe(0);
  });

  it("waits while it is paused, and tells afterwards what people did, and not what its script did", async () => {
    const { clock, parts, store, standing } = await room();
    const drills = new Drills(parts);
    expect(() => drills.pause()).toThrow(expect.objectContaining({ kind: "notFound" }));
    const { runId } = drills.start(script, 1, "Sari");
    await clock.advance(0);
    await expect.poll(standing).toEqual(["high Asap"]);
    await clock.advance(50_000);
    expect(drills.pause()).toMatchObject({ pausedAt: new Date(clock.now()).toISOString(), done: 1 });
    expect(drills.running?.nextAt).toBeUndefined();
    expect(clock.waiting).toBe(0);
    await clock.advance(3_600_000);
    expect(await standing()).toEqual(["high Asap"]);
    const [smoke] = await store.incidents.standing();
    await store.incidents.edit(smoke?.id ?? "", { status: "acknowledged" }, null, "Oki");
    expect(drills.resume().nextAt).toBe(new Date(clock.now() + 10_000).toISOString());
    await clock.advance(10_000);
    await expect.poll(standing).toEqual(["critical Api", "low Pohon"]);
    await drills.stop("Budi");
    const { run, incidents } = await store.drills.run(runId);
    const told = drillReport(run, incidents);
    expect(told.run).toMatchObject({ pausedMs: 3_600_000, done: 3, steps: 4, endedBy: "Budi" });
    expect(told.incidents).toMatchObject([
      { text: "Api", acknowledged: { by: "Oki" } },
      { text: "Pohon", severity: "low" },
    ]);
    expect(told.incidents.map(({ closed }) => closed)).toEqual([undefined, undefined]);
    expect(told.incidents[1]?.acknowledged).toBeUndefined();
    expect(await store.drills.runs()).toEqual([told.run]);
  });

  it("is the only one that runs", async () => {
    const { parts } = await room();
    const drills = new Drills(parts);
    drills.start(script, 1, "Sari");
    expect(() => drills.start(script, 1, "Budi")).toThrow(expect.objectContaining({ kind: "inUse" }));
    await drills.stop("Budi");
  });

  it("leaves nothing standing when the core that played it has died, and touches nothing else", async () => {
    const { clock, parts, store, standing, incidents } = await room();
    const died = new Drills(parts);
    died.start(script, 1, "Sari");
    await clock.advance(0);
    await expect.poll(standing).toEqual(["high Asap"]);
    await died.end();
    expect(clock.waiting).toBe(0);
    await store.incidents.add({ kind: "fire", severity: "low", text: "Sungguhan" }, "Budi");
    await incidents.load();
    await new Drills(parts).load();
    expect(await standing()).toEqual(["low Sungguhan"]);
    const [cut] = await store.drills.runs();
    expect(cut?.endedAt).toBeDefined();
    expect(cut?.endedBy).toBeUndefined();
    expect((await store.drills.run(cut?.id ?? "")).incidents.map(({ text }) => text)).toEqual(["Asap"]);
  });
});

describe("scripts of drills", () => {
  it("are refused where something changes or ends that was not reported, or is reported twice", () => {
    const [ended, reported] = script.steps;
    expect(drillScriptSchema.safeParse({ ...script, steps: [ended] }).success).toBe(false);
    expect(drillScriptSchema.safeParse({ ...script, steps: [reported, reported] }).success).toBe(false);
    expect(drillScriptSchema.safeParse(script).success).toBe(true);
  });

  it("are made for every site: at its cameras where their place is known", () => {
    const streams = [{ role: "main", url: "test:", hasCredentials: false } as const];
    const at = { lat: 3.3, lon: 117.6 };
    for (const cameras of [
      [],
      [{ id: "a", name: "Pasar", streams }],
      [{ id: "a", name: "Pasar", streams, location: at }],
    ]) {
      const day = drillScriptSchema.parse(drillDay(cameras));
      expect(day.id).toBe(DRILL_DAY);
      const places = day.steps.map((step) => (step.what === "reported" ? step.incident.location : undefined));
      expect(places.some((place) => place !== undefined)).toBe(
        cameras.some((camera) => "location" in camera),
      );
    }
  });
});

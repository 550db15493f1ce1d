import { describe, expect, it, onTestFinished } from "vitest";
import { StandingIncidents } from "../../../src/main/incidents/standing.ts";
import { GlassIncidents } from "../../../src/main/wall/glass-incidents.ts";
import type { Content } from "../../../src/layouts/layout.ts";
import { type Incident, severities } from "../../../src/protocol/incident.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

function room(parts: Partial<ConstructorParameters<typeof GlassIncidents>[0]> = {}) {
  const clock = new SimulatedClock();
  const toldAt: number[] = [];
  const standing: StandingIncidents = new StandingIncidents(
    // Only what is put stands.
    { incidents: { standing: () => Promise.resolve([]) } },
    clock,
    () => told.changed(),
  );
  const told = new GlassIncidents({
    ...{ standing, clock, changed: () => toldAt.push(clock.monotonic()) },
    ...parts,
  });
  onTestFinished(() => {
    told.end();
    standing.end();
    expect(clock.waiting).toBe(0);
  });
  return { clock, standing, told, toldAt };
}

const START = Date.UTC(2026, 0, 1);
function incident(at: number, change: Partial<Incident> = {}): Incident {
  const time = new Date(START - at * 1000).toISOString();
  return {
    ...{ id: `i-${at}`, kind: at % 2 === 0 ? "flood" : "fire", severity: severities[at % 4] ?? "low" },
    ...{ status: "open", text: `Kejadian ${at}`, source: "BPBD", version: 1 },
    ...{ occurredAt: time, receivedAt: time, updatedAt: time },
    ...change,
  };
}
const many = (count: number) => Array.from({ length: count }, (_, at) => incident(at));

describe("what pages are told of ten thousand that stand", () => {
  it("is the worst hundred, the newest of equals first, and how many there are", () => {
    const { standing, told } = room();
    standing.put(many(10_000).toReversed());
    const { incidents, incidentCounts, drill } = told.told();
    expect(incidents.map(({ id }) => id)).toEqual(
      standing
        .list()
        .slice(0, 100)
        .map(({ id }) => id),
    );
    expect(incidents.map(({ id }) => id).slice(0, 3)).toEqual(["i-0", "i-4", "i-8"]);
    expect(incidentCounts).toMatchObject({ standing: 10_000, critical: 2500, low: 2500 });
    expect(drill).toBe(false);
    // Not one more is made for another page.
    expect(told.told().incidents).toBe(incidents);
  });

  it("tells of cameras on the glass what is near them, also where ten thousand worse ones stand elsewhere", () => {
    const near = ({ id, kind }: Incident) =>
      kind === "quiet" ? ["pasar"] : id === "i-0" ? ["alun-alun"] : [];
    const { standing, told } = room({ near });
    const quiet = (at: number, change: Partial<Incident> = {}) =>
      incident(at, { kind: "quiet", severity: "low", ...change });
    standing.put([...many(10_000), quiet(20_003), quiet(20_007, { status: "acknowledged" })]);
    const shown = new Set(["pasar", "alun-alun", "pelabuhan"]);
    expect(told.told().incidents.some(({ kind }) => kind === "quiet")).toBe(false);
    // What is near the square is among the worst hundred already.
    expect(told.nearby(shown)).toMatchObject([
      { cameraId: "pasar", count: 2, incident: { id: "i-20003", nearCameraIds: ["pasar"] } },
    ]);
    expect(told.nearby(new Set(["alun-alun"]))).toEqual([]);
    standing.put([quiet(20_003, { status: "closed", version: 2 })]);
    expect(told.nearby(shown)).toMatchObject([{ cameraId: "pasar", count: 1, incident: { id: "i-20007" } }]);
    const few = room({ near });
    few.standing.put([quiet(3)]);
    expect(few.told.nearby(shown)).toEqual([]);
  });

  it("comes at once, and of a burst five times a second with the newest at the end", async () => {
    const { clock, standing, told, toldAt } = room();
    standing.put(many(10_000));
    expect(toldAt).toEqual([0]);
    for (let at = 1; at <= 40; at += 1) {
      await clock.advance(50);
      standing.put([incident(at, { version: at + 1, text: `Berubah ${at}` })]);
    }
    await clock.advance(200);
    expect(toldAt.length).toBeLessThanOrEqual(12);
    expect(toldAt.at(-1)).toBeGreaterThanOrEqual(2000);
    const news = told.told().incidents.find(({ id }) => id === "i-40");
    expect(news?.text).toBe("Berubah 40");
  });

  it("holds a critical one that comes in a burst within 200 ms", async () => {
    const { clock, standing, told, toldAt } = room();
    standing.put(many(1000));
    for (let at = 0; at < 7; at += 1) {
      await clock.advance(30);
      standing.put([incident(at, { version: 2 })]);
    }
    const cameAt = clock.monotonic();
    standing.put([incident(-5, { id: "panic", severity: "critical" })]);
    await clock.advance(200);
    const toldThen = toldAt.find((at) => at >= cameAt);
    expect(toldThen).toBeLessThanOrEqual(cameAt + 200);
    expect(told.told().incidents[0]?.id).toBe("panic");
  });
});

describe("a tile that asks for some of them", () => {
  const asking = (content: Content, incidents: readonly Incident[]) => {
    const { standing, told } = room({ agencyName: (id) => (id === "damkar" ? "Damkar" : undefined) });
    standing.put(incidents);
    return told.selection(content);
  };

  it("gets the worst of those, however far down among all they are, and how many they are", () => {
    const of = (content: Content) => asking(content, many(10_000));
    const floods = of({ kind: "incidents", kinds: ["flood"], severity: "medium" });
    expect(floods?.total).toBe(5000);
    expect(floods?.incidents.length).toBe(60);
    expect(new Set(floods?.incidents.map(({ kind }) => kind))).toEqual(new Set(["flood"]));
    const fires = of({ kind: "incidents", kinds: ["fire"], severity: "high" });
    expect(new Set(fires?.incidents.map(({ severity }) => severity))).toEqual(new Set(["high"]));
  });

  it("by agency gets what that agency was asked for, without who asked or accepted", () => {
    const at = new Date(START).toISOString();
    const assigned = incident(7, {
      assignments: [
        { agencyId: "damkar", assignedAt: at, assignedBy: "Sari", acceptedAt: at, acceptedBy: "Budi" },
      ],
    });
    const found = asking({ kind: "incidents", agencyId: "damkar" }, [incident(1), assigned]);
    expect(found?.total).toBe(1);
    expect(found?.incidents[0]?.agencies).toEqual([
      { agencyId: "damkar", name: "Damkar", assignedAt: at, acceptedAt: at },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/Sari|Budi/u);
  });

  it("for a certain one gets that, and nothing once it is closed", () => {
    const { standing, told } = room();
    standing.put(many(500));
    const content: Content = { kind: "incident", incidentId: "i-499" };
    expect(told.selection(content)?.incidents.map(({ id }) => id)).toEqual(["i-499"]);
    standing.put([incident(499, { version: 2, status: "closed" })]);
    expect(told.selection(content)).toEqual({ total: 0, incidents: [] });
  });

  it("for all of them, or the worst, shows what all pages are told", () => {
    expect(asking({ kind: "incidents" }, many(3))).toBeNull();
    expect(asking({ kind: "incident" }, many(3))).toBeNull();
    expect(asking({ kind: "clock" }, many(3))).toBeNull();
  });
});

it("pages are told within seconds that nothing is heard of a source, though nobody says so", async () => {
  let silent = new Map<string, number>();
  const { clock, standing, told, toldAt } = room({ silent: () => silent });
  standing.put([incident(1, { sourceId: "bpbd" })]);
  expect(told.told().incidents[0]).not.toHaveProperty("silentSince");
  silent = new Map([["bpbd", 777]]);
  await clock.advance(5000);
  const before = toldAt.length;
  // A page looks whether it ought to show another feed, as it does every second.
  told.told();
  await clock.advance(200);
  expect(toldAt.length).toBe(before + 1);
  expect(told.told().incidents[0]?.silentSince).toBe(777);
});

it("pages are told what is near an incident, and since when its source is silent", () => {
  const { standing, told } = room({
    near: ({ id }) => (id === "i-1" ? ["c-7", "c-3"] : []),
    silent: () => new Map([["bpbd", 12_345]]),
  });
  standing.put([incident(1, { sourceId: "bpbd" }), incident(2, { sourceId: "bmkg" }), incident(3)]);
  const byId = new Map(told.told().incidents.map((one) => [one.id, one]));
  expect(byId.get("i-1")).toMatchObject({ nearCameraIds: ["c-7", "c-3"], silentSince: 12_345 });
  expect(byId.get("i-2")).not.toHaveProperty("silentSince");
  expect(byId.get("i-3")).not.toHaveProperty("nearCameraIds");
});

it("pages are told that an exercise is on while anything of it stands, also beyond the worst hundred", () => {
  const { standing, told } = room();
  standing.put(many(400));
  const last = incident(9999, { severity: "low", drill: true });
  standing.put([last]);
  expect(told.told().incidents.some(({ drill }) => drill)).toBe(false);
  expect(told.told().drill).toBe(true);
  standing.put([{ ...last, version: 2, status: "closed" }]);
  expect(told.told().drill).toBe(false);
});

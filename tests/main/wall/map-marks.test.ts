import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MapMarkers } from "../../../src/main/wall/map-marks.ts";
import type { Camera } from "../../../src/protocol/camera.ts";
import type { Feed } from "../../../src/protocol/feed.ts";
import { type Incident, incidentSchema, severities } from "../../../src/protocol/incident.ts";
import { type MapFace, type MapMarks, mapMarksSchema, MOST_OUTLINE } from "../../../src/protocol/map.ts";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

const AT = "2026-11-22T05:00:00.000Z";
const incident = (id: string, version: number, change: Partial<Incident> = {}): Incident =>
  incidentSchema.parse({
    ...{ id, version, status: "open", kind: "fire", severity: "low", text: "Uji", source: "112" },
    ...{ occurredAt: AT, receivedAt: AT, updatedAt: AT, location: { lat: 3.3, lon: 117.6 } },
    ...change,
  });
const camera = (id: string, located = true): Camera => ({
  ...{ id, name: id, streams: [{ role: "main", url: "rtsp://10.0.0.9/1", hasCredentials: false }] },
  ...(located ? { location: { lat: 3.31, lon: 117.59, heading: 90 } } : {}),
});
const feed = (cameraId: string, state: Feed["state"], stream: "main" | "sub" = "main"): Feed => ({
  ...{ cameraId, stream, rung: null, state, codec: null, width: null, height: null },
  ...{ fps: 0, bitrate: 0, lastFrameAt: null, restarts: 0 },
});
const coast: MapFace = { base: { kind: "coast" }, attribution: "", boundary: null };

function room() {
  const clock = new SimulatedClock();
  const now: { incidents: Incident[]; cameras: Camera[]; feeds: Feed[]; face: MapFace } = {
    ...{ incidents: [], cameras: [], feeds: [], face: coast },
  };
  const markers = new MapMarkers({
    incidents: () => now.incidents,
    cameras: () => now.cameras,
    feeds: () => now.feeds,
    face: () => now.face,
    clock,
  });
  return { clock, now, markers };
}

/** What a page knows after it was told. */
class Known {
  readonly incidents = new Map<string, unknown>();
  readonly cameras = new Map<string, unknown>();
  face: unknown = null;

  hear(marks: MapMarks | null): void {
    if (marks === null) return;
    mapMarksSchema.parse(marks);
    if (marks.whole) {
      this.incidents.clear();
      this.cameras.clear();
    }
    for (const id of marks.incidentsGone) this.incidents.delete(id);
    for (const id of marks.camerasGone) this.cameras.delete(id);
    for (const mark of marks.incidents) this.incidents.set(mark[0], mark);
    for (const mark of marks.cameras) this.cameras.set(mark.id, mark);
    if (marks.face !== undefined) this.face = marks.face;
  }
}

describe("what maps mark", () => {
  it("is told whole first and then only what has changed, at most once a second", async () => {
    const { clock, now, markers } = room();
    now.incidents = [incident("a", 1), incident("b", 1), incident("c", 1, { location: undefined })];
    now.cameras = [camera("satu"), camera("dua", false)];
    const page = markers.page();
    const first = page.next();
    expect(first).toMatchObject({ whole: true, face: coast, incidentsGone: [], camerasGone: [] });
    expect(first?.incidents).toEqual([
      ["a", 117.6, 3.3, 3, 0, null],
      ["b", 117.6, 3.3, 3, 0, null],
    ]);
    expect(first?.cameras).toEqual([
      { id: "satu", name: "satu", lat: 3.31, lon: 117.59, heading: 90, state: "idle" },
    ]);
    now.incidents = [incident("b", 2, { severity: "critical", status: "acknowledged" })];
    await clock.advance(900);
    expect(page.next()).toBeNull();
    await clock.advance(100);
    expect(page.next()).toEqual({
      ...{ whole: false, incidents: [["b", 117.6, 3.3, 0, 1, null]], cameras: [] },
      ...{ incidentsGone: ["a"], camerasGone: [] },
    });
    await clock.advance(5000);
    expect(page.next()).toBeNull();
    // Another page is told everything, whatever the first one knows.
    expect(markers.page().next()).toMatchObject({ whole: true, incidents: [["b", 117.6, 3.3, 0, 1, null]] });
  });

  it("says of a camera how the better of its streams is, and that nobody watches", async () => {
    const { clock, now, markers } = room();
    now.cameras = [camera("satu"), camera("dua")];
    now.feeds = [feed("satu", "lost"), feed("satu", "live", "sub"), feed("dua", "stale")];
    const page = markers.page();
    expect(page.next()?.cameras.map(({ id, state }) => [id, state])).toEqual([
      ["satu", "live"],
      ["dua", "stale"],
    ]);
    now.feeds = [];
    await clock.advance(1000);
    expect(page.next()?.cameras.map(({ state }) => state)).toEqual(["idle", "idle"]);
  });

  it("tells an area's outline in few positions, and where it stands", () => {
    const { now, markers } = room();
    const ring = Array.from({ length: 3000 }, (_, at): [number, number] => {
      const turn = (at / 2999) * 2 * Math.PI;
      return [117 + Math.cos(turn) + 0.01 * Math.sin(90 * turn), 3 + Math.sin(turn)];
    });
    ring[2999] = ring[0] ?? [0, 0];
    now.incidents = [
      incident("a", 1, { location: undefined, area: { type: "Polygon", coordinates: [ring] } }),
    ];
    const [mark] = markers.page().next()?.incidents ?? [];
    expect(mark?.[1]).toBeCloseTo(117, 1);
    expect(mark?.[2]).toBeCloseTo(3, 1);
    const positions = mark?.[5]?.flat() ?? [];
    expect(positions.length).toBeGreaterThan(20);
    expect(positions.length).toBeLessThanOrEqual(MOST_OUTLINE);
  });

  it("tells the outlines of the worst areas alone where there are very many", () => {
    const { now, markers } = room();
    const area = {
      type: "Polygon" as const,
      coordinates: [
        [
          [117, 3],
          [118, 3],
          [118, 4],
          [117, 3],
        ] as [number, number][],
      ],
    };
    now.incidents = Array.from({ length: 400 }, (_, at) =>
      incident(`i-${at}`, 1, { area, severity: at < 390 ? "medium" : "critical" }),
    );
    const marks = markers.page().next()?.incidents ?? [];
    expect(marks).toHaveLength(400);
    expect(marks.filter(([, , , , , rings]) => rings !== null)).toHaveLength(300);
    expect(marks.filter(([, , , severity, , rings]) => severity === 0 && rings === null)).toEqual([]);
  });

  it("leaves every page with what stands, whatever changes and however seldom it asks", async () => {
    const change = fc.record({
      page: fc.nat(2),
      ids: fc.uniqueArray(fc.nat(8), { maxLength: 8 }),
      versions: fc.nat(3),
      severity: fc.constantFrom(...severities),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
        const { clock, now, markers } = room();
        const pages = [0, 1, 2].map(() => ({ page: markers.page(), known: new Known() }));
        const ask = async ({ page, known }: (typeof pages)[number]) => {
          await clock.advance(1000);
          known.hear(page.next());
        };
        for (const { page, ids, versions, severity } of changes) {
          now.incidents = ids.map((id) => incident(`i-${id}`, versions, { severity }));
          now.cameras = ids.filter((id) => id % 2 === 0).map((id) => camera(`c-${id}`));
          const asking = pages[page];
          if (asking !== undefined) await ask(asking);
        }
        for (const one of pages) {
          await ask(one);
          expect([...one.known.incidents.keys()].toSorted()).toEqual(
            now.incidents.map(({ id }) => id).toSorted(),
          );
          expect([...one.known.cameras.keys()].toSorted()).toEqual(
            now.cameras.map(({ id }) => id).toSorted(),
          );
          expect(one.known.face).toEqual(coast);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is ten thousand marks in less than a megabyte and a quarter of a second, and nothing when nothing changes", async () => {
    const { clock, now, markers } = room();
    now.incidents = Array.from({ length: 10_000 }, (_, at) => ({
      ...incident("a", 1),
      id: `incident-00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    }));
    const page = markers.page();
    const began = new FairWatch();
    const text = JSON.stringify(page.next());
    expect(began.until()).toBeLessThan(250);
    expect(text.length).toBeLessThan(1_000_000);
    await clock.advance(1000);
    expect(page.next()).toBeNull();
  });
});

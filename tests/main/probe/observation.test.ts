import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingsOf } from "../../../src/main/probe/findings.ts";
import { Observation } from "../../../src/main/probe/observation.ts";
import { shownOf } from "../../../src/main/probe/shown.ts";
import { meaningOf } from "../../../src/protocol/finding-sentences.ts";
import { type Finding, findingKinds } from "../../../src/protocol/finding.ts";
import type { Probe } from "../../../src/protocol/probe.ts";
import { formatOf } from "../../fixtures/format.ts";

const bytes = new Uint8Array(1000);

/** Pictures every 40 ms with key pictures at these places, each `late` ms late. */
function watched(count: number, keys: readonly number[], late: (at: number) => number = () => 0) {
  const observation = new Observation();
  for (let at = 0; at < count; at += 1)
    observation.picture({
      timeUs: at * 40_000,
      arrivedMs: 7 + at * 40 + late(at),
      key: keys.includes(at),
      bytes,
    });
  return observation;
}

describe("an observation", () => {
  it("tells rate, bitrate and the distance of key pictures", () => {
    const { fps, bitrate, keyInterval, keys, jitterMs } = watched(101, [0, 25, 100]).figures();
    expect(fps).toBeCloseTo(25);
    expect(bitrate).toBeCloseTo(25 * 8000);
    expect(keyInterval).toEqual({ least: 1, most: 3 });
    expect(keys).toBe(3);
    expect(jitterMs).toBe(0);
  });

  it("reckons jitter as RFC 3550 does", () => {
    // |D| is 30 at every step: J approaches it.
    expect(watched(400, [0], (at) => (at % 2) * 30).figures().jitterMs).toBeCloseTo(30, 3);
    expect(watched(2, [0], (at) => at * 32).figures().jitterMs).toBeCloseTo(2);
  });

  it("begins with a picture that can be shown, and bears reordered ones", () => {
    const observation = new Observation();
    observation.picture({ timeUs: 0, arrivedMs: 0, key: false, bytes });
    for (const [index, shownAt] of [1, 4, 2, 3, 7, 5, 6].entries())
      observation.picture({ timeUs: shownAt * 40_000, arrivedMs: index * 40, key: index === 0, bytes });
    expect(observation.figures()).toMatchObject({ pictures: 7, seconds: 0.24, keyInterval: null });
  });

  it("keeps a bounded stretch for measuring", () => {
    expect(watched(2_000, [0]).kept).toHaveLength(300);
    const large = new Observation();
    for (let at = 0; at < 100; at += 1)
      large.picture({ timeUs: at, arrivedMs: at, key: at === 0, bytes: new Uint8Array(1024 * 1024) });
    expect(large.kept).toHaveLength(24);
  });

  it("never tells what is no number", () => {
    const seen = fc.record({ timeUs: fc.integer(), arrivedMs: fc.integer(), key: fc.boolean() });
    fc.assert(
      fc.property(fc.array(seen), (all) => {
        const observation = new Observation();
        for (const one of all) observation.picture({ ...one, bytes });
        const { keyInterval, ...figures } = observation.figures();
        for (const value of [...Object.values(figures), ...Object.values(keyInterval ?? {})])
          expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

const good: Omit<Probe, "findings"> = {
  ...{ via: "opened", format: formatOf({}), firstByteMs: 3, firstPictureMs: 400, seconds: 4, fps: 25 },
  ...{ bitrate: 2e6, keyInterval: { least: 1, most: 1 }, audio: false, lost: 0, jitterMs: 2 },
  ...{ clock: { aheadS: 0, from: "rtsp" }, shown: shownOf(formatOf({})) },
};
const kinds = (change: Partial<typeof good>, keys = 4, alone = false) =>
  findingsOf({ ...good, ...change }, keys, alone).map(({ kind, weight }) => `${kind} ${weight}`);
const hevc = formatOf({ coding: "hevc", codec: "hev1.1.6.L120.B0", width: 3840, height: 2160 });

describe("findings", () => {
  it.each<[string[], Partial<typeof good>, number?, boolean?]>([
    [[], {}],
    [["keyFramesFar wrong"], { keyInterval: { least: 10, most: 10 } }, 2],
    [["keyFramesVary wrong"], { keyInterval: { least: 1, most: 3 } }],
    [["oneKeyFrame wrong"], { keyInterval: null, seconds: 5 }, 1],
    [[], { keyInterval: null, seconds: 2 }, 1],
    [["fewPictures wrong"], { fps: 1 }],
    [["lost wrong"], { lost: 3 }],
    [["uneven wrong"], { jitterMs: 90 }],
    [["slowStart wrong"], { firstPictureMs: 5_200 }],
    [["heavy costs"], { bitrate: 16e6 }],
    [["clockOff wrong"], { clock: { aheadS: -180, from: "onvif" } }],
    [["clockOff note"], { clock: { aheadS: 7, from: "http" } }],
    [["madeIntoH264 costs"], { format: hevc, shown: shownOf(hevc) }],
    [["madeIntoH264 costs", "largeOnly costs"], { format: hevc, shown: shownOf(hevc) }, 4, true],
    [["interlaced costs"], { shown: { ...shownOf(hevc) }, format: formatOf({ interlaced: true }) }],
    [["notSquare note"], { format: formatOf({ pixelAspect: 16 / 11 }) }],
    [[], { format: null, shown: null, fps: null, bitrate: null, keyInterval: null, seconds: 0 }, 0],
  ])("%j", (expected, change, keys, alone) => {
    expect(kinds(change, keys, alone)).toEqual(expected);
  });

  it("all have sentences in both languages, with every value in its place", () => {
    const detail = new Proxy<Finding["detail"]>({}, { get: () => "7" });
    for (const kind of findingKinds)
      for (const language of ["id", "en"] as const) {
        const { what, advice } = meaningOf({ kind, weight: "note", detail }, language);
        expect(`${what} ${advice}`).not.toMatch(/[{}–]/);
        expect(what.length * advice.length).toBeGreaterThan(0);
      }
    const finding: Finding = { kind: "clockOff", weight: "wrong", detail: { seconds: 180, way: "behind" } };
    expect(meaningOf(finding, "id").what).toBe("Jamnya 180 dtk terlambat.");
    expect(meaningOf(finding, "en").what).toBe("Its clock is 180 s behind.");
  });
});

describe("what the wall does", () => {
  it("shows as it is what every page decodes, and chooses a rung for the rest", () => {
    expect(shownOf(formatOf({}))).toEqual({ asIs: true, rungs: [], cost: null });
    const { needs, rungs } = shownOf(hevc);
    expect(needs).toBe("hevc");
    expect(rungs.map(({ rung }) => rung)).toEqual(["1080p", "720p", "360p"]);
    expect(shownOf({ ...hevc, interlaced: true }).needs).toBeUndefined();
  });
});

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Clips } from "../../../src/main/clips/clips.ts";
import { findFfmpeg, onceFound } from "../../../src/main/feeds/ffmpeg/program.ts";
import { Evidence, type EvidenceParts } from "../../../src/main/incidents/evidence.ts";
import { StandingIncidents } from "../../../src/main/incidents/standing.ts";
import type { IncidentInput } from "../../../src/protocol/incident.ts";
import { greyUnits } from "../feeds/minute/grey.ts";
import { type KeptFeed, keptFeed } from "../feeds/minute/kept-feed.ts";
import { keptLog } from "../feeds/parts.ts";
import { newFolder, opened } from "../store/folders.ts";
import { at } from "./rules/six-cameras.ts";

const ffmpeg = onceFound(() => findFfmpeg());
const site = { id: "tarakan", name: "Pusat Komando Kota Tarakan" };
const camera = (id: string, east: number, heading: number) => ({
  ...{ id, name: `Kamera ${id}`, location: { ...at(east, 0), heading, fovDeg: 90 } },
  streams: [{ role: "main" as const, url: "test:64x48@25" }],
});
/** Of these only `cam` runs. */
const around = [
  camera("cam", 100, 270),
  camera("mati", 50, 270),
  camera("membelakangi", 20, 90),
  camera("jauh", 900, 270),
];

/** Of pictures that can be decoded. */
async function aSecond({ source, clock }: KeptFeed) {
  for (const unit of greyUnits("h264")) {
    source.unit(unit);
    await clock.advance(40);
  }
}

/** A city in which one camera runs for a second, and what is kept of its incidents. */
async function city(over: Partial<EvidenceParts> = {}) {
  const feed = await keptFeed();
  await aSecond(feed);
  const { clock, minute } = feed;
  const data = newFolder();
  const store = await opened(data, { clock });
  for (const each of around) await store.cameras.add(each);
  const cameras = await store.cameras.list();
  const { log } = keptLog();
  const clips = await Clips.open({ data, store, minute, ffmpeg, clock, log });
  const incidents = new StandingIncidents(store, clock, () => undefined);
  const parts: EvidenceParts = {
    ...{ data, store, clips, minute, incidents, clock, log },
    ...{ raised: () => [], cameras: () => cameras, site: () => site, ...over },
  };
  const evidence = new Evidence(parts);
  await evidence.start();
  onTestFinished(async () => {
    await evidence.close();
    await clips.close();
    await feed.hub.close();
  });
  return {
    ...{ feed, data, store, clips, incidents, evidence, parts },
    folder: join(data, "clips"),
    report: async (more: Partial<IncidentInput> = {}, how: { drill?: true } = {}) => {
      const input = {
        kind: "panic",
        severity: "critical" as const,
        text: "Tombol panik",
        location: at(0, 0),
      };
      const { value } = await store.incidents.add({ ...input, ...more }, "oki", how);
      incidents.put([value]);
      return value;
    },
    close: async (id: string) => {
      incidents.put([(await store.incidents.edit(id, { status: "closed" }, null, "oki")).value]);
    },
    /** What the course of an incident says of its pictures, once it says `count` things. */
    told: async (id: string, count: number) => {
      const find = async () =>
        (await store.incidents.entries(id)).filter(({ event }) => /clip/i.test(event.kind));
      await vi.waitFor(async () => expect(await find()).toHaveLength(count), { timeout: 10_000 });
      return (await find()).map(({ by, event }) => ({ by, ...event }));
    },
  };
}

const sha256 = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

describe("the pictures of an incident", () => {
  it("are the minute before and that moment, of the camera that runs, with digests; one that does not run is named", async () => {
    const { report, told, store, folder, feed } = await city();
    const arrived = feed.clock.now();
    const { id } = await report();
    const entries = await told(id, 2);
    expect(entries).toContainEqual({ by: "Dinding", kind: "noClip", cameraId: "mati", why: "notRunning" });
    const kept = entries.find(({ kind }) => kind === "clip");
    if (kept?.kind !== "clip") throw new Error("no clip");
    expect(kept.cameraId).toBe("cam");
    const clip = await store.clips.get(kept.clipId);
    expect(clip).toMatchObject({ incidentId: id, madeBy: "Dinding", cameraName: "Kamera cam" });
    expect(kept).toMatchObject({ sha256: clip.sha256, startsAt: clip.startsAt, endsAt: clip.endsAt });
    // The newest picture came 40 ms before.
    expect(kept.still?.at).toBe(new Date(arrived - 40).toISOString());
    expect(clip.endsAt).toBe(kept.still?.at);
    expect(Date.parse(clip.endsAt) - Date.parse(clip.startsAt)).toBe(920);
    expect(sha256(join(folder, `${clip.id}.mp4`))).toBe(kept.sha256);
    expect(sha256(join(folder, `${clip.id}.jpg`))).toBe(kept.still?.sha256);
    expect(
      readFileSync(join(folder, `${clip.id}.jpg`))
        .subarray(0, 2)
        .toString("hex"),
    ).toBe("ffd8");
  });

  it("are kept once, whoever asks again and however often it changes, and never of a drill", async () => {
    const { report, told, evidence, store, incidents, close } = await city();
    const drill = await report({}, { drill: true });
    const { id } = await report();
    await told(id, 2);
    const known = incidents.find(id);
    if (known !== null) evidence.want(known, 300);
    await close(id);
    incidents.put([(await store.incidents.edit(id, { status: "open" }, null, "oki")).value]);
    const after = await report();
    await told(after.id, 2);
    expect(await told(id, 2)).toHaveLength(2);
    expect(await told(drill.id, 0)).toEqual([]);
    expect(await store.clips.list(null)).toHaveLength(2);
  });

  it("are of a camera as far off as a rule wants it", async () => {
    const { report, told, evidence } = await city();
    const incident = await report({ location: at(-500, 0), text: "Jauh dari semua" });
    await told(incident.id, 0);
    evidence.want(incident, 700);
    const entries = await told(incident.id, 2);
    expect(entries.map((event) => ("cameraId" in event ? (event.cameraId ?? "") : "")).toSorted()).toEqual([
      ...["cam", "mati"],
    ]);
  });

  it("are no more than so many an hour, and what was not kept is said", async () => {
    const { report, told, feed, store } = await city({ limits: { mostAnHour: 1 } });
    const [first, second] = [await report(), await report()];
    expect((await told(first.id, 2)).map(({ kind }) => kind).toSorted()).toEqual(["clip", "noClip"]);
    expect(await told(second.id, 1)).toEqual([{ by: "Dinding", kind: "noClip", why: "tooMany" }]);
    await feed.clock.advance(3_600_000);
    await aSecond(feed);
    const third = await report();
    expect((await told(third.id, 2)).map(({ kind }) => kind).toSorted()).toEqual(["clip", "noClip"]);
    expect(await store.clips.list(null)).toHaveLength(2);
  });

  it("make room for others when their incident was closed, and others are not kept before", async () => {
    const { report, told, close, clips, parts, feed, folder, store } = await city({ limits: { bytes: 1 } });
    const byHand = await clips.make({
      ...{ camera: { id: "cam", name: "Kamera" }, site, madeBy: "oki" },
      ...{
        from: new Date(feed.clock.now() - 3000).toISOString(),
        to: new Date(feed.clock.now()).toISOString(),
      },
    });
    const first = await report();
    await told(first.id, 2);
    const second = await report();
    expect(await told(second.id, 2)).toContainEqual({
      ...{ by: "Dinding", kind: "noClip", cameraId: "cam", why: "noRoom" },
    });
    await close(first.id);
    const third = await report();
    expect((await told(third.id, 2)).map(({ kind }) => kind).toSorted()).toEqual(["clip", "noClip"]);
    const removed = (await told(first.id, 3)).at(-1);
    expect(removed).toMatchObject({ kind: "clipRemoved", cameraId: "cam", by: "Dinding" });
    const left = (await store.clips.list(null)).map(({ id }) => id);
    expect(left).toHaveLength(2);
    expect(left).toContain(byHand.id);
    for (const file of readdirSync(folder))
      expect(
        left.some((id) => file.startsWith(id)),
        file,
      ).toBe(true);
    expect(parts.limits?.bytes).toBe(1);
  });

  it("that a restart cut off are said, and those that were cut and not entered are", async () => {
    const { clips, parts, report, told, evidence, store, incidents } = await city();
    await evidence.close();
    const settle = vi.fn(() => Promise.reject(new Error("cut off")));
    const hanging = new Evidence({
      ...parts,
      store: { ...store, evidence: { ...store.evidence, settle } },
    });
    await hanging.start();
    const entered = await report();
    await vi.waitFor(() => expect(settle).toHaveBeenCalled(), { timeout: 10_000 });
    await hanging.close();
    const waiting = new Evidence({
      ...parts,
      clips: {
        remove: (id, by) => clips.remove(id, by),
        make: (_, signal) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener("abort", () => reject(new Error("over")), { once: true });
          }),
      },
    });
    await waiting.start();
    const lost = await report();
    await vi.waitFor(async () => expect(await store.evidence.due()).not.toEqual([]));
    await waiting.close();
    expect((await told(lost.id, 1)).map(({ kind }) => kind)).toEqual(["noClip"]);
    const next = new Evidence({ ...parts, incidents });
    await next.start();
    onTestFinished(() => next.close());
    expect(await told(lost.id, 2)).toContainEqual({
      ...{ by: "Dinding", kind: "noClip", cameraId: "cam", why: "cutOff" },
    });
    expect((await told(entered.id, 2)).map(({ kind }) => kind).toSorted()).toEqual(["clip", "noClip"]);
  });
});

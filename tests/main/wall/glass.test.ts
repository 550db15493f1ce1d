import { once } from "node:events";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { targetKey } from "../../../src/layouts/patterns/target.ts";
import { createLog } from "../../../src/main/base/log.ts";
import { FeedHub, type KnownFormat } from "../../../src/main/feeds/hub.ts";
import { CameraWatch } from "../../../src/main/feeds/stand-ins/camera-watch.ts";
import { GlassPage } from "../../../src/main/wall/glass-page.ts";
import { GlassIncidents } from "../../../src/main/wall/glass-incidents.ts";
import { GlassView } from "../../../src/main/wall/glass.ts";
import { StandingIncidents } from "../../../src/main/incidents/standing.ts";
import { Outputs } from "../../../src/main/wall/outputs.ts";
import { Patterns } from "../../../src/main/wall/patterns.ts";
import { TileTours } from "../../../src/main/wall/tile-tours.ts";
import { Walls } from "../../../src/main/wall/walls.ts";
import type { Ability } from "../../../src/protocol/ability.ts";
import { type Glass, glassNoticeSchema } from "../../../src/protocol/channel.ts";
import { formatOf } from "../../fixtures/format.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { newFolder, opened } from "../store/folders.ts";
import { halves, twoOutputs, unlocked } from "./small-site.ts";

const log = createLog("silent");

/** The wall's room on a real store, with feeds that are never opened. */
async function room(formats: readonly KnownFormat[] = []) {
  const clock = new SimulatedClock();
  const store = await opened(newFolder(), { clock });
  await store.site.put(twoOutputs(), null);
  await store.layouts.add(halves("satu", "utama", 1600, 400));
  await store.cameras.add({
    id: "kamera-1",
    name: "Pasar",
    streams: [
      { role: "main", url: "rtsp://10.0.0.9/1" },
      { role: "sub", url: "rtsp://10.0.0.9/2" },
    ],
  });
  const feeds = new FeedHub({
    clock,
    log,
    runSource: () => Promise.reject(new Error("no page opens a stream here")),
    lookup: () => null,
    learned: () => {},
    formats,
    transcode: () => () => Promise.reject(new Error("no page opens a rung here")),
    lingerMs: 0,
  });
  const outputs = new Outputs(clock);
  const changed = () => glass.changed();
  const walls = await Walls.open(store, outputs, clock, changed, unlocked);
  const patterns = new Patterns(walls, clock, changed);
  const incidents = new StandingIncidents(store, clock, () => told.changed());
  const told = new GlassIncidents({ standing: incidents, clock, changed });
  const tours: TileTours = new TileTours({
    ...{ walls, clock, ready: () => "up", follow: () => () => undefined, changed },
    shows: (wallId, cameraId) => glass.shows(wallId, cameraId),
  });
  const glass: GlassView = new GlassView({
    store,
    walls,
    incidents: told,
    feeds,
    watch: new CameraWatch(feeds, clock),
    language: "en",
    clock,
    replays: { find: () => null },
    tours,
    brightness: { layerOf: () => 100 },
    patterns,
    curtains: { hidden: () => [], covers: () => false },
  });
  await incidents.load();
  await glass.loadCameras();
  onTestFinished(() => incidents.end());
  return { clock, store, feeds, outputs, walls, tours, patterns, incidents, glass };
}

/** Abilities of a page that decodes H.264 alone. */
const nothing: ReadonlySet<Ability> = new Set();
const streams = (glass: Glass) => glass.walls[0]?.feeds.map(({ stream }) => stream);

describe("the glass", () => {
  it("carries the test patterns of the walls and outputs that a page shows, and of no others", async () => {
    const { glass, patterns, clock } = await room();
    const on = (...ids: string[]) =>
      glass.snapshot(ids, glass.feedsOfPage(nothing)).patterns.map(({ target }) => targetKey(target));
    patterns.show({ kind: "wall", wallId: "kecil" }, { pattern: "grid" }, "tek");
    patterns.show({ kind: "output", outputId: "kanan" }, { pattern: "bars" }, "tek");
    patterns.show({ kind: "wall", wallId: "utama" }, { pattern: "moving", seconds: 7 }, "tek");
    expect(on("kiri")).toEqual(["wall:utama"]);
    expect(on("kanan", "kiri")).toEqual(["output:kanan", "wall:utama"]);
    const [shown] = glass.snapshot(["kiri"], glass.feedsOfPage(nothing)).patterns;
    expect(shown).toMatchObject({ pattern: "moving", endsAt: clock.now() + 7000 });
  });

  it("chooses a tile's stream by the size of its picture, as known or as most cameras have it", async () => {
    const unknown = await room();
    await unknown.walls.take("utama", "satu", "oki");
    // 800 x 400 pixels: more than 640 x 360, which a sub stream is taken for before it is seen.
    expect(streams(unknown.glass.snapshot(["kiri"], unknown.glass.feedsOfPage(nothing)))).toEqual([
      "main",
      "main",
    ]);
    const known = await room([{ cameraId: "kamera-1", stream: "sub", format: formatOf() }]);
    await known.walls.take("utama", "satu", "oki");
    expect(streams(known.glass.snapshot(["kiri"], known.glass.feedsOfPage(nothing)))).toEqual(["sub", "sub"]);
  });

  it("of one output says nothing of what others show", async () => {
    const { walls, glass } = await room();
    await walls.take("utama", "satu", "oki");
    const left = glass.snapshot(["kiri"], glass.feedsOfPage(nothing));
    expect(left.outputs.map(({ id }) => id)).toEqual(["kiri"]);
    expect(left.viewports.map(({ outputId }) => outputId)).toEqual(["kiri"]);
    expect(left.site.walls.map(({ id }) => id)).toEqual(["utama"]);
    expect(glass.snapshot(["nowhere"], glass.feedsOfPage(nothing)).walls).toEqual([]);
  });

  it("leaves a tile of a removed camera without a stream", async () => {
    const { store, walls, glass } = await room();
    await walls.take("utama", "satu", "oki");
    await store.cameras.remove("kamera-1", null);
    await glass.loadCameras();
    expect(streams(glass.snapshot(["kiri"], glass.feedsOfPage(nothing)))).toEqual([]);
    expect(glass.snapshot(["kiri"], glass.feedsOfPage(nothing)).cameras).toEqual([]);
  });

  it("is told once for many changes of one moment", async () => {
    const { glass } = await room();
    await new Promise(setImmediate);
    const told = vi.fn<() => void>();
    const stop = glass.listen({ changed: told, look: () => undefined });
    for (let change = 0; change < 100; change += 1) glass.changed();
    await new Promise(setImmediate);
    expect(told).toHaveBeenCalledTimes(1);
    stop();
    glass.changed();
    await new Promise(setImmediate);
    expect(told).toHaveBeenCalledTimes(1);
  });
});

describe("a tour on the glass", () => {
  /** Of `kamera-1` and `kamera-2`, of which the second may never be on a public wall. */
  async function touring() {
    const made = await room();
    const { store, walls, glass, tours } = made;
    const streams = [{ role: "main" as const, url: "rtsp://10.0.0.9/1" }];
    await store.cameras.add({ id: "kamera-2", name: "Ruang sidang", neverPublic: true, streams });
    await glass.loadCameras();
    const [tile] = halves("tur", "utama", 1600, 400).tiles;
    if (tile === undefined) throw new Error("no tile");
    const content = { kind: "tour" as const, cameraIds: ["kamera-1", "kamera-2"], dwellS: 10 };
    await store.layouts.add({ id: "tur", name: "Tur", wallId: "utama", tiles: [{ ...tile, content }] });
    await walls.take("utama", "tur", "oki");
    tours.follow();
    const page = glass.feedsOfPage(nothing);
    const shown = (sees?: (id: string) => boolean) => {
      const [wall] = glass.snapshot(["kiri"], page, sees).walls;
      return wall === undefined ? null : { feeds: wall.feeds, hidden: wall.hiddenTileIds };
    };
    return { ...made, shown };
  }

  it("is the feed of the camera whose turn it is, one at a time, with its place", async () => {
    const { shown, tours, glass } = await touring();
    expect(shown()?.feeds).toMatchObject([
      { cameraId: "kamera-1", tour: { cameraId: "kamera-1", place: 1, of: 2, held: false } },
    ]);
    tours.steer("utama", "kiri", "next", "oki");
    expect(shown()?.feeds).toMatchObject([{ cameraId: "kamera-2", tour: { place: 2 } }]);
    expect([...glass.camerasOn(["kiri"])]).toEqual(["kamera-1", "kamera-2"]);
  });

  it("shows a visitor nothing while it is the turn of a camera that is none of theirs", async () => {
    const { shown, tours } = await touring();
    const sees = (id: string) => id === "kamera-1";
    expect(shown(sees)).toMatchObject({ feeds: [{ cameraId: "kamera-1" }], hidden: [] });
    tours.steer("utama", "kiri", "next", "oki");
    expect(shown(sees)).toEqual({ feeds: [], hidden: ["kiri"] });
  });

  it("never shows on a public wall what may not be there, and stands by where that is all there is", async () => {
    const { shown, tours, store, walls, glass } = await touring();
    const site = twoOutputs();
    tours.steer("utama", "kiri", "next", "oki");
    await walls.putSite({ ...site, walls: site.walls.map((wall) => ({ ...wall, public: true })) }, null);
    // Before the tour itself has heard of it.
    expect(shown()).toEqual({ feeds: [], hidden: ["kiri"] });
    tours.follow();
    expect(shown()?.feeds).toMatchObject([{ cameraId: "kamera-1" }]);
    await store.cameras.edit("kamera-1", { neverPublic: true }, null);
    await glass.loadCameras();
    tours.look();
    expect(shown()).toEqual({ feeds: [], hidden: ["kiri"] });
  });
});

describe("incidents on the glass", () => {
  const report = { kind: "fire", severity: "high", text: "Asap" } as const;

  it("leave it when they expire, to the millisecond, and the pages are told", async () => {
    const { clock, store, incidents, glass } = await room();
    const expiresAt = new Date(clock.now() + 60_000).toISOString();
    await store.incidents.add({ ...report, expiresAt }, "test");
    await store.incidents.add(report, "test");
    await incidents.load();
    const told = vi.fn<() => void>();
    glass.listen({ changed: told, look: () => undefined });
    await clock.advance(59_999);
    expect(incidents.list().length).toBe(2);
    await clock.advance(1);
    await new Promise(setImmediate);
    expect(incidents.list().length).toBe(1);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("that expire in a year wait in steps that a timer can hold", async () => {
    const { clock, store, incidents } = await room();
    const expiresAt = new Date(clock.now() + 365 * 86_400_000).toISOString();
    await store.incidents.add({ ...report, expiresAt }, "test");
    await incidents.load();
    await clock.advance(364 * 86_400_000);
    expect(incidents.list().length).toBe(1);
    await clock.advance(86_400_000);
    expect(incidents.list().length).toBe(0);
    expect(clock.waiting).toBe(0);
  });

  it("that are closed are not shown", async () => {
    const { store, incidents } = await room();
    const { value } = await store.incidents.add(report, "test");
    await store.incidents.edit(value.id, { status: "closed" }, null, "test");
    await incidents.load();
    expect(incidents.list()).toEqual([]);
  });
});

/** A page in the room, on a socket of its own. */
async function served(here: Awaited<ReturnType<typeof room>>) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  const serving = await new Promise<WebSocket>((resolve) => {
    server.once("connection", resolve);
  });
  const loads = { join: () => () => {} };
  const door = { ...here, loads, coreId: "core", build: "build", log };
  new GlassPage(serving, door, () => true).start();
  return { client, serving };
}

it("what a page tells every second is answered, also of outputs that nobody described yet", async () => {
  const { client } = await served(await room());
  const notices: string[] = [];
  client.on("message", (data: Buffer) => {
    notices.push(glassNoticeSchema.parse(JSON.parse(data.toString("utf8"))).type);
  });
  await once(client, "open");
  client.send(JSON.stringify({ type: "hello", outputIds: ["nowhere"], abilities: [] }));
  await vi.waitFor(() => expect(notices.at(-1)).toBe("refused"));
  for (let second = 1; second <= 3; second += 1) {
    client.send(JSON.stringify({ type: "stats", outputs: [] }));
    await vi.waitFor(() => expect(notices.filter((type) => type === "heard").length).toBe(second));
  }
});

it("a page that reads nothing is sent one glass and then the newest, however much changes meanwhile", async () => {
  const here = await room();
  const { client, serving } = await served(here);
  const revisions: number[] = [];
  client.on("message", (data: Buffer) => {
    const notice = glassNoticeSchema.parse(JSON.parse(data.toString("utf8")));
    if (notice.type === "glass") revisions.push(notice.glass.walls[0]?.state.revision ?? -1);
  });
  await once(client, "open");
  client.send(JSON.stringify({ type: "hello", outputIds: ["kiri"], abilities: [] }));
  await vi.waitFor(() => expect(revisions).toEqual([0]), 20_000);

  client.pause();
  // A glass of half a megabyte: after some, the system's buffers between the two are full.
  const text = "x".repeat(2000);
  const tiles = Array.from({ length: 256 }, (_, index) => ({
    ...halves("x", "utama", 1600, 400).tiles[0]!,
    id: `t${index}`,
    z: index,
    content: { kind: "text" as const, text: `${index} ${text}`.slice(0, 2000) },
  }));
  await here.store.layouts.add({ id: "besar", name: "Besar", wallId: "utama", tiles });
  const sizes: number[] = [];
  for (let change = 0; change < 60; change += 1) {
    await here.walls.take("utama", "besar", "oki");
    client.send(JSON.stringify({ type: "stats", outputs: [] }));
    await new Promise(setImmediate);
    sizes.push(serving.bufferedAmount);
  }
  const one = JSON.stringify(here.glass.snapshot(["kiri"], here.glass.feedsOfPage(nothing))).length;
  expect(Math.max(...sizes)).toBeLessThan(2 * one);
  client.resume();
  await vi.waitFor(() => expect(revisions.at(-1)).toBe(60), 20_000);
  expect(revisions.length).toBeLessThan(40);
});

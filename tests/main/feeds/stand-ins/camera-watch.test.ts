import { describe, expect, it, onTestFinished } from "vitest";
import type { RunSource, SourceListener } from "../../../../src/main/feeds/source.ts";
import { Fault } from "../../../../src/main/base/fault.ts";
import { CameraWatch, TRY_MS } from "../../../../src/main/feeds/stand-ins/camera-watch.ts";
import { PageFeeds } from "../../../../src/main/wall/page-feeds.ts";
import { type SeenTile, TileFeeds } from "../../../../src/main/wall/tile-feeds.ts";
import type { Camera } from "../../../../src/protocol/camera.ts";
import type { FeedRef } from "../../../../src/protocol/feed.ts";
import { addressOf, hubWith, pictures, Witness } from "../parts.ts";
import { SimulatedClock } from "../simulated-clock.ts";

const [key] = pictures("64x48", 1);

const cameraOf = (id: string, roles: readonly ("main" | "sub")[], backupCameraId?: string): Camera => ({
  id,
  name: id,
  ...(backupCameraId === undefined ? {} : { backupCameraId }),
  streams: roles.map((role) => ({ role, url: `rtsp://10.0.0.9/${id}`, hasCredentials: false })),
});

/** Cameras on a real hub, each of which runs or does not as the test says, and a page that shows them. */
function room(cameras: readonly Camera[]) {
  const clock = new SimulatedClock();
  const broken = new Set<string>();
  const running = new Map<string, { listener: SourceListener; fail: (fault: Fault) => void }>();
  const runSource: RunSource = ({ cameraId, stream }, listener, signal) => {
    const name = `${cameraId}/${stream}`;
    const problem = { host: "10.0.0.9", port: 554, problem: "connection refused" };
    if (broken.has(name)) return Promise.reject(new Fault("unreachable", problem));
    return new Promise((resolve, reject) => {
      running.set(name, { listener, fail: reject });
      signal.addEventListener(
        "abort",
        () => {
          running.delete(name);
          resolve();
        },
        { once: true },
      );
    });
  };
  const hub = hubWith(clock, runSource, addressOf("rtsp://10.0.0.9/"), {
    lookup: (cameraId, stream) => addressOf("rtsp://10.0.0.9/", { cameraId, stream }),
  });
  const watch = new CameraWatch(hub, clock);
  // What the test's pictures are is of no matter: the streams are taken for what most cameras have.
  const feeds = { knownFormat: () => null };
  const parts = { clock, feeds, watch, camera: (id: string) => cameras.find((each) => each.id === id) };
  const page = new PageFeeds(new TileFeeds(parts, new Set()), clock);
  const tile: SeenTile = {
    wallId: "wall",
    cameraId: "a",
    pixels: { width: 1920, height: 1080 },
    here: true,
    tile: {
      id: "tile",
      rect: { x: 0, y: 0, width: 1920, height: 1080 },
      z: 0,
      fit: "contain",
      priority: 5,
      content: { kind: "camera", cameraId: "a" },
    },
  };
  let shown: { ref: FeedRef; leave: () => void } | null = null;
  let timeUs = 0;
  /** A second of a wall: ten pictures of each camera that runs, then a look, and the page opens what it is told. */
  const second = async (): Promise<string> => {
    for (let at = 0; at < 10; at += 1) {
      timeUs += 100_000;
      for (const { listener } of running.values())
        if (key !== undefined) listener.accessUnit({ ...key, timeUs });
      await clock.advance(100);
    }
    watch.look();
    const ref = page.choose([tile]).get(tile);
    if (ref === undefined) return "nothing";
    const { cameraId, stream } = ref;
    if (shown?.ref.cameraId !== cameraId || shown.ref.stream !== stream) {
      shown?.leave();
      shown = { ref, leave: hub.watch({ cameraId, stream, rung: null }, new Witness()) };
    }
    return `${cameraId}/${stream}`;
  };
  const end = async () => {
    shown?.leave();
    shown = null;
    watch.close();
    await hub.close();
  };
  onTestFinished(end);
  return {
    clock,
    hub,
    end,
    watched: () => [...running.keys()].toSorted(),
    /** What was on the glass in each of so many seconds. */
    seconds: async (count: number) => {
      const seen: string[] = [];
      for (let at = 0; at < count; at += 1) seen.push(await second());
      return seen;
    },
    fail(name: string) {
      broken.add(name);
      const source = running.get(name);
      running.delete(name);
      source?.fail(new Fault("ended", { host: "10.0.0.9" }));
    },
    mend(name: string) {
      broken.delete(name);
    },
  };
}

/** Without repetitions. */
const turns = (seen: readonly string[]) => seen.filter((each, at) => each !== seen[at - 1]);

describe("a camera that is lost", () => {
  it("gives way to its other stream, is watched meanwhile, and comes back by itself", async () => {
    const here = room([cameraOf("a", ["main", "sub"])]);
    expect(turns(await here.seconds(3))).toEqual(["a/main"]);
    expect(here.watched()).toEqual(["a/main"]);
    here.fail("a/main");
    const lost = await here.seconds(20);
    expect(turns(lost)).toEqual(["a/main", "a/sub"]);
    expect(lost.indexOf("a/sub")).toBeLessThan(9);
    here.mend("a/main");
    // Its supervisor tries it again every some seconds; then it must have run for six.
    expect(turns(await here.seconds(60))).toEqual(["a/sub", "a/main"]);
    await here.seconds(12);
    expect(here.watched()).toEqual(["a/main"]);
  });

  it("is replaced by its backup when its other stream is lost as well", async () => {
    const here = room([cameraOf("a", ["main", "sub"], "b"), cameraOf("b", ["main"], "a")]);
    await here.seconds(3);
    here.fail("a/main");
    here.fail("a/sub");
    const seen = await here.seconds(30);
    expect(turns(seen)).toEqual(["a/main", "b/main"]);
    expect(seen.indexOf("b/main")).toBeLessThan(12);
    here.mend("a/main");
    expect(turns(await here.seconds(60))).toEqual(["b/main", "a/main"]);
  });

  it("does not flap with a camera that comes and goes every four seconds", async () => {
    const here = room([cameraOf("a", ["main"], "b"), cameraOf("b", ["main"])]);
    await here.seconds(3);
    const seen: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      here.fail("a/main");
      seen.push(...(await here.seconds(6)));
      here.mend("a/main");
      seen.push(...(await here.seconds(4)));
    }
    expect(turns(seen)).toEqual(["a/main", "b/main"]);
  });

  it("stays with its reason before people's eyes where its backup is lost too", async () => {
    const here = room([cameraOf("a", ["main"], "b"), cameraOf("b", ["main"])]);
    await here.seconds(3);
    here.fail("a/main");
    here.fail("b/main");
    expect(turns(await here.seconds(20))).toEqual(["a/main"]);
    here.mend("b/main");
    expect(turns(await here.seconds(60))).toEqual(["a/main", "b/main"]);
  });

  it("leaves nothing open and no timer behind", async () => {
    const here = room([cameraOf("a", ["main", "sub"], "b"), cameraOf("b", ["main"])]);
    await here.seconds(3);
    here.fail("a/main");
    here.fail("a/sub");
    await here.seconds(20);
    await here.end();
    expect(here.clock.waiting).toBe(0);
  });
});

it("a stream that is asked for and never says anything counts as down after five seconds, and one that is not asked for is left", async () => {
  const clock = new SimulatedClock();
  const hub = hubWith(clock, () => new Promise(() => undefined), addressOf("rtsp://10.0.0.9/"));
  const watch = new CameraWatch(hub, clock);
  const source = { cameraId: "cam", stream: "main" } as const;
  expect(watch.ask(source)).toBe("trying");
  await clock.advance(TRY_MS);
  expect(watch.ask(source)).toBe("down");
  expect(hub.list()).toHaveLength(1);
  watch.look();
  watch.look();
  await clock.advance(1_000);
  expect(hub.list()).toEqual([]);
});

import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import {
  CHANNEL_VERSION,
  closeCodes,
  feedsChannelPath,
  feedsNoticeSchema,
  glassChannelPath,
} from "../../../src/protocol/channel.ts";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { feedSchema } from "../../../src/protocol/feed.ts";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { outputStateSchema } from "../../../src/protocol/output.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { sessionSchema } from "../../../src/protocol/session.ts";
import { takeSchema } from "../../../src/protocol/wall.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";
import { type RunningCore, startHere } from "./core.ts";
import { ending, socketTo, TestPage } from "./page.ts";

let core: RunningCore;
const open: TestPage[] = [];
beforeAll(async () => {
  core = await startHere({ args: ["--site", "pontianak"], outputIds: ["out-1"] });
  for (const id of ["cam-01", "cam-02"])
    await admin("POST", "/api/cameras", {
      id,
      name: `Simpang ${id}`,
      group: "Pasar",
      streams: [
        { role: "main", url: "rtsp://10.255.0.1/main" },
        { role: "sub", url: "rtsp://10.255.0.1/sub" },
      ],
    });
  const rect = (x: number, width: number) => ({ x, y: 0, width, height: 360 });
  await admin("POST", "/api/layouts", {
    id: "dua",
    name: "Dua",
    wallId: "utama",
    tiles: [
      { id: "kecil", rect: rect(0, 640), content: { kind: "camera", cameraId: "cam-01" } },
      {
        id: "besar",
        rect: { ...rect(2000, 1280), height: 720 },
        content: { kind: "camera", cameraId: "cam-02" },
      },
      { id: "jam", rect: rect(700, 300), content: { kind: "clock" } },
    ],
  });
});
afterEach(() => {
  for (const page of open.splice(0)) page.close();
});
afterAll(() => core.stop());

async function admin(method: string, path: string, body?: unknown) {
  const answer = await core.ask(method, path, {
    token: core.tokens.admin,
    ...(body === undefined ? {} : { body }),
  });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.status === 204 ? null : answer.json();
}

async function page(outputIds: readonly string[], who: keyof RunningCore["tokens"] = "operator") {
  const opened = await TestPage.open(core, outputIds, { cookie: core.tokens[who] });
  open.push(opened);
  return opened;
}

async function take(layoutId = "dua"): Promise<string> {
  return routes.take.reply.parse(await admin("POST", "/api/walls/utama/take", { layoutId })).takeId;
}

const progress = async (takeId: string) => takeSchema.parse(await admin("GET", `/api/takes/${takeId}`));
const outputs = async () => outputStateSchema.array().parse(await admin("GET", "/api/outputs"));

describe.each([feedsChannelPath, glassChannelPath])("the door of %s", (path) => {
  const cookie = () => core.tokens.viewer;
  it.each([
    ["without a session", () => ({}), closeCodes.unauthenticated],
    ["with a session that is none", () => ({ cookie: "nonsense" }), closeCodes.unauthenticated],
    ["from a foreign page", () => ({ cookie: cookie(), origin: "https://evil.example" }), 403],
    ["from an opaque origin", () => ({ cookie: cookie(), origin: "null" }), 403],
    ["with the cookie and no origin", () => ({ cookie: cookie(), origin: null }), 403],
    ["under a foreign name", () => ({ cookie: cookie(), host: "evil.example" }), 421],
  ])("is shut %s", async (_, visit, status) => {
    expect(await ending(socketTo(core, path, visit()))).toBe(status);
  });

  it("is shut to pages of another version, with a code of its own", async () => {
    const other = path.replace(`/${CHANNEL_VERSION}/`, `/${CHANNEL_VERSION + 1}/`);
    expect(await ending(socketTo(core, other, { cookie: cookie() }))).toBe(closeCodes.wrongVersion);
    expect(await ending(socketTo(core, `${path}x`, { cookie: cookie() }))).toBe(404);
  });

  it.each([
    ["no JSON", "hello"],
    ["of no known type", '{"type":"take"}'],
    ["of the wrong shape", '{"type":"hello","outputIds":[]}'],
    ["with a huge number", '{"type":"ack","bytes":1e999}'],
  ])("closes on a message %s", async (_, message) => {
    const socket = socketTo(core, path, { cookie: cookie() });
    const ended = ending(socket);
    await once(socket, "open");
    socket.send(message);
    expect(await ended).toBe(closeCodes.badMessage);
  });

  it("closes when its session is signed out, and no other does", async () => {
    const password = "kata-sandi-admin";
    await core.ask("POST", "/api/setup", { body: { password } });
    const enter = async () =>
      (await core.ask("POST", "/api/session", { body: { name: "admin", password } })).as(sessionSchema).token;
    const [leaving, staying] = [await enter(), await enter()];
    const other = socketTo(core, path, { cookie: staying });
    const socket = socketTo(core, path, { cookie: leaving });
    const ended = ending(socket);
    await Promise.all([once(other, "open"), once(socket, "open")]);
    expect((await core.ask("DELETE", "/api/session", { token: leaving })).status).toBe(204);
    expect(await ended).toBe(closeCodes.unauthenticated);
    expect(other.readyState).toBe(other.OPEN);
    other.terminate();
  });

  it("closes on a binary message and on one that is too large", async () => {
    for (const [message, code] of [
      [Buffer.from('{"type":"hello","outputIds":["out-1"],"abilities":[]}'), closeCodes.badMessage],
      ["x".repeat(600_000), 1009],
    ] as const) {
      const socket = socketTo(core, path, { token: core.tokens.viewer, origin: null });
      const ended = ending(socket);
      await once(socket, "open");
      socket.send(message);
      expect(await ended).toBe(code);
    }
  });
});

describe("a page on the glass channel", () => {
  it("is told everything it shows: its outputs, the wall, the smallest stream that covers each tile", async () => {
    await take();
    const { socket, notices } = await page(["out-1", "out-2"]);
    await vi.waitFor(() => expect(notices.some((notice) => notice.type === "glass")).toBe(true), 20_000);
    expect(notices[0]).toMatchObject({ type: "welcome" });
    const glass = notices.find((notice) => notice.type === "glass")?.glass;
    expect(glass?.outputs.map(({ id }) => id)).toEqual(["out-1", "out-2"]);
    expect(glass?.viewports.length).toBe(2);
    expect(glass?.walls[0]?.state.layoutId).toBe("dua");
    expect(glass?.walls[0]?.feeds).toEqual([
      { tileId: "kecil", cameraId: "cam-01", stream: "sub", rung: null },
      { tileId: "besar", cameraId: "cam-02", stream: "main", rung: null },
    ]);
    expect(glass?.cameras).toEqual([
      { id: "cam-01", name: "Simpang cam-01", group: "Pasar" },
      { id: "cam-02", name: "Simpang cam-02", group: "Pasar" },
    ]);
    expect(glass?.language).toBe("id");
    expect(JSON.stringify(glass)).not.toContain("rtsp:");
    socket.close();
  });

  it("sees a take, a renamed camera and an incident, and every other page sees them too", async () => {
    const pages = [await page(["out-1"]), await page(["out-2"])];
    await vi.waitFor(() => expect(pages.every(({ glass }) => glass !== null)).toBe(true), 20_000);
    const takeId = await take();
    for (const { glass } of await settled(pages, (glass) => glass.walls[0]?.state.takeId === takeId))
      expect(glass?.walls[0]?.state.takenBy).toBe("admin");
    await admin("PATCH", "/api/cameras/cam-01", { name: "Pasar Lama" });
    await settled(pages, (glass) => glass.cameras[0]?.name === "Pasar Lama");
    const { id } = incidentSchema.parse(
      await admin("POST", "/api/incidents", {
        kind: "fire",
        severity: "critical",
        text: "Asap",
      }),
    );
    await settled(pages, (glass) => glass.incidents.some((one) => one.id === id));
    await admin("PATCH", `/api/incidents/${id}`, { status: "closed" });
    await settled(pages, (glass) => glass.incidents.length === 0);
  });

  it("makes a take complete by saying that it is shown, and fails it by naming its slates", async () => {
    const wall = await page(["out-1"]);
    await settled([wall], () => true);
    const takeId = await take();
    expect((await progress(takeId)).state).toBe("pending");
    // What it says of an output it does not show counts for nothing.
    wall.send({ type: "shown", takeId, outputId: "out-2", visible: true, failures: [] });
    wall.send({
      type: "shown",
      takeId,
      outputId: "out-1",
      visible: true,
      failures: [{ tileId: "kecil", kind: "unreachable" }],
    });
    await vi.waitFor(async () => expect((await progress(takeId)).state).toBe("failed"), 20_000);
    expect((await progress(takeId)).outputs.find((one) => one.outputId === "out-2")?.completedAt).toBeNull();
    wall.send({ type: "shown", takeId, outputId: "out-1", visible: true, failures: [] });
    await vi.waitFor(async () => expect((await progress(takeId)).state).toBe("complete"), 20_000);
  });

  it("in the background fails no take of an output that another page shows", async () => {
    const [wall, tab] = [await page(["out-1"]), await page(["out-1"])];
    await settled([wall, tab], () => true);
    const takeId = await take();
    const shown = { type: "shown", takeId, outputId: "out-1" } as const;
    wall.send({ ...shown, visible: true, failures: [] });
    await vi.waitFor(async () => expect((await progress(takeId)).state).toBe("complete"), 20_000);
    tab.send({ ...shown, visible: false, failures: [{ tileId: "kecil", kind: "silent" }] });
    // Answered in the order in which they come.
    tab.send({ type: "stats", outputs: [] });
    await vi.waitFor(() => expect(tab.notices.at(-1)?.type).toBe("heard"), 20_000);
    expect((await progress(takeId)).outputs[0]).toMatchObject({ outputId: "out-1", failures: [] });
  });

  it("is what the outputs are known by", async () => {
    const wall = await page(["out-1"]);
    const tiles = [
      {
        tileId: "kecil",
        cameraId: "cam-01",
        stream: "sub",
        state: "live",
        frozen: false,
        framesPresented: 9,
        dropped: 1,
        fps: 25,
        frameAgeMs: 40,
        ageBasis: "arrival",
        width: 640,
        height: 360,
      },
    ];
    wall.send({ type: "stats", outputs: [{ outputId: "out-1", takeId: null, visible: true, tiles }] });
    await vi.waitFor(
      async () =>
        expect((await outputs())[0]).toMatchObject({ outputId: "out-1", state: "connected", tiles }),
      20_000,
    );
    wall.close();
    await vi.waitFor(async () => expect((await outputs())[0]?.state).toBe("lost"), 20_000);
  });

  it("of a one-time address shows its outputs and no others", async () => {
    const own = await page(["out-1"], "page");
    await settled([own], (glass) => glass.outputs.length === 1);
    const socket = socketTo(core, glassChannelPath, { cookie: core.tokens.page });
    const ended = ending(socket);
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "hello", outputIds: ["out-1", "out-2"], abilities: [] }));
    expect(await ended).toBe(closeCodes.forbidden);
    expect((await outputs()).find((one) => one.outputId === "out-2")?.state).not.toBe("connected");
  });

  it("that asks for an output of no site is refused with a sentence and may ask again", async () => {
    const wall = await page(["out-9"]);
    await vi.waitFor(() => expect(wall.notices.at(-1)?.type).toBe("refused"), 20_000);
    expect(wall.notices.at(-1)).toMatchObject({
      error: { kind: "notFound", sentence: expect.stringContaining("out-9") },
    });
    wall.send({ type: "hello", outputIds: ["out-1"], abilities: [] });
    await settled([wall], (glass) => glass.outputs[0]?.id === "out-1");
  });

  it("after a restart of the core finds the wall as it was, and what is to stand over it", async () => {
    const takeId = await take();
    const clock = { id: "jam", rect: { x: 0, y: 0, width: 640, height: 360 }, content: { kind: "clock" } };
    await admin("POST", "/api/layouts", { id: "tamu", name: "Tamu", wallId: "utama", tiles: [clock] });
    await admin("PUT", "/api/standby/walls/utama", { layoutId: "tamu" });
    core = await core.restart();
    const wall = await page(["out-1"]);
    await settled([wall], (glass) => glass.walls[0]?.state.takeId === takeId);
    expect(wall.glass?.walls[0]?.standby).toMatchObject([{ id: "jam" }]);
  });
});

async function settled(pages: readonly TestPage[], fits: (glass: NonNullable<TestPage["glass"]>) => boolean) {
  await vi.waitFor(() => {
    for (const { glass } of pages) expect(glass !== null && fits(glass)).toBe(true);
  }, 20_000);
  return pages;
}

describe("a page on the feeds channel", () => {
  it("is told the core's time and the state of a stream that it opens", async () => {
    const socket = socketTo(core, feedsChannelPath, { cookie: core.tokens.viewer });
    const notices: unknown[] = [];
    socket.on("message", (data: Buffer) => {
      notices.push(feedsNoticeSchema.parse(JSON.parse(data.toString("utf8"))));
    });
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "clock", sentAt: 12.5 }));
    socket.send(JSON.stringify({ type: "open", cameraId: "cam-01", stream: "sub", rung: null }));
    await vi.waitFor(() => {
      expect(notices).toContainEqual({ type: "clock", sentAt: 12.5, coreAt: expect.any(Number) });
      expect(notices).toContainEqual(
        expect.objectContaining({ type: "report", cameraId: "cam-01", stream: "sub", rung: null }),
      );
    }, 20_000);
    const feeds = feedSchema.array().parse(await admin("GET", "/api/feeds"));
    expect(feeds.map(({ cameraId }) => cameraId)).toContain("cam-01");
    socket.terminate();
  });
});

describe("a socket that reads nothing", () => {
  it("is ended when it answers no ping, and costs the others nothing meanwhile", async () => {
    const clock = new SimulatedClock(Date.now());
    const quiet = await startHere({ clock });
    const silent = await TestPage.open(quiet, ["out-1"], { token: quiet.tokens.operator, origin: null });
    await vi.waitFor(() => expect(silent.glass).not.toBeNull(), 20_000);
    const state = async () =>
      outputStateSchema
        .array()
        .parse((await quiet.ask("GET", "/api/outputs", { token: quiet.tokens.viewer })).json())[0]?.state;
    expect(await state()).toBe("connected");
    silent.socket.pause();
    const token = quiet.tokens.operator;
    await quiet.ask("POST", "/api/walls/utama/take", { token, body: { layoutId: "ringkasan" } });
    for (let change = 0; change < 200; change += 1)
      expect((await quiet.ask("POST", "/api/walls/utama/undo", { token })).status).toBe(202);
    expect((await quiet.ask("GET", "/api/health")).status).toBe(200);
    await clock.advance(5000);
    expect(await state()).toBe("connected");
    await clock.advance(5000);
    await vi.waitFor(async () => expect(await state()).toBe("lost"), 20_000);
    silent.close();
    await quiet.stop();
  });

  it("that answers its pings stays", async () => {
    const clock = new SimulatedClock(Date.now());
    const quiet = await startHere({ clock });
    const wall = await TestPage.open(quiet, ["out-1"], { token: quiet.tokens.operator, origin: null });
    for (let beat = 0; beat < 5; beat += 1) {
      const pinged = once(wall.socket, "ping");
      await clock.advance(5000);
      await pinged;
      // The answer is on its way; the next request is answered after it has arrived.
      await quiet.ask("GET", "/api/health");
    }
    expect(wall.socket.readyState).toBe(wall.socket.OPEN);
    wall.close();
    await quiet.stop();
  });

  it("and never even finishes its request is ended with the core", async () => {
    const quiet = await startHere();
    const { hostname, port } = new URL(quiet.origin);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(`GET ${glassChannelPath} HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: webs`);
    const closed = once(socket, "close");
    socket.on("error", () => {});
    const began = new FairWatch();
    await quiet.stop();
    await closed;
    expect(began.until()).toBeLessThan(2000);
  });
});

import { once } from "node:events";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { siteSchema } from "../../../src/layouts/site.ts";
import { IMAGE_BYTES } from "../../../src/protocol/image.ts";
import { feedsChannelPath, type FeedsNotice, feedsNoticeSchema } from "../../../src/protocol/channel.ts";
import { mosaicRef } from "../../../src/protocol/feed.ts";
import { hlsPath } from "../../../src/protocol/relay.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { pngOf } from "../../fixtures/pictures.ts";
import { type RunningCore, startHere } from "./core.ts";
import { socketTo, TestPage } from "./page.ts";

/* Oki works at wall "cctv" with the cameras of the group Pasar; a public wall is whichever a test says. */

const MARKET = ["pasar-1", "pasar-2", "pasar-3", "pasar-4"];
const PASSWORD = "sandi-yang-panjang";
let core: RunningCore;
let oki = "";
let laporanOutput = "";
let layouts = 0;
const ends: (() => void)[] = [];

beforeAll(async () => {
  core = await startHere({ args: ["--site", "bekasi"], outputIds: ["cctv-1"] });
  const streams = [{ role: "main", url: "http://127.0.0.1:1/live.m3u8" }];
  for (const [id, group] of [
    ["pasar-1", "Pasar"],
    ["pasar-2", "Pasar"],
    ["pasar-3", "Pasar"],
    ["pasar-4", "Pasar"],
    ["kantor-1", "Kantor"],
    ["sendiri"],
  ])
    await admin("POST", "/api/cameras", { id, name: id, streams, ...(group === undefined ? {} : { group }) });
  await admin("PATCH", "/api/cameras/pasar-2", { backupCameraId: "kantor-1" });
  await admin("POST", "/api/setup", { password: PASSWORD });
  const scope = { wallIds: ["cctv"], cameraGroups: ["Pasar"] };
  await admin("POST", "/api/accounts", { name: "oki", role: "operator", password: PASSWORD, scope });
  const body = { name: "oki", password: PASSWORD };
  oki = (await core.ask("POST", "/api/session", { body })).as(routes.signIn.reply).token;
  const site = (await core.ask("GET", "/api/site", { token: core.tokens.admin })).as(siteSchema);
  laporanOutput = site.viewports.find(({ wallId }) => wallId === "laporan")?.outputId ?? "";
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
afterAll(() => core.stop());

async function admin(method: string, path: string, body?: unknown) {
  const answer = await core.ask(method, path, {
    token: core.tokens.admin,
    ...(body === undefined ? {} : { body }),
  });
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer;
}

const tileOf = (id: string, content: unknown, x = 0) => ({
  id,
  rect: { x, y: 0, width: 320, height: 180 },
  content,
});
const camera = (cameraId: string) => ({ kind: "camera", cameraId });

async function newLayout(wallId: string, ...contents: readonly unknown[]): Promise<string> {
  const id = `${wallId}-${(layouts += 1)}`;
  const tiles = contents.map((content, at) => tileOf(`t${at}`, content, at * 320));
  await admin("POST", "/api/layouts", { id, name: id, wallId, tiles });
  return id;
}

async function show(wallId: string, ...contents: readonly unknown[]): Promise<void> {
  await admin("POST", `/api/walls/${wallId}/take`, { layoutId: await newLayout(wallId, ...contents) });
}

const asOki = (method: string, path: string, body?: unknown) =>
  core.ask(method, path, { token: oki, ...(body === undefined ? {} : { body }) });

describe("whoever may see a part of the site", () => {
  it("is told of nothing else in lists", async () => {
    await newLayout("laporan");
    const ids = async (path: string) => {
      const answer = await asOki("GET", path);
      expect(answer.status, path).toBe(200);
      return answer.text;
    };
    expect((await asOki("GET", "/api/cameras")).as(routes.listCameras.reply).map(({ id }) => id)).toEqual([
      ...MARKET,
    ]);
    const site = (await asOki("GET", "/api/site")).as(
      siteSchema.omit({ walls: true, outputs: true }).loose(),
    );
    expect(JSON.stringify(site["walls"])).not.toContain("laporan");
    for (const path of ["/api/site", "/api/site/shown"]) {
      const text = await ids(path);
      expect(text).toContain('"id":"cctv"');
      expect(text).not.toContain('"wallId":"laporan"');
    }
    for (const path of [
      "/api/layouts",
      "/api/outputs",
      "/api/feeds",
      "/api/clips",
      "/api/raises",
      "/api/patterns",
    ]) {
      const text = await ids(path);
      expect(text).not.toContain("laporan");
      expect(text).not.toContain("kantor-1");
    }
  });

  it("finds nothing else, as if it were not there", async () => {
    const elsewhere = await newLayout("laporan");
    const own = await newLayout("cctv", camera("pasar-1"));
    const tiles = [tileOf("t0", camera("kantor-1"))];
    const tried: readonly (readonly [string, string, unknown?])[] = [
      ["GET", "/api/cameras/kantor-1"],
      ["GET", "/api/cameras/sendiri"],
      ["GET", "/api/cameras/kantor-1/picture"],
      ["GET", "/api/cameras/kantor-1/ptz"],
      ["POST", "/api/cameras/kantor-1/ptz", { kind: "stop" }],
      ["POST", "/api/cameras/kantor-1/clips", { lastSeconds: 5 }],
      ["GET", "/api/walls/laporan"],
      ["POST", "/api/walls/laporan/take", { layoutId: elsewhere }],
      ["POST", "/api/walls/cctv/take", { layoutId: elsewhere }],
      ["POST", "/api/walls/laporan/undo"],
      ["POST", "/api/walls/laporan/hide", {}],
      ["PUT", "/api/walls/laporan/lock", {}],
      ["DELETE", "/api/walls/laporan/lock"],
      ["POST", "/api/walls/laporan/tiles/t0/replay", { secondsBack: 10 }],
      ["GET", "/api/walls/laporan/history?from=2026-11-22T00:00:00Z&until=2026-11-23T00:00:00Z"],
      ["GET", `/api/layouts/${elsewhere}`],
      ["DELETE", `/api/layouts/${elsewhere}`],
      ["PUT", `/api/layouts/${own}`, { name: "x", wallId: "laporan", tiles: [] }],
      ["PUT", `/api/layouts/${own}`, { name: "x", wallId: "cctv", tiles }],
      ["POST", "/api/layouts", { name: "x", wallId: "cctv", tiles }],
      [
        "POST",
        `/api/layouts/${own}/edits`,
        { base: 1, edits: [{ kind: "put", tile: { ...tiles[0], z: 0, fit: "contain", priority: 5 } }] },
      ],
      ["PUT", "/api/presence/meja", { wallId: "laporan", layoutId: null, tileIds: [] }],
      ["GET", hlsPath("kantor-1", "main")],
    ];
    for (const [method, path, body] of tried) {
      const answer = await asOki(method, path, body);
      expect([method, path, answer.status, answer.text]).toEqual([method, path, 404, expect.any(String)]);
    }
    const unknown = (await asOki("GET", "/api/cameras/tidak-ada")).text;
    const hidden = (await asOki("GET", "/api/cameras/kantor-1")).text;
    expect(hidden.replaceAll("kantor-1", "tidak-ada")).toBe(unknown);
  });

  it("works with what is theirs, and leaves standing what others put there", async () => {
    const own = await newLayout("cctv", camera("pasar-1"), camera("kantor-1"));
    const layout = (await asOki("GET", `/api/layouts/${own}`)).as(routes.getLayout.reply);
    const put = await asOki("PUT", `/api/layouts/${own}`, { ...layout, name: "Lain" });
    expect(put.status, put.text).toBe(200);
    expect((await asOki("POST", "/api/walls/cctv/take", { layoutId: own })).status).toBe(202);
  });

  it("gets no picture of other cameras by any channel, and sees their tiles hidden", async () => {
    await show("cctv", camera("pasar-1"), camera("kantor-1"));
    const page = await TestPage.open(core, ["cctv-1"], { token: oki });
    ends.push(() => page.close());
    await vi.waitFor(() => expect(page.glass).not.toBeNull());
    const [wall] = page.glass?.walls ?? [];
    expect(wall?.hiddenTileIds).toEqual(["t1"]);
    expect(wall?.feeds.map(({ cameraId }) => cameraId)).toEqual(["pasar-1"]);
    expect(page.glass?.cameras.map(({ id }) => id)).toEqual(["pasar-1"]);
    const other = await TestPage.open(core, [laporanOutput], { token: oki });
    ends.push(() => other.close());
    expect((await once(other.socket, "close"))[0]).toBe(4403);
    const socket = socketTo(core, feedsChannelPath, { token: oki });
    ends.push(() => socket.terminate());
    const notices: FeedsNotice[] = [];
    socket.on("message", (data: Buffer) =>
      notices.push(feedsNoticeSchema.parse(JSON.parse(data.toString()))),
    );
    await once(socket, "open");
    // The second may be filled by a camera that stands in for pasar-2.
    const mosaic = mosaicRef({ cameraIds: MARKET, columns: 2 }, "360p");
    for (const ref of [{ cameraId: "kantor-1", stream: "main", rung: null }, mosaic])
      socket.send(JSON.stringify({ type: "open", ...ref }));
    const kinds = (id: string) =>
      notices.flatMap((one) => (one.type === "report" && one.cameraId === id ? [one.error?.kind] : []));
    await vi.waitFor(() => {
      expect(kinds("kantor-1")).toEqual(["notFound"]);
      expect(kinds(mosaic.cameraId)).toEqual(["notFound"]);
    }, 10_000);
  });

  it("is not found by software that comes with a token of the same scope", async () => {
    const scope = { wallIds: ["laporan"], cameraGroups: null };
    const made = await admin("POST", "/api/tokens", { name: "Papan", role: "operator", scope });
    const { token } = made.as(routes.addToken.reply);
    expect((await core.ask("GET", "/api/walls/laporan", { token })).status).toBe(200);
    expect((await core.ask("GET", "/api/walls/cctv", { token })).status).toBe(404);
    expect(
      (await core.ask("GET", "/metrics", { token, headers: { forwarded: "for=10.0.0.1" } })).status,
    ).toBe(401);
  });
});

describe("a public wall", () => {
  it("shows the standby picture in the place of every camera that is never public, and gets no picture of it", async () => {
    await show("cctv", camera("pasar-1"), camera("kantor-1"), {
      ...{ kind: "mosaic", cameraIds: MARKET, columns: 2 },
    });
    const page = await TestPage.open(core, ["cctv-1"], { cookie: core.tokens.page });
    ends.push(() => page.close());
    const hidden = () => page.glass?.walls[0]?.hiddenTileIds;
    await vi.waitFor(() => expect(hidden()).toEqual([]));
    const socket = socketTo(core, feedsChannelPath, { cookie: core.tokens.page });
    ends.push(() => socket.terminate());
    const faults: (string | undefined)[] = [];
    socket.on("message", (data: Buffer) => {
      const notice = feedsNoticeSchema.parse(JSON.parse(data.toString()));
      if (notice.type === "report") faults.push(notice.error?.kind);
    });
    await once(socket, "open");
    const open = JSON.stringify({ type: "open", cameraId: "kantor-1", stream: "main", rung: null });
    socket.send(open);
    await vi.waitFor(() => expect(faults).toContain("unreachable"), 20_000);

    const site = (await admin("GET", "/api/site")).as(siteSchema);
    const walls = site.walls.map((wall) => (wall.id === "cctv" ? { ...wall, public: true } : wall));
    await admin("PUT", "/api/site", { ...site, walls });
    expect(hidden()).toEqual([]);
    await admin("PATCH", "/api/cameras/kantor-1", { neverPublic: true });
    // The mosaic too: kantor-1 stands in for one of its cameras.
    await vi.waitFor(() => expect(hidden()).toEqual(["t1", "t2"]));
    expect(page.glass?.cameras.map(({ id }) => id).toSorted()).toEqual(["pasar-1"]);
    expect(page.glass?.walls[0]?.feeds.map(({ cameraId }) => cameraId)).toEqual(["pasar-1"]);
    // Neither anew nor because it was there a moment ago.
    faults.length = 0;
    socket.send(open.replace("open", "close"));
    socket.send(open);
    await vi.waitFor(() => expect(faults).toContain("forbidden"), 10_000);
    const answer = await core.ask("GET", hlsPath("kantor-1", "main"), { cookie: core.tokens.page });
    expect(answer.status).toBe(403);
    // What somebody hides by hand is hidden as well, and showing it again uncovers nothing else.
    await admin("POST", "/api/walls/cctv/hide", { tileIds: ["t0"] });
    await vi.waitFor(() => expect(hidden()?.toSorted()).toEqual(["t0", "t1", "t2"]));
    await admin("POST", "/api/walls/cctv/show", {});
    await vi.waitFor(() => expect(hidden()).toEqual(["t1", "t2"]));
    await admin("PATCH", "/api/cameras/kantor-1", { neverPublic: null });
    await vi.waitFor(() => expect(hidden()).toEqual([]));
  });
});

it("the browser of somebody who may not see an output is paired with it all the same, and not where they may", async () => {
  const open = async (outputId: string) => {
    const made = (await admin("POST", `/api/outputs/${outputId}/code`)).as(routes.outputCode.reply);
    const { pathname, search } = new URL(made.url);
    return core.ask("GET", pathname + search, { cookie: oki });
  };
  const own = await open("cctv-1");
  expect([own.status, own.headers["set-cookie"]]).toEqual([303, undefined]);
  const other = await open(laporanOutput);
  expect([other.status, String(other.headers["set-cookie"])]).toEqual([
    303,
    expect.stringContaining("dinding_session="),
  ]);
});

describe("uploaded pictures", () => {
  const upload = (token: string, body: Uint8Array, headers = {}) =>
    core.ask("POST", "/api/images?name=Logo", { token, body, headers });
  const kept = async (token: string, shade: number) => {
    const answer = await upload(token, pngOf({ width: 8, height: 4 }, [shade, 0, 0]));
    expect(answer.status, answer.text).toBe(201);
    return answer.as(routes.addImage.reply).id;
  };
  const pictured = (imageId: string) => ({ kind: "image", imageId });
  const status = async (token: string, path: string) => (await core.ask("GET", path, { token })).status;

  it("are what their bytes say, are kept by browsers for good, and run nothing", async () => {
    const { admin: token } = core.tokens;
    const body = pngOf({ width: 8, height: 4 }, [1, 1, 1]);
    const answer = await upload(token, body, { "content-type": "image/jpeg" });
    const image = answer.as(routes.addImage.reply);
    expect(image).toMatchObject({ name: "Logo", type: "image/png", width: 8, height: 4, by: "admin" });
    expect(answer.headers["location"]).toBe(`/api/images/${image.id}`);
    const { headers } = await core.ask("GET", `/api/images/${image.id}/file`, { token });
    expect(headers).toMatchObject({
      "content-type": "image/png",
      "content-length": String(body.length),
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
    const trail = (await core.ask("GET", "/api/audit?act=addImage", { token })).text;
    expect(trail).toContain(`{\\"name\\":\\"Logo\\",\\"bytes\\":${body.length}}`);
  });

  it("that are none, or too large, are refused in words of the language that was asked for", async () => {
    const { operator: token } = core.tokens;
    const text = await upload(token, Buffer.from("bukan gambar"), { "accept-language": "id" });
    expect([text.status, text.problem().detail]).toEqual([400, expect.stringContaining("bukan PNG")]);
    const bomb = pngOf({ width: 1, height: 1 }, [0, 0, 0], { said: { width: 30_000, height: 30_000 } });
    expect((await upload(token, bomb)).problem().detail).toContain("30000 x 30000 px; at most 8192");
    expect((await upload(token, Buffer.alloc(IMAGE_BYTES + 1))).status).toBe(413);
    const json = await core.ask("POST", "/api/images?name=x", { token, body: { a: 1 } });
    expect([json.status, json.problem().detail]).toEqual([415, expect.stringContaining("image/png")]);
    // Nor are bytes read where nobody wants any.
    const bytes = await core.ask("POST", "/api/layouts", { token, body: Buffer.from("{}") });
    expect(bytes.status).toBe(415);
    expect((await core.ask("POST", "/api/images", { token, body: bomb })).status).toBe(400);
  });

  it("are seen by who uploaded them and by those whose walls show them, and put on walls by nobody else", async () => {
    const mine = await kept(oki, 10);
    const theirs = await kept(core.tokens.admin, 11);
    const shown = await kept(core.tokens.admin, 12);
    await newLayout("cctv", pictured(shown));
    await newLayout("laporan", pictured(theirs));
    const listed = (await asOki("GET", "/api/images")).as(routes.listImages.reply).map(({ id }) => id);
    expect(new Set(listed)).toEqual(new Set([mine, shown]));
    for (const path of ["", "/file"]) {
      expect(await status(oki, `/api/images/${mine}${path}`)).toBe(200);
      expect(await status(oki, `/api/images/${shown}${path}`)).toBe(200);
      expect(await status(oki, `/api/images/${theirs}${path}`)).toBe(404);
    }
    const tiles = (id: string) => [tileOf("satu", pictured(id))];
    const put = (id: string) =>
      asOki("POST", "/api/layouts", { name: "Punya Oki", wallId: "cctv", tiles: tiles(id) });
    expect((await put(theirs)).status).toBe(404);
    expect((await put(mine)).status).toBe(201);
    // Who has the bytes has the picture, and none of several who do removes it alone.
    expect(await kept(oki, 11)).toBe(theirs);
    expect((await asOki("GET", "/api/images")).text).toContain(theirs);
    expect((await put(theirs)).status).toBe(201);
    expect((await asOki("DELETE", `/api/images/${theirs}`)).status).toBe(403);
  });

  it("are removed by who uploaded them once no layout has them, and the refusal names those that do", async () => {
    const theirs = await kept(core.tokens.admin, 20);
    const layoutId = await newLayout("cctv", pictured(theirs));
    expect((await asOki("DELETE", `/api/images/${theirs}`)).status).toBe(403);
    const { technician: token } = core.tokens;
    const used = await core.ask("DELETE", `/api/images/${theirs}`, { token });
    expect([used.status, used.problem().detail]).toEqual([409, expect.stringContaining(layoutId)]);
    await admin("DELETE", `/api/layouts/${layoutId}`);
    expect((await core.ask("DELETE", `/api/images/${theirs}`, { token })).status).toBe(204);
    expect(await status(core.tokens.admin, `/api/images/${theirs}/file`)).toBe(404);
    const mine = await kept(oki, 21);
    await show("laporan", pictured(mine));
    // It is used where oki sees nothing, and so is not told where.
    const hidden = await asOki("DELETE", `/api/images/${mine}`);
    expect([hidden.status, hidden.problem().detail]).toEqual([409, expect.stringContaining("other walls")]);
  });

  it("come back by who removed them and by who sees the whole site, and by nobody else", async () => {
    const mine = await kept(oki, 30);
    const theirs = await kept(core.tokens.admin, 31);
    const restore = (token: string, id: string) => core.ask("POST", `/api/images/${id}/restore`, { token });
    expect((await asOki("DELETE", `/api/images/${mine}`)).status).toBe(204);
    const { technician, operator } = core.tokens;
    expect((await core.ask("DELETE", `/api/images/${theirs}`, { token: technician })).status).toBe(204);
    for (const token of [oki, operator]) expect((await restore(token, theirs)).status).toBe(404);
    const back = await restore(oki, mine);
    expect([back.status, back.as(routes.restoreImage.reply)]).toEqual([
      200,
      expect.objectContaining({ id: mine, name: "Logo", by: "oki" }),
    ]);
    expect(await status(oki, `/api/images/${mine}/file`)).toBe(200);
    expect((await restore(oki, mine)).status).toBe(404);
    expect((await restore(core.tokens.admin, theirs)).as(routes.restoreImage.reply).by).toBe("admin");
    const trail = (await core.ask("GET", `/api/audit?act=restoreImage`, { token: core.tokens.admin })).text;
    expect(trail).toContain(mine);
  });

  it("stay while an undo may bring them back, whatever became of their layout", async () => {
    const id = await kept(core.tokens.admin, 25);
    const layoutId = await newLayout("cctv", pictured(id));
    await admin("POST", "/api/walls/cctv/take", { layoutId });
    await admin("DELETE", `/api/layouts/${layoutId}`);
    await show("cctv", { kind: "clock" });
    const { technician: token } = core.tokens;
    const remove = () => core.ask("DELETE", `/api/images/${id}`, { token });
    const used = await remove();
    expect([used.status, used.problem().detail]).toEqual([409, expect.stringContaining("may come back to")]);
    await admin("POST", "/api/walls/cctv/undo");
    expect(await status(core.tokens.page, `/api/images/${id}/file`)).toBe(200);
    await show("cctv", { kind: "clock" });
    await show("cctv", { kind: "text", text: "Lain" });
    expect((await remove()).status).toBe(204);
  });

  it("come to an output's page while its wall shows them, and not before or after", async () => {
    const id = await kept(core.tokens.admin, 30);
    const path = `/api/images/${id}/file`;
    expect(await status(core.tokens.page, path)).toBe(404);
    await show("cctv", pictured(id));
    expect(await status(core.tokens.page, path)).toBe(200);
    expect(await status(core.tokens.page, "/api/images")).toBe(403);
    await show("cctv", { kind: "clock" });
    expect(await status(core.tokens.page, path)).toBe(404);
  });

  it("stand over a hidden wall as a layout that tells visitors nothing, which then stays so", async () => {
    const id = await kept(core.tokens.admin, 40);
    const [still, busy, elsewhere] = [
      await newLayout("cctv", pictured(id), { kind: "clock" }),
      await newLayout("cctv", { kind: "clock" }, camera("pasar-1")),
      await newLayout("laporan", { kind: "clock" }),
    ];
    const choose = (layoutId: string | null) => asOki("PUT", "/api/standby/walls/cctv", { layoutId });
    expect((await choose(busy)).problem().detail).toContain("tile t1 shows camera");
    expect((await choose(elsewhere)).status).toBe(404);
    const wrong = await core.ask("PUT", "/api/standby/walls/cctv", {
      token: core.tokens.admin,
      body: { layoutId: elsewhere },
    });
    expect(wrong.problem().detail).toContain("laporan");
    const path = `/api/images/${id}/file`;
    expect(await status(core.tokens.page, path)).toBe(404);
    expect((await choose(still)).status).toBe(200);
    // Before it is hidden: one key, and the picture is there.
    expect(await status(core.tokens.page, path)).toBe(200);
    expect((await asOki("GET", "/api/standby")).as(routes.getStandby.reply).walls).toEqual([
      { wallId: "cctv", layoutId: still },
    ]);
    const { admin: token } = core.tokens;
    const stored = await core.ask("GET", `/api/layouts/${still}`, { token });
    const base = Number(/\d+/.exec(String(stored.headers["etag"])));
    const edits = [{ kind: "put", tile: tileOf("baru", camera("pasar-1"), 960) }];
    const body = { base, edits };
    const edited = await core.ask("POST", `/api/layouts/${still}/edits`, { token, body });
    expect([edited.status, edited.problem().detail]).toEqual([400, expect.stringContaining("baru")]);
    // Nor does it go away under the wall that it stands over.
    const removed = await core.ask("DELETE", `/api/layouts/${still}`, {
      ...{ token, headers: { "accept-language": "id" } },
    });
    const wall = (await admin("GET", "/api/site")).as(siteSchema).walls.find(({ id }) => id === "cctv");
    expect([removed.status, removed.problem().detail]).toEqual([
      409,
      expect.stringContaining(`gambar tunggu ${wall?.name}`),
    ]);
    expect(await status(core.tokens.page, path)).toBe(200);
    // One that an earlier version let go comes back under its id: with no camera in it, and over the wall at once.
    const db = new Database(join(core.data, "dinding.sqlite"));
    db.prepare("DELETE FROM layouts WHERE id = ?").run(still);
    db.close();
    const back = (content: unknown) =>
      core.ask("POST", "/api/layouts", {
        ...{ token, body: { id: still, name: still, wallId: "cctv", tiles: [tileOf("t0", content)] } },
      });
    expect((await back(camera("pasar-1"))).problem().detail).toContain("tile t0 shows camera");
    const other = await kept(core.tokens.admin, 41);
    expect((await back(pictured(other))).status).toBe(201);
    expect(await status(core.tokens.page, `/api/images/${other}/file`)).toBe(200);
    expect((await choose(null)).status).toBe(200);
    expect(await status(core.tokens.page, `/api/images/${other}/file`)).toBe(404);
    await admin("DELETE", `/api/layouts/${still}`);
  });

  it("are the site's logo where a technician says so, on every wall, and stay while they are", async () => {
    const id = await kept(core.tokens.admin, 50);
    const logo = (imageId: string | null) =>
      core.ask("PUT", "/api/standby/logo", { token: core.tokens.technician, body: { imageId } });
    expect((await logo("f".repeat(64))).status).toBe(404);
    expect((await logo(id)).status).toBe(200);
    expect(await status(oki, `/api/images/${id}/file`)).toBe(200);
    expect(await status(core.tokens.page, `/api/images/${id}/file`)).toBe(200);
    const { technician: token } = core.tokens;
    const used = await core.ask("DELETE", `/api/images/${id}`, { token });
    expect([used.status, used.problem().detail]).toEqual([409, expect.stringContaining("logo")]);
    expect((await logo(null)).status).toBe(200);
    expect((await core.ask("DELETE", `/api/images/${id}`, { token })).status).toBe(204);
  });
});

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { siteSchema } from "../../src/layouts/site.ts";
import type { TileStats } from "../../src/protocol/output.ts";
import { sessionSchema } from "../../src/protocol/session.ts";
import { startChild } from "../fixtures/child.ts";
import { missingWhepServer, startWhepServer } from "../fixtures/whep/server.ts";
import { emptyData, type RealCore, startRealCore } from "../renderer/console/real-core.ts";
import { launchChromium, openPage, picture, wallStatsOf } from "../renderer/fixtures/pages.ts";

const missing = await missingWhepServer();
const LOGIN = "dinding:rahasia";
const SIZE = { width: 640, height: 360 };
let browser: Browser;
const open: AsyncDisposable[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one[Symbol.asyncDispose]();
});

function kept<T extends AsyncDisposable>(one: T): T {
  open.push(one);
  return one;
}

/** A live HLS stream of ffmpeg's own, behind a login. */
async function startHls(): Promise<
  AsyncDisposable & { readonly url: string; requests: string[]; stop(): void }
> {
  const folder = mkdtempSync(join(tmpdir(), "dinding-hls-"));
  const encoder = startChild("ffmpeg", [
    ...["-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "25", "-threads", "1"],
    ...[
      "-f",
      "hls",
      "-hls_time",
      "1",
      "-hls_list_size",
      "5",
      "-hls_flags",
      "delete_segments+program_date_time",
    ],
    join(folder, "live.m3u8"),
  ]);
  const requests: string[] = [];
  let stopped = false;
  const server: Server = createServer((request, response) => {
    void (async () => {
      const right = `Basic ${Buffer.from(LOGIN).toString("base64")}`;
      const file = basename(request.url ?? "");
      if (stopped) return response.writeHead(503).end();
      if (request.headers.authorization !== right)
        return response.writeHead(401, { "www-authenticate": "Basic" }).end();
      requests.push(file);
      try {
        const type = file.endsWith(".m3u8") ? "application/vnd.apple.mpegurl" : "video/mp2t";
        const body = await readFile(join(folder, file));
        return response.writeHead(200, { "content-type": type }).end(body);
      } catch {
        return response.writeHead(404).end();
      }
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/live.m3u8`,
    requests,
    stop: () => {
      stopped = true;
    },
    [Symbol.asyncDispose]: async () => {
      await encoder[Symbol.asyncDispose]();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A wall of one tile that shows a camera of this stream, on a page. */
async function show(stream: Record<string, unknown>): Promise<{
  core: RealCore;
  page: Page;
  errors: string[];
  readonly tile: () => Promise<TileStats | undefined>;
}> {
  const data = emptyData();
  open.push({ [Symbol.asyncDispose]: () => Promise.resolve(data[Symbol.dispose]()) });
  const core = kept(await startRealCore(data.path, { demo: true }));
  const ask = async (method: string, path: string, body: unknown) => {
    const answer = await fetch(core.url + path, {
      method,
      headers: { "content-type": "application/json", origin: core.url },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  // The demo's visitor is an operator: who adds cameras signs in.
  const setUp = await fetch(`${core.url}/api/setup`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: core.url },
    body: JSON.stringify({ password: "kata-sandi-panjang" }),
  });
  const { token } = sessionSchema.parse(await setUp.json());
  const added = await fetch(`${core.url}/api/cameras`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ id: "luar", name: "Luar", streams: [{ role: "main", ...stream }] }),
  });
  if (!added.ok) throw new Error(await added.text());
  const rect = { x: 0, y: 0, ...SIZE };
  const content = { kind: "camera", cameraId: "luar" };
  await ask("POST", "/api/layouts", {
    id: "satu-luar",
    name: "Satu",
    wallId: "utama",
    tiles: [{ id: "t", rect, content }],
  });
  await ask("POST", "/api/walls/utama/take", { layoutId: "satu-luar" });
  const site = siteSchema.parse(await core.get("/api/site"));
  const outputId = site.outputs[0]?.id ?? "";
  const { page, errors } = kept(
    await openPage(browser, `${core.url}/wall/${outputId}`, { width: 1920, height: 1080 }),
  );
  const tile = async () => (await wallStatsOf(page)).tiles[0];
  return { core, page, errors, tile };
}

const until = (what: () => Promise<boolean>) =>
  expect.poll(what, { timeout: 25_000, interval: 100 }).toBe(true);

describe("a stream that the page plays itself", { timeout: 60_000 }, () => {
  it("is HLS by way of the core: live with its delay, its login unseen, lost with its reason", async () => {
    const hls = kept(await startHls());
    await until(async () => (await fetch(hls.url, { headers: basic(LOGIN) })).ok);
    const { page, errors, tile } = await show({
      url: hls.url,
      username: "dinding",
      password: "rahasia",
      player: "page",
    });
    await until(async () => ((await tile())?.framesPresented ?? 0) > 50);
    const seen = await tile();
    // Segments of a second arrive whole: more than a second behind the clock, and said so.
    expect(seen).toMatchObject({ state: "delayed", width: 640, height: 360 });
    expect(seen?.frameAgeMs).toBeGreaterThan(1_000);
    expect(seen?.frameAgeMs).toBeLessThan(8_000);
    expect(seen?.fps).toBeGreaterThan(15);
    expect(JSON.stringify(await page.content())).not.toContain("rahasia");
    // Each piece is fetched once, whatever the player asks.
    const segments = hls.requests.filter((file) => file.endsWith(".ts"));
    expect(new Set(segments).size).toBe(segments.length);
    hls.stop();
    await until(async () => (await tile())?.state === "lost");
    expect(errors).toEqual([]);
  });

  it.skipIf(missing !== null)(
    "is WebRTC by WHEP: live at once, and its session is closed with the tile",
    async () => {
      const server = kept(await startWhepServer(LOGIN));
      const { page, errors, tile } = await show({
        url: server.url,
        username: "dinding",
        password: "rahasia",
      });
      await until(
        // Beside other work frames may be lost, and then it says so.
        async () =>
          ["live", "degraded"].includes((await tile())?.state ?? "") &&
          ((await tile())?.framesPresented ?? 0) > 50,
      );
      expect(await tile()).toMatchObject({ width: 640, height: 360 });
      expect((await tile())?.frameAgeMs).toBeLessThan(500);
      const ball = await picture(page);
      const colours = new Set(Array.from({ length: 360 }, (_, y) => ball.at(320, y).join()));
      expect(colours.size).toBeGreaterThan(1);
      expect(errors).toEqual([]);
      const closed = server.sessions(0);
      await page.goto("about:blank");
      expect(await closed).toBe(0);
    },
  );

  it("says why where it is refused", async () => {
    const hls = kept(await startHls());
    const { tile, page } = await show({
      url: hls.url,
      username: "dinding",
      password: "salah",
      player: "page",
    });
    await until(async () => (await tile())?.state === "lost");
    await page
      .getByText(/menolak nama pengguna/)
      .first()
      .waitFor();
  });
});

function basic(login: string) {
  return { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
}

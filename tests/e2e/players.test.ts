import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { missingWhepServer, startWhepServer } from "../fixtures/whep/server.ts";
import { launchChromium, picture } from "../renderer/fixtures/pages.ts";
import { startLiveHls } from "./live-hls.ts";
import { problemSchema } from "../../src/protocol/fault.ts";
import { type OneTile, showOneTile } from "./one-tile.ts";

const missing = await missingWhepServer();
const LOGIN = "dinding:rahasia";
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

const show = async (stream: Record<string, unknown>) => {
  const camera = { id: "luar", name: "Luar", streams: [{ role: "main", ...stream }] };
  return kept(await showOneTile(browser, [camera], { kind: "camera", cameraId: "luar" }));
};

/** Whatever needs the kept minute says why there is none, and what to do. */
async function refusesWhatIsKept({ ask }: OneTile, player: "hls" | "whep"): Promise<void> {
  const at = new Date(Date.now() - 5_000).toISOString();
  const to = new Date().toISOString();
  const answers = [
    await ask("POST", "/api/walls/utama/tiles/t/replay", { secondsBack: 10 }),
    await ask("POST", "/api/cameras/luar/clips", { from: at, to }),
    await ask("GET", `/api/cameras/luar/picture?at=${encodeURIComponent(at)}`),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(409);
    const { kind, detail } = problemSchema.parse(await answer.json());
    expect(kind).toBe("playedByPages");
    expect(detail).toContain("nothing of it is kept");
    expect(detail).toContain(player === "hls" ? 'player of its stream to "core"' : "by RTSP");
  }
}

const until = (what: () => Promise<boolean>) =>
  expect.poll(what, { timeout: 25_000, interval: 100 }).toBe(true);

describe("a stream that the page plays itself", { timeout: 60_000 }, () => {
  it("is HLS by way of the core: live with its delay, its login unseen, lost with its reason", async () => {
    const hls = kept(await startLiveHls(LOGIN));
    await until(async () => (await fetch(hls.url, { headers: basic(LOGIN) })).ok);
    const wall = await show({ url: hls.url, username: "dinding", password: "rahasia", player: "page" });
    const { page, errors, tile } = wall;
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
    // Nobody but the page plays it, so that nothing is kept; a picture of now the core fetches all the same.
    await refusesWhatIsKept(wall, "hls");
    const now = await wall.ask("GET", "/api/cameras/luar/picture");
    expect([now.status, now.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    hls.stop();
    await until(async () => (await tile())?.state === "lost");
    expect(errors).toEqual([]);
  });

  it.skipIf(missing !== null)(
    "is WebRTC by WHEP: live at once, and its session is closed with the tile",
    async () => {
      const server = kept(await startWhepServer(LOGIN));
      const wall = await show({ url: server.url, username: "dinding", password: "rahasia" });
      const { page, errors, tile } = wall;
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
      await refusesWhatIsKept(wall, "whep");
      const now = await wall.ask("GET", "/api/cameras/luar/picture");
      expect(now.status).toBe(409);
      expect(await now.json()).toMatchObject({ kind: "playedByPages" });
      expect(errors).toEqual([]);
      const closed = server.sessions(0);
      await page.goto("about:blank");
      expect(await closed).toBe(0);
    },
  );

  it("says why where it is refused", async () => {
    const hls = kept(await startLiveHls(LOGIN));
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

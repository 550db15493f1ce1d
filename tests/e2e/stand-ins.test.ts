import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, it } from "vitest";
import { startFaultProxy } from "../fixtures/fault-proxy.ts";
import { missingRtspServer, startRtspServer } from "../fixtures/rtsp/server.ts";
import { launchChromium } from "../renderer/fixtures/pages.ts";
import { missingWhepServer, startWhepServer } from "../fixtures/whep/server.ts";
import { startLiveHls } from "./live-hls.ts";
import { type OneTile, showOneTile } from "./one-tile.ts";

const [missing, missingWhep] = await Promise.all([missingRtspServer(), missingWhepServer()]);
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
const WAIT = { timeout: 40_000, interval: 100 };

const tileOf = async (wall: OneTile) => {
  const tile = await wall.tile();
  return { shown: tile?.shownCameraId, state: tile?.state };
};
const label = async (wall: OneTile) =>
  (
    await wall.page.innerText(
      '[data-tile="t"] [data-look="shown"] .label, [data-tile="t"][data-look="shown"] .label',
    )
  ).replaceAll(/\s+/gu, " ");
const unmarked = (line: string) => line.includes("Cadangan") !== line.includes("menggantikan");

/** What the tile says at every change from now on: its state and its words, without figures. */
async function follow({ page }: OneTile): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const lines = new Set<string>();
    const look = () => {
      for (const tile of document.querySelectorAll('[data-tile="t"][data-look="shown"]')) {
        const state = tile.querySelector(".camera")?.getAttribute("data-state") ?? "?";
        lines.add(`${state}: ${tile.querySelector(".label")?.textContent ?? ""}`.replaceAll(/\d+/gu, "0"));
      }
    };
    const what = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document.body, what);
    look();
    return lines;
  });
  return () => seen.evaluate((lines) => [...lines]);
}

// They wait more than they work.
describe.concurrent("a lost camera", { timeout: 150_000 }, () => {
  it.skipIf(missing !== null)(
    "in a mosaic gives its cell to its backup, named and marked as a tile's is, and takes it back",
    async (test) => {
      await using open = new AsyncDisposableStack();
      const names = {
        pasar: "Pasar Gusher",
        taman: "Taman Kota",
        pelabuhan: "Pelabuhan Malundung",
        kantor: "Kantor Wali Kota",
      };
      const ids = Object.keys(names);
      const patterns = ["ball", "smpte", "ball", "snow", "pinwheel"];
      const server = open.use(
        await startRtspServer({
          cameras: [...ids, "cadangan"].map((id, at) => ({
            ...{
              path: `/${id}`,
              pattern: patterns[at] ?? "ball",
              width: 320,
              height: 180,
              fps: 10,
              keyInterval: 10,
              bitrate: 300,
            },
          })),
        }),
      );
      const way = open.use(await startFaultProxy(server.port));
      const camera = (id: string, name: string, url: string, rest: object = {}) => ({
        ...{ id, name, streams: [{ role: "main", url }] },
        ...rest,
      });
      const wall = open.use(
        await showOneTile(
          browser,
          [
            camera("cadangan", "Pasar Gusher, pintu timur", server.url("/cadangan")),
            ...Object.entries(names).map(([id, name], at) =>
              at === 0
                ? camera(id, name, server.url(`/${id}`, way.port), { backupCameraId: "cadangan" })
                : camera(id, name, server.url(`/${id}`)),
            ),
          ],
          { kind: "mosaic", cameraIds: ids, labels: true },
          { width: 1920, height: 1080 },
        ),
      );
      const cells = async () => (await wall.tile())?.cells ?? [];
      const shows = test.expect.stringMatching(/^(live|degraded|delayed)$/);
      const whole = ids.map((cameraId) => ({ cameraId, state: shows }));
      await test.expect.poll(cells, WAIT).toEqual(whole);
      const label = () => wall.page.innerText('[data-camera="pasar"] .label');
      test.expect(await label()).toBe("Pasar Gusher");

      way.set({ kind: "cut" });
      await test.expect.poll(label, WAIT).toContain("putus");
      const standIn = { cameraId: "cadangan", lostSince: test.expect.stringMatching(/^20.*Z$/) };
      await test.expect.poll(cells, WAIT).toEqual([{ ...whole[0], standIn }, ...whole.slice(1)]);
      await test.expect
        .poll(async () => (await label()).replaceAll(/\s+/gu, " "), WAIT)
        .toMatch(/^Pasar Gusher, pintu timur menggantikan Pasar Gusher cadangan sejak \d\d:\d\d:\d\d$/u);
      if (process.env["PICTURES"] !== undefined)
        await wall.page.screenshot({ path: `${process.env["PICTURES"]}/mosaic-backup.png` });
      const presented = (await wall.tile())?.framesPresented ?? 0;

      way.set({ kind: "none" });
      await test.expect.poll(cells, WAIT).toEqual(whole);
      test.expect(await label()).toBe("Pasar Gusher");
      // One feed from beginning to end: the page was never given another.
      test.expect((await wall.tile())?.framesPresented).toBeGreaterThan(presented);
      test.expect(wall.errors).toEqual([]);
    },
  );

  it.skipIf(missing !== null)(
    "whose HLS pages play gives its tile to its backup, marked, and takes it back",
    async (test) => {
      await using open = new AsyncDisposableStack();
      const plays = test.expect.stringMatching(/^(live|degraded|delayed)$/);
      const hls = open.use(await startLiveHls());
      const server = open.use(
        await startRtspServer({
          cameras: [{ path: "/b", pattern: "ball", width: 320, height: 180, fps: 10, keyInterval: 10 }],
        }),
      );
      await test.expect.poll(async () => (await fetch(hls.url)).ok, WAIT).toBe(true);
      const wall = open.use(
        await showOneTile(
          browser,
          [
            { id: "b", name: "Cadangan", streams: [{ role: "main", url: server.url("/b") }] },
            {
              id: "a",
              name: "Utama",
              backupCameraId: "b",
              streams: [{ role: "main", url: hls.url, player: "page" }],
            },
          ],
          { kind: "camera", cameraId: "a" },
        ),
      );
      await test.expect.poll(() => tileOf(wall), WAIT).toEqual({ shown: "a", state: plays });
      const said = await follow(wall);
      hls.stop();
      await test.expect.poll(() => tileOf(wall), WAIT).toEqual({ shown: "b", state: plays });
      test.expect(await label(wall)).toMatch(/^Cadangan menggantikan Utama cadangan sejak \d\d:\d\d:\d\d$/u);
      // Nobody but the core looks for its return, and the pages have left it.
      const feeds = async () => await wall.core.get("/api/feeds");
      await test.expect
        .poll(feeds, WAIT)
        .toEqual(
          test.expect.arrayContaining([test.expect.objectContaining({ cameraId: "a", state: "lost" })]),
        );
      hls.resume();
      await test.expect.poll(() => tileOf(wall), WAIT).toEqual({ shown: "a", state: plays });
      test.expect(await label(wall)).not.toContain("adangan");
      // Read by the pages alone.
      await test.expect
        .poll(feeds, WAIT)
        .not.toEqual(test.expect.arrayContaining([test.expect.objectContaining({ cameraId: "a" })]));
      // The backup's picture is never there without its mark.
      test.expect((await said()).filter(unmarked)).toEqual([]);
      test.expect(wall.errors).toEqual([]);
    },
  );

  it.skipIf(missingWhep !== null)(
    "by WHEP does too, and its backup may be HLS that pages play",
    async (test) => {
      await using open = new AsyncDisposableStack();
      const plays = test.expect.stringMatching(/^(live|degraded|delayed)$/);
      const hls = open.use(await startLiveHls());
      const first = await startWhepServer();
      const { port, url } = first;
      open.use(first);
      await test.expect.poll(async () => (await fetch(hls.url)).ok, WAIT).toBe(true);
      const wall = open.use(
        await showOneTile(
          browser,
          [
            { id: "b", name: "Cadangan", streams: [{ role: "main", url: hls.url, player: "page" }] },
            { id: "a", name: "Utama", backupCameraId: "b", streams: [{ role: "main", url }] },
          ],
          { kind: "camera", cameraId: "a" },
        ),
      );
      await test.expect.poll(() => tileOf(wall), WAIT).toEqual({ shown: "a", state: plays });
      const said = await follow(wall);
      await first[Symbol.asyncDispose]();
      await test.expect.poll(() => tileOf(wall), WAIT).toEqual({ shown: "b", state: plays });
      await test.expect.poll(() => label(wall), WAIT).toMatch(/^Cadangan menggantikan Utama .* \d+ dtk$/u);
      // It is tried once in vain, behind the backup's picture.
      await test.expect.poll(async () => (await wall.tile())?.awaited?.cameraId, WAIT).toBe("a");
      test.expect(await tileOf(wall)).toEqual({ shown: "b", state: plays });
      test.expect(await label(wall)).toContain("menggantikan Utama");
      open.use(await startWhepServer("", port));
      await test.expect
        .poll(() => tileOf(wall), { timeout: 60_000, interval: 100 })
        .toEqual({ shown: "a", state: plays });
      test.expect(await label(wall)).not.toContain("adangan");
      test.expect((await said()).filter(unmarked)).toEqual([]);
      test.expect(wall.errors).toEqual([]);
    },
  );
});

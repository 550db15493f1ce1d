import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startFaultProxy } from "../fixtures/fault-proxy.ts";
import { missingRtspServer, startRtspServer } from "../fixtures/rtsp/server.ts";
import { launchChromium } from "../renderer/fixtures/pages.ts";
import { showOneTile } from "./one-tile.ts";

const missing = await missingRtspServer();
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

const WAIT = { timeout: 40_000, interval: 100 };

describe.skipIf(missing !== null)("a lost camera in a mosaic on the glass", { timeout: 120_000 }, () => {
  it("gives its cell to its backup, named and marked as a tile's is, and takes it back", async () => {
    const names = {
      pasar: "Pasar Gusher",
      taman: "Taman Kota",
      pelabuhan: "Pelabuhan Malundung",
      kantor: "Kantor Wali Kota",
    };
    const ids = Object.keys(names);
    const patterns = ["ball", "smpte", "ball", "snow", "pinwheel"];
    const server = kept(
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
    const way = kept(await startFaultProxy(server.port));
    const camera = (id: string, name: string, url: string, rest: object = {}) => ({
      ...{ id, name, streams: [{ role: "main", url }] },
      ...rest,
    });
    const wall = kept(
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
    const shows = expect.stringMatching(/^(live|degraded|delayed)$/);
    const whole = ids.map((cameraId) => ({ cameraId, state: shows }));
    await expect.poll(cells, WAIT).toEqual(whole);
    const label = () => wall.page.innerText('[data-camera="pasar"] .label');
    expect(await label()).toBe("Pasar Gusher");

    way.set({ kind: "cut" });
    await expect.poll(label, WAIT).toContain("putus");
    const standIn = { cameraId: "cadangan", lostSince: expect.stringMatching(/^20.*Z$/) };
    await expect.poll(cells, WAIT).toEqual([{ ...whole[0], standIn }, ...whole.slice(1)]);
    await expect
      .poll(async () => (await label()).replaceAll(/\s+/gu, " "), WAIT)
      .toMatch(/^Pasar Gusher, pintu timur menggantikan Pasar Gusher cadangan sejak \d\d:\d\d:\d\d$/u);
    if (process.env["PICTURES"] !== undefined)
      await wall.page.screenshot({ path: `${process.env["PICTURES"]}/mosaic-backup.png` });
    const presented = (await wall.tile())?.framesPresented ?? 0;

    way.set({ kind: "none" });
    await expect.poll(cells, WAIT).toEqual(whole);
    expect(await label()).toBe("Pasar Gusher");
    // One feed from beginning to end: the page was never given another.
    expect((await wall.tile())?.framesPresented).toBeGreaterThan(presented);
    expect(wall.errors).toEqual([]);
  });
});

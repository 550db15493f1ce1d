import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wallStatsSchema } from "../../../src/protocol/output.ts";
import { CameraDouble } from "../fixtures/camera-double.ts";
import { type Clip, makeClip } from "../fixtures/clip.ts";
import { CoreDouble } from "../fixtures/core-double.ts";
import { CANVAS, glassOf, grid } from "../fixtures/glass.ts";
import { buildPages, launchChromium, openPage } from "../fixtures/pages.ts";

let browser: Browser;
let pages: Awaited<ReturnType<typeof buildPages>>;
let clip: Clip;

beforeAll(async () => {
  [browser, pages, clip] = await Promise.all([
    launchChromium(),
    buildPages(),
    makeClip({ width: 424, height: 240 }),
  ]);
});
afterAll(async () => {
  await browser.close();
  pages[Symbol.dispose]();
});

describe("nine cameras", () => {
  test("are live at 25 frames a second, also while the page is busy 200 ms of every second", async () => {
    await using core = new CoreDouble(pages.folder, glassOf(grid(3)));
    for (let at = 1; at <= 9; at += 1) core.cameras.set(`c-${at}`, new CameraDouble(`c-${at}`, clip));
    await core.start();
    await using view = await openPage(browser, `${core.origin}/wall/out`, CANVAS);
    const stats = async () => wallStatsSchema.parse(await view.page.evaluate(() => window.wallStats()));
    await expect
      .poll(async () => (await stats()).tiles.map(({ state }) => state), { timeout: 15_000 })
      .toEqual(Array(9).fill("live"));
    await view.page.evaluate(() => {
      setInterval(() => {
        const end = performance.now() + 200;
        while (performance.now() < end);
      }, 1000);
    });
    const before = await stats();
    await view.page.waitForFunction(
      (from) => performance.now() > from + 5000,
      await view.page.evaluate(() => performance.now()),
    );
    const after = await stats();
    console.log(
      JSON.stringify(
        after.tiles.map((tile, at) => [
          tile.framesPresented - (before.tiles[at]?.framesPresented ?? 0),
          tile.fps,
          tile.frameAgeMs,
          tile.dropped,
        ]),
      ),
    );
    expect(view.errors).toEqual([]);
  });
});

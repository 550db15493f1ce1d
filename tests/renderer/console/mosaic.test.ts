import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright";
import { z } from "zod";
import type { Size } from "../../../src/layouts/rect.ts";
import { siteSchema } from "../../../src/layouts/site.ts";
import { cameraSchema } from "../../../src/protocol/camera.ts";
import { feedSchema } from "../../../src/protocol/feed.ts";
import { wallStateSchema } from "../../../src/protocol/wall.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { launchChromium, wallStatsOf } from "../fixtures/pages.ts";
import { emptyData, type RealCore, startRealCore } from "./real-core.ts";

const texts = consoleTexts.id;
let browser: Browser;
let core: RealCore;
const data = emptyData();

beforeAll(async () => {
  browser = await launchChromium();
  core = await startRealCore(data.path, { demo: true });
});
afterAll(async () => {
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

/** Puts one camera over the whole wall: what is there besides the mosaic is read for it already, and costs little. */
async function takeAlone(cameraId: string, wallId: string, { width, height }: Size): Promise<void> {
  const rect = { x: 0, y: 0, width, height };
  const tiles = [{ id: "alone", rect, content: { kind: "camera", cameraId } }];
  for (const [path, body] of [
    ["/api/layouts", { id: "alone", name: "Satu saja", wallId, tiles }],
    [`/api/walls/${wallId}/take`, { layoutId: "alone" }],
  ] as const) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(core.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    expect(answer.ok, await answer.text()).toBe(true);
  }
}

describe("a mosaic made at the desk", { timeout: 90_000 }, () => {
  it("takes the cameras that were picked to the wall, names them there, and tells how each is", async () => {
    const cameras = z.array(cameraSchema).parse(await core.get("/api/cameras"));
    const [first, second, third, fourth] = cameras;
    if (!first || !second || !third || !fourth) throw new Error("the demo has too few cameras");
    const site = siteSchema.parse(await core.get("/api/site"));
    const [viewport] = site.viewports;
    const wallThere = site.walls.find(({ id }) => id === viewport?.wallId);
    if (!viewport || !wallThere) throw new Error("the demo's site has no viewport");
    await takeAlone(first.id, viewport.wallId, wallThere.canvas);

    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addInitScript(() => localStorage.setItem("dinding.language", "id"));
    const desk = await context.newPage();
    await desk.goto(core.url);
    await desk.getByRole("button", { name: texts.mosaic.open }).click();
    const picker = desk.getByRole("region", { name: texts.mosaic.pick });
    const prepare = picker.getByRole("button", { name: /Siapkan/ });
    for (const { name } of [first, second, third]) await picker.getByLabel(name).check();
    expect(await prepare.isDisabled()).toBe(true);
    await picker.getByLabel(fourth.name).check();
    await prepare.click();
    const preview = desk.getByRole("listbox", { name: texts.preview, exact: true });
    await expect.poll(() => preview.innerText(), { timeout: 15_000 }).toBe("Mosaik 4 kamera");
    await desk.getByRole("button", { name: texts.take }).click();
    await expect
      .poll(async () => wallStateSchema.parse(await core.get(`/api/walls/${viewport.wallId}`)).tiles, {
        timeout: 15_000,
      })
      .toMatchObject([
        { content: { kind: "mosaic", cameraIds: [first.id, second.id, third.id, fourth.id] } },
      ]);
    const line = desk.locator(".take-line");
    await expect.poll(() => line.innerText(), { timeout: 15_000 }).toBe(texts.taking.noOutputs);

    const wall = await context.newPage();
    const output = site.outputs.find(({ id }) => id === viewport.outputId);
    await wall.setViewportSize({ width: output?.width ?? 1920, height: output?.height ?? 1080 });
    await wall.goto(`${core.url}/wall/${viewport.outputId}`);
    // A machine with much else to do is late or leaves pictures out, and says so.
    const shows = expect.stringMatching(/^(live|degraded|delayed)$/);
    const cells = cameras.slice(0, 4).map(({ id: cameraId }) => ({ cameraId, state: shows }));
    await expect
      .poll(async () => (await wallStatsOf(wall, viewport.outputId)).tiles, { timeout: 40_000 })
      .toMatchObject([{ state: shows, cameraId: null, cells }]);
    const named = await wall.locator(".cell").allInnerTexts();
    expect(named.map((text, at) => text.startsWith(cameras[at]?.name ?? "?"))).toEqual(Array(4).fill(true));

    const { takeId } = wallStateSchema.parse(await core.get(`/api/walls/${viewport.wallId}`));
    await expect.poll(() => core.get(`/api/takes/${takeId}`)).toMatchObject({ state: "complete" });
    // The display came later, and the desk hears of it.
    const done = new RegExp(texts.taking.complete.replace("{{ms}}", "\\d+"));
    await expect.poll(() => line.innerText(), { timeout: 15_000 }).toMatch(done);
    // The desk watches the very feed of the wall.
    const videos = desk.locator(".program video");
    await expect.poll(() => videos.count(), { timeout: 15_000 }).toBe(1);
    const feeds = z.array(feedSchema).parse(await core.get("/api/feeds"));
    expect(feeds.filter((feed) => feed.cells !== undefined)).toMatchObject([{ cells }]);

    // Once more with the display there: away from the mosaic, and back to it.
    for (const again of [false, true]) {
      await desk.getByRole("button", { name: texts.undoTake }).click();
      await expect
        .poll(
          async () => {
            const { tiles } = wallStateSchema.parse(await core.get(`/api/walls/${viewport.wallId}`));
            return tiles.some(({ content }) => content.kind === "mosaic");
          },
          { timeout: 15_000 },
        )
        .toBe(again);
      await expect.poll(() => line.innerText(), { timeout: 15_000 }).toMatch(done);
    }
    if (process.env["PICTURES"] !== undefined)
      await desk.screenshot({ path: `${process.env["PICTURES"]}/mosaic.png` });
    await context.close();
  });
});

import { type Browser, devices, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { cameraSchema } from "../../../src/protocol/camera.ts";
import { feedSchema } from "../../../src/protocol/feed.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { watchTexts } from "../../../src/renderer/i18n/watch.ts";
import { emptyData, type RealCore, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium } from "../fixtures/pages.ts";

const PASSWORD = "kata-sandi-panjang";
const texts = watchTexts.id;
const data = emptyData();
let browser: Browser;
let core: RealCore;

beforeAll(async () => {
  browser = await launchChromium();
  core = await startRealCore(data.path, { demo: true, password: PASSWORD });
});
afterAll(async () => {
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

/** A phone that is held upright. */
async function phone(): Promise<{ readonly page: Page } & AsyncDisposable> {
  const { viewport, deviceScaleFactor, isMobile, hasTouch } = devices["Pixel 7"];
  const context = await browser.newContext({ viewport, deviceScaleFactor, isMobile, hasTouch });
  const page = await context.newPage();
  await page.goto(`${core.url}/watch`);
  return { page, [Symbol.asyncDispose]: () => context.close() };
}

const cameras = async () => z.array(cameraSchema).parse(await core.get("/api/cameras"));
const feeds = async () => z.array(feedSchema).parse(await core.get("/api/feeds"));

/** How each picture of the page is, by what it is of: the states of whole tiles. */
const states = (page: Page) =>
  page.locator(".tile > .camera").evaluateAll((all) => all.map((one) => one.getAttribute("data-state")));
const shows = expect.stringMatching(/^(live|degraded|delayed)$/);
/** How far a finger's target reaches beyond the phone's edges, pixels. */
const beyond = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("on a phone", { timeout: 60_000 }, () => {
  test("all cameras are one picture, each is named, and a touch shows one by itself until one goes back", async () => {
    const all = await cameras();
    await using view = await phone();
    const { page } = view;
    await expect.poll(() => states(page), { timeout: 30_000 }).toEqual([shows]);
    const cells = page.locator(".cell");
    expect(await cells.count()).toBe(all.length);
    await expect.poll(() => cells.first().innerText()).toContain(all[0]?.name);
    expect(await beyond(page)).toBe(0);
    const mosaic = (await feeds()).find((feed) => feed.cells !== undefined);
    expect(mosaic?.cells?.map(({ cameraId }) => cameraId)).toEqual(all.map(({ id }) => id));
    // Upright, two stand side by side.
    const lefts = await cells.evaluateAll((each) => each.map((cell) => cell.getBoundingClientRect().left));
    expect(new Set(lefts).size).toBe(2);

    const third = all[2];
    await page.getByRole("button", { name: third?.name ?? "?", exact: true }).tap();
    const single = page.locator(`[data-watched="${third?.id}"]`);
    await single.waitFor();
    await expect.poll(() => states(page), { timeout: 15_000 }).toEqual([shows]);
    await expect.poll(() => single.innerText()).toContain(third?.name);
    // The smaller stream is enough for a phone, and the mosaic is no longer made for anybody.
    await expect
      .poll(async () =>
        (await feeds()).some(({ cameraId, stream }) => cameraId === third?.id && stream === "sub"),
      )
      .toBe(true);
    await expect
      .poll(async () => (await feeds()).some((feed) => feed.cells !== undefined), { timeout: 30_000 })
      .toBe(false);
    await page.getByRole("button", { name: texts.after }).tap();
    await page.locator(`[data-watched="${all[3]?.id}"]`).waitFor();
    await page.goBack();
    await single.waitFor();
    await page.goBack();
    await expect.poll(() => cells.count(), { timeout: 15_000 }).toBe(all.length);
  });

  test("a group of two is shown as two, and the address leads there again", async () => {
    const groups = Map.groupBy(await cameras(), ({ group }) => group ?? "");
    const [name, two] = [...groups].find(([, some]) => some.length === 2) ?? [];
    if (name === undefined || two === undefined) throw new Error("the demo has no group of two");
    await using view = await phone();
    const { page } = view;
    await page.getByLabel(texts.which).selectOption(name);
    await expect.poll(() => states(page), { timeout: 30_000 }).toEqual([shows, shows]);
    await page.reload();
    await expect.poll(() => states(page), { timeout: 30_000 }).toEqual([shows, shows]);
    expect(await page.getByLabel(texts.which).inputValue()).toBe(name);
    for (const { id, name: camera } of two)
      expect(await page.locator(`[data-watched="${id}"]`).innerText()).toContain(camera);
  });

  test("a camera that is lost says so in its cell, and nothing looks live once the core is lost", async () => {
    const data = emptyData();
    const own = await startRealCore(data.path, { demo: true, password: PASSWORD });
    const context = await browser.newContext({ viewport: { width: 400, height: 800 } });
    try {
      const [first] = z.array(cameraSchema).parse(await own.get("/api/cameras"));
      const page = await context.newPage();
      await page.goto(`${own.url}/watch`);
      await expect.poll(() => states(page), { timeout: 30_000 }).toEqual([shows]);
      const login = await page.request.post(`${own.url}/api/session`, {
        data: { name: "admin", password: PASSWORD },
      });
      const { token } = z.object({ token: z.string() }).parse(await login.json());
      const streams = [{ role: "main", url: "rtsp://127.0.0.1:1/none" }];
      const patched = await fetch(`${own.url}/api/cameras/${first?.id}`, {
        method: "PATCH",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": "*" },
        body: JSON.stringify({ streams }),
      });
      expect(patched.status).toBe(200);
      const cell = page.locator(`.cell[data-camera="${first?.id}"]`);
      await expect.poll(() => cell.getAttribute("data-state"), { timeout: 30_000 }).toBe("lost");
      expect(await cell.innerText()).toContain(commonTexts.id.state.lost);
      own.kill();
      await expect.poll(() => states(page), { timeout: 15_000 }).toEqual(["lost"]);
      await page.getByRole("alert").waitFor();
    } finally {
      await context.close();
      await own[Symbol.asyncDispose]();
      data[Symbol.dispose]();
    }
  });
});

test("nobody watches without a login", async () => {
  const folder = emptyData();
  const own = await startRealCore(folder.path, { password: PASSWORD });
  const context = await browser.newContext({ viewport: { width: 400, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(`${own.url}/watch`);
    await page.getByRole("heading", { name: commonTexts.id.sign.inTitle }).waitFor();
    expect(await page.locator("video").count()).toBe(0);
    expect(await beyond(page)).toBe(0);
    await signIn(page, PASSWORD);
    await page.getByRole("heading", { name: texts.none }).waitFor();
  } finally {
    await context.close();
    await own[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  }
});

import { type Browser, devices } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { layoutSchema } from "../../../src/layouts/layout.ts";
import { wallOnGlassSchema } from "../../../src/protocol/wall.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { phoneTexts } from "../../../src/renderer/i18n/phone.ts";
import { emptyData, startRealCore } from "../console/real-core.ts";
import { launchChromium } from "../fixtures/pages.ts";

const words = phoneTexts.id;
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it("takes a layout by two taps, brings the last wall back, and covers it, on a phone", async () => {
  using data = emptyData();
  await using core = await startRealCore(data.path, { demo: true });
  const { viewport, deviceScaleFactor, isMobile, hasTouch } = devices["Pixel 7"];
  await using context = await browser.newContext({ viewport, deviceScaleFactor, isMobile, hasTouch });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${core.url}/phone`);

  const shown = async () => wallOnGlassSchema.parse(await core.get("/api/walls/utama"));
  const first = (await shown()).layoutId;
  const other = layoutSchema
    .array()
    .parse(await core.get("/api/layouts"))
    .find(({ id }) => id !== first);
  if (other === undefined) throw new Error("the demo has one layout only");
  const option = page.getByRole("option", { name: other.name });
  expect(await page.getByRole("button", { name: words.chooseFirst }).isDisabled()).toBe(true);
  await option.tap();
  await page.getByRole("button", { name: words.takeNamed.replace("{{name}}", other.name) }).tap();
  await option.getByText(words.onWall).waitFor();
  expect((await shown()).layoutId).toBe(other.id);
  // A second press puts nothing on the wall that was not chosen anew.
  expect(await page.getByRole("button", { name: words.chooseFirst }).isDisabled()).toBe(true);

  await page.getByRole("button", { name: words.undo }).tap();
  await expect.poll(async () => (await shown()).layoutId).toBe(first);
  await page.getByRole("button", { name: words.hide }).tap();
  await page.getByRole("button", { name: words.show }).waitFor();
  expect((await shown()).curtain?.all).toBe(true);
  await page.getByRole("button", { name: words.show }).tap();
  await page.getByRole("button", { name: words.hide }).waitFor();

  // A locked wall says so, with what it is told of a take.
  await context.request.put(`${core.url}/api/walls/utama/lock`, {
    data: { reason: "Tamu" },
    headers: { origin: core.url },
  });
  await page.getByText("Tamu").waitFor();
  await option.tap();
  await page.getByRole("button", { name: words.takeNamed.replace("{{name}}", other.name) }).tap();
  await page.getByText(consoleTexts.id.taking.refused.replace("{{reason}} ", "")).waitFor();
  expect((await shown()).layoutId).toBe(first);

  const tooSmall = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, a, [role=option]")]
      .map((each) => each.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && (height < 43.5 || width < 43.5))
      .map(({ width, height }) => `${width} x ${height}`),
  );
  expect(tooSmall).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(errors).toEqual([]);
});

import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { brightnessStateSchema } from "../../../src/protocol/brightness.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";

const { brightness: texts } = technicianTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe("brightness on the technician's page", () => {
  it("by hand darkens the output at once, a schedule is stored with the site and obeyed again at a word", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, `${core.url}/technician`, laptop);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    const now = page.getByLabel(texts.now);
    await now.waitFor();
    const wall = await page.context().newPage();
    await wall.goto(`${core.url}/wall/out-1`);
    await wall.locator(".output").waitFor();
    expect(await wall.locator(".dimmed").count()).toBe(0);

    await now.focus();
    await page.keyboard.press("Home");
    const light = () =>
      wall.evaluate(() => {
        const layer = document.querySelector(".dimmed");
        return layer === null ? null : getComputedStyle(layer).opacity;
      });
    await expect.poll(light).toBe("0.95");
    const state = async () =>
      brightnessStateSchema.parse(await page.evaluate(async () => (await fetch("/api/brightness")).json()));
    expect(await state()).toMatchObject({ percent: 5, by: "manual", name: "admin" });

    await page.getByLabel(texts.day, { exact: true }).fill("80");
    await page.getByLabel(texts.night, { exact: true }).fill("80");
    await page.getByRole("button", { name: texts.save }).click();
    await page.getByText(texts.saved).waitFor();
    // A part of the day has begun that there was none of before.
    await expect.poll(light).toBe("0.2");
    expect(await state()).toMatchObject({ percent: 80, by: "schedule" });

    await now.focus();
    await page.keyboard.press("End");
    await expect.poll(light).toBeNull();
    await page.getByRole("button", { name: texts.back }).click();
    await expect.poll(light).toBe("0.2");
    expect(errors).toEqual([]);
  });

  it("refuses a level and a time that are none", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, `${core.url}/technician`, laptop);
    const { page } = opened;
    await signIn(page, PASSWORD);
    await page.getByLabel(texts.day, { exact: true }).fill("4");
    expect(await page.getByRole("button", { name: texts.save }).isDisabled()).toBe(true);
    await page.getByLabel(texts.day, { exact: true }).fill("");
    expect(await page.getByRole("button", { name: texts.save }).isDisabled()).toBe(true);
    await page.getByLabel(texts.day, { exact: true }).fill("70");
    expect(await page.getByRole("button", { name: texts.save }).isDisabled()).toBe(false);
  });
});

import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { shownPatternSchema } from "../../../src/protocol/pattern.ts";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage, picture } from "../fixtures/pages.ts";

const { patterns: words, stage } = technicianTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it("shows what a technician chooses on the glass at once, by pointer and by key, and ends it", async () => {
  using data = emptyData();
  await using core = await startRealCore(data.path, { password: PASSWORD, site: "pontianak" });
  await using opened = await openPage(browser, `${core.url}/technician`, laptop);
  const { page, errors } = opened;
  await signIn(page, PASSWORD);
  const part = page.getByRole("region", { name: words.title });
  const shown = async () =>
    z
      .array(shownPatternSchema)
      .parse(await page.evaluate(async () => (await fetch("/api/patterns")).json()))
      .map(({ id, pattern }) => `${id} ${pattern}`);
  const wall = await page.context().newPage();
  await wall.setViewportSize({ width: 2400, height: 1080 });
  await wall.goto(`${core.url}/wall/out-1`);

  await part.getByRole("button", { name: words.names.white }).click();
  await expect.poll(shown).toEqual(["wall:utama white"]);
  await expect.poll(async () => (await picture(wall)).at(1200, 1079)).toEqual([255, 255, 255]);
  await part.getByText(/berakhir sendiri pukul \d\d:\d\d:\d\d WIB/u).waitFor();

  await page.getByRole("application").focus();
  await page.keyboard.press("Home");
  const target = part.getByLabel(words.target);
  await expect.poll(() => target.inputValue()).toBe("panel");
  await page.keyboard.press("t");
  await expect.poll(shown).toEqual(["wall:utama white", "panel:utama:p-1-1 white"]);
  await part.getByRole("button", { name: words.names.white, exact: true, pressed: true }).waitFor();
  await page.keyboard.press("]");
  await expect.poll(shown).toEqual(["wall:utama white", "panel:utama:p-1-1 black"]);
  await expect.poll(async () => (await picture(wall)).at(319, 179)).toEqual([0, 0, 0]);
  const seen = await picture(wall);
  for (const at of [seen.at(320, 179), seen.at(319, 180)]) expect(at).toEqual([255, 255, 255]);

  await target.selectOption({ label: words.onOutput.replace("{{name}}", "LED kanan") });
  await part.getByRole("button", { name: words.names.bars }).click();
  await expect.poll(async () => (await shown()).at(-1)).toBe("output:out-2 bars");
  await part
    .getByRole("button", {
      name: words.endOf.replace("{{name}}", words.onWall.replace("{{name}}", "Dinding LED")),
    })
    .click();
  await expect.poll(shown).toEqual(["panel:utama:p-1-1 black", "output:out-2 bars"]);
  await part.getByRole("button", { name: words.endAll }).click();
  await expect.poll(shown).toEqual([]);
  await expect.poll(() => wall.locator("canvas").count()).toBe(0);
  expect(errors).toEqual([]);
  expect(await page.getByText(stage.title).count()).toBeGreaterThan(0);
});

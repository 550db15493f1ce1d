import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { layoutSchema } from "../../../src/layouts/layout.ts";
import { siteSchema } from "../../../src/layouts/site.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { setupTexts } from "../../../src/renderer/i18n/setup.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";

const words = setupTexts.id;
const common = commonTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it("leads from nothing to a picture on a wall of one's own", async () => {
  using data = emptyData();
  await using core = await startRealCore(data.path, { site: null });
  await using opened = await openPage(browser, core.url, laptop);
  const { page, errors } = opened;
  await page.getByRole("link", { name: common.sign.setup }).click();
  const next = page.getByRole("button", { name: words.next, exact: true });

  await page.getByLabel(words.place.makassar).check();
  await next.click();
  await page.getByLabel(common.sign.password, { exact: true }).fill(PASSWORD);
  await page.getByLabel(common.sign.repeat).fill(PASSWORD);
  await page.getByRole("button", { name: common.sign.set }).click();

  await page.getByLabel(words.site.own, { exact: true }).check();
  await page.getByLabel(words.site.name).fill("Pusat Komando Kota Bontang");
  await page.getByLabel(words.site.model).selectOption("lcd-55-3.5");
  await page.getByLabel(words.site.columns).selectOption("3");

  // Where the core does not take another wall, the layouts of the one that stands are all there again.
  const layouts = async () =>
    layoutSchema
      .array()
      .parse(await page.evaluate(async () => (await fetch("/api/layouts")).json()))
      .toSorted((a, b) => a.id.localeCompare(b.id));
  const before = await layouts();
  expect(before).not.toEqual([]);
  const site = "**/api/site";
  const gone: number[] = [];
  await page.route(site, async (route) => {
    if (route.request().method() !== "PUT") return route.fallback();
    gone.push((await layouts()).length);
    const detail = "penyimpanan penuh";
    const problem = { type: "about:blank", title: detail, status: 503, kind: "unavailable", detail };
    return route.fulfill({ status: 503, json: problem });
  });
  await next.click();
  await page.getByRole("alert").getByText("penyimpanan penuh").waitFor();
  expect(gone).toEqual([0]);
  expect(await layouts()).toEqual(before);
  await page.unroute(site);

  await next.click();
  await page.getByRole("heading", { name: words.cameras.title }).waitFor();
  const stored = siteSchema.parse(await page.evaluate(async () => (await fetch("/api/site")).json()));
  expect(stored).toMatchObject({ name: "Pusat Komando Kota Bontang", zone: "Asia/Makassar" });
  expect(stored.outputs).toHaveLength(6);
  expect(await page.evaluate(async () => (await fetch("/api/layouts")).json())).toEqual([]);

  // Begun anew in the middle, as by a page that was closed: nothing of it is lost.
  await page.reload();
  await page.getByRole("button", { name: words.cameras.one }).click();
  await page.getByLabel(consoleTexts.id.form.name, { exact: true }).fill("Simpang Empat");
  await page.getByLabel(consoleTexts.id.form.main).fill("test:640x360@25");
  await page.keyboard.press("Enter");
  await page.getByText(words.cameras.have.replace("{{count}}", "1")).waitFor();
  await next.click();

  await page.getByRole("button", { name: words.test.take }).click();
  await page.getByText(consoleTexts.id.taking.noOutputs).waitFor();
  await page.locator('[data-picture="shown"]').waitFor();
  const wall = await page.evaluate(async () => (await fetch("/api/walls/utama")).json());
  expect(wall).toMatchObject({ tiles: [{ content: { kind: "camera" } }] });
  await page.getByRole("button", { name: words.test.pattern }).click();
  await page.getByRole("button", { name: words.test.patternOff }).click();
  await page.getByRole("button", { name: words.test.pattern }).waitFor();

  // What has cameras is not replaced by a second visit.
  await page.getByRole("button", { name: words.back }).click();
  await page.getByRole("button", { name: words.back }).click();
  await page.getByText(words.site.used).waitFor();
  expect(await page.getByLabel(words.site.own, { exact: true }).count()).toBe(0);
  expect(errors).toEqual([]);
});

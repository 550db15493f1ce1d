import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Site, siteSchema } from "../../../src/layouts/site.ts";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";

const words = technicianTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function storedSite(page: Page): Promise<Site> {
  return siteSchema.parse(await page.evaluate(async () => (await fetch("/api/site")).json()));
}

/** Somebody else names the first wall. */
async function renameWall(page: Page, name: string): Promise<void> {
  const site = await storedSite(page);
  const walls = site.walls.map((wall, at) => (at === 0 ? { ...wall, name } : wall));
  const status = await page.evaluate(
    async (body) => {
      const headers = { "Content-Type": "application/json" };
      return (await fetch("/api/site", { method: "PUT", headers, body: JSON.stringify(body) })).status;
    },
    { ...site, walls },
  );
  expect(status).toBe(200);
}

const click = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

describe("a draft beside which the site is stored", () => {
  it("takes what it does not touch, is told so, and asks where both changed the same", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, `${core.url}/technician`, laptop);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    const name = page.getByLabel(words.wizard.wallName, { exact: true });
    await name.fill("Dinding timur");
    await name.press("Enter");
    await page.getByText(words.apply.draft).waitFor();
    await page.getByLabel(words.editor.public).check();

    await page.getByLabel(words.brightness.day, { exact: true }).fill("80");
    await page.getByLabel(words.brightness.night, { exact: true }).fill("40");
    await click(page, words.brightness.save);
    await page.getByText(words.apply.joined).waitFor();
    expect((await storedSite(page)).walls[0]?.name).not.toBe("Dinding timur");
    await click(page, words.apply.apply);
    await click(page, words.apply.keep);
    await page.getByText(words.apply.kept).waitFor();
    const both = await storedSite(page);
    expect(both.walls[0]).toMatchObject({ name: "Dinding timur", public: true });
    expect(both.brightness).toMatchObject({ day: 80, night: 40 });

    await name.fill("Dinding barat");
    await name.press("Enter");
    await page.getByText(words.apply.draft).waitFor();
    const told = page.getByRole("alert").filter({ hasText: `walls · ${both.walls[0]?.id} · name` });
    await renameWall(page, "Dinding utara");
    await page.reload();
    await told.waitFor();
    await expect
      .poll(() => page.getByRole("button", { name: words.apply.apply, exact: true }).isDisabled())
      .toBe(true);
    await click(page, words.apply.rebase);
    await click(page, words.apply.apply);
    await click(page, words.apply.keep);
    await page.getByText(words.apply.kept).waitFor();
    expect((await storedSite(page)).walls[0]?.name).toBe("Dinding barat");

    await name.fill("Dinding selatan");
    await name.press("Enter");
    await page.getByText(words.apply.draft).waitFor();
    await renameWall(page, "Dinding utara");
    await page.reload();
    await told.waitFor();
    await click(page, words.apply.yield);
    await expect.poll(() => name.inputValue()).toBe("Dinding utara");
    expect(errors).toEqual([]);
  });
});

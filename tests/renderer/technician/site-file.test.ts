import { readFile } from "node:fs/promises";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { siteFile } from "../../../src/layouts/site-file.ts";
import { siteSchema, type Site } from "../../../src/layouts/site.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";

const { file: words, stage } = technicianTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe("the site as a file at a real core", () => {
  it("is saved, shows what it would change, is put and undone, and changes nothing where it is none", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { site: "pontianak", password: PASSWORD });
    await using opened = await openPage(browser, `${core.url}/technician`, laptop);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    const part = page.getByRole("region", { name: words.title });
    const stored = async (): Promise<Site> =>
      siteSchema.parse(await page.evaluate(async () => (await fetch("/api/site")).json()));
    const choose = async (name: string, text: string) => {
      await part.locator("input[type=file]").setInputFiles({
        name,
        mimeType: "application/json",
        buffer: Buffer.from(text),
      });
      await part.getByRole("heading", { name }).waitFor();
    };

    const saving = page.waitForEvent("download");
    await part.getByRole("button", { name: words.save }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe("pontianak.site.json");
    expect(await readFile(await saved.path(), "utf8")).toBe(siteFile(presets.pontianak().site));

    const before = await stored();
    await choose("masa-depan.json", JSON.stringify({ ...before, version: 99 }));
    expect(await part.innerText()).toMatch(/berbentuk 99.*bentuk 2/);
    await choose("salah.json", JSON.stringify({ ...before, name: 7, zones: 1 }));
    expect(await part.innerText()).toMatch(/name: Input tidak valid: diharapkan string.*; isi berkas 7/);
    expect(await part.getByRole("button", { name: words.apply }).count()).toBe(0);
    await choose("sama.json", siteFile(before));
    await part.getByText(words.same).waitFor();
    expect(await stored()).toEqual(before);

    await choose("baru.json", siteFile({ ...before, name: "Pusat Komando baru" }));
    expect(await part.locator(".site-lines").innerText()).toMatch(
      /^name\s+sebelum:\s+"Pusat Komando Kota Pontianak"\s+sesudah:\s+"Pusat Komando baru"$/,
    );
    await part.getByRole("button", { name: words.apply }).click();
    await page.getByText(words.applied.replace("{{name}}", "baru.json")).waitFor();
    expect(await stored()).toMatchObject({ name: "Pusat Komando baru" });
    await page.getByRole("heading", { level: 1, name: "Pusat Komando baru" }).waitFor();
    await page.getByRole("button", { name: commonTexts.id.undo }).click();
    await page.getByRole("heading", { level: 1, name: before.name }).waitFor();
    expect(await stored()).toMatchObject({ name: before.name });

    await choose("baru.json", siteFile({ ...before, name: "Milik saya" }));
    await page.route("**/api/site", async (route) => {
      if (route.request().method() !== "PUT") return route.fallback();
      // Somebody else is faster by one step.
      const { ["if-match"]: _, ...headers } = route.request().headers();
      await route.fetch({ headers, postData: JSON.stringify({ ...before, name: "Milik orang lain" }) });
      return route.continue();
    });
    await part.getByRole("button", { name: words.apply }).click();
    await page.getByText(stage.changedMeanwhile).waitFor();
    expect(await stored()).toMatchObject({ name: "Milik orang lain" });

    const schema: unknown = await page.evaluate(async () => (await fetch("/api/site/schema")).json());
    expect(schema).toHaveProperty("title", "Dinding site, form 2");

    await page.goto(`${core.url}/technician/sheet`);
    await page.getByRole("heading", { name: "Milik orang lain" }).waitFor();
    expect(errors).toEqual([]);
  });
});

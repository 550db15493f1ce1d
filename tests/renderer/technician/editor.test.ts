import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { shownSiteSchema } from "../../../src/protocol/site-trial.ts";
import { type Site, siteSchema } from "../../../src/layouts/site.ts";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage, picture } from "../fixtures/pages.ts";

const words = technicianTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A hand at the page that counts each click and each key. */
function handAt(page: Page) {
  let actions = 0;
  return {
    get actions() {
      return actions;
    },
    async click(name: string) {
      actions += 1;
      await page.getByRole("button", { name, exact: true }).click();
    },
    async keys(...keys: string[]) {
      for (const key of keys) {
        actions += 1;
        await page.keyboard.press(key);
      }
    },
    /** A press on a field, and the keys of what is typed over what stood there. */
    async type(label: string, text: string) {
      actions += 1;
      await page.getByLabel(label, { exact: true }).click();
      await this.keys(...text);
    },
  };
}

async function storedSite(page: Page): Promise<Site> {
  return siteSchema.parse(await page.evaluate(async () => (await fetch("/api/site")).json()));
}

const draw = (page: Page) => page.getByRole("application");

describe("the editor at a real core", () => {
  it("builds Pontianak's wall without the preset in under 40 clicks and keys, and both outputs show it", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, `${core.url}/technician`, laptop);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    await page.getByText(words.noPanels).waitFor();
    const hand = handAt(page);

    await hand.click(`+ ${words.editor.newWall}`);
    await hand.type(words.wizard.columns, "15");
    await hand.type(words.wizard.rows, "6");
    await page.getByText("90 panel · 9000 × 2025 mm · kanvas 4800 × 1080 px").waitFor();
    await hand.type(words.wizard.outputs, "2");
    await hand.keys("Enter");
    expect((await storedSite(page)).walls[0]?.panels).toEqual([]);
    await hand.click(words.apply.apply);
    await page.getByText(words.apply.left.replace("{{seconds}}", "15")).waitFor();
    // On the glass, and not stored.
    const shown = shownSiteSchema.parse(
      await page.evaluate(async () => (await fetch("/api/site/shown")).json()),
    );
    expect(shown.site.walls[0]?.panels).toHaveLength(90);
    await hand.click(words.apply.keep);
    await page.getByText(words.apply.kept).waitFor();
    expect(hand.actions).toBeLessThan(40);
    console.log(`actions: ${hand.actions}`);
    expect(errors).toEqual([]);
    void z;
    void picture;
    await page.screenshot({ path: "/tmp/editor-1280.png" });
    void draw;
  });
});

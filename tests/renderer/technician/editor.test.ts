import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
      await this.keys(...text.split(""));
    },
  };
}

async function storedSite(page: Page): Promise<Site> {
  return siteSchema.parse(await page.evaluate(async () => (await fetch("/api/site")).json()));
}

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
    const site = await storedSite(page);
    expect(site.viewports.map(({ canvas }) => canvas)).toEqual([
      { x: 0, y: 0, width: 2400, height: 1080 },
      { x: 2400, y: 0, width: 2400, height: 1080 },
    ]);

    // Every second cabinet lights up; the eighth column lies on both outputs.
    const lit = (column: number, row: number) => (column + row) % 2 === 0;
    const tiles = site.walls[0]?.panels.flatMap(({ id, canvas }) =>
      lit(canvas.x / 320, canvas.y / 180)
        ? { id, rect: canvas, z: 0, fit: "fill", priority: 5, content: { kind: "text", text: id } }
        : [],
    );
    await page.evaluate(
      async (layout) => {
        const headers = { "Content-Type": "application/json" };
        const post = async (path: string, body: unknown) => {
          const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
          if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        };
        await post("/api/layouts", layout);
        await post("/api/walls/utama/take", { layoutId: layout.id });
      },
      { id: "papan", name: "Papan", wallId: "utama", tiles },
    );
    for (const [index, output] of site.outputs.entries()) {
      const glass = await page.context().newPage();
      await glass.setViewportSize({ width: output.width, height: output.height });
      await glass.goto(`${core.url}/wall/${output.id}`);
      await expect.poll(() => glass.locator(".tile[data-look=shown]").count()).toBeGreaterThan(20);
      const pixels = await picture(glass);
      expect(pixels).toMatchObject({ width: 2400, height: 1080 });
      const dark = pixels.at(index === 0 ? 330 : 10, 10);
      // The corners of every cabinet, one pixel on each side of its edges.
      const wrong: string[] = [];
      for (let column = 0; column < 15; column += 1)
        for (let row = 0; row < 6; row += 1)
          for (const [dx, dy] of [
            [0, 0],
            [319, 0],
            [0, 179],
            [319, 179],
          ] as const) {
            const x = column * 320 + dx - index * 2400;
            const y = row * 180 + dy;
            if (x < 0 || x >= 2400) continue;
            const same = pixels.at(x, y).join() === dark.join();
            if (same === lit(column, row)) wrong.push(`${output.id} ${x},${y}: ${pixels.at(x, y).join()}`);
          }
      expect(wrong).toEqual([]);
      await glass.close();
    }
    expect(errors).toEqual([]);
  });
});

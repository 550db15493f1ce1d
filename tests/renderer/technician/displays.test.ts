import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { siteSchema } from "../../../src/layouts/site.ts";
import type { Display } from "../../../src/protocol/display.ts";
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

const samsung: Display = {
  ...{ names: ["HDMI-1"], rect: { x: 0, y: 0, width: 4096, height: 2160 }, primary: true },
  monitor: { maker: "SAM", product: 7, serial: "A1", name: "SAM QM55", widthMm: 1210, heightMm: 680 },
};
const plain: Display = {
  names: ["DP-2"],
  rect: { x: 4096, y: 0, width: 1920, height: 1080 },
  primary: false,
};

describe("the displays of this machine on the technician's page", { timeout: 120_000 }, () => {
  it("are offered to an output with what tells them apart, and told when they are unplugged", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, `${core.url}/technician`, laptop);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    const plugged = (displays: readonly Display[]) =>
      page.evaluate(async (body) => {
        const headers = { "Content-Type": "application/json" };
        const answer = await fetch("/api/displays", {
          ...{ method: "PUT", headers, body: JSON.stringify(body) },
        });
        if (!answer.ok) throw new Error(await answer.text());
      }, displays);
    await page.getByText(words.apply.apply).first().waitFor();
    await plugged([samsung, plain]);
    await page.locator(".output-box").first().click();
    await page
      .locator(".entry", { hasText: words.editor.onDisplay })
      .locator("select")
      .selectOption("display");
    const choice = page.getByLabel(words.editor.takeDisplay);
    const offered = choice.locator("option", {
      hasText: "HDMI-1 · SAM QM55 · 1210 × 680 mm · 4096 × 2160 px",
    });
    await offered.waitFor({ state: "attached", timeout: 15_000 });
    await choice.selectOption("HDMI-1");
    const group = page.getByRole("group", { name: words.editor.connected });
    await expect.poll(() => group.locator("output").textContent()).toContain("SAM QM55");
    await page.getByRole("button", { name: words.apply.apply, exact: true }).click();
    await page.getByRole("button", { name: words.apply.keep, exact: true }).click();
    await page.getByText(words.apply.kept).waitFor();
    const site = siteSchema.parse(await page.evaluate(async () => (await fetch("/api/site")).json()));
    expect(site.outputs[0]).toMatchObject({
      ...{ name: "SAM QM55", width: 4096, height: 2160 },
      placement: { kind: "display", connector: "HDMI-1", monitor: { maker: "SAM", serial: "A1" } },
    });

    await plugged([plain]);
    const missing = page.getByText(words.editor.unplugged.replace("{{display}}", "HDMI-1"));
    await missing.waitFor({ timeout: 15_000 });
    // In another socket it is found by its own name.
    await plugged([{ ...samsung, names: ["DP-1"] }]);
    await expect.poll(() => group.locator("output").textContent(), { timeout: 15_000 }).toContain("DP-1");
    expect(errors).toEqual([]);
  });
});

import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";

const bench = technicianTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe("the technician's page at a real core", () => {
  it("says which output a screen is by the code that it shows", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, `${core.url}/technician`, laptop);
    await using screen = await openPage(browser, `${core.url}/pair`, { width: 1280, height: 720 });
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    const code = (await screen.page.locator("[data-code]").getAttribute("data-code")) ?? "";
    await page.getByText(bench.output.waiting_one.replace("{{count}}", "1")).waitFor();
    await page.getByRole("button", { name: bench.output.pair }).click();
    const field = page.getByLabel(bench.output.pairCode);
    await field.fill(code === "000000" ? "000001" : "000000");
    await field.press("Enter");
    await page.getByRole("alert").waitFor();
    await field.fill(code);
    await field.press("Enter");
    await screen.page.waitForURL(`${core.url}/wall/out-1`);
    await screen.page.waitForFunction(() => "wallStats" in window);
    await field.waitFor({ state: "detached" });
    expect([...errors, ...screen.errors]).toEqual([]);
  });

  it("moves the site to another stage and back, and gives an output its one-time address", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, `${core.url}/technician`, laptop);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    await page.getByText(bench.noPanels).waitFor();
    const now = page.getByRole("button", { name: bench.stage.tarakan });
    expect(await now.getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: bench.stage.tarakan2 }).click();
    await page.getByText(bench.stage.moved).waitFor();
    const counted = (present: number, planned: number, dead: number) =>
      page.getByText(
        bench.panelCounts
          .replace("{{present}}", String(present))
          .replace("{{planned}}", String(planned))
          .replace("{{dead}}", String(dead)),
      );
    await counted(0, 4, 0).waitFor();
    const price = page.getByLabel(
      bench.stage.price.replace("{{article}}", "monitor LCD 1.213,5 × 684,3 mm, 1920 × 1080 px"),
      { exact: true },
    );
    await price.fill("18500000");
    await price.press("Enter");
    await page.getByText(bench.stage.priced).waitFor();
    await page.getByLabel(bench.stage.budget, { exact: true }).fill("80000000");
    await page.getByLabel(bench.stage.budget, { exact: true }).press("Enter");
    await page
      .getByText(
        bench.stage.buys.replace("{{rupiah}}", "Rp 80.000.000").replace("{{stage}}", bench.stage.tarakan2),
      )
      .waitFor();
    const layouts = await page.evaluate(async () => (await fetch("/api/layouts")).json());
    expect(JSON.stringify(layouts)).toContain('"ringkasan"');

    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowRight");
    await page.getByLabel(bench.panel.status).selectOption("dead");
    await counted(0, 3, 1).waitFor();
    await page.getByRole("button", { name: bench.apply.apply }).click();
    await page.getByRole("button", { name: bench.apply.keep }).click();
    await page.getByText(bench.stage.own).waitFor();

    await now.click();
    await page.getByText(bench.noPanels).waitFor();
    // What is told of the site follows what is drawn of it.
    const code = page.getByRole("button", { name: bench.output.code });
    await expect.poll(() => code.count()).toBe(1);
    await code.click();
    const address = page.getByLabel(bench.output.codeFor.replace("{{name}}", "Jendela"));
    expect(await address.inputValue()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(errors).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../src/renderer/i18n/console.ts";
import { emptyData, type RealCore, startRealCore } from "./console/real-core.ts";
import { launchChromium } from "./fixtures/pages.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PASSWORD = "kata-sandi-panjang";

const paths: readonly string[] = [
  ...["/technician", "/technician/sheet", "/technician/room", "/watch", "/phone", "/trust", "/setup"],
  ...["/pair", "/history", "/papers/month", "/papers/day", "/papers/handover", "/crew/nobody"],
  ...["/wall/out-1", "/state", "/incidents/sources", "/incidents/agencies", "/incidents/drills"],
  ...["/people/accounts", "/people/sessions", "/people/tokens", "/people/audit"],
];

const { id: texts } = consoleTexts;

/** Writes in the desk's palette, and does what it finds. */
async function byPalette(page: Page, sought: string) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(sought);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: sought }).waitFor();
}

/** What opens over the desk, and how. */
const opened: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  palette: (page) => page.keyboard.press("Control+k"),
  "camera form": (page) => page.keyboard.press("n"),
  "standby picture": (page) => byPalette(page, texts.pictures.standby.title),
  greeting: (page) => byPalette(page, texts.pictures.greeting.title),
  "menu of a tile": (page) =>
    page.getByRole("listbox", { name: texts.onGlass }).getByRole("option").first().click({ button: "right" }),
};

let browser: Browser;
let core: RealCore;
let context: BrowserContext;
const data = emptyData();

beforeAll(async () => {
  browser = await launchChromium();
  core = await startRealCore(data.path, { demo: true });
  context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const set = await context.request.post(`${core.url}/api/setup`, {
    data: { password: PASSWORD },
    headers: { origin: core.url },
  });
  expect(set.status()).toBe(201);
});
afterAll(async () => {
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

/** A page that has something to look at. */
async function shown(path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(core.url + path);
  await page.locator("main").first().waitFor();
  await page.waitForFunction(() => (document.querySelector("main")?.textContent ?? "").length > 20);
  await page.evaluate(axe);
  return page;
}

/** What axe finds that keeps somebody out, or nearly: rule, and where. */
async function faultsOf(page: Page): Promise<string[]> {
  const results: AxeResults = await page.evaluate(() => {
    const found: unknown = Reflect.get(window, "axe");
    if (typeof found !== "object" || found === null || !("run" in found) || typeof found.run !== "function")
      throw new Error("axe is not there");
    return found.run(document, { resultTypes: ["violations"] });
  });
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary ?? ""}`),
    );
}

describe("axe finds no serious fault", () => {
  it.each(paths)("at %s", async (path) => {
    const page = await shown(path);
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
  });

  it("at the desk, and in what opens over it", async () => {
    const page = await shown("/");
    const glass = page.getByRole("listbox", { name: texts.onGlass });
    await glass.getByRole("option").first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const over = page.locator("[role=dialog], [role=menu]");
    for (const [name, open] of Object.entries(opened)) {
      await open(page);
      await over.first().waitFor();
      expect(await faultsOf(page), name).toEqual([]);
      await page.keyboard.press("Escape");
      await expect.poll(() => over.count(), { message: name }).toBe(0);
    }
    await page.keyboard.press("t");
    await page.locator("form").first().waitFor();
    expect(await faultsOf(page), "report").toEqual([]);
    await page.close();
  });
});

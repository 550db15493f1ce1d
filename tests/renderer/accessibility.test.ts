import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContext } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyData, type RealCore, startRealCore } from "./console/real-core.ts";
import { launchChromium } from "./fixtures/pages.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PASSWORD = "kata-sandi-panjang";

/** Every page, and what opens on the desk by a key. */
const pages: readonly (readonly [path: string, ...keys: string[]])[] = [
  ...[
    ...["/", "/technician", "/technician/sheet", "/technician/room", "/watch", "/phone", "/trust", "/setup"],
    ...[
      "/pair",
      "/history",
      "/papers/month",
      "/papers/day",
      "/papers/handover",
      "/crew/nobody",
      "/wall/out-1",
      "/state",
    ],
    ...["/incidents/sources", "/incidents/agencies", "/incidents/drills"],
    ...["/people/accounts", "/people/sessions", "/people/tokens", "/people/audit"],
  ].map((path) => [path] as const),
  ["/", "Control+k"],
  ["/", "n"],
  ["/", "t"],
];

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

/** What axe finds that keeps somebody out, or nearly: rule, and where. */
async function faultsOf(path: string, keys: readonly string[]): Promise<string[]> {
  const page = await context.newPage();
  await page.goto(core.url + path);
  await page.locator("main").first().waitFor();
  await page.waitForFunction(() => (document.querySelector("main")?.textContent ?? "").length > 20);
  for (const key of keys) {
    // The desk hears keys once it knows the wall.
    await page.getByRole("listbox").nth(1).waitFor();
    await page.keyboard.press(key);
    await page.locator("[role=dialog], form").first().waitFor();
  }
  await page.evaluate(axe);
  const results: AxeResults = await page.evaluate(() => {
    const found: unknown = Reflect.get(window, "axe");
    if (typeof found !== "object" || found === null || !("run" in found) || typeof found.run !== "function")
      throw new Error("axe is not there");
    return found.run(document, { resultTypes: ["violations"] });
  });
  await page.close();
  return results.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary ?? ""}`),
    );
}

describe("axe finds no serious fault", () => {
  it.each(pages)("at %s", async (path, ...keys) => {
    expect(await faultsOf(path, keys)).toEqual([]);
  });
});

import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { historyTexts } from "../../../src/renderer/i18n/history.ts";
import { emptyData, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";

const texts = historyTexts.id;
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it("steps through takes and incidents of a wall by key, each as it was, with its time in the site's zone", async () => {
  using data = emptyData();
  await using core = await startRealCore(data.path, { demo: true });
  const change = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(core.url + path, { method, headers, body: JSON.stringify(body) });
    expect(answer.status).toBeLessThan(300);
    return answer.json();
  };
  await change("POST", "/api/walls/utama/take", { layoutId: "sembilan" });
  const fire = { kind: "fire", severity: "critical", text: "Api di pasar", source: "Uji" };
  const { id } = z.object({ id: z.string() }).parse(await change("POST", "/api/incidents", fire));
  await change("PATCH", `/api/incidents/${id}`, { status: "closed" });
  await change("POST", "/api/walls/utama/take", { layoutId: "empat" });

  await using opened = await openPage(browser, `${core.url}/history`, { width: 1366, height: 768 });
  const { page, errors } = opened;
  const list = page.locator(".past-change");
  await list.filter({ hasText: "demo menayangkan Empat" }).waitFor();
  const current = page.locator('.past-change[aria-current="true"]');
  /** Steps back until the chosen change says this. */
  const stepTo = async (words: string) => {
    for (let steps = 0; steps < 40; steps += 1) {
      if ((await current.innerText()).includes(words)) return;
      await page.keyboard.press("ArrowLeft");
    }
    expect.unreachable(`no change says ${words}`);
  };
  const tiles = page.locator(".past-tile");
  const incidents = page.getByRole("region", { name: texts.incidents });

  await stepTo("Ditutup demo: Api di pasar");
  await expect.poll(() => tiles.count()).toBe(9);
  await expect.poll(() => incidents.innerText()).not.toContain("Api di pasar");
  await stepTo("Dilaporkan: Api di pasar");
  await expect.poll(() => incidents.innerText()).toContain("Api di pasar");
  await page.keyboard.press("End");
  await expect.poll(() => tiles.count()).toBe(4);
  expect(await page.locator(".past-wall h2").innerText()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d WITA$/);

  const until = page.getByLabel(texts.until);
  await until.fill("2026-13-99 10:00");
  await until.press("Enter");
  expect(await until.getAttribute("aria-invalid")).toBe("true");
  await until.fill("2020-01-01 10:00");
  await until.press("Enter");
  await page.getByText(texts.noChanges).waitFor();
  await page.getByRole("button", { name: texts.now }).click();
  await list.first().waitFor();
  expect(errors).toEqual([]);
});

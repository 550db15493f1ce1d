import { afterAll, beforeAll, expect, it } from "vitest";
import type { Machine } from "../../../src/protocol/machine.ts";
import { stateTexts } from "../../../src/renderer/i18n/state.ts";
import { openDesks } from "../console/desk.ts";
import { busyEvening, feed } from "../console/scene.ts";

const texts = stateTexts.id;
let desks: Awaited<ReturnType<typeof openDesks>>;
beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

const machine = (): Machine => ({
  ...{ version: "1.2.3", system: "Linux 6.8", node: "24.1.0", startedAt: "2026-11-20T00:00:00.000Z" },
  now: new Date().toISOString(),
  memory: { total: 16e9, free: 8e9, core: 210e6 },
  disk: { total: 500e9, free: 12e9 },
  ...{ database: { bytes: 42e6 }, cores: 8, load: 2.5 },
});

async function opened(size = { width: 1366, height: 768 }) {
  const desk = await desks.desk({ ...busyEvening(), answers: { getMachine: machine() } }, { size });
  await desk.page.goto(`${desk.core.url}/state`);
  await desk.page.locator("#feeds tbody tr").first().waitFor();
  await desk.page.getByText(texts.machine, { exact: true }).waitFor();
  return desk;
}

it("shows what is in trouble first, finds by words, and leads by keys", async () => {
  await using desk = await opened();
  const { page, errors } = desk;
  const first = page.locator("#feeds tbody tr").first();
  expect(await first.getAttribute("data-severity")).toBe("high");
  await page.locator("#feeds").getByText("10.20.30.3 tidak menjawab").waitFor();
  expect(await page.getByRole("region", { name: texts.machine }).innerText()).toContain("12,0 GB");

  const all = await page.locator("#feeds tbody tr").count();
  await page.keyboard.press("m");
  await expect.poll(() => page.locator("#feeds tbody tr").count()).toBeLessThan(all);
  await page.keyboard.press("m");
  await page.keyboard.press("/");
  await page.keyboard.type("gusher");
  await expect.poll(() => page.locator("#feeds tbody tr").count()).toBe(1);
  await page.keyboard.press("Escape");
  await expect.poll(() => page.locator("#feeds tbody tr").count()).toBe(all);
  await page.keyboard.press("3");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("feeds");
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBe(0);
  expect(errors).toEqual([]);
});

it("moves no row under the pointer, and puts them in order when it leaves", async () => {
  await using desk = await opened({ width: 1920, height: 1080 });
  const { page, core } = desk;
  const names = () => page.locator("#feeds tbody th").allInnerTexts();
  const before = await names();
  const last = before.at(-1) ?? "";
  const camera = core.scene.cameras.find(({ name }) => name === last);
  await page.locator("#feeds tbody tr").first().hover();
  core.scene.feeds = core.scene.feeds.map((one) =>
    one.cameraId === camera?.id ? feed(one.cameraId, "lost") : one,
  );
  await expect.poll(() => page.locator("#feeds tbody tr").last().getAttribute("data-severity")).toBe("high");
  expect(await names()).toEqual(before);
  await page.locator("h1").hover();
  await expect.poll(async () => (await names()).indexOf(last)).toBeLessThan(before.length - 1);
});

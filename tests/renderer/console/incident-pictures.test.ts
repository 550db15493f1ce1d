import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cameraSchema } from "../../../src/protocol/camera.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { laptop } from "./desk.ts";
import { emptyData, type RealCore, startRealCore } from "./real-core.ts";

const { followup } = consoleTexts.id;
const data = emptyData();
let browser: Browser;
let core: RealCore;
beforeAll(async () => {
  browser = await launchChromium();
  core = await startRealCore(data.path, { demo: true });
});
afterAll(async () => {
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

it("an incident's pictures of that moment are seen in its panel, and the minute before plays when one is pressed", async () => {
  const cameras = cameraSchema.array().parse(await core.get("/api/cameras"));
  const market = cameras.find(({ name }) => name === "Pasar Gusher");
  // Whoever looks at a camera lets it run for a while.
  const seen = await fetch(`${core.url}/api/cameras/${market?.id}/picture`);
  expect(seen.status).toBe(200);
  const headers = { "content-type": "application/json" };
  const { lat, lon } = market?.location ?? { lat: 0, lon: 0 };
  const told = { kind: "fire", severity: "critical", text: "Api di kios", location: { lat, lon } };
  const body = JSON.stringify(told);
  expect((await fetch(`${core.url}/api/incidents`, { method: "POST", headers, body })).status).toBe(201);

  await using opened = await openPage(browser, core.url, laptop);
  const { page, errors } = opened;
  await page.getByRole("button", { name: "Api di kios" }).click();
  const pictures = page.getByRole("region", { name: followup.pictures.title });
  const open = pictures.getByRole("button", {
    name: followup.pictures.play.replace("{{camera}}", "Pasar Gusher"),
  });
  await open.waitFor({ timeout: 20_000 });
  const width = () => open.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(width).toBeGreaterThan(0);
  await page.getByText(followup.event.clip.replace("{{camera}}", "Pasar Gusher")).waitFor();

  await open.focus();
  await page.keyboard.press("Enter");
  const video = page.getByLabel(followup.pictures.clip, { exact: true });
  const played = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect.poll(played, { timeout: 15_000 }).toBeGreaterThan(0);
  await page.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor();
  await page.keyboard.press("Escape");
  await video.waitFor({ state: "detached" });
  expect(errors).toEqual([]);
});

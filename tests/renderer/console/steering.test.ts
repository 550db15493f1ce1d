import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { knowingTexts } from "../../../src/renderer/i18n/knowing.ts";
import { MockDevice } from "../../fixtures/onvif/device.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { laptop } from "./desk.ts";
import { emptyData, signIn, startRealCore } from "./real-core.ts";

const PASSWORD = "kata-sandi-panjang";
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it("a real head turns while its picture is drawn, and rests when the hand lets go or the page is gone", async () => {
  using data = emptyData();
  await using device = await MockDevice.start({ ptz: true });
  await using core = await startRealCore(data.path, { password: PASSWORD });
  await using opened = await openPage(browser, core.url, laptop);
  const { page } = opened;
  await signIn(page, PASSWORD);
  await page.locator(".status-bar").waitFor();
  const ask = async (method: "post" | "put", path: string, body: unknown) => {
    const answer = await page.context().request[method](core.url + path, {
      data: body,
      headers: { origin: core.url },
    });
    expect(answer.ok()).toBe(true);
  };
  const streams = [{ role: "main", url: "test:320x180@10" }];
  await ask("post", "/api/cameras", { id: "kubah", name: "Kubah", onvif: { url: device.url }, streams });
  const tile = { id: "t1", rect: { x: 0, y: 0, width: 1920, height: 1080 } };
  const content = { kind: "camera", cameraId: "kubah" };
  const layout = { id: "satu", name: "Satu", wallId: "utama", tiles: [{ ...tile, content }] };
  await ask("post", "/api/layouts", layout);
  await ask("post", "/api/walls/utama/take", { layoutId: "satu" });

  await page.locator(".program .tiles > li").filter({ hasText: "Kubah" }).click();
  await page.getByRole("button", { name: knowingTexts.id.steer }).click();
  const box = await page.locator(".steering-layer").boundingBox();
  const { head } = device.state;
  const draw = async () => {
    await page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height / 2);
    await page.mouse.down();
    await page.mouse.move(box!.x + box!.width * 0.7, box!.y + box!.height / 2, { steps: 4 });
    await expect.poll(() => head.moving).not.toBeNull();
  };
  await draw();
  await page.mouse.up();
  await expect.poll(() => head.moving).toBeNull();
  // A hand that comes down while the wheel still zooms is not lost when the wheel's time is over.
  await page.mouse.wheel(0, -100);
  await draw();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height * 0.2);
  await expect.poll(() => head.moving?.tilt ?? 0).toBeGreaterThan(0);
  expect(head.moving?.zoom).toBe(0);
  await page.mouse.up();
  await expect.poll(() => head.moving).toBeNull();
  await draw();
  await page.goto("about:blank");
  await expect.poll(() => head.moving).toBeNull();
});

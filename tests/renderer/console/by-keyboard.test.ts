import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { layoutSchema } from "../../../src/layouts/layout.ts";
import { cameraSchema } from "../../../src/protocol/camera.ts";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { wallOnGlassSchema } from "../../../src/protocol/wall.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { laptop } from "./desk.ts";
import { emptyData, type RealCore, startRealCore } from "./real-core.ts";

const common = commonTexts.id;
const texts = consoleTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** What the core says, as the page that is signed in asks it. */
async function asked<T>(page: Page, path: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(await page.evaluate(async (at) => (await fetch(at)).json(), path));
}

/** No mouse from the door to the end of a shift. */
it("a shift is done by keyboard alone", async () => {
  using data = emptyData();
  await using core: RealCore = await startRealCore(data.path, { password: PASSWORD });
  await using opened = await openPage(browser, core.url, laptop);
  const { page, errors } = opened;
  const { keyboard } = page;
  const press = async (...keys: string[]) => {
    for (const key of keys) await keyboard.press(key);
  };
  const wall = () => asked(page, "/api/walls/utama", wallOnGlassSchema);

  // The first field of the door has the focus.
  await page.getByLabel(common.sign.name).waitFor();
  await keyboard.type("admin");
  await press("Tab");
  await keyboard.type(PASSWORD);
  await press("Enter");
  await page.getByText(texts.noCamerasNext).waitFor();

  // Two cameras.
  for (const name of ["Simpang Empat", "Pasar Gusher"]) {
    await press("n");
    await page.getByLabel(texts.form.name, { exact: true }).waitFor();
    await keyboard.type(name);
    const main = page.getByLabel(texts.form.main);
    while (!(await main.evaluate((field) => field === document.activeElement))) await press("Tab");
    await keyboard.type("test:320x180@10");
    await press("Enter");
    await page
      .getByRole("option", { name: new RegExp(name) })
      .first()
      .waitFor();
    // The notice of it is a dialog as well, and stays for a while.
    await main.waitFor({ state: "detached" });
  }
  const cameras = await asked(page, "/api/cameras", cameraSchema.array());
  const numberOf = (name: string) => cameras.find((camera) => camera.name === name)?.number ?? 0;

  // A layout by its digit, another by its name; the last one comes back.
  const layouts = await asked(page, "/api/layouts", layoutSchema.array());
  const [first, second] = layouts;
  if (first === undefined || second === undefined) throw new Error("the site has layouts");
  await press("1");
  await expect.poll(async () => (await wall()).layoutId).toBe(first.id);
  await press("Control+k");
  await page.getByRole("combobox").waitFor();
  await keyboard.type(second.name);
  await press("Enter");
  await page.locator(`.layouts [aria-selected="true"]`).getByText(second.name).waitFor();
  await press("Enter");
  await expect.poll(async () => (await wall()).layoutId).toBe(second.id);
  await press("u");
  await expect.poll(async () => (await wall()).layoutId).toBe(first.id);

  // A camera by its number on to the chosen tile of the wall, and the next one after it.
  const onGlass = page.getByRole("listbox", { name: texts.onGlass });
  await expect.poll(() => onGlass.getByRole("option").count()).toBe(first.tiles.length);
  await press("p", "ArrowRight", "ArrowLeft");
  await onGlass.locator('[aria-selected="true"]').waitFor();
  for (const name of ["Pasar Gusher", "Simpang Empat"]) {
    for (const digit of String(numberOf(name))) await press(digit);
    await press("Enter");
    const id = cameras.find((camera) => camera.name === name)?.id;
    await expect
      .poll(async () =>
        (await wall()).tiles.some(({ content }) => content.kind === "camera" && content.cameraId === id),
      )
      .toBe(true);
  }
  await press("Escape");

  // Another camera is picked up in the library, carried to the last tile and placed; one tile changes places with the next.
  const cameraOn = async (at: number) => {
    const content = (await wall()).tiles.at(at)?.content;
    return content?.kind === "camera" ? cameras.find(({ id }) => id === content.cameraId)?.name : null;
  };
  await press("c", "Home", "Enter");
  await page.locator(".number-strip strong").waitFor();
  await press("End", "Enter");
  await page.locator(".number-strip strong").waitFor({ state: "detached" });
  await expect.poll(() => cameraOn(-1)).toBe(cameras[0]?.name);
  const places = async () => (await wall()).tiles.map(({ id, rect }) => `${id} ${rect.x} ${rect.y}`);
  const before = await places();
  await press("Escape", "p", "Home", "Space", "End", "Enter");
  await expect.poll(places).not.toEqual(before);
  await press("Control+z");
  await expect.poll(places).toEqual(before);
  await press("Escape");

  // Covered and shown again, locked and unlocked.
  const button = (name: string) => page.locator(".take-row").getByRole("button", { name });
  await press("h");
  await button(texts.guard.show).waitFor();
  expect((await wall()).curtain?.all).toBe(true);
  await press("h");
  await expect.poll(async () => (await wall()).curtain).toBeNull();
  await button(texts.guard.hideWall).waitFor();
  await press("k");
  await button(texts.guard.unlock).waitFor();
  expect((await wall()).lock?.by).toBe("admin");
  await press("2");
  await page
    .getByText(/terkunci|dikunci/)
    .first()
    .waitFor();
  expect((await wall()).layoutId).not.toBe(second.id);
  await press("k");
  await expect.poll(async () => (await wall()).lock).toBeNull();

  // What somebody calls in, and that it was seen.
  await press("t");
  await page.locator("form select, form input, form textarea").first().waitFor();
  const words = page.getByLabel(texts.followup.entry.textOr, { exact: true });
  while (!(await words.evaluate((field) => field === document.activeElement))) await press("Tab");
  await keyboard.type("Asap di pasar");
  await press("Enter");
  const incidents = async () => asked(page, "/api/incidents", incidentSchema.array());
  await expect.poll(async () => (await incidents()).map(({ text }) => text)).toContain("Asap di pasar");
  await page.getByRole("button", { name: texts.incidents.acknowledge }).first().waitFor();
  await press("Escape", "i");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ""))
    .toBe(texts.incidents.acknowledge);
  await press("Enter");
  await expect.poll(async () => (await incidents())[0]?.status).toBe("acknowledged");

  // Keys say themselves.
  await keyboard.down("?");
  await page.locator(".key-hint").first().waitFor();
  await keyboard.up("?");
  await page.locator(".key-hint").first().waitFor({ state: "detached" });
  expect(errors).toEqual([]);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { colliding, openDesks, overflowing } from "./desk.ts";
import { busyEvening } from "./scene.ts";

const texts = consoleTexts.id;
let desks: Awaited<ReturnType<typeof openDesks>>;

beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

/** The evening with camera 2 in the place of camera 1, two tiles slowed, and a display PC that says so. */
function heavyEvening() {
  const scene = busyEvening();
  const [output] = scene.outputs;
  if (output === undefined) throw new Error("there is no output");
  output.load = 92;
  output.slowed = 2;
  output.tiles = output.tiles.map((tile, at) => ({
    ...tile,
    shownCameraId: at === 0 ? "kamera-2" : tile.cameraId,
    ...(at === 1 ? { reduced: "frames" as const } : at === 3 ? { reduced: "size" as const } : {}),
  }));
  const [first] = scene.cameras;
  if (first !== undefined) scene.cameras[0] = { ...first, backupCameraId: "kamera-2" };
  return scene;
}

describe("the desk", () => {
  it("says which camera stands in, which tiles are slowed, and how much its display PC carries", async () => {
    await using opened = await desks.desk(heavyEvening());
    const program = opened.page.getByRole("listbox", { name: texts.onGlass });
    const backed = program.getByRole("option", { name: /Simpang Empat/ });
    await expect.poll(() => backed.innerText()).toMatch(/Simpang Empat[\s\S]*cadangan\s*Pasar Gusher/);
    await backed.click();
    const inspector = opened.page.getByRole("region", { name: /Simpang Empat/ });
    expect(await inspector.innerText()).toContain(
      "Kamera ini putus; yang tampil adalah cadangannya, Pasar Gusher, pintu timur.",
    );
    expect(await program.getByRole("option", { name: /Gusher.*diperlambat/s }).count()).toBe(1);
    const slowed = opened.page.locator(".status-bar .bar-load");
    expect(await slowed.innerText()).toContain("2 petak diperlambat");
    expect(await slowed.getAttribute("title")).toContain("Beban 92 %: 2 petak diperlambat");
    expect(await opened.page.evaluate(overflowing)).toEqual([]);
    expect(await opened.page.evaluate(colliding)).toEqual([]);
    if (process.env["PICTURES"] !== undefined)
      await opened.page.screenshot({ path: `${process.env["PICTURES"]}/desk.png` });
    expect(opened.errors).toEqual([]);
  });

  it("says which camera stands in where the tile has another trouble as well", async () => {
    const scene = heavyEvening();
    const [output] = scene.outputs;
    const [first] = output?.tiles ?? [];
    if (first === undefined) throw new Error("there is no tile");
    first.state = "degraded";
    await using opened = await desks.desk(scene);
    const program = opened.page.getByRole("listbox", { name: texts.onGlass });
    const backed = program.getByRole("option", { name: /Simpang Empat/ });
    await expect.poll(() => backed.innerText()).toMatch(/terganggu\s*cadangan Pasar Gusher/);
    expect(await opened.page.evaluate(overflowing)).toEqual([]);
  });

  it("says the load in English as well", async () => {
    await using opened = await desks.desk(heavyEvening(), { language: "en" });
    await expect.poll(() => opened.page.locator(".status-bar").innerText()).toContain("2 tiles slowed");
  });

  it.each([
    ["choose a camera's backup", "kamera-5", "kamera-5"],
    ["take it away", "", null],
  ])("lets a technician %s", async (_, chosen, sent) => {
    await using opened = await desks.desk(heavyEvening());
    const { page, core } = opened;
    await page
      .getByRole("listbox", { name: texts.cameras })
      .getByRole("option", { name: /Simpang Empat/ })
      .click();
    await page.getByRole("button", { name: texts.inspector.edit }).click();
    const choice = page.getByLabel(texts.form.backup);
    expect(await choice.inputValue()).toBe("kamera-2");
    const offered = await choice.locator("option").allInnerTexts();
    expect(offered).toContain("Bundaran Kampung Bugis");
    expect(offered.some((name) => name.startsWith("Simpang Empat"))).toBe(false);
    await choice.selectOption(chosen);
    await page.getByRole("button", { name: "Simpan" }).click();
    await expect
      .poll(() => core.calls.at(-1))
      .toMatchObject({ name: "editCamera", body: { backupCameraId: sent } });
  });
});

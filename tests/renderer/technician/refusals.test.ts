import { expect, it } from "vitest";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";

const words = technicianTexts.id;

it("refuses bad input with a sentence, changes nothing, and keeps the draft over a lost tab", async () => {
  await using browser = await launchChromium();
  using data = emptyData();
  await using core = await startRealCore(data.path, { site: "pontianak", password: "kata-sandi-panjang" });
  await using opened = await openPage(browser, `${core.url}/technician`, laptop);
  const { page, errors } = opened;
  page.setDefaultTimeout(6000);
  await signIn(page, "kata-sandi-panjang");
  const drawing = page.getByRole("application");
  await drawing.focus();
  await page.keyboard.press("Home");
  const x = page.getByLabel(words.editor.x, { exact: true });
  await x.waitFor();
  const apply = page.getByRole("button", { name: words.apply.apply });
  await drawing.press("ArrowRight");
  await page.getByText(words.editor.refused).waitFor();
  for (const [text, said] of [
    ["NaN", "bukan angka"],
    ["", "bukan angka"],
    ["1000000", "di luar batas"],
  ] as const) {
    await x.fill(text);
    await x.press("Enter");
    await page.getByText(said).first().waitFor();
  }
  await x.press("Escape");
  await page.getByLabel(words.editor.width, { exact: true }).fill("0");
  await page.getByLabel(words.editor.width, { exact: true }).press("Enter");
  await page.getByText("0 di luar batas").waitFor();
  expect(await apply.isDisabled()).toBe(true);
  await page.getByRole("button", { name: `+ ${words.editor.newWall}` }).click();
  await page.getByLabel(words.wizard.columns, { exact: true }).fill("1000");
  await page.getByLabel(words.wizard.rows, { exact: true }).fill("1000");
  await page.getByRole("button", { name: words.wizard.build }).click();
  await page.getByText("1000000 panel terlalu banyak").waitFor();
  expect(await apply.isDisabled()).toBe(true);
  await page.getByRole("button", { name: words.wizard.cancel }).click();
  await drawing.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Delete");
  await expect.poll(() => apply.isDisabled()).toBe(false);
  await page.reload();
  await page.getByText(words.apply.draft).waitFor();
  await page.getByText("89 terpasang").waitFor();
  await drawing.focus();
  await page.keyboard.press("Control+z");
  await page.getByText("90 terpasang").waitFor();
  await expect.poll(() => apply.isDisabled()).toBe(true);
  expect(errors).toEqual([]);
});

import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { peopleTexts } from "../../../src/renderer/i18n/people.ts";
import { emptyData, type RealCore, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";

const PASSWORD = "kata-sandi-panjang";
const words = peopleTexts.id;
const own = commonTexts.id.own;
const data = emptyData();
/** Where pictures of the pages go, for whoever wants to look at them. */
const pictures = process.env["DINDING_PICTURES"];
let core: RealCore;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  core = await startRealCore(data.path, { password: PASSWORD });
  browser = await launchChromium();
  ({ page } = await openPage(browser, `${core.url}/people`, { width: 1280, height: 720 }));
  await signIn(page, PASSWORD);
});
afterAll(async () => {
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

const shot = async (name: string) => {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/people-${name}.png` });
};
const button = (name: string) => page.getByRole("button", { name, exact: true });
const row = (name: string) => page.getByRole("row").filter({ hasText: name });

it("adds an account with what it sees, by keyboard alone, and says what does not fit", async () => {
  await button(words.accounts.add).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel(words.accounts.name).fill("Sri Wahyuningsih");
  await page.getByLabel(words.accounts.password, { exact: true }).fill("pendek");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".field-error").textContent()).toContain("8");
  await page.getByLabel(words.accounts.password, { exact: true }).fill(PASSWORD);
  await page.getByLabel(words.accounts.wallsAll).press("Space");
  await page.getByLabel(words.accounts.wallsAll).press("Tab");
  await page.keyboard.press("Space");
  await shot("form");
  await button(commonTexts.id.save).press("Enter");
  await row("Sri Wahyuningsih").waitFor();
  expect(await row("Sri Wahyuningsih").textContent()).toContain("1 dinding");
  await shot("accounts");
});

it("says why the last admin stays", async () => {
  await page.getByRole("button", { name: words.accounts.editOf.replace("{{name}}", "admin") }).click();
  await page.getByLabel(words.accounts.role).selectOption("operator");
  await button(commonTexts.id.save).click();
  await page.getByText("satu-satunya admin").waitFor();
  await page.keyboard.press("Escape");
});

it("shows a token once, and revokes it", async () => {
  await page.getByRole("link", { name: words.part.tokens }).click();
  await button(words.tokens.add).click();
  await page.getByLabel(words.tokens.name).fill("Papan kota");
  await page.getByRole("dialog").getByRole("button", { name: words.tokens.add }).click();
  const token = await page.locator(".people-token").textContent();
  expect(token).toMatch(/^dinding_[\w-]{43}$/);
  const asked = await fetch(`${core.url}/api/cameras`, { headers: { authorization: `Bearer ${token}` } });
  expect(asked.status).toBe(200);
  await shot("token");
  await button(words.tokens.copied).click();
  await row("Papan kota").waitFor();
  expect(await page.content()).not.toContain(token);
  await button(words.tokens.revokeOf.replace("{{name}}", "Papan kota")).click();
  await page.getByText(words.tokens.none).waitFor();
});

it("locks the desk, whose sheet is behind nothing but its PIN, and goes on where it was", async () => {
  await page.getByRole("link", { name: words.part.sessions }).click();
  await row(words.sessions.here).waitFor();
  await shot("sessions");
  await page.getByRole("button", { name: own.open.replace("{{name}}", "admin") }).click();
  await page.getByLabel(own.pinNew).fill("2468");
  await page.getByLabel(own.now).first().fill(PASSWORD);
  await shot("own");
  await button(own.pinSet).click();
  await page.getByText(own.pinSaved).waitFor();
  await page.keyboard.press("Shift+L");
  await page.getByText(own.locked).waitFor();
  expect(await page.getByText(words.sessions.intro).isVisible()).toBe(false);
  await shot("locked");
  await page.getByLabel(own.pinLabel, { exact: true }).fill("0000");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "PIN salah" }).waitFor();
  await page.getByLabel(own.pinLabel, { exact: true }).fill("2468");
  await page.keyboard.press("Enter");
  await page.getByText(words.sessions.intro).waitFor();
});

it("finds who did what, checks the chain, and stays within a phone's width in both languages", async () => {
  await page.getByRole("link", { name: words.part.audit }).click();
  await page.getByLabel(words.audit.act).fill("removeToken");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  expect(await page.locator("tbody tr").textContent()).toContain("admin");
  await button(words.audit.check).click();
  await page.getByText("Rantai utuh").waitFor();
  await page.getByLabel(words.audit.act).fill("");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("tbody tr").count()).toBeGreaterThan(3);
  await shot("audit");
  await page.getByLabel(commonTexts.id.language).selectOption("en");
  await page.getByText(peopleTexts.en.audit.check).waitFor();
  await page.setViewportSize({ width: 390, height: 760 });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await shot("phone");
});

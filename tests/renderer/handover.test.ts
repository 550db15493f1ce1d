import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { paperTexts } from "../../src/renderer/i18n/papers.ts";
import { emptyData, startRealCore } from "./console/real-core.ts";
import { launchChromium, openPage } from "./fixtures/pages.ts";

const texts = paperTexts.id.handover;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it("a shift is handed over with notes and taken over at the same desk by who comes, which stays whose it is", async () => {
  using data = emptyData();
  await using core = await startRealCore(data.path, { demo: true });
  await using opened = await openPage(browser, `${core.url}/papers/handover`, { width: 1366, height: 768 });
  const { page, errors } = opened;
  // Nobody at the machine of a demo has a PIN or a password.
  await page.getByLabel(texts.shift, { exact: true }).fill("Pagi");
  expect(await page.getByLabel(texts.proof, { exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: /Serahkan sebagai demo/ }).click();
  await page.getByText("Serah terima Pagi").waitFor();
  await page.goto(`${core.url}/papers/handover`);
  const headers = { origin: core.url };
  const { request } = page.context();
  expect((await request.post(`${core.url}/api/setup`, { data: { password: PASSWORD }, headers })).ok()).toBe(
    true,
  );
  const sri = { name: "Sri", role: "operator", password: PASSWORD };
  expect((await request.post(`${core.url}/api/accounts`, { data: sri, headers })).ok()).toBe(true);
  await page.reload();

  await page.getByLabel(texts.shift, { exact: true }).fill("Malam");
  await page.getByLabel(texts.notes).fill("Telepon BPBD bila air naik.");
  await page.getByLabel(texts.proof, { exact: true }).fill("sandi-yang-salah");
  await page.getByRole("button", { name: /Serahkan sebagai admin/ }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel(texts.proof, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: /Serahkan sebagai admin/ }).click();
  await page.getByText("Serah terima Malam").waitFor();
  await page.getByText("Telepon BPBD bila air naik.").waitFor();
  expect(await page.locator(".signatures").innerText()).toContain(texts.notTaken);

  await page.getByLabel(texts.name, { exact: true }).fill("admin");
  await page.getByLabel(texts.proof, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: texts.take }).click();
  // In the page's language, down to the reason.
  await page.getByRole("alert").getByText("menyerahkan giliran ini").waitFor();
  await page.getByLabel(texts.name, { exact: true }).fill("Sri");
  await page.getByRole("button", { name: texts.take }).click();
  await page.locator(".paper-form").waitFor({ state: "detached" });
  expect(await page.locator(".signatures").innerText()).toContain("Sri");

  await page.goto(`${core.url}/papers/handover`);
  await page.getByRole("button", { name: /Serahkan sebagai admin/ }).waitFor();
  await page.getByText("admin → Sri").waitFor();
  expect(errors).toEqual([]);
});

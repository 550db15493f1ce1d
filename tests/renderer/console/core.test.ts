import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { phoneTexts } from "../../../src/renderer/i18n/phone.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { laptop } from "./desk.ts";
import { emptyData, signIn, startRealCore } from "./real-core.ts";

const texts = consoleTexts.id;
const common = commonTexts.id;
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe("the desk at a real core", () => {
  it("lets a visitor of the demo take by key and undo, and the core's wall follows", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { demo: true });
    await using opened = await openPage(browser, core.url, laptop);
    const { page, errors } = opened;
    await page.getByRole("option", { name: "Sembilan" }).waitFor();
    expect(await core.get("/api/walls/utama")).toMatchObject({ layoutId: "ringkasan" });
    await page.keyboard.press("2");
    await expect.poll(() => core.get("/api/walls/utama")).toMatchObject({ layoutId: "sembilan" });
    await expect
      .poll(() => page.getByRole("listbox", { name: texts.onGlass }).getByRole("option").count())
      .toBe(9);
    await page.keyboard.press("u");
    await expect.poll(() => core.get("/api/walls/utama")).toMatchObject({ layoutId: "ringkasan" });
    await page.getByText(common.demo, { exact: true }).waitFor();
    // The core's content security policy forbids what we did not ship.
    expect(errors).toEqual([]);
  });

  it("asks the first visitor for a password, then adds, edits and removes cameras", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path);
    await using opened = await openPage(browser, core.url, laptop);
    const { page, errors } = opened;
    await page.getByRole("heading", { name: common.sign.firstTitle }).waitFor();
    await page.getByLabel(common.sign.password, { exact: true }).fill("pendek");
    await page.getByLabel(common.sign.repeat).fill("lain");
    await page.getByRole("button", { name: common.sign.set }).click();
    await page.getByText(common.sign.differs).waitFor();
    await page.getByLabel(common.sign.password, { exact: true }).fill(PASSWORD);
    await page.getByLabel(common.sign.repeat).fill(PASSWORD);
    await page.getByRole("button", { name: common.sign.set }).click();
    await page.getByText(texts.noCamerasNext).waitFor();

    await page.keyboard.press("n");
    await page.getByLabel(texts.form.name, { exact: true }).fill("Simpang Empat");
    await page.getByLabel(texts.form.main).fill("rtsp://127.0.0.1:9/satu");
    await page.getByLabel(texts.form.user).fill("dinding");
    await page.getByLabel(texts.form.password).fill("rahasia");
    await page.getByLabel(texts.form.transport).selectOption("udp");
    await page.keyboard.press("Enter");
    const listed = page
      .getByRole("listbox", { name: texts.cameras })
      .getByRole("option", { name: /Simpang Empat/ });
    await listed.waitFor();
    await page.getByRole("region", { name: "Simpang Empat" }).getByText(texts.inspector.login).waitFor();
    const stored = await page.evaluate(async () => (await fetch("/api/cameras")).json());
    expect(stored).toMatchObject([
      { name: "Simpang Empat", streams: [{ username: "dinding", transport: "udp", hasCredentials: true }] },
    ]);

    await page.getByRole("button", { name: texts.inspector.edit }).click();
    await page.getByLabel(texts.form.name, { exact: true }).fill("Simpang Lima");
    await page.getByRole("button", { name: common.save }).click();
    await page
      .locator(".cameras")
      .getByRole("option", { name: /Simpang Lima/ })
      .waitFor();
    expect(await page.evaluate(async () => (await fetch("/api/cameras")).json())).toMatchObject([
      { name: "Simpang Lima", streams: [{ hasCredentials: true }] },
    ]);

    await page.getByRole("button", { name: texts.inspector.remove }).click();
    await page.getByText(texts.noCamerasNext).waitFor();
    await page.getByRole("button", { name: common.undo }).click();
    await page
      .locator(".cameras")
      .getByRole("option", { name: /Simpang Lima/ })
      .waitFor();
    expect(errors).toEqual([]);
  });

  it("refuses a wrong password in words, lets the right one in, and out again", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, core.url, laptop);
    const { page } = opened;
    await signIn(page, "salah-sama-sekali");
    expect(await page.getByRole("alert").innerText()).not.toBe("");
    await signIn(page, PASSWORD);
    await page.getByText("admin, admin").waitFor();
    await page.getByRole("button", { name: common.sign.out }).click();
    await page.getByRole("heading", { name: common.sign.inTitle }).waitFor();
  });

  it("shows whoever signed out as present no longer", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using colleague = await openPage(browser, core.url, laptop);
    await using opened = await openPage(browser, core.url, laptop);
    for (const { page } of [colleague, opened]) {
      await signIn(page, PASSWORD);
      await page.getByText("admin, admin").waitFor();
    }
    const others = colleague.page.locator(".bar-others");
    await expect.poll(() => others.innerText()).toContain(texts.others.here);
    await opened.page.getByRole("button", { name: common.sign.out }).click();
    await expect.poll(() => others.count()).toBe(0);
  });

  it("leads a phone to the page that is made for it", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, core.url, { width: 390, height: 844 });
    await opened.page.waitForURL("**/phone");
    await signIn(opened.page, PASSWORD);
    await opened.page.getByRole("link", { name: phoneTexts.id.watch }).waitFor();
  });

  it("marks a killed core at once, and comes back by itself", async () => {
    using data = emptyData();
    const core = await startRealCore(data.path, { demo: true });
    await using opened = await openPage(browser, core.url, laptop);
    const { page } = opened;
    await page.getByRole("option", { name: "Sembilan" }).waitFor();
    const killed = new FairWatch();
    core.kill();
    await page.getByRole("alert").waitFor();
    expect(killed.until()).toBeLessThan(3000);
    expect(await page.getByRole("option", { name: "Sembilan" }).count()).toBe(1);
    await using again = await startRealCore(data.path, { demo: true, port: Number(new URL(core.url).port) });
    const back = new FairWatch();
    expect(again.url).toBe(core.url);
    await page.getByRole("alert").waitFor({ state: "detached" });
    expect(back.until()).toBeLessThan(5000);
    await page.keyboard.press("3");
    await expect.poll(() => again.get("/api/walls/utama")).toMatchObject({ layoutId: "empat" });
  });
});

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { incidentSourceSchema } from "../../../src/protocol/incident-source.ts";
import { incidentPageTexts } from "../../../src/renderer/i18n/incidents.ts";
import { say, webServer } from "../../main/incidents/sources/city.ts";
import { emptyData, type RealCore, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";

const texts = incidentPageTexts.id;
const { sources: words } = texts;
const PASSWORD = "kata-sandi-panjang";
const run = promisify(execFile);

let browser: Browser;
let core: RealCore;
let data: ReturnType<typeof emptyData>;
let opened: Awaited<ReturnType<typeof openPage>>;
let page: Page;
beforeAll(async () => {
  data = emptyData();
  browser = await launchChromium();
  core = await startRealCore(data.path, { password: PASSWORD });
  opened = await openPage(browser, `${core.url}/incidents`, { width: 1366, height: 768 });
  ({ page } = opened);
  await signIn(page, PASSWORD);
  await page.getByText(words.none).waitFor();
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

const stored = async () =>
  incidentSourceSchema
    .array()
    .parse(await page.evaluate(async () => (await fetch("/api/incident-sources")).json()));
const button = (name: string, exact = true) => page.getByRole("button", { name, exact });
async function add(kind: keyof typeof words.kind) {
  await button(words.add).click();
  await page.locator(".kind-card", { hasText: words.kind[kind] }).click();
}
const field = (name: string) => page.getByLabel(name, { exact: true });

describe("the page of incident sources", () => {
  it("fills a mapping from what came, shows what each field becomes and what was refused, and stores it", async () => {
    const laporan = [
      { id_laporan: 1, judul: "Genangan 40 cm", tingkat: "gawat", posisi: { lat: 3.3, lng: 117.6 } },
      { judul: "Tanpa nomor", tingkat: "sedang", posisi: { lat: 3.3, lng: 117.6 } },
    ];
    const city = await webServer((_, response) => say(response, { data: { laporan } }));
    await add("json");
    await field(words.field.name).fill("Pengaduan kota");
    await field(words.field.url).fill(city.url);
    await button(words.try).click();
    const trial = page.getByRole("status", { name: words.trial });
    await trial.waitFor();
    await page.getByText(words.guessed).waitFor();
    expect(await field(words.field.items).inputValue()).toBe("data.laporan");
    expect(await field(words.mappedField.lat).inputValue()).toBe("posisi.lat");

    // By hand: the field that is chosen takes what is pressed.
    await field(words.mappedField.place).focus();
    await page.getByRole("button", { name: /^judul/ }).click();
    expect(await field(words.mappedField.place).inputValue()).toBe("judul");
    await field(words.mappedField.place).fill("");
    await button(words.try).click();
    await trial.getByText("Genangan 40 cm").waitFor();
    const row = trial.getByRole("row").filter({ hasText: "Genangan 40 cm" });
    expect(await row.innerText()).toContain(words.outcome.new);
    expect(await row.innerText()).toContain("3.30000, 117.60000");
    expect(await row.innerText()).toMatch(/Tingkat: .*gawat/);
    expect(await trial.innerText()).toMatch(/2 Nomor laporan: /);
    expect(await stored()).toEqual([]);

    await button(commonTexts.id.save).click();
    await page.getByText(words.lastAnswer).waitFor();
    const [source] = await stored();
    expect(source).toMatchObject({
      ...{ name: "Pengaduan kota", id: "pengaduan-kota" },
      adapter: { mapping: { items: "data.laporan", fields: { externalId: "id_laporan", text: "judul" } } },
    });
    await page
      .getByRole("definition")
      .filter({ hasText: "1 datang, 1 kejadian baru, 1 tidak dimengerti" })
      .waitFor();
    // What somebody else changed meanwhile is not run over.
    await button(texts.edit).click();
    await field(words.field.name).fill("Punya saya");
    await page.evaluate(async () => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ name: "Punya orang lain" });
      await fetch("/api/incident-sources/pengaduan-kota", { method: "PATCH", headers, body });
    });
    await button(commonTexts.id.save).click();
    await page.getByText(texts.changed).waitFor();
    await expect.poll(() => field(words.field.name).inputValue()).toBe("Punya orang lain");
    await button(texts.cancel).click();

    await button(words.pause).click();
    await button(words.goOn).waitFor();
    expect((await stored())[0]?.enabled).toBe(false);
    await button(texts.remove).click();
    await page.getByRole("alertdialog").getByRole("button", { name: texts.cancel }).click();
    expect(await stored()).toHaveLength(1);
    await button(texts.remove).click();
    await page.getByRole("alertdialog").getByRole("button", { name: texts.remove }).click();
    await page.getByText(words.none).waitFor();
    expect(await stored()).toEqual([]);
    expect(opened.errors).toEqual([]);
  });

  it("says of what is refused which field it is, what would fit and what was given", async () => {
    await add("webhook");
    await field(words.field.name).fill("Tombol");
    await field(words.field.sample).fill(
      '{"externalId": "1", "fields": {"kind": "panic", "severity": "aneh"}}',
    );
    await button(words.try).click();
    await page.getByText(words.tried.none).waitFor();
    const trial = page.getByRole("status", { name: words.trial });
    expect(await trial.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringContaining("Tingkat: aneh bukan salah satu dari critical, high, medium, low"),
      expect.stringContaining("Teks: tidak ada"),
    ]);
    await button(texts.cancel).click();
    await page.locator(".kind-card", { hasText: words.kind.mqtt }).click();
    await field(words.field.name).fill("Sensor");
    await field(words.field.url).fill("http://broker.example");
    await field(words.field.topics).fill("kota/#");
    await button(commonTexts.id.save).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/^Alamat: .*yang dikirim "http:\/\/broker\.example"/);
    await button(texts.cancel).click();
  });

  it("tells a webhook's secret once, with lines that a sender can run as they stand", async () => {
    await button(words.add).click();
    await page.locator(".kind-card", { hasText: words.kind.webhook }).click();
    await field(words.field.name).fill("Tombol panik");
    await button(commonTexts.id.save).click();
    await page.getByText(words.secretOnce).waitFor();
    const example = await page.getByLabel(words.howToSign).innerText();
    // What curl would send; it need not be on every machine.
    const [lines] = example.split("\ncurl ");
    const { stdout } = await run("bash", [
      "-euc",
      `${lines}\nprintf '%s\\n' "$URL" "$ID" "$TIME" "$SIGNATURE" "$BODY"`,
    ]);
    const [url = "", id = "", time = "", signature = "", body = ""] = stdout.split("\n");
    const headers = { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": `v1,${signature}` };
    const answer = await fetch(url, {
      ...{ method: "POST", body, headers: { ...headers, "content-type": "application/json" } },
    });
    expect(await answer.text()).toContain('"outcomes":["new"]');
    const incidents = await page.evaluate(async () => (await fetch("/api/incidents")).text());
    expect(incidents).toContain("Tombol panik Pasar Gusher");
    await page.reload();
    await page.getByRole("button", { name: /^Tombol panik/ }).click();
    await page.getByText(words.doorAddress).waitFor();
    expect(await page.getByText(words.secretOnce).count()).toBe(0);
    expect(await page.locator("body").innerText()).not.toContain("whsec_9");
    expect(opened.errors).toEqual([]);
  });

  it("fits a telephone: the list, then what is open of it in its place", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.getByRole("button", { name: /^Tombol panik/ }).click();
    await page.getByText(words.doorAddress).waitFor();
    expect(await page.getByRole("button", { name: words.add }).isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole("button", { name: texts.all }).click();
    await page.getByRole("button", { name: words.add }).waitFor();
    await page.setViewportSize({ width: 1366, height: 768 });
  });
});

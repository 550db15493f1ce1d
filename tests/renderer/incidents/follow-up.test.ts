import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listedAgencySchema } from "../../../src/protocol/agency.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { incidentPageTexts } from "../../../src/renderer/i18n/incidents.ts";
import { emptyData, type RealCore, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { clockOf, summaryOf } from "../../../src/renderer/incidents/drills/drill-times.ts";
import { dialOf, doubled, idFor } from "../../../src/renderer/incidents/agencies/agency-form.ts";

const texts = incidentPageTexts.id;
const PASSWORD = "kata-sandi-panjang";

let browser: Browser;
let core: RealCore;
let data: ReturnType<typeof emptyData>;
let opened: Awaited<ReturnType<typeof openPage>>;
let page: Page;
beforeAll(async () => {
  data = emptyData();
  browser = await launchChromium();
  core = await startRealCore(data.path, { password: PASSWORD });
  opened = await openPage(browser, `${core.url}/incidents/agencies`, { width: 1366, height: 768 });
  ({ page } = opened);
  await signIn(page, PASSWORD);
  await page.getByRole("heading", { name: texts.agencies.title, exact: true }).waitFor();
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const field = (name: string) => page.getByLabel(name, { exact: true });
const save = commonTexts.id.save;

describe("the page of agencies", () => {
  const { agencies: words } = texts;
  const line = (template: string, number: number) => field(template.replace("{{number}}", String(number)));
  const stored = async (id: string) =>
    listedAgencySchema
      .array()
      .parse(await page.evaluate(async () => (await fetch("/api/agencies")).json()))
      .find((agency) => agency.id === id);

  it("writes one with its numbers and steps, which are put in order by keys alone", async () => {
    await button(words.add).click();
    await field(words.name).fill("PLN Kota Tarakan");
    await field(words.shortName).fill("PLN Kota");
    await line(words.dialLine, 1).fill("(021) 123");
    await line(words.dialLine, 1).press("Enter");
    await line(words.dialLine, 2).fill("javascript:alert(1)");
    await page.getByLabel(commonTexts.id.kind.power).first().check();
    await button(words.addList).click();
    const keys = page.keyboard;
    await line(words.step, 1).focus();
    for (const step of ["Padamkan gardu", "Catat alamat", "Kirim regu"]) {
      await keys.type(step);
      await keys.press("Enter");
    }
    // The last is empty: Backspace takes it away and goes back to the one before.
    await keys.press("Backspace");
    await keys.press("Alt+ArrowUp");
    await keys.press("Alt+ArrowUp");
    const steps = () =>
      page
        .locator(".checklist .ordered-line input")
        .evaluateAll((all) => all.map((input) => (input instanceof HTMLInputElement ? input.value : "")));
    expect(await steps()).toEqual(["Kirim regu", "Padamkan gardu", "Catat alamat"]);
    await button(words.addList).click();
    await page.getByText(words.twice.replace("{{kinds}}", words.anyKind)).waitFor();
    await page.getByRole("button", { name: words.removeList }).last().click();

    await button(save).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(
      /^Nomor 2: .*sip:nama@host; yang dikirim "javascript:alert\(1\)"/,
    );
    await line(words.dialLine, 2).fill("sip:piket@pln.example");
    await line(words.dialLine, 2).press("Alt+ArrowUp");
    await button(save).click();
    await page.getByRole("link", { name: "021-123" }).waitFor();
    expect(await stored("pln-kota")).toMatchObject({
      ...{ name: "PLN Kota Tarakan", kinds: ["power"], dial: ["sip:piket@pln.example", "tel:021-123"] },
      checklists: [{ kinds: [], steps: ["Kirim regu", "Padamkan gardu", "Catat alamat"] }],
    });
    expect(opened.errors).toEqual([]);
  });

  it("runs over nobody's change, and removes one only when asked twice", async () => {
    await button(texts.edit).click();
    await field(words.name).fill("Punya saya");
    await page.evaluate(async () => {
      const body = { name: "Punya orang lain", shortName: "PLN Kota", kinds: [], dial: [], checklists: [] };
      const headers = { "content-type": "application/json" };
      await fetch("/api/agencies/pln-kota", { method: "PUT", headers, body: JSON.stringify(body) });
    });
    await button(save).click();
    await page.getByText(texts.changed).waitFor();
    await page.getByText(words.noDial).waitFor();
    expect((await stored("pln-kota"))?.name).toBe("Punya orang lain");
    await button(texts.remove).click();
    await page.getByRole("alertdialog").getByRole("button", { name: texts.remove }).click();
    await expect.poll(() => stored("pln-kota")).toBeUndefined();
    expect(opened.errors).toEqual([]);
  });

  it("reads numbers as people write them, and names agencies apart", () => {
    expect(["110", "tel:110", "0551 21 345", "sip:a@b.example", "bukan"].map(dialOf)).toEqual([
      ...["tel:110", "tel:110", "tel:0551-21-345", "sip:a@b.example", "bukan"],
    ]);
    expect(idFor("Satpol PP", [])).toBe("satpol-pp");
    expect(idFor("Satpol PP", ["satpol-pp", "satpol-pp-2"])).toBe("satpol-pp-3");
    expect(idFor("警察", [])).toBe("instansi");
    expect(
      doubled([
        { kinds: ["fire"], steps: [] },
        { kinds: ["flood", "fire"], steps: [] },
      ]),
    ).toEqual(["fire"]);
  });
});

describe("the page of drills", () => {
  const { drills: words } = texts;

  it("shows the script, plays it, pauses, goes on and stops it, and tells what people did", async () => {
    await page.goto(`${core.url}/incidents/drills`);
    await page.getByRole("button", { name: /^Latihan: satu hari kota/ }).click();
    await page.getByText(words.notPlayed).waitFor();
    expect(
      await page.getByRole("row").filter({ hasText: "Tombol panik ditekan" }).first().innerText(),
    ).toMatch(/^03:26/);
    await field(words.speed).selectOption("120");
    await button(words.start).click();
    const bar = page.getByRole("region", { name: words.mark, exact: true });
    await bar
      .getByText(/langkah [1-9]\d* dari/)
      .first()
      .waitFor();
    await bar.getByRole("button", { name: words.pause }).click();
    await bar.getByText(/dijeda sejak/).waitFor();
    await page.evaluate(async () => {
      const reported: unknown = await (await fetch("/api/incidents?status=open")).json();
      const [first] = Array.isArray(reported) ? reported : [];
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ status: "acknowledged" });
      await fetch(`/api/incidents/${first.id}`, { method: "PATCH", headers, body });
    });
    await bar.getByRole("button", { name: words.resume }).click();
    await bar.getByText(/berikutnya/).waitFor();
    await bar.getByRole("button", { name: words.stop }).click();
    await bar.getByRole("alertdialog").getByRole("button", { name: words.stop }).click();
    await bar.waitFor({ state: "detached" });
    await page
      .getByText(/^diterima admin setelah/)
      .first()
      .waitFor();
    expect(await page.getByText(/kejadian dilaporkan, 1 diterima petugas/).innerText()).toMatch(/^[1-9]/);
    await button(`‹ ${words.back}`).click();
    await page.getByText(/admin · \d+ dari \d+ langkah$/).waitFor();
    expect(opened.errors).toEqual([]);
  });

  it("counts what people did", () => {
    const at = (seconds: number) => new Date(seconds * 1000).toISOString();
    const one = {
      id: "a",
      kind: "fire",
      severity: "high" as const,
      text: "Api",
      assignments: [],
      reportedAt: at(0),
    };
    const run = {
      ...{ id: "r", scriptId: "s", name: "S", startedAt: at(0), startedBy: "a", speed: 1, done: 1, steps: 1 },
      pausedMs: 0,
    };
    const by = (seconds: number) => ({ acknowledged: { at: at(seconds), by: "oki" } });
    const incidents = [{ ...one, ...by(10) }, one, { ...one, ...by(30) }];
    expect(summaryOf({ run, incidents })).toMatchObject({
      count: 3,
      acknowledged: 2,
      closed: 0,
      medianMs: 20_000,
    });
    expect(summaryOf({ run, incidents: [one] }).medianMs).toBeNull();
    expect([0, 3 * 3600 + 26 * 60 + 59].map(clockOf)).toEqual(["00:00", "03:26"]);
  });
});

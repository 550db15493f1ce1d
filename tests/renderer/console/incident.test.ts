import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { laptop, overflowing } from "./desk.ts";
import { emptyData, signIn, startRealCore } from "./real-core.ts";

const texts = consoleTexts.id;
const { followup } = texts;
/** A key of somebody who types 60 words a minute, with five letters and a space to a word. */
const KEY_MS = 60_000 / (60 * 6);
const PASSWORD = "kata-sandi-panjang";
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Incidents as whoever signed in at the page sees them. */
const incidents = async (page: Page, query = "") =>
  incidentSchema
    .array()
    .parse(await page.evaluate(async (path) => (await fetch(path)).json(), `/api/incidents${query}`));
const panelOf = (page: Page, text: string) => page.getByRole("region", { name: text, exact: true });

describe("an incident at the desk", () => {
  it("is entered by keys alone within ten seconds, stays filled in when the form is closed, and is selected", async () => {
    using data = emptyData();
    // Without the demo's cameras, which a machine without a GPU decodes for seconds on end.
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, core.url, laptop);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    await page.getByText(texts.noCamerasNext).waitFor();
    await page.evaluate(async () => {
      const body = {
        ...{ id: "pasar", name: "Pasar Gusher", location: { lat: 3.3032, lon: 117.5858 } },
        streams: [{ role: "main", url: "rtsp://127.0.0.1:9/pasar" }],
      };
      const headers = { "content-type": "application/json" };
      await fetch("/api/cameras", { method: "POST", headers, body: JSON.stringify(body) });
    });
    await page.getByRole("option", { name: /Pasar Gusher/ }).waitFor();
    const keys = page.keyboard;

    // Keys at a person's pace, and what the desk itself takes before the form is there and after it was sent.
    const opens = performance.now();
    await keys.press("t");
    await page.getByLabel(followup.kind).waitFor();
    const openedMs = performance.now() - opens;
    let pressed = 2;
    for (const part of [
      "keba",
      "Tab",
      "Tab",
      "pasar gu",
      "ArrowDown",
      "Enter",
      "Tab",
      "Asap tebal di pasar",
    ]) {
      const key = ["Tab", "ArrowDown", "Enter"].includes(part);
      await (key ? keys.press(part) : keys.type(part));
      pressed += key ? 1 : part.length;
    }
    const sends = performance.now();
    await keys.press("Enter");
    await panelOf(page, "Asap tebal di pasar").waitFor();
    const sentMs = performance.now() - sends;
    expect(pressed * KEY_MS + openedMs + sentMs).toBeLessThan(10_000);
    const [quick] = await incidents(page);
    expect(quick).toMatchObject({ kind: "fire", severity: "critical", place: "Pasar Gusher" });
    expect(quick?.location).toBeDefined();

    // A press beside the form throws nothing away.
    await keys.press("t");
    await page.getByRole("combobox", { name: followup.place }).fill("3.3152, 117.5781");
    await page.mouse.click(5, 5);
    await page.locator(".sheet").waitFor({ state: "detached" });
    await keys.press("t");
    expect(await page.getByRole("combobox", { name: followup.place }).inputValue()).toBe("3.3152, 117.5781");
    await page.getByLabel(followup.entry.caller).fill("Sari");
    await page.getByLabel(followup.entry.phone).fill("0812345678");
    await page.getByLabel(followup.entry.textOr).fill("Pohon tumbang");
    await keys.press("Enter");
    const panel = panelOf(page, "Pohon tumbang");
    await panel.waitFor();
    const [entered] = await incidents(page);
    expect(entered).toMatchObject({
      ...{ kind: "other", severity: "medium", place: "3.3152, 117.5781" },
      location: { lat: 3.3152, lon: 117.5781 },
      reporter: { name: "Sari", phone: "0812345678" },
    });
    expect(await panel.getByRole("link").first().getAttribute("href")).toBe("tel:0812345678");

    // On the map by keys: the middle after a move; words beside it leave the point where it is. Escape closes no form.
    await keys.press("t");
    await page.getByRole("combobox", { name: followup.place }).fill("Pasar Gusher");
    await keys.press("Alt+m");
    const map = page.getByRole("application", { name: followup.entry.map });
    await expect.poll(() => map.evaluate((element) => element === document.activeElement)).toBe(true);
    await map.locator("canvas").first().waitFor();
    const hint = page.locator(".field-hint").filter({ hasText: /^Titik/ });
    const before = await hint.innerText();
    await expect
      .poll(async () => {
        await keys.press("ArrowRight");
        await keys.press("Enter");
        return hint.innerText();
      })
      .not.toBe(before);
    const shown = await hint.innerText();
    await keys.press("Escape");
    await page.getByRole("combobox", { name: followup.place }).fill("Belakang pasar");
    expect(await hint.innerText()).toBe(shown);
    await keys.press("Enter");
    await panelOf(page, commonTexts.id.kind.other).waitFor();
    const [pointed] = await incidents(page);
    expect(pointed?.place).toBe("Belakang pasar");
    expect(shown).toBe(`Titik ${pointed?.location?.lat.toFixed(5)}, ${pointed?.location?.lon.toFixed(5)}`);
    await panelOf(page, commonTexts.id.kind.other).getByRole("application", { name: followup.map }).waitFor();
    expect(errors).toEqual([]);
  });

  it("is followed up: agencies asked at once, steps ticked, a note, closed with an outcome, and opened again", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { demo: true });
    await using opened = await openPage(browser, core.url, laptop);
    const { page, errors } = opened;
    await page.getByRole("option", { name: "Sembilan" }).waitFor();
    await page.keyboard.press("t");
    await page.getByLabel(followup.kind).selectOption("fire");
    await page.getByLabel(followup.entry.textOr).fill("Rumah terbakar");
    await page.keyboard.press("Enter");
    const panel = panelOf(page, "Rumah terbakar");
    await panel.waitFor();

    await panel.getByLabel(/Damkar/).check();
    await panel.getByLabel(/Polisi/).check();
    await panel.getByRole("button", { name: followup.assign }).click();
    const damkar = panel.locator('[data-agency="damkar"]');
    await damkar.getByRole("button", { name: followup.saidAccepted }).click();
    await damkar.getByText(followup.accepted.replace("{{after}}", "0 mnt")).waitFor();
    expect(await damkar.getByRole("link").getAttribute("href")).toBe("tel:113");
    await damkar.getByRole("checkbox").first().click();
    await damkar.getByText(/^demo, /).waitFor();
    await panel.getByLabel(followup.note, { exact: true }).fill("Lewat jalan belakang");
    await page.keyboard.press("Enter");
    await panel.getByText("Lewat jalan belakang").waitFor();
    await panel.getByText(followup.event.assigned.replace("{{agency}}", "Damkar")).waitFor();
    expect(await page.evaluate(overflowing)).toEqual([]);

    await damkar.getByRole("button", { name: followup.crew.make }).click();
    await page.getByRole("img", { name: followup.crew.code }).waitFor();
    expect(await page.getByLabel(followup.crew.address).inputValue()).toMatch(/\/crew\/[\w-]{22}$/);
    // The desk of this test is open on the core's own machine, where no phone gets to.
    await page.getByText(followup.crew.here).waitFor();
    await page.keyboard.press("Escape");
    await damkar.getByText(followup.crew.unopened).waitFor();

    await panel.getByRole("button", { name: followup.close }).click();
    await page.getByLabel(followup.outcomeOwn).fill("Padam dalam 20 menit");
    await page.keyboard.press("Enter");
    await panel.getByRole("button", { name: followup.reopen }).waitFor();
    const [closed] = await incidents(page, "?status=closed");
    expect(closed).toMatchObject({ outcome: "Padam dalam 20 menit", acknowledgedBy: "demo" });
    expect(
      closed?.assignments?.map(({ agencyId }) => agencyId).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual([...["damkar", "polisi"]]);
    expect(closed?.assignments?.find(({ agencyId }) => agencyId === "damkar")?.steps?.[0]).toMatchObject({
      doneBy: "demo",
    });
    await panel.getByRole("button", { name: followup.reopen }).click();
    await panel.getByRole("button", { name: texts.incidents.acknowledge }).waitFor();
    await panel.getByRole("button", { name: commonTexts.id.close, exact: true }).click();
    await panel.waitFor({ state: "detached" });
    expect(errors).toEqual([]);
  });

  it("is made one with another report of it by one key, is undone by one, and stays two where somebody says so", async () => {
    using data = emptyData();
    await using core = await startRealCore(data.path, { password: PASSWORD });
    await using opened = await openPage(browser, core.url, laptop);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    await page.getByText(texts.noCamerasNext).waitFor();
    await page.evaluate(async () => {
      const headers = { "content-type": "application/json" };
      for (const [text, name, minutes, lat] of [
        ["Banjir di Jalan Mulawarman", "Budi", 6, 3.3],
        ["Air masuk rumah warga", "Siti", 2, 3.3012],
      ] as const) {
        const occurredAt = new Date(Date.now() - minutes * 60_000).toISOString();
        const body = {
          ...{ kind: "flood", severity: "medium", text, location: { lat, lon: 117.6 } },
          ...{ occurredAt, reporter: { name, phone: "0812345678" } },
        };
        await fetch("/api/incidents", { method: "POST", headers, body: JSON.stringify(body) });
      }
    });
    const list = page.getByRole("region", { name: texts.incidents.title });
    await list.getByText("Mungkin sama dengan “Banjir di Jalan Mulawarman” · 133 m, selisih 4 mnt").waitFor();
    await list.getByRole("button", { name: "Air masuk rumah warga" }).click();
    const later = panelOf(page, "Air masuk rumah warga");
    await later.getByRole("button", { name: followup.alike.join }).waitFor();
    await page.keyboard.press("g");
    const stays = panelOf(page, "Banjir di Jalan Mulawarman");
    const part = stays.getByRole("region", { name: followup.alike.joined });
    await part.getByText("Siti").waitFor();
    await expect.poll(() => list.getByRole("listitem").count()).toBe(1);
    await stays.getByText("Laporan dari admin digabung ke sini: Air masuk rumah warga").waitFor();
    expect(await page.evaluate(overflowing)).toEqual([]);

    // What is part of it is still there to be read, and says what it is part of.
    await part.getByRole("button", { name: "Air masuk rumah warga" }).click();
    await later.getByText(followup.alike.partOf).waitFor();
    await later.getByRole("button", { name: followup.alike.split }).click();
    await expect.poll(() => list.getByRole("listitem").count()).toBe(2);
    await later.getByRole("button", { name: followup.alike.two }).click();
    await later.getByText("Bukan yang sama dengan: Banjir di Jalan Mulawarman").waitFor();
    await expect.poll(() => page.getByText(/^Mungkin sama/).count()).toBe(0);
    expect((await incidents(page, "?status=standing")).map(({ joinedTo }) => joinedTo)).toEqual([
      ...[undefined, undefined],
    ]);
    expect(errors).toEqual([]);
  }, 60_000);
});

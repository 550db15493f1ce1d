import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { madeCrewLinkSchema } from "../../src/protocol/crew.ts";
import { incidentSchema } from "../../src/protocol/incident.ts";
import { incidentEntrySchema } from "../../src/protocol/incident-entry.ts";
import { crewTexts } from "../../src/renderer/i18n/crew.ts";
import { emptyData, type RealCore, startRealCore } from "./console/real-core.ts";
import { launchChromium, openPage } from "./fixtures/pages.ts";

const texts = crewTexts.id;
const phone = { width: 360, height: 640 };
const data = emptyData();
let browser: Browser;
let core: RealCore;
beforeAll(async () => {
  browser = await launchChromium();
  core = await startRealCore(data.path, { demo: true });
});
afterAll(async () => {
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

async function post(path: string, body: unknown): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  return (await fetch(core.url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
}

/** An incident with a place and a caller, and a link of the fire brigade's crew. */
async function fire() {
  const { id } = incidentSchema.parse(
    await post("/api/incidents", {
      ...{ kind: "fire", severity: "critical", text: "Asap tebal di Pasar Gusher, sisi timur" },
      ...{ place: "Pasar Gusher", location: { lat: 3.3032, lon: 117.5858 } },
      reporter: { name: "Ibu Sari", phone: "0812345678" },
    }),
  );
  await post(`/api/incidents/${id}/assignments`, { agencyIds: ["damkar"] });
  const link = await post(`/api/incidents/${id}/crew-links`, { agencyId: "damkar" });
  return { id, ...madeCrewLinkSchema.parse(link) };
}

describe("a crew's page on a phone", () => {
  it("shows the task and nothing of the caller, reports, and on a bad line sends each report once, later", async () => {
    const { id, path } = await fire();
    await using opened = await openPage(browser, core.url + path, phone);
    const { page, errors } = opened;
    await page.getByRole("heading", { name: /Asap tebal/ }).waitFor();
    expect(await page.getByRole("link", { name: texts.map }).getAttribute("href")).toBe(
      "geo:3.3032,117.5858",
    );
    const shown = await page.locator("body").innerText();
    expect(shown).not.toContain("Sari");
    expect(shown).not.toContain("0812");
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(beyond).toBe(0);

    await page.getByRole("button", { name: texts.say.accepted }).click();
    await page.getByRole("button", { name: texts.said.accepted }).waitFor();
    await page.context().setOffline(true);
    await page.getByLabel(texts.note).fill("Api di kios, perlu satu unit lagi");
    await page.getByRole("button", { name: texts.send }).click();
    await page.getByRole("button", { name: texts.say.needsHelp }).click();
    await page.getByText(texts.offline).waitFor();
    await page.getByText(/^2 laporan belum terkirim/).waitFor();
    await page.context().setOffline(false);
    await page.getByText(/laporan belum terkirim/).waitFor({ state: "detached" });
    await page.getByText("Api di kios, perlu satu unit lagi").waitFor();
    const entries = incidentEntrySchema.array().parse(await core.get(`/api/incidents/${id}/entries`));
    expect(entries.filter(({ by }) => by === "Damkar").map(({ event }) => event.kind)).toEqual([
      ...["accepted", "note", "needsHelp"],
    ]);
    expect(errors).toEqual([]);
  });

  it("says what was not sent when its link is over, in the language that was chosen", async () => {
    const { id, path } = await fire();
    await using opened = await openPage(browser, core.url + path, phone);
    const { page } = opened;
    await page.getByRole("heading", { name: /Asap tebal/ }).waitFor();
    await page.getByRole("combobox").selectOption("en");
    await page.getByRole("button", { name: crewTexts.en.say.accepted, exact: true }).waitFor();
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ status: "closed", outcome: "Padam" });
    await fetch(`${core.url}/api/incidents/${id}`, { method: "PATCH", headers, body });
    await page.getByLabel(crewTexts.en.note).fill("Too late");
    await page.getByRole("button", { name: crewTexts.en.send }).click();
    await page.getByText(crewTexts.en.over).waitFor();
    await page.getByText(/did not reach the command centre: Too late$/).waitFor();

    await page.goto(`${core.url}/crew/${"x".repeat(22)}`);
    await page.getByText(crewTexts.en.over).waitFor();
  });
});

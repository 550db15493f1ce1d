import { afterAll, beforeAll, expect, it } from "vitest";
import type { Alert, Alerts } from "../../../src/protocol/alert.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { openDesks, overflowing } from "./desk.ts";
import { busyEvening } from "./scene.ts";

const texts = consoleTexts.id.alerts;
let desks: Awaited<ReturnType<typeof openDesks>>;

beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

const since = "2026-11-22T10:00:00.000Z";
function alertOf(id: string, incidentId: string, over: Partial<Alert> = {}): Alert {
  return {
    ...{ id, incidentId, ruleId: "panik", ruleName: "Panik", kind: "panic", source: "Tombol", since },
    ...{ severity: "critical", priority: "urgent", sound: true, text: `Tombol panik ${id}` },
    ...over,
  };
}

function waiting(): Alerts {
  const [one, two, three] = [
    alertOf("a", "incident-a", { location: { lat: 3.3, lon: 117.6 }, place: "Pasar Gusher" }),
    alertOf("b", "incident-b", { severity: "high", priority: "high", drill: true }),
    alertOf("c", "incident-c", { severity: "high", priority: "high" }),
  ];
  return {
    told: [
      { id: "a", toldAt: since, count: 1, alerts: [one] },
      { id: "b", toldAt: since, count: 2, alerts: [two, three] },
    ],
    held: { count: 12, until: "2026-11-22T10:10:00.000Z", alerts: [] },
    shelved: 0,
  };
}

it("tells what waits above the incidents, plays the worst of it, and acknowledges the first by its key", async () => {
  await using opened = await desks.desk(busyEvening());
  const { page, core } = opened;
  // As browsers with a window have it, which one without lets pass: nothing is heard before somebody has clicked.
  await page.evaluate(() => {
    let clicked = false;
    addEventListener("click", () => (clicked = true), { capture: true });
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      document.documentElement.dataset.heard = this.src;
      if (clicked) return Promise.resolve();
      return Promise.reject(new DOMException("no gesture yet", "NotAllowedError"));
    };
  });
  core.scene.answers = { listAlerts: waiting() };
  const part = page.getByRole("region", { name: texts.title });
  await part.waitFor();
  const cards = part.getByRole("listitem");
  expect(await cards.count()).toBe(2);
  expect(await cards.nth(0).innerText()).toContain("Tombol panik a");
  expect(await cards.nth(1).innerText()).toContain(texts.group.replace("{{count}}", "2"));
  expect(await cards.nth(1).innerText()).toContain(texts.drill);
  expect(await part.innerText()).toContain("12 kejadian lagi ditahan");
  await part.getByText(texts.blocked).waitFor();
  await part.getByRole("button", { name: texts.unblock }).click();
  await part.getByText(texts.blocked).waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.documentElement.dataset.heard)).toMatch(/critical-[^/]*\.wav$/);
  await page.keyboard.press("a");
  await expect
    .poll(() => core.calls.filter(({ name }) => name === "editIncident"))
    .toEqual([expect.objectContaining({ params: { id: "incident-a" }, body: { status: "acknowledged" } })]);
  expect(await page.evaluate(overflowing)).toEqual([]);
  expect(opened.errors).toEqual([]);
});

it("opens a group's list, and shelves with an end and a reason only", async () => {
  const scene = busyEvening();
  const shelf = {
    ...{ id: "s", reason: "Uji", by: "oki", since, until: "2026-11-22T11:00:00.000Z" },
    what: { by: "kind" as const, kind: "panic" },
  };
  scene.answers = { ...scene.answers, listAlerts: waiting(), addShelf: shelf };
  await using opened = await desks.desk(scene);
  const { page, core } = opened;
  const cards = page.getByRole("region", { name: texts.title }).getByRole("listitem");
  await cards.nth(1).getByRole("button", { name: texts.showAll }).click();
  expect(await cards.nth(1).innerText()).toContain("Tombol panik c");
  await cards.nth(0).getByRole("button", { name: texts.shelve }).click();
  const form = cards.nth(0).locator("form");
  await form.getByRole("button", { name: texts.shelf.act }).click();
  expect(core.calls.filter(({ name }) => name === "addShelf")).toEqual([]);
  await form.getByLabel(texts.shelf.reason).fill("Tombol rusak");
  await form.getByRole("button", { name: texts.shelf.act }).click();
  await expect
    .poll(() => core.calls.find(({ name }) => name === "addShelf")?.body)
    .toEqual({ what: { by: "kind", kind: "panic" }, minutes: 30, reason: "Tombol rusak" });
  expect(opened.errors).toEqual([]);
});

it("a rule is written, tried on what happened, and stored", async () => {
  const scene = busyEvening();
  scene.me = { ...scene.me, role: "technician" };
  const trial = {
    ...{ looked: 12, more: false, matched: 3, heldChanges: 1, heldAlerts: 0 },
    incidents: [
      {
        ...{ id: "i", text: "Tombol panik di pasar", kind: "panic", severity: "critical", receivedAt: since },
        cameras: [{ cameraId: "kamera-1", distanceM: 80, sees: true, lost: false }],
        ...{ heldChange: true, heldAlert: false },
      },
    ],
  };
  scene.answers = { ...scene.answers, tryRule: trial };
  await using opened = await desks.desk(scene);
  const { page, core } = opened;
  const words = consoleTexts.id.rules;
  await page.getByRole("button", { name: words.open }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: words.add }).click();
  await sheet.getByLabel(words.name, { exact: true }).fill("Panik pasar");
  await sheet.getByLabel(words.kinds).fill("panic");
  await sheet.getByRole("button", { name: words.try }).click();
  await sheet.getByText("3 dari 12 kejadian cocok").waitFor();
  expect(await sheet.getByRole("status").innerText()).toContain("kamera-1 (80 m)");
  await sheet.getByRole("button", { name: words.save }).click();
  await expect
    .poll(() => core.calls.find(({ name }) => name === "addRule")?.body)
    .toMatchObject({
      name: "Panik pasar",
      when: { kinds: ["panic"] },
      do: { cameras: { count: 2, withinM: 500 }, alert: true, sound: true },
    });
  expect(opened.errors).toEqual([]);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import type { Admission, DisplayAdmission } from "../../../src/protocol/admission.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { colliding, openDesks, overflowing } from "./desk.ts";
import { busyEvening } from "./scene.ts";

const texts = consoleTexts.id.admission;
let desks: Awaited<ReturnType<typeof openDesks>>;

beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

const burden = (feeds: number) => ({ feeds, weight: feeds * 330_400, pixelRate: feeds * 5_760_000 });

/** What the core says of the second layout of the evening, nine cameras on one display. */
function admission(display: Partial<DisplayAdmission>): Admission {
  const one: DisplayAdmission = {
    ...{
      outputIds: ["layar-1"],
      connected: true,
      load: 40,
      now: burden(4),
      planned: burden(9),
      estimate: null,
    },
    known: { carried: null, percent: null, tooMuch: null },
    ...{ verdict: "carries", tiles: [], lowered: [] },
    ...display,
  };
  return { wallId: "utama", layoutId: "sembilan", verdict: one.verdict, displays: [one] };
}

async function prepared(answer: Admission) {
  const opened = await desks.desk({ ...busyEvening(), answers: { admission: answer } });
  await opened.page.locator(".layouts [role=option]").nth(1).click();
  await opened.page.locator(".preview [role=option]").first().waitFor();
  return opened;
}

it("says before a take in one line what would be lowered first, and the rest by a key, and hinders nothing", async () => {
  const lowered = ["t9", "t8", "t7", "t6"].map((tileId, at) => ({
    ...{ kind: "size" as const, needed: at < 3 },
    tiles: [{ wallId: "utama", tileId }],
  }));
  await using opened = await prepared(
    admission({
      ...{ verdict: "tooMuch", lowered },
      known: { carried: 6 * 330_400, percent: 55, tooMuch: 8 * 330_400 },
    }),
  );
  const { page, core, errors } = opened;
  const line = page.locator(".admission");
  await expect.poll(() => line.innerText()).toContain("tidak sanggup");
  // Three are needed: two have their names, the third is counted.
  expect(await line.innerText()).toContain(core.scene.cameras[8]?.name ?? "?");
  expect(await line.innerText()).toContain("dan 1 lainnya");
  expect(await page.evaluate(overflowing)).toEqual([]);
  expect(await page.evaluate(colliding)).toEqual([]);
  await page.keyboard.press("y");
  const sheet = page.getByRole("dialog", { name: texts.title });
  await sheet.waitFor();
  expect(await sheet.locator(".lowered li").count()).toBe(4);
  expect(await sheet.getByText(texts.needed, { exact: true }).count()).toBe(3);
  expect(await sheet.innerText()).toContain("67 % dari yang nanti, dengan beban 55 %");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await expect.poll(() => core.calls.filter(({ name }) => name === "take").length).toBe(1);
  expect(errors).toEqual([]);
});

it("says nothing where the display carries it, or probably does, and that nobody knows where it may not", async () => {
  const estimate = { likely: true, basis: "smallest" as const, weight: 8_260_000 };
  {
    await using opened = await prepared(admission({ verdict: "unknown", estimate }));
    await opened.page.locator(".take-told").waitFor();
    await expect.poll(() => opened.page.locator(".take").isEnabled()).toBe(true);
    expect(await opened.page.locator(".admission").count()).toBe(0);
  }
  await using opened = await prepared(
    admission({ verdict: "unknown", estimate: { ...estimate, likely: false } }),
  );
  const line = opened.page.locator(".admission");
  await expect.poll(() => line.innerText()).toContain("belum pernah memuat sebanyak ini");
  // It is known too little for a colour.
  expect(await line.locator(".mark").count()).toBe(0);
  await line.click();
  await opened.page.getByText(texts.estimates.smallestNo).waitFor();
});

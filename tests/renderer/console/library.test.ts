import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { colliding, openDesks, overflowing } from "./desk.ts";
import { busyEvening, feed } from "./scene.ts";

const texts = consoleTexts.id;
let desks: Awaited<ReturnType<typeof openDesks>>;

beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

/** A city's cameras, numbered from 1. */
function largeCity() {
  const scene = busyEvening();
  scene.cameras = Array.from({ length: 2000 }, (_, at) => ({
    ...scene.cameras[at % 12]!,
    ...{
      id: `kamera-${at + 1}`,
      name: `Kamera jalan nomor ${at + 1}`,
      number: at + 1,
      group: `Wilayah ${at % 9}`,
    },
  }));
  scene.feeds = scene.cameras.slice(0, 64).map(({ id }) => feed(id, "live"));
  return scene;
}

describe("a library of 2,000 cameras", () => {
  it("draws those in sight alone, and arrows, pages and ends lead through all of them", async () => {
    await using opened = await desks.desk(largeCity());
    const { page, errors } = opened;
    const list = page.getByRole("listbox", { name: texts.cameras });
    const rows = list.getByRole("option");
    await expect.poll(() => rows.count()).toBeGreaterThan(3);
    expect(await rows.count()).toBeLessThan(40);
    expect(await rows.first().getAttribute("aria-setsize")).toBe("2000");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-posinset"));
    await page.keyboard.press("c");
    for (const [key, at] of [
      ["ArrowDown", "2"],
      ["End", "2000"],
      ["ArrowUp", "1999"],
      ["Home", "1"],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(focused).toBe(at);
      const box = await page.locator(":focus").boundingBox();
      const room = await list.boundingBox();
      expect(box!.y).toBeGreaterThanOrEqual(room!.y - 1);
      expect(box!.y + box!.height).toBeLessThanOrEqual(room!.y + room!.height + 1);
    }
    await page.keyboard.press("PageDown");
    await expect.poll(async () => Number(await focused())).toBeGreaterThan(2);
    // Scrolled away from, the chosen one is still where Tab leads.
    await list.evaluate((element) => element.scrollTo(0, 60_000));
    await expect.poll(() => rows.filter({ hasText: "nomor 1001" }).count()).toBe(1);
    expect(await list.locator('[tabindex="0"]').count()).toBe(1);
    expect(errors).toEqual([]);
  });

  it("finds by number, state and words while one types, and opens the palette from there", async () => {
    await using opened = await desks.desk(largeCity());
    const { page } = opened;
    const rows = page.getByRole("listbox", { name: texts.cameras }).getByRole("option");
    await page.keyboard.press("/");
    await page.keyboard.type("1999");
    await expect.poll(() => rows.count()).toBe(1);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("live jalan");
    await expect.poll(() => rows.first().getAttribute("aria-setsize")).toBe("64");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByPlaceholder(texts.palette.write).waitFor();
  });
});

describe("cameras at hand", () => {
  it("are marked and listed, those used last as well, and what is pressed is a filter", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page } = opened;
    const rows = page.getByRole("listbox", { name: texts.cameras }).getByRole("option");
    const filter = (name: string) =>
      page.getByRole("group", { name: texts.listing.title }).getByRole("button", { name });
    await page.keyboard.press("c");
    await page.keyboard.press("End");
    await page.keyboard.press("d");
    await filter(texts.listing.favourite).click();
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.first().innerText()).toContain("SPBU Mulawarman");
    await page.getByRole("button", { name: texts.listing.favourite, exact: false }).last().click();
    await expect.poll(() => rows.count()).toBe(0);
    await filter(texts.listing.favourite).click();
    await page.locator(".layouts [role=option]").nth(1).click();
    await page.getByRole("listbox", { name: texts.preview }).getByRole("option").first().click();
    for (const key of ["1", "1", "Enter", "1", "0", "Enter"]) await page.keyboard.press(key);
    await filter(texts.listing.recent).click();
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.first().innerText()).toContain("Mangrove");
    expect(await page.evaluate(overflowing)).toEqual([]);
    await filter(texts.listing.recent).click();
    await filter(texts.listing.troubled).click();
    await expect.poll(() => rows.count()).toBe(4);
  });
});

describe("on a tablet", () => {
  it.each([
    { width: 1024, height: 768 },
    { width: 1280, height: 800 },
  ])("of $width x $height a camera is put by three touches, and nothing leaves its place", async (size) => {
    const scene = busyEvening();
    // Whoever has an account has more in the bar.
    scene.me = { ...scene.me, hasAccount: true, hasPin: true };
    scene.answers = { favourites: { cameraIds: [] } };
    await using opened = await desks.desk(scene, { size, touch: true });
    const { page, core, errors } = opened;
    await page.locator(".layouts [role=option]").nth(1).tap();
    await page.getByRole("listbox", { name: texts.preview }).getByRole("option").nth(4).tap();
    await page.getByRole("listbox", { name: texts.cameras }).getByRole("option").nth(1).tap();
    expect(await page.evaluate(overflowing)).toEqual([]);
    expect(await page.evaluate(colliding)).toEqual([]);
    await page.getByRole("button", { name: /^Taruh Pasar Gusher/ }).tap();
    const put = () => core.scene.layouts.find(({ id }) => id === "sembilan")?.tiles[4]?.content;
    await expect.poll(put).toEqual({ kind: "camera", cameraId: "kamera-2" });
    expect(errors).toEqual([]);
  });
});

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

/** The states that are cut off in the rows of a list. Runs in the page. */
function cutStates(list: Element): string[] {
  return [...list.querySelectorAll(".camera-state")]
    .filter((state) => {
      const row = state.closest(".item-text")?.getBoundingClientRect();
      const { right } = state.getBoundingClientRect();
      return row === undefined || right > row.right + 0.5 || state.scrollWidth > state.clientWidth;
    })
    .map(({ textContent }) => textContent);
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

  it("leaves room for four of them below its filters, and begins at the top of each", async () => {
    const scene = largeCity();
    scene.answers = { favourites: { cameraIds: scene.cameras.map(({ id }) => id) } };
    scene.cameras = scene.cameras.map((each, at) => ({
      ...each,
      group: at % 9 === 4 ? "Sungai dan pantai yang panjang namanya" : (each.group ?? ""),
    }));
    scene.layouts = Array.from({ length: 12 }, (_, at) => ({ ...scene.layouts[at % 4]!, id: `tata-${at}` }));
    scene.walls["utama"] = { ...scene.walls["utama"]!, layoutId: "tata-1" };
    await using opened = await desks.desk(scene, { size: { width: 1366, height: 768 } });
    const { page, core, errors } = opened;
    const list = page.getByRole("listbox", { name: texts.cameras });
    const groups = page.getByRole("group", { name: texts.editing.groups });
    const at = () => list.evaluate(({ scrollTop }) => scrollTop);
    const scroll = () => list.evaluate((element) => element.scrollTo(0, 3000));
    const pressed = groups.getByRole("button").nth(1);
    await scroll();
    await pressed.click();
    await expect.poll(at).toBe(0);
    await expect.poll(() => list.locator('[aria-posinset="1"]').count()).toBe(1);
    for (const size of [
      { width: 1366, height: 768 },
      { width: 1024, height: 768 },
      { width: 1920, height: 1080 },
    ]) {
      await page.setViewportSize(size);
      await expect.poll(() => list.evaluate(({ clientHeight }) => clientHeight)).toBeGreaterThanOrEqual(240);
      expect(await page.evaluate(overflowing)).toEqual([]);
      expect(await page.evaluate(colliding)).toEqual([]);
    }
    await page.setViewportSize({ width: 1366, height: 768 });

    // The last group is led to by keys and by the wheel.
    const line = groups.locator(".chip-line");
    const inSight = async () => {
      const [room, last] = [await line.boundingBox(), await groups.getByRole("button").last().boundingBox()];
      return last!.x >= room!.x && last!.x + last!.width <= room!.x + room!.width;
    };
    expect(await inSight()).toBe(false);
    await pressed.focus();
    for (let press = 0; press < 7; press++) await page.keyboard.press("Tab");
    await expect.poll(inSight).toBe(true);
    await line.evaluate((element) => element.scrollTo(0, 0));
    await line.hover();
    await page.mouse.wheel(0, 4000);
    await expect.poll(inSight).toBe(true);
    await groups.getByRole("button", { name: "Sungai" }).click();
    await expect.poll(() => list.getByText("Sungai dan pantai").count()).toBeGreaterThan(3);
    expect(await list.evaluate(cutStates)).toEqual([]);
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await list.locator('[aria-posinset="222"]').waitFor();
    expect(await list.evaluate(cutStates)).toEqual([]);

    // What merely changes leaves the list where it is; words, and none, begin it anew.
    await scroll();
    core.scene.cameras = core.scene.cameras.map((each) => ({ ...each, name: `${each.name} baru` }));
    await expect.poll(() => list.getByText("baru").count()).toBeGreaterThan(3);
    expect(await at()).toBe(3000);
    await page.keyboard.press("/");
    const box = page.locator(":focus");
    const hint = page.getByText(texts.listing.searchHint);
    expect(await hint.isVisible()).toBe(true);
    expect(await box.getAttribute("aria-describedby")).toBe(await hint.getAttribute("id"));
    await page.keyboard.type("kamera");
    await expect.poll(at).toBe(0);
    expect(await hint.isVisible()).toBe(false);
    expect(errors).toEqual([]);
  });

  it("says near which camera and how far each stands that was sought near some", async () => {
    const scene = largeCity();
    scene.cameras = scene.cameras.map((each, at) => ({
      ...each,
      name: at === 5 ? "Pasar Tenguyun, malam" : each.name,
      location: { lat: 3.3 + at / 1000, lon: 117.6 },
    }));
    await using opened = await desks.desk(scene);
    const { page } = opened;
    const rows = page.getByRole("listbox", { name: texts.cameras }).getByRole("option");
    await page.keyboard.press("/");
    await page.keyboard.type("dekat tenguyun");
    await expect.poll(() => rows.first().innerText()).toContain(texts.listing.centre);
    await expect.poll(() => rows.nth(1).innerText()).toContain("111 m dari Pasar Tenguyun, malam");
    expect(await rows.nth(1).getAttribute("title")).toContain("111 m dari Pasar Tenguyun, malam");
    const inRow = await rows.nth(1).evaluate((row) => row.scrollHeight <= row.clientHeight);
    expect(inRow).toBe(true);
  });

  it("has a search box whose words fit in either language", async () => {
    for (const language of ["id", "en"] as const) {
      await using opened = await desks.desk(busyEvening(), { language, size: { width: 1024, height: 768 } });
      const wide = await opened.page.getByRole("searchbox").evaluate((box) => {
        if (!(box instanceof HTMLInputElement)) return null;
        const words = Object.assign(document.createElement("span"), { textContent: box.placeholder });
        words.style.font = getComputedStyle(box).font;
        document.body.append(words);
        return words.getBoundingClientRect().width / (box.clientWidth - 16);
      });
      expect(wide).toBeLessThan(0.9);
    }
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

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { presets } from "../../../src/layouts/sites/index.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { colliding, openDesks, overflowing } from "./desk.ts";
import { busyEvening, showing, site } from "./scene.ts";

const texts = consoleTexts.id;
let desks: Awaited<ReturnType<typeof openDesks>>;

beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

describe("by keyboard alone", () => {
  it("reaches every part by one key and walks it by arrows", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page } = opened;
    await page
      .getByRole("option", { name: /Gusher/ })
      .first()
      .waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.keyboard.press("l");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toContain("Sembilan");
    await page.keyboard.press("c");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toContain("Gusher");
    await page.getByRole("region", { name: /Gusher/ }).waitFor();
    await page.keyboard.press("p");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toContain("Bugis");
    await page.keyboard.press("i");
    await expect.poll(focused).toBe(texts.incidents.acknowledge);
    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("search");
  });

  it("reaches every control by Tab, each with a name and a visible focus", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page } = opened;
    await page
      .getByRole("option", { name: /Gusher/ })
      .first()
      .waitFor();
    const reached: string[] = [];
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return null;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const label = element.getAttribute("aria-label") ?? element.getAttribute("title") ?? "";
        const labelled = element instanceof HTMLSelectElement ? (element.labels[0]?.textContent ?? "") : "";
        return {
          name: (label || labelled || element.textContent).trim(),
          ring: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
        };
      });
      if (at === null) break;
      expect(at.name).not.toBe("");
      expect(at.ring, at.name).toBe(true);
      reached.push(at.name);
    }
    for (const name of [texts.search, "Tambah", "Kembalikan", "Terima", "Halaman", "Keluar"])
      expect(
        reached.some((each) => each.startsWith(name)),
        name,
      ).toBe(true);
  });

  it("shows the keys on the things themselves while ? is held, moving nothing", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page } = opened;
    await page
      .getByRole("option", { name: /Gusher/ })
      .first()
      .waitFor();
    const take = page.getByRole("button", { name: texts.take });
    const before = await take.boundingBox();
    await page.keyboard.down("Shift");
    await page.keyboard.down("?");
    await expect
      .poll(() => page.locator("kbd").allInnerTexts())
      .toEqual(expect.arrayContaining(["Enter", "U", "/", "L", "C", "I", "N"]));
    expect(await take.boundingBox()).toEqual(before);
    await page.keyboard.up("?");
    await page.keyboard.up("Shift");
    await expect.poll(() => page.locator("kbd").count()).toBe(0);
  });
});

describe("at every size and in both languages", () => {
  const sizes = [
    { width: 1280, height: 720 },
    { width: 1920, height: 1080 },
    { width: 2560, height: 1440 },
  ];

  it.each(["id", "en"] as const)("nothing leaves its place with long names, in %s", async (language) => {
    await using opened = await desks.desk(busyEvening(), { language });
    const { page } = opened;
    await page
      .getByRole("option", { name: /Gusher/ })
      .first()
      .waitFor();
    await page.getByRole("listbox").first().getByRole("option").first().click();
    await page
      .getByRole("option", { name: /Gedung Kesehatan/ })
      .first()
      .click();
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect(await page.evaluate(overflowing), `${size.width}`).toEqual([]);
      expect(await page.evaluate(colliding), `${size.width}`).toEqual([]);
    }
  });

  it.each(Object.entries(presets))(
    "draws %s to scale and lets nothing leave its place",
    async (_, preset) => {
      const { site, layouts } = preset();
      const wall = site.walls[0];
      if (wall === undefined) throw new Error("no wall");
      const own = layouts.find(({ wallId }) => wallId === wall.id);
      const scene = busyEvening();
      const cameras = scene.cameras.map((camera, at) => ({
        ...camera,
        id: `cam-${String(at + 1).padStart(2, "0")}`,
      }));
      const walls = { [wall.id]: showing(wall.id, wall.name, wall.canvas, own ?? null) };
      await using opened = await desks.desk({
        ...scene,
        site,
        layouts,
        cameras,
        walls,
        feeds: [],
        outputs: [],
      });
      const { page } = opened;
      const plan = page.locator(".program .plan");
      await page.locator(".program [role=option]").first().waitFor();
      const box = await plan.boundingBox();
      if (box === null) throw new Error("no plan");
      expect(box.width / box.height).toBeCloseTo(wall.canvas.width / wall.canvas.height, 1);
      expect(await page.evaluate(overflowing)).toEqual([]);
      expect(await page.evaluate(colliding)).toEqual([]);
    },
  );

  it("speaks English after the switch, and after the page is loaded again", async () => {
    await using opened = await desks.desk(busyEvening());
    const { page } = opened;
    await page.getByLabel("Bahasa").selectOption("en");
    await page.getByRole("button", { name: consoleTexts.en.take }).waitFor();
    // The choice says what is spoken, and leads back.
    expect(await page.getByLabel("Language").inputValue()).toBe("en");
    await page.getByLabel("Language").selectOption("id");
    await page.getByRole("button", { name: consoleTexts.id.take }).waitFor();
    await page.getByLabel("Bahasa").selectOption("en");
    await page.getByRole("button", { name: consoleTexts.en.take }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: consoleTexts.en.take }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    expect(await page.title()).toBe(consoleTexts.en.title);
    const lines = new Set((await page.locator("body").innerText()).split("\n").map((line) => line.trim()));
    const indonesian = JSON.stringify(consoleTexts.id).matchAll(/"([^"{]+)"[,}]/g);
    const english = JSON.stringify(consoleTexts.en);
    for (const [, text] of indonesian)
      if (text !== undefined && !english.includes(`"${text}"`)) expect(lines).not.toContain(text);
  });

  it("changes walls by radio button and by W", async () => {
    const scene = busyEvening();
    const [first] = site.walls;
    if (first === undefined) throw new Error("no wall");
    scene.site = { ...site, walls: [first, { ...first, id: "rapat", name: "Ruang rapat" }] };
    scene.walls.rapat = showing("rapat", "Ruang rapat", first.canvas, null);
    await using opened = await desks.desk(scene);
    const { page } = opened;
    await page.getByRole("radio", { name: "Ruang rapat" }).check();
    await page.getByText(texts.nothingOnGlass).waitFor();
    await page.locator("body").press("w");
    await expect.poll(() => page.getByText(texts.nothingOnGlass).count()).toBe(0);
  });
});

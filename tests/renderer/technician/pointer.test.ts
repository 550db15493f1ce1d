import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Site } from "../../../src/layouts/site.ts";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { laptop } from "../console/desk.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { dragFrom, draftOf, screenOf } from "./wall-on-screen.ts";

const words = technicianTexts.id;
const PASSWORD = "kata-sandi-panjang";
/** Pontianak's wall. */
const face = { widthMm: 9000, heightMm: 2025 };
const CABINET = { widthMm: 600, heightMm: 337.5 };

let browser: Browser;
let page: Page;
let errors: readonly string[];
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  browser = stack.use(await launchChromium());
  const data = stack.use(emptyData());
  const core = stack.use(await startRealCore(data.path, { site: "pontianak", password: PASSWORD }));
  const opened = stack.use(await openPage(browser, `${core.url}/technician`, laptop));
  ({ page, errors } = opened);
  page.setDefaultTimeout(8000);
  await signIn(page, PASSWORD);
  await page.getByRole("application").waitFor();
});
afterAll(() => stack.disposeAsync());

const button = (name: string) => page.getByRole("button", { name, exact: true });
const title = (name: string) => page.getByRole("heading", { name, exact: true });

beforeEach(async () => {
  await page.reload();
  await page.getByRole("application").waitFor();
  if (await button(words.apply.discard).isVisible()) await button(words.apply.discard).click();
  await expect.poll(() => button(words.apply.apply).isDisabled()).toBe(true);
});

/** The middle of a cabinet, by its row and column from 1. */
async function cabinet(row: number, column: number): Promise<readonly [number, number]> {
  const { at } = await screenOf(page, face);
  return at((column - 0.5) * CABINET.widthMm, (row - 0.5) * CABINET.heightMm);
}

const placeOf = (site: Site, id: string) => site.walls[0]?.panels.find((panel) => panel.id === id);
const cablesOf = (site: Site) =>
  (site.controllers ?? []).flatMap(({ ports }) => ports.map(({ panels }) => panels.map((p) => p.panelId)));

describe("the editor by pointer", () => {
  it("drags a cabinet, draws it to its neighbour's edge, and takes that back and forth", async () => {
    const { scale } = await screenOf(page, face);
    // Five pixels too far to the right, and three down: both are drawn to an edge.
    await dragFrom(page, await cabinet(1, 15), [600 * scale + 5, 3]);
    const moved = await draftOf(page, "pontianak", (site) => placeOf(site, "p-1-15")?.xMm !== 8400);
    expect(placeOf(moved, "p-1-15")).toMatchObject({ xMm: 9000, yMm: 0, canvas: { x: 4800, y: 0 } });
    expect(await page.getByLabel(words.editor.x, { exact: true }).inputValue()).toBe("9000");

    await button(words.editor.undo).click();
    expect(await page.getByLabel(words.editor.x, { exact: true }).inputValue()).toBe("8400");
    await expect.poll(() => button(words.apply.apply).isDisabled()).toBe(true);
    await button(words.editor.redo).click();
    expect(await page.getByLabel(words.editor.x, { exact: true }).inputValue()).toBe("9000");
    await page.keyboard.press("Control+z");
    await expect.poll(() => button(words.apply.apply).isDisabled()).toBe(true);
    await page.keyboard.press("Control+y");
    await expect.poll(() => button(words.apply.apply).isDisabled()).toBe(false);
    expect(errors).toEqual([]);
  });

  it("refuses a cabinet that is let go upon another, marks both, and changes nothing", async () => {
    const { scale } = await screenOf(page, face);
    await dragFrom(page, await cabinet(3, 4), [600 * scale, 0]);
    await page.getByText(words.editor.refused).waitFor();
    expect(await button(words.apply.apply).isDisabled()).toBe(true);
    // The message leaves the buttons that zoom free.
    const message = await page.locator(".refused").boundingBox();
    const zooms = await page.locator(".zooms").boundingBox();
    if (message === null || zooms === null) throw new Error("not seen");
    expect(message.y + message.height).toBeLessThan(zooms.y);
    await button(words.editor.dismiss).click();
    await page.getByText(words.editor.refused).waitFor({ state: "detached" });
    expect(errors).toEqual([]);
  });

  it("chooses what a marquee touches, and more with Shift", async () => {
    const { at } = await screenOf(page, face);
    const [left, top] = at(0, 0);
    const corner = at(700, 400);
    await dragFrom(page, [left - 15, top - 12], [corner[0] - left + 15, corner[1] - top + 12]);
    await title("4 panel").waitFor();
    await page.keyboard.down("Shift");
    await page.mouse.click(...(await cabinet(6, 15)));
    await page.keyboard.up("Shift");
    await title("5 panel").waitFor();
    await page.mouse.click(...(await cabinet(2, 2)));
    // One of several that are chosen is held with the others; ground lets all go.
    await title("5 panel").waitFor();
    await page.mouse.click(left - 15, top - 12);
    await title("5 panel").waitFor({ state: "detached" });
    expect(errors).toEqual([]);
  });

  it("zooms by the wheel from the room to a pixel, and what is under the pointer stays there", async () => {
    await button(words.editor.room).click();
    await button(words.editor.wall).click();
    const { at } = await screenOf(page, face);
    // A pixel of the screen beside where four cabinets meet, and how far beside.
    const meeting = at(5 * CABINET.widthMm, 3 * CABINET.heightMm);
    const [x, y] = [Math.round(meeting[0]), Math.round(meeting[1])];
    await page.mouse.move(x, y);
    for (let turn = 0; turn < 16; turn += 1) await page.mouse.wheel(0, -120);
    // e to the power of 4.8 nearer: an LED pixel of 1.875 mm is about as wide as 20 of the screen.
    const nearer = Math.exp((16 * 120) / 400);
    const [cornerX, cornerY] = [x + (meeting[0] - x) * nearer, y + (meeting[1] - y) * nearer];
    for (const [dx, dy, id] of [
      [-6, -6, "p-3-5"],
      [6, -6, "p-3-6"],
      [-6, 6, "p-4-5"],
      [6, 6, "p-4-6"],
    ] as const) {
      await page.mouse.click(cornerX + dx, cornerY + dy);
      await title(id).waitFor();
    }
    await page.mouse.move(x, y);
    for (let turn = 0; turn < 16; turn += 1) await page.mouse.wheel(0, 120);
    await page.mouse.click(...(await cabinet(6, 15)));
    await title("p-6-15").waitFor();
    expect(errors).toEqual([]);
  });

  it("lays cables in a serpentine, and in the order of clicks", async () => {
    await button(words.wires.columns).click();
    const zigzag = await draftOf(page, "pontianak", (site) => cablesOf(site).length > 0);
    // Down the first column and up the second; 11 cabinets of 57,600 px fill a port of 659,722.
    expect(cablesOf(zigzag)[0]?.slice(0, 8)).toEqual([
      ...["p-1-1", "p-2-1", "p-3-1", "p-4-1", "p-5-1", "p-6-1", "p-6-2", "p-5-2"],
    ]);
    expect(cablesOf(zigzag)[0]).toHaveLength(11);
    await button(words.wires.none).click();
    await button(words.wires.clicks).click();
    const order = ["p-2-3", "p-1-1", "p-6-2", "p-3-3"];
    for (const id of order) {
      const [, row, column] = id.split("-").map(Number);
      await page.mouse.click(...(await cabinet(row ?? 0, column ?? 0)));
    }
    const clicked = await draftOf(page, "pontianak", (site) => cablesOf(site)[0]?.length === order.length);
    expect(cablesOf(clicked)).toEqual([order]);
    // One that two outputs share cannot hang on one cable.
    await page.mouse.click(...(await cabinet(1, 8)));
    await page.getByText("Panel p-1-8 tidak dapat disambung").waitFor();
    expect(errors).toEqual([]);
  });

  it("keeps bits and pictures a second that were entered, however the wall is wired again", async () => {
    const sent = (site: Site) => (site.controllers ?? []).map(({ bits, hertz }) => [bits, hertz]);
    await button(words.wires.columns).click();
    await draftOf(page, "pontianak", (site) => cablesOf(site).length > 0);
    await page.getByLabel(words.wires.bits, { exact: true }).selectOption("10");
    const hertz = page.getByLabel(words.wires.hertz, { exact: true });
    await hertz.fill("50");
    await hertz.press("Enter");
    await draftOf(page, "pontianak", (site) => sent(site).join(";") === "10,50;10,50");
    await button(words.wires.none).click();
    await draftOf(page, "pontianak", (site) => cablesOf(site).length === 0);
    await button(words.wires.rows).click();
    const wired = await draftOf(page, "pontianak", (site) => cablesOf(site).length > 0);
    expect(new Set(sent(wired).map(String))).toEqual(new Set(["10,50"]));
    // 6 cabinets of 57,600 px fill a port of 395,833.
    expect(cablesOf(wired)[0]).toHaveLength(6);
    expect(await hertz.inputValue()).toBe("50");
    expect(errors).toEqual([]);
  });
});

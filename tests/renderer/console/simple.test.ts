import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { openDesks, overflowing } from "./desk.ts";
import { busyEvening } from "./scene.ts";

const texts = consoleTexts.id;
const { simple } = texts;
let desks: Awaited<ReturnType<typeof openDesks>>;

beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks[Symbol.asyncDispose]());

/** The simple desk on a tablet; it was chosen in the whole one. */
async function simpleDesk(scene = busyEvening(), touch = true) {
  const opened = await desks.desk(scene, { size: { width: 1024, height: 768 }, touch });
  const { page } = opened;
  await page.getByRole("button", { name: simple.pages, exact: true }).click();
  await page.getByRole("menuitem", { name: simple.use }).click();
  await page.getByRole("button", { name: simple.help }).waitFor();
  const says = (text: string, values: Record<string, string> = {}) => {
    const said = Object.entries(values).reduce(
      (all, [key, value]) => all.replaceAll(`{{${key}}}`, value),
      text,
    );
    return page.getByRole("status").filter({ hasText: said }).first().waitFor();
  };
  const place = (at: number) => page.getByRole("listbox", { name: simple.now }).getByRole("option").nth(at);
  return { opened, page, says, place };
}

describe("the simple desk", () => {
  it("says before a take what a display PC would lower, and takes all the same or not", async () => {
    const scene = busyEvening();
    const carried = { feeds: 4, pixelRate: 1e8, weight: 100 };
    const lowered = [{ tiles: [{ wallId: "utama", tileId: "t2" }], kind: "size" as const, needed: true }];
    const known = { carried: null, tooMuch: null, percent: null };
    const display = { outputIds: ["layar-1"], connected: true, load: 90, verdict: "tooMuch" as const };
    const answer = {
      ...{ wallId: "utama", layoutId: "empat", verdict: display.verdict },
      displays: [{ ...display, estimate: null, now: carried, planned: carried, known, tiles: [], lowered }],
    };
    scene.answers = { ...scene.answers, admission: answer };
    const { opened, page } = await simpleDesk(scene);
    await using _ = opened;
    const { core, errors } = opened;
    const layout = page.getByRole("button", { name: "Empat persimpangan utama" });
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    const takes = () => core.calls.filter(({ name }) => name === "take").length;
    await layout.tap();
    await page.getByRole("status").filter({ hasText: "Pasar Gusher" }).first().waitFor();
    expect(takes()).toBe(0);
    await button(simple.cancel).tap();
    await button(simple.anyway).waitFor({ state: "detached" });
    await layout.tap();
    await button(simple.anyway).tap();
    await expect.poll(takes).toBe(1);
    expect(await page.evaluate(overflowing)).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("takes a layout by one touch and a camera by two, says what comes next, and takes each back", async () => {
    const { opened, page, says, place } = await simpleDesk();
    await using _ = opened;
    const { core, errors } = opened;
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await says(simple.layoutNext);
    await page.getByRole("button", { name: "Empat persimpangan utama" }).tap();
    await says(simple.taken, { name: "Empat persimpangan utama" });
    await button(simple.cameras).tap();
    await says(simple.cameraNext);
    await page
      .getByRole("listbox", { name: texts.cameras })
      .getByRole("option", { name: /Terminal/ })
      .tap();
    await says(simple.placeNext, { name: "Terminal Boom Panjang" });
    await place(1).tap();
    await says(simple.put, { name: "Terminal Boom Panjang" });
    await expect
      .poll(() => core.scene.walls["utama"]?.tiles[1]?.content)
      .toEqual({
        ...{ kind: "camera", cameraId: "kamera-11" },
      });
    await button(simple.undo).tap();
    await says(simple.undone);
    await button(simple.hide).tap();
    await says(simple.hidden);
    await button(simple.show).tap();
    await expect.poll(() => core.scene.walls["utama"]?.curtain).toBeNull();
    // A place alone changes nothing.
    await place(0).tap();
    await says(simple.cameraFirst);
    expect(core.calls.map(({ name }) => name)).toEqual(["take", "editWall", "undo", "hide", "show"]);
    expect(errors).toEqual([]);
  });

  it("has nothing smaller than a finger, nothing that overflows, and the way back", async () => {
    const { opened, page } = await simpleDesk();
    await using _ = opened;
    for (const name of [simple.layouts, simple.cameras]) {
      await page.getByRole("button", { name, exact: true }).tap();
      expect(await page.evaluate(overflowing)).toEqual([]);
      for (const each of await page.locator(".simple :is(button, select, input, .list > li)").all()) {
        const box = await each.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0), await each.innerText()).toBeGreaterThanOrEqual(
          44,
        );
      }
    }
    await page.getByRole("button", { name: simple.help }).tap();
    await page.getByText(simple.helps.safe).waitFor();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByRole("button", { name: simple.leave }).tap();
    await page.locator(".status-bar").waitFor();
  });

  it("goes by keys alone as well, where arrows only lead, and leaves a locked wall as it is", async () => {
    const { opened, page, says, place } = await simpleDesk(busyEvening(), false);
    await using _ = opened;
    const { core } = opened;
    await page.keyboard.press("c");
    await page.locator('.cameras [tabindex="0"]').focus();
    await page.keyboard.press("End");
    await says(simple.placeNext, { name: "SPBU Mulawarman" });
    await place(0).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(core.calls).toEqual([]);
    await page.keyboard.press("Enter");
    await says(simple.put, { name: "SPBU Mulawarman" });
    await expect
      .poll(() => core.scene.walls["utama"]?.tiles[2]?.content)
      .toEqual({
        ...{ kind: "camera", cameraId: "kamera-12" },
      });
    const wall = core.scene.walls["utama"];
    if (wall === undefined) throw new Error("no wall");
    core.scene.walls["utama"] = { ...wall, lock: { by: "Oki", at: "2026-11-21T07:00:00.000Z" } };
    await says(simple.locked, { name: "Oki" });
    await page.keyboard.press("1");
    await page.keyboard.press("c");
    expect(core.calls.map(({ name }) => name)).toEqual(["editWall"]);
  });
});

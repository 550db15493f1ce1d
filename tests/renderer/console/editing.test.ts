import type { Locator } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Tile } from "../../../src/layouts/layout.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { openDesks, overflowing } from "./desk.ts";
import { busyEvening } from "./scene.ts";

const texts = consoleTexts.id;
let desks: Awaited<ReturnType<typeof openDesks>>;
let opened: Awaited<ReturnType<Awaited<ReturnType<typeof openDesks>>["desk"]>>;

beforeAll(async () => {
  desks = await openDesks();
  opened = await desks.desk(busyEvening());
});
afterAll(async () => {
  await opened[Symbol.asyncDispose]();
  await desks[Symbol.asyncDispose]();
});

const kept = () => {
  const layout = opened.core.scene.layouts.find(({ id }) => id === "sembilan");
  if (layout === undefined) throw new Error("no layout sembilan");
  return layout.tiles;
};
const kinds = (tiles: readonly Tile[]) =>
  tiles.map(({ content }) => (content.kind === "camera" ? content.cameraId : content.kind));
const preview = () => opened.page.getByRole("listbox", { name: texts.preview });
const tileIn = (at: number) => preview().getByRole("option").nth(at);
const status = (text: string) => opened.page.getByRole("status").filter({ hasText: text }).first().waitFor();

/** The nine cameras in the preview, as they were. */
beforeEach(async () => {
  const { page, core } = opened;
  core.play(busyEvening());
  await opened.reload();
  await page.locator(".layouts [role=option]").nth(1).click();
  await expect.poll(() => preview().getByRole("option").count()).toBe(9);
});

describe("a layout in the preview, by keyboard alone", () => {
  it("is swapped, split, joined and emptied, and each act is one step back", async () => {
    const { page, errors } = opened;
    const before = kept();
    await page.keyboard.press("v");
    await page.keyboard.press("Home");
    await page.keyboard.press("x");
    await page.keyboard.press("ArrowRight");
    await status(texts.editing.told.swap);
    await expect
      .poll(() =>
        kept()
          .map(({ rect }) => rect.x)
          .slice(0, 2),
      )
      .toEqual([640, 0]);
    await page.keyboard.press("s");
    await page.keyboard.press("4");
    await expect.poll(() => kept().length).toBe(12);
    expect(kinds(kept()).filter((kind) => kind === "empty")).toHaveLength(3);
    await page.keyboard.press("j");
    await expect.poll(() => kept().length).toBe(9);
    await page.keyboard.press("Delete");
    await expect.poll(() => kinds(kept()).filter((kind) => kind === "empty")).toHaveLength(1);
    for (const length of [9, 12, 9]) {
      await page.keyboard.press("Control+z");
      await expect.poll(() => kept().length).toBe(length);
    }
    await page.keyboard.press("Control+z");
    await expect.poll(() => kept().toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(before);
    await page.keyboard.press("Control+y");
    await expect
      .poll(() =>
        kept()
          .map(({ rect }) => rect.x)
          .slice(0, 2),
      )
      .toEqual([640, 0]);
    // No take was undone in their place.
    expect(opened.core.calls.map(({ name }) => name)).not.toContain("undo");
    expect(errors).toEqual([]);
  });

  it("is changed as soon as it is seen, also before it was read by itself", async () => {
    const { page, core, errors } = opened;
    const released = Promise.withResolvers<undefined>();
    const itself = "**/api/layouts/sembilan";
    await page.route(itself, async (route) => {
      await released.promise;
      await route.continue();
    });
    await opened.reload();
    await page.locator(".layouts [role=option]").nth(1).click();
    await expect.poll(() => preview().getByRole("option").count()).toBe(9);
    await page.keyboard.press("v");
    await page.keyboard.press("Home");
    await page.keyboard.press("f");
    await expect.poll(() => tileIn(0).evaluate(({ style }) => style.width)).toBe("100%");
    expect(core.calls).toEqual([]);
    released.resolve(undefined);
    await expect.poll(() => kept()[0]?.rect).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    await page.unroute(itself);
    expect(errors).toEqual([]);
  });

  it("is changed where the choice is, also by tools that have not followed it yet", async () => {
    const { page } = opened;
    await page.keyboard.press("v");
    await page.keyboard.press("Home");
    const before = kinds(kept());
    await page.getByRole("button", { name: texts.editing.clear, exact: true }).evaluate(async (button) => {
      const led = new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(led);
      // The choice is drawn in a microtask of the key; what follows it comes later than this press.
      for (let at = 0; at < 5; at += 1) await Promise.resolve();
      if (button instanceof HTMLElement) button.click();
    });
    await status(texts.editing.told.clear);
    await expect.poll(() => kinds(kept())).toEqual([before[0], "empty", ...before.slice(2)]);
  });

  it("fills the wall and goes back, is pinned, moved and sized", async () => {
    const { page } = opened;
    await page.keyboard.press("v");
    await page.keyboard.press("Home");
    await page.keyboard.press("f");
    await expect.poll(() => kept()[0]?.rect).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    await page.keyboard.press("f");
    await expect.poll(() => kept()[0]?.rect.width).toBe(640);
    await page.keyboard.press("b");
    await expect.poll(() => kept()[0]?.pinned).toBe(true);
    await page.keyboard.press("Control+ArrowRight");
    await status(texts.editing.refused.pinned);
    await page.keyboard.press("b");
    await expect.poll(() => kept()[0]?.pinned).toBe(undefined);
    await page.keyboard.press("Control+ArrowRight");
    await expect.poll(() => kept()[0]).toMatchObject({ rect: { x: 160, y: 0 }, z: 1 });
    await page.keyboard.press("Shift+ArrowDown");
    await expect.poll(() => kept()[0]?.rect.height).toBeGreaterThan(360);
  });

  it("is filled tile by tile with cameras by their numbers, and a wrong number changes nothing", async () => {
    const { page, core, errors } = opened;
    const typed = page.locator(".number-typed");
    await page.keyboard.press("v");
    await page.keyboard.press("Home");
    await page.keyboard.type("11");
    await expect.poll(() => typed.textContent()).toBe("11");
    await page.locator(".number-camera", { hasText: "Terminal Boom Panjang" }).waitFor();
    await page.keyboard.press("Enter");
    await status(texts.number.putOn.replace("{{number}}", "11").replace("{{name}}", "Terminal Boom Panjang"));
    // The digits of the block at the right are the same ones.
    for (const key of ["9", "1"])
      await page.evaluate(
        (digit) =>
          document.activeElement?.dispatchEvent(
            new KeyboardEvent("keydown", { key: digit, code: `Numpad${digit}`, bubbles: true }),
          ),
        key,
      );
    await page.keyboard.press("Backspace");
    await page.keyboard.press("NumpadEnter");
    await expect.poll(() => kinds(kept()).slice(0, 3)).toEqual(["kamera-11", "kamera-9", "kamera-3"]);
    // Now the third is chosen, and focused.
    expect(await tileIn(2).evaluate((element) => element === document.activeElement)).toBe(true);
    const before = core.calls.length;
    await page.keyboard.type("77");
    await page.keyboard.press("Enter");
    await page
      .getByRole("alert")
      .filter({ hasText: texts.number.unknown.replace("{{number}}", "77") })
      .waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => typed.count()).toBe(0);
    expect(core.calls.slice(before)).toEqual([]);
    // With no tile chosen a digit takes its layout, as ever.
    await page.keyboard.press("Escape");
    await page.keyboard.press("3");
    await expect.poll(() => core.scene.walls["utama"]?.layoutId).toBe("satu");
    expect(errors).toEqual([]);
  });

  it("says that a tile went while a number was typed for it, and takes no layout by its digits", async () => {
    const { page, core, errors } = opened;
    const program = page.getByRole("listbox", { name: texts.onGlass });
    await program.getByRole("option").nth(8).click();
    await page.keyboard.press("1");
    const typed = page.locator(".number-typed");
    await typed.getByText("1", { exact: true }).waitFor();
    const wall = core.scene.walls["utama"];
    if (wall === undefined) throw new Error("no wall");
    core.scene.walls["utama"] = {
      ...wall,
      revision: wall.revision + 1,
      layoutId: "empat",
      tiles: wall.tiles.slice(0, 4),
    };
    await expect.poll(() => program.getByRole("option").count()).toBe(4);
    await page.keyboard.press("2");
    await page.keyboard.press("Enter");
    await status(texts.number.tileGone);
    expect(core.calls).toEqual([]);
    // With nothing typed a digit is a layout's again.
    await page.keyboard.press("3");
    await expect.poll(() => core.scene.walls["utama"]?.layoutId).toBe("satu");
    expect(errors).toEqual([]);
  });

  it("takes the camera that is chosen in the library", async () => {
    const { page } = opened;
    await page.keyboard.press("v");
    await page.keyboard.press("Home");
    await page.keyboard.press("c");
    await page.keyboard.press("End");
    await page.keyboard.press("o");
    await expect.poll(() => kinds(kept())[0]).toBe("kamera-12");
  });
});

describe("what is picked up by key", () => {
  const held = () => opened.page.locator(".number-strip strong");
  const picked = (name: string) => texts.carrying.picked.replace("{{name}}", name);

  it("is a camera that arrows and Enter place, on the wall or in the preview, and Esc lets go", async () => {
    const { page, core, errors } = opened;
    await page.keyboard.press("v");
    await page.keyboard.press("Home");
    await page.keyboard.press("c");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await status(picked("SPBU Mulawarman"));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect.poll(() => kinds(kept()).slice(0, 3)).toEqual(["kamera-1", "kamera-12", "kamera-3"]);
    expect(await held().count()).toBe(0);

    await page.keyboard.press("c");
    await page.keyboard.press("Home");
    await page.keyboard.press("Space");
    await held().waitFor();
    const before = core.calls.length;
    await page.keyboard.press("Tab");
    const program = page.getByRole("listbox", { name: texts.onGlass });
    await expect.poll(() => program.evaluate((list) => list.contains(document.activeElement))).toBe(true);
    // A digit takes no layout now, nor does anything else happen but what is said.
    await page.keyboard.press("2");
    await page.keyboard.press("Escape");
    await expect.poll(() => held().count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.closest(".cameras") !== null)).toBe(true);
    expect(core.calls.slice(before)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.keyboard.press("p");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await expect.poll(() => kinds(core.scene.walls["utama"]?.tiles ?? []).at(-1)).toBe("kamera-1");
    expect(errors).toEqual([]);
  });

  it("is a tile that changes places with the one that Enter is pressed on", async () => {
    const { page } = opened;
    await page.keyboard.press("v");
    await page.keyboard.press("Home");
    await page.keyboard.press("Space");
    await held().waitFor();
    await page.keyboard.press("Enter");
    await status(texts.carrying.same);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await expect
      .poll(() =>
        kept()
          .map(({ rect }) => rect.x)
          .slice(0, 2),
      )
      .toEqual([640, 0]);
    expect(await held().count()).toBe(0);
  });

  it("is a group, folded or not, that a press on a tile places as well", async () => {
    const { page } = opened;
    const heads = page.locator(".cameras [data-head]");
    await page.getByRole("button", { name: texts.carrying.byGroup }).click();
    await expect.poll(() => heads.count()).toBeGreaterThan(0);
    await page.getByRole("button", { name: texts.carrying.foldAll }).click();
    const rows = page.getByRole("listbox", { name: texts.cameras }).getByRole("option");
    const size = () => rows.first().getAttribute("aria-setsize");
    await expect.poll(size).toBe("7");
    await opened.reload();
    await page.locator(".layouts [role=option]").nth(1).click();
    await expect.poll(() => preview().getByRole("option").count()).toBe(9);
    await expect.poll(size).toBe("7");
    const traffic = rows.filter({ hasText: "Lalu lintas" });
    expect(await traffic.textContent()).toContain(texts.carrying.folded);
    await traffic.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(size).toBe("11");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(size).toBe("7");
    await page.keyboard.press("Space");
    await status(picked("Lalu lintas"));
    await tileIn(4).click();
    await expect.poll(() => kept().length).toBe(12);
    expect(kinds(kept()).filter((kind) => kind === "kamera-8")).toHaveLength(2);
    await page.getByRole("button", { name: texts.carrying.byGroup }).click();
  });
});

describe("the menu of a thing", () => {
  it("opens by the right button on a tile and by the menu key in the library, and does what it says", async () => {
    const { page, errors } = opened;
    const item = (name: string) => page.getByRole("menuitem", { name, exact: true });
    await tileIn(4).click({ button: "right" });
    await item(texts.editing.pin).click();
    await expect.poll(() => kept()[4]?.pinned).toBe(true);
    await tileIn(4).click({ button: "right" });
    await item(texts.editing.unpin).click();
    await expect.poll(() => kept()[4]?.pinned).toBe(undefined);
    await page.keyboard.press("c");
    await page.keyboard.press("End");
    await page.locator(":focus").dispatchEvent("contextmenu");
    await item(texts.carrying.pick).press("Enter");
    await page.locator(".number-strip strong").getByText("SPBU Mulawarman").waitFor();
    // What Enter chose in the menu is held, and not placed by the same press; arrows are the tiles'.
    await expect.poll(() => page.locator(":focus").getAttribute("data-drag")).toBe("tile");
    await page.keyboard.press("Escape");
    expect(errors).toEqual([]);
  });

  it("opens under a finger that rests, and not under one that draws", async () => {
    await using touched = await desks.desk(busyEvening(), { touch: true });
    const { page } = touched;
    const tile = page.getByRole("listbox", { name: texts.onGlass }).getByRole("option").nth(4);
    const box = await tile.boundingBox();
    const from = { x: box!.x + box!.width / 2, y: box!.y + box!.height / 3 };
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x = 0) =>
      cdp.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: type === "touchEnd" ? [] : [{ x: from.x + x, y: from.y }],
      });
    const menu = page.getByRole("menu");
    // The page's own clock, so that the finger never rests longer than it is meant to.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 1000);
    await touch("touchStart");
    await page.clock.runFor(300);
    await page.locator(".in-hand").waitFor();
    await touch("touchMove", 30);
    await page.clock.runFor(1000);
    await page.locator(".in-hand").waitFor();
    await touch("touchEnd");
    await page.locator(".in-hand").waitFor({ state: "detached" });
    expect(await menu.count()).toBe(0);
    await page.clock.resume();
    await touch("touchStart");
    await menu.waitFor();
    await touch("touchEnd");
    expect(await page.getByRole("menuitem").count()).toBe(6);
  });
});

describe("several tiles", () => {
  it("are chosen by Ctrl and a press, or by Alt and an arrow, and joined", async () => {
    const { page } = opened;
    await tileIn(0).click();
    await tileIn(1).click({ modifiers: ["Control"] });
    expect(await preview().getByRole("option", { selected: true }).count()).toBe(2);
    await page.keyboard.press("Alt+ArrowDown");
    expect(await preview().getByRole("option", { selected: true }).count()).toBe(3);
    await page.keyboard.press("j");
    await status(texts.editing.above);
    await expect.poll(() => kept().length).toBe(7);
    expect(kept().find(({ id }) => id === "t1")).toMatchObject({
      z: 1,
      rect: { x: 0, y: 0, width: 1280, height: 720 },
    });
  });

  it("are chosen by touch, one after the other", async () => {
    const { page } = opened;
    await tileIn(3).click();
    await page.getByRole("button", { name: texts.editing.several }).click();
    await tileIn(4).click();
    await page.getByRole("button", { name: texts.editing.swap }).click();
    await expect
      .poll(() =>
        kept()
          .map(({ rect }) => rect.x)
          .slice(3, 5),
      )
      .toEqual([640, 0]);
  });
});

describe("the keypad", () => {
  it("puts a camera by touch, with keys as large as a finger", async () => {
    const { page } = opened;
    await tileIn(4).click();
    const side = page.locator(".tile-tools");
    await side.getByRole("button", { name: texts.number.title }).click();
    const keys = side.getByRole("group", { name: texts.number.title }).getByRole("button");
    for (const key of await keys.all()) {
      const box = await key.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    for (const name of ["1", "0", texts.number.put]) await keys.filter({ hasText: name }).first().click();
    await expect.poll(() => kinds(kept())[4]).toBe("kamera-10");
    await expect.poll(() => tileIn(5).getAttribute("aria-selected")).toBe("true");
    expect(await page.evaluate(overflowing)).toEqual([]);
  });
});

describe("what is dragged", () => {
  /** Drags by hand from the middle of one thing to a share of another. */
  async function drag(from: Locator, to: Locator, share: { x: number; y: number }) {
    const { mouse } = opened.page;
    const a = await from.boundingBox();
    const b = await to.boundingBox();
    if (a === null || b === null) throw new Error("not seen");
    await mouse.move(a.x + a.width / 2, a.y + a.height / 2);
    await mouse.down();
    await mouse.move(a.x + a.width / 2 + 8, a.y + a.height / 2 + 8);
    await mouse.move(b.x + b.width * share.x, b.y + b.height * share.y, { steps: 4 });
    await opened.page.locator(".held").waitFor();
    await mouse.up();
    await expect.poll(() => opened.page.locator(".held").count()).toBe(0);
  }
  const middle = { x: 0.5, y: 0.5 };

  it("goes from the library on to a tile, and from tile to tile changes places", async () => {
    const { page, errors } = opened;
    await drag(page.locator(".cameras > li").nth(1), tileIn(4), middle);
    await expect.poll(() => kinds(kept())[4]).toBe("kamera-2");
    await drag(tileIn(0), tileIn(1), middle);
    await expect
      .poll(() =>
        kept()
          .map(({ rect }) => rect.x)
          .slice(0, 2),
      )
      .toEqual([640, 0]);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect.poll(() => kinds(kept())[4]).toBe("kamera-5");
    expect(errors).toEqual([]);
  });

  it("goes as a group on to what is on the wall, and stays there", async () => {
    const { page, core } = opened;
    const traffic = page.getByRole("button", { name: /^Lalu lintas/ });
    await drag(traffic, page.locator(".program .tiles > li").nth(8), middle);
    await expect.poll(() => core.scene.walls["utama"]?.tiles.length).toBe(12);
    expect(kept()).toHaveLength(9);
    // What was dragged was not pressed.
    expect(await traffic.getAttribute("aria-pressed")).toBe("false");
  });

  it("sizes the chosen tile by its corner, which catches at the next edge", async () => {
    await tileIn(4).click();
    const corner = tileIn(4).locator('[data-drag-edge="se"]');
    await drag(corner, tileIn(8), { x: 0.985, y: 0.985 });
    await expect.poll(() => kept()[4]?.rect).toEqual({ x: 640, y: 360, width: 1280, height: 720 });
  });

  it("does nothing beside the wall", async () => {
    const { page, core } = opened;
    await drag(page.locator(".cameras > li").nth(1), page.locator(".status-bar"), middle);
    await page.mouse.move(100, 100);
    expect(core.calls).toEqual([]);
  });
});

describe("what is on the wall", () => {
  it("is edited as a layout is, by takes of its own, and taken back", async () => {
    const { page, core } = opened;
    const program = page.getByRole("listbox", { name: texts.onGlass });
    await program.getByRole("option").first().click();
    await page.keyboard.press("Delete");
    await expect.poll(() => kinds(core.scene.walls["utama"]?.tiles ?? [])[0]).toBe("empty");
    await page.getByText(/, diubah$/).waitFor();
    await page.keyboard.press("Control+ArrowRight");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect.poll(() => kinds(core.scene.walls["utama"]?.tiles ?? [])[0]).toBe("kamera-1");
    expect(kept()[0]?.content.kind).toBe("camera");
    expect(core.calls.map(({ name }) => name)).toEqual(["editWall", "editWall", "editWall", "editWall"]);
  });

  it("keeps what somebody else did to the same tile, and offers mine", async () => {
    const { page, core } = opened;
    const [first] = core.scene.walls["utama"]?.tiles ?? [];
    if (first === undefined) throw new Error("no tile");
    const edit = { kind: "remove" as const, tileId: first.id };
    const conflict = {
      edit,
      theirs: { kind: "put" as const, tile: first },
      by: "Budi",
      at: "2026-11-21T07:03:00.000Z",
    };
    core.scene.answers = {
      ...core.scene.answers,
      editWall: { takeId: null, revision: 1, conflicts: [conflict] },
    };
    core.scene.answersOnce = ["editWall"];
    await page.getByRole("listbox", { name: texts.onGlass }).getByRole("option").first().click();
    await page.keyboard.press("Delete");
    const toast = page.locator(".toast").filter({ hasText: "Budi" });
    await toast.waitFor();
    expect(await page.getByRole("button", { name: texts.editing.undo }).isDisabled()).toBe(true);
    await toast.getByRole("button", { name: texts.editing.mine }).click();
    await expect.poll(() => kinds(core.scene.walls["utama"]?.tiles ?? [])[0]).toBe("empty");
    await page.keyboard.press("Control+z");
    await expect.poll(() => kinds(core.scene.walls["utama"]?.tiles ?? [])[0]).toBe("kamera-1");
  });
});

describe("whole layouts", () => {
  it("are made, renamed, copied and deleted, and come back", async () => {
    const { page, core } = opened;
    const names = () => core.scene.layouts.map(({ name }) => name);
    const before = names();
    await page.getByRole("button", { name: texts.editing.newLayout, exact: true }).click();
    await expect.poll(names).toEqual([...before, texts.editing.newName]);
    await page.getByRole("button", { name: texts.editing.rename }).click();
    await page.getByRole("textbox", { name: texts.editing.name }).fill("Malam takbir");
    await page.keyboard.press("Enter");
    await expect.poll(names).toEqual([...before, "Malam takbir"]);
    await page.getByRole("button", { name: texts.editing.copy }).click();
    await expect.poll(names).toEqual([...before, "Malam takbir", "Malam takbir (salinan)"]);
    await page.getByRole("button", { name: texts.editing.remove, exact: true }).click();
    await expect.poll(names).toEqual([...before, "Malam takbir"]);
    await page.locator(".toast").getByRole("button", { name: "Batalkan" }).click();
    await expect.poll(names).toEqual([...before, "Malam takbir", "Malam takbir (salinan)"]);
  });

  it("are made of the words of a greeting, which are edited where their tile is", async () => {
    const { page, core, errors } = opened;
    const { greeting, standby, text, apply, noLogo } = texts.pictures;
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(standby.title);
    await page.keyboard.press("Enter");
    await page
      .getByRole("dialog", { name: standby.title })
      .getByRole("button", { name: greeting.open })
      .click();
    const sheet = page.getByRole("dialog", { name: greeting.title });
    expect(await sheet.getByLabel(greeting.logo).innerText()).toBe(noLogo);
    await sheet.getByLabel(greeting.head).fill("Selamat datang di Tarakan");
    await sheet.getByLabel(greeting.guests).fill("Wali Kota Bontang\ndan rombongan");
    await sheet.getByLabel(greeting.name).fill(" ");
    const make = sheet.getByRole("button", { name: greeting.make });
    expect(await make.isDisabled()).toBe(true);
    await sheet.getByLabel(greeting.name).fill("Kunjungan");
    expect(await page.evaluate(overflowing)).toEqual([]);
    await make.click();
    await sheet.waitFor({ state: "detached" });
    const words = () =>
      core.scene.layouts
        .at(-1)
        ?.tiles.flatMap(({ content }) => (content.kind === "text" ? [content.text] : []));
    expect(core.scene.layouts.at(-1)?.name).toBe("Kunjungan");
    expect(words()).toEqual(["Selamat datang di Tarakan", "Wali Kota Bontang\ndan rombongan"]);
    await preview()
      .getByRole("option", { name: /rombongan/ })
      .click();
    await page.getByLabel(text, { exact: true }).fill("Wali Kota Bontang");
    await page.getByRole("button", { name: apply, exact: true }).click();
    await expect.poll(words).toEqual(["Selamat datang di Tarakan", "Wali Kota Bontang"]);
    expect(errors).toEqual([]);
  });

  it("keep what is on the wall", async () => {
    const { page, core } = opened;
    await page.getByRole("button", { name: texts.editing.keepGlass }).click();
    await expect.poll(() => core.scene.layouts.at(-1)?.tiles).toEqual(core.scene.walls["utama"]?.tiles);
  });

  it("that the core refuses to change stand there as they were, and nothing is left to take back", async () => {
    const { page, core } = opened;
    await tileIn(0).click();
    core.refuseNext("editLayout", { status: 503, kind: "unavailable", detail: "penyimpanan penuh" });
    await page.keyboard.press("Delete");
    await page.locator(".toast").getByText("penyimpanan penuh").waitFor();
    await expect.poll(() => tileIn(0).innerText()).toContain("Simpang Empat");
    // Who reads no screen is not told that it was done.
    expect(await page.getByText(texts.editing.told.clear).count()).toBe(0);
    expect(await page.getByRole("button", { name: texts.editing.undo }).isDisabled()).toBe(true);
  });

  it("show their acts without a word cut off, also with long names on a laptop", async () => {
    const { page } = opened;
    await tileIn(0).click();
    await page.getByRole("region", { name: texts.editing.tools }).waitFor();
    expect(await page.evaluate(overflowing)).toEqual([]);
  });
});

describe("the palette", () => {
  it("puts a camera on the chosen tile by words in any order, and lists it first the next time", async () => {
    const { page, errors } = opened;
    const title = { name: texts.palette.title };
    await tileIn(0).click();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("bekantan mangrove");
    await page.keyboard.press("Enter");
    await expect.poll(() => kinds(kept())[0]).toBe("kamera-10");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", title).getByText(texts.palette.recent).waitFor();
    expect(await page.getByRole("option", { selected: true }).last().innerText()).toContain("Mangrove");
    await page.getByRole("combobox").fill("belah");
    await page.keyboard.press("Enter");
    await page.getByText(texts.editing.waiting.split).waitFor();
    await page.keyboard.press("2");
    await expect.poll(() => kept().length).toBe(10);
    expect(errors).toEqual([]);
  });
});

import type { Locator } from "playwright";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
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
beforeEach(async () => {
  opened.core.play(busyEvening());
  await opened.reload();
});

const last = () => opened.core.calls.at(-1);
/** The label of the field that has the focus. */
const focusedLabel = () =>
  opened.page.evaluate(() => {
    const field = document.activeElement;
    return field instanceof HTMLInputElement ? (field.labels?.[0]?.textContent ?? "") : field?.tagName;
  });
/** What is said to be wrong with a field, to those who cannot see it as well; null where nothing is. */
const refusal = (field: Locator) =>
  field.evaluate((input) => {
    if (input.getAttribute("aria-invalid") !== "true") return null;
    const ids = input.getAttribute("aria-describedby")?.split(" ") ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent).join(" ");
  });
const told = (guard: string) => opened.page.locator(`[data-guard="${guard}"]`);

it("hides the wall by a key and shows it again by the same, and says who did it and since when", async () => {
  const { page, errors } = opened;
  await page.keyboard.press("h");
  await expect.poll(() => told("hidden").innerText()).toContain("disembunyikan sejak");
  expect(last()).toMatchObject({ name: "hide", body: {} });
  expect(await page.getByRole("button", { name: texts.guard.show, exact: true }).count()).toBe(1);
  expect(await page.evaluate(overflowing)).toEqual([]);
  await page.keyboard.press("h");
  await expect.poll(() => told("hidden").count()).toBe(0);
  expect(last()).toMatchObject({ name: "show", body: {} });
  expect(errors).toEqual([]);
});

it("hides the tiles of the wall that are chosen, and shows those alone", async () => {
  const { page } = opened;
  await page.locator(".program [role=option]").first().click();
  const id = opened.core.scene.walls.utama?.tiles[0]?.id;
  await page.keyboard.press("h");
  await expect.poll(() => told("hidden").innerText()).toContain("1 petak disembunyikan");
  expect(last()).toMatchObject({ name: "hide", body: { tileIds: [id] } });
  await page.keyboard.press("h");
  await expect.poll(() => told("hidden").count()).toBe(0);
  expect(last()).toMatchObject({ name: "show", body: { tileIds: [id] } });
});

it("locks the wall by a key, takes a reason, and leaves nothing to take until it is unlocked", async () => {
  const { page } = opened;
  await page.locator(".layouts [role=option]").nth(1).click();
  const take = page.getByRole("button", { name: texts.take });
  await expect.poll(() => take.isEnabled()).toBe(true);
  await page.keyboard.press("k");
  await expect.poll(() => told("locked").innerText()).toContain("dikunci sejak");
  expect(await take.isEnabled()).toBe(false);
  await told("locked").getByRole("textbox").fill("Kunjungan wali kota");
  await page.keyboard.press("Enter");
  await expect.poll(() => told("locked").innerText()).toContain("Kunjungan wali kota");
  expect(last()).toMatchObject({ name: "lock", body: { reason: "Kunjungan wali kota" } });
  expect(opened.core.calls.map(({ name }) => name)).not.toContain("take");
  await page.getByRole("button", { name: texts.guard.unlock }).click();
  await expect.poll(() => told("locked").count()).toBe(0);
  await expect.poll(() => take.isEnabled()).toBe(true);
});

it("says that a lock refused a take for as long as the wall is locked, and no longer", async () => {
  const { page, core } = opened;
  await page.keyboard.press("k");
  await told("locked").waitFor();
  core.refuseNext("take", { status: 423, kind: "locked", detail: "Dinding dikunci oleh Sari." });
  await page.keyboard.press("2");
  const line = page.getByText("Dinding dikunci oleh Sari.");
  await line.waitFor();
  await page.keyboard.press("k");
  await told("locked").waitFor({ state: "detached" });
  await expect.poll(() => line.count()).toBe(0);
});

it("names who else is here, and who has the same layout open", async () => {
  const { page, core } = opened;
  const layoutId = core.scene.layouts[1]?.id ?? "";
  const view = { wallId: "utama", tileIds: [], since: new Date().toISOString() };
  core.play({
    ...busyEvening(),
    answers: {
      listPresence: [
        { ...view, id: "a", name: "Sari", layoutId },
        { ...view, id: "b", name: "Budi", layoutId: null },
      ],
    },
  });
  await opened.reload();
  // A laptop has room for how many; a pointer is told who.
  await expect.poll(() => page.locator(".bar-others").innerText()).toBe("Juga di sini: 2");
  expect(await page.locator(".bar-others").getAttribute("title")).toBe("Sari, Budi");
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect.poll(() => page.locator(".bar-others").innerText()).toBe("Juga di sini: Sari, Budi");
  await page.locator(".layouts [role=option]").nth(1).click();
  await expect.poll(() => page.locator(".others-at").innerText()).toBe("Sari juga membuka tata letak ini");
  expect(await page.evaluate(overflowing)).toEqual([]);
});

it("tells whose turn a tour has, holds it by a touch of its tile for all, and lets it go by a key", async () => {
  const { page, core, errors } = opened;
  const scene = busyEvening();
  const wall = scene.walls.utama;
  const [tile, ...others] = wall?.tiles ?? [];
  if (wall === undefined || tile === undefined) throw new Error("no tile");
  const content = { kind: "tour" as const, cameraIds: ["kamera-1", "kamera-2"], dwellS: 20 };
  const turn = { cameraId: "kamera-2", place: 2, of: 2, held: false };
  const at = "2026-11-22T12:00:00.000Z";
  const tour = { tileId: tile.id, turn, nextAt: at, held: null };
  const play = (change: object) => {
    const tours = [{ ...tour, ...change }];
    core.play({
      ...scene,
      walls: { ...scene.walls, utama: { ...wall, tiles: [{ ...tile, content }, ...others], tours } },
      answers: { ...scene.answers, steerTour: tour },
    });
  };
  play({});
  await opened.reload();
  const option = page.locator(".program [role=option]").first();
  await expect.poll(() => option.innerText()).toContain("2/2");
  expect(await option.innerText()).toContain(scene.cameras[1]?.name);
  await option.locator(".hold-touch").click();
  await expect.poll(last).toMatchObject({ name: "steerTour", body: { act: "hold" } });
  play({ held: { by: "siti", at, until: at }, turn: { ...turn, held: true } });
  await option.click({ position: { x: 12, y: 12 } });
  const part = page.getByRole("region", { name: texts.tours.title });
  await expect.poll(() => part.innerText()).toContain("Ditahan siti");
  expect(await page.evaluate(overflowing)).toEqual([]);
  await page.keyboard.press("g");
  await expect.poll(last).toMatchObject({ name: "steerTour", body: { act: "go" } });
  await page.keyboard.press(".");
  await expect.poll(last).toMatchObject({ name: "steerTour", body: { act: "next" } });
  await part.getByRole("combobox").selectOption("60");
  await expect.poll(last).toMatchObject({
    name: "editWall",
    body: { edits: [{ kind: "put", tile: { content: { kind: "tour", dwellS: 60 } } }] },
  });
  await part.getByText("Lama sendiri per kamera").click();
  await part.getByRole("combobox").nth(2).selectOption("30");
  await expect.poll(last).toMatchObject({
    name: "editWall",
    body: { edits: [{ kind: "put", tile: { content: { dwells: { "kamera-2": 30 } } } }] },
  });
  expect(errors).toEqual([]);
});

it("tells of the tour of layouts that runs, pauses it by a key, and makes another", async () => {
  const { page, core, errors } = opened;
  const scene = busyEvening();
  const wall = scene.walls.utama;
  const [one, two] = scene.layouts.filter(({ wallId }) => wallId === "utama");
  if (wall === undefined || one === undefined || two === undefined) throw new Error("no wall");
  const steps = [one, two].map(({ id }) => ({ layoutId: id, dwellS: 60 }));
  const night = { id: "malam", name: "Malam hari, kota dan pelabuhan", wallId: "utama", steps };
  const running = {
    ...{ tourId: "malam", name: night.name, step: 1, of: 2, layoutId: one.id, startedBy: "siti" },
    ...{ nextAt: "2026-11-22T12:00:00.000Z", paused: null, waits: null, passedOver: [] },
  };
  const play = (change: object) =>
    core.play({
      ...scene,
      walls: { ...scene.walls, utama: { ...wall, tour: { ...running, ...change } } },
      answers: { ...scene.answers, listTours: [night], steerWallTour: running, putTour: night },
    });
  play({});
  await opened.reload();
  const bar = page.getByRole("region", { name: texts.layoutTours.title });
  await expect.poll(() => bar.innerText()).toContain("langkah 1 dari 2");
  await expect.poll(() => bar.innerText()).toContain(`20:00:00 ${two.name}`);
  expect(await page.evaluate(overflowing)).toEqual([]);
  await page.keyboard.press("Shift+G");
  await expect.poll(last).toMatchObject({ name: "steerWallTour", body: { act: "pause" } });
  play({ nextAt: null, paused: { by: "tono", at: "2026-11-22T12:00:00.000Z", why: "taken" } });
  await expect.poll(() => bar.innerText()).toContain("dijeda: tono mengubah dinding");
  await page.keyboard.press("Shift+G");
  await expect.poll(last).toMatchObject({ name: "steerWallTour", body: { act: "go" } });

  await bar.getByRole("button", { name: texts.layoutTours.open }).click();
  const add = page.getByRole("button", { name: texts.layoutTours.add });
  const save = page.getByRole("button", { name: texts.rules.save, exact: true });
  await add.click();
  await expect.poll(focusedLabel).toBe(texts.layoutTours.name);
  await page.keyboard.press("Enter");
  const name = page.getByRole("textbox", { name: texts.layoutTours.name });
  await expect.poll(() => refusal(name)).toBe(texts.layoutTours.nameless);
  expect(last()?.name).toBe("steerWallTour");
  await name.fill("Pagi");
  await expect.poll(() => refusal(name)).toBeNull();
  await page.getByLabel("Lama langkah 2").selectOption("30");
  await page.getByRole("tab", { name: texts.schedule.title }).click();
  await name.waitFor({ state: "hidden" });
  await page.getByRole("tab", { name: texts.layoutTours.title }).click();
  expect(await name.inputValue()).toBe("Pagi");
  await save.click();
  await expect.poll(last).toMatchObject({
    name: "putTour",
    body: { name: "Pagi", wallId: "utama", steps: [{ dwellS: 60 }, { dwellS: 30 }] },
  });
  await expect.poll(() => add.evaluate((button) => button === document.activeElement)).toBe(true);
  const change = page.getByRole("button", { name: texts.rules.edit, exact: true });
  await change.click();
  await expect.poll(focusedLabel).toBe(texts.layoutTours.name);
  await page.getByRole("button", { name: texts.rules.cancel }).click();
  await expect.poll(() => change.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(errors).toEqual([]);
});

it("tells what comes next by the clock, leaves it out once, and takes a new entry", async () => {
  const { page, core, errors } = opened;
  const scene = busyEvening();
  const tomorrow = new Date(Date.now() + 24 * 3600_000).toISOString();
  const next = { entryId: "malam", name: "Giliran malam", at: tomorrow, skipped: false };
  const schedule = { entries: [], walls: [{ wallId: "utama", next, waits: null, failed: null }] };
  const plan = { shifts: [{ id: "pagi", name: "Pagi", starts: "07:00", ends: "15:00" }], currentId: "pagi" };
  const entry = {
    ...{ id: "pagi", wallId: "utama", name: "Pagi", days: [1], when: { at: "08:15" } },
    does: { kind: "layout", layoutId: scene.layouts[0]?.id },
  };
  const answers = {
    ...scene.answers,
    getSchedule: schedule,
    getShifts: plan,
    skipScheduleEntry: null,
    putScheduleEntry: entry,
  };
  core.play({ ...scene, answers });
  await opened.reload();
  const bar = page.getByRole("region", { name: texts.layoutTours.title });
  await expect.poll(() => bar.innerText()).toMatch(/besok \d\d:\d\d Giliran malam/);
  expect(await page.evaluate(overflowing)).toEqual([]);
  await bar.getByRole("button", { name: texts.schedule.skip }).click();
  await expect.poll(last).toMatchObject({ name: "skipScheduleEntry", body: { skip: true } });

  await bar.getByRole("button", { name: texts.layoutTours.open }).click();
  await page.getByRole("tab", { name: texts.schedule.title }).click();
  const add = page.getByRole("button", { name: texts.schedule.add });
  const save = page.getByRole("button", { name: texts.rules.save, exact: true });
  await add.click();
  await expect.poll(focusedLabel).toBe(texts.schedule.name);
  await page.getByLabel(texts.schedule.name).fill("Pagi");
  const time = page.getByRole("textbox", { name: texts.schedule.time, exact: true });
  await time.fill("25:99");
  await save.click();
  await expect.poll(() => refusal(time)).toBe(texts.schedule.wrongTime.replace("{{typed}}", "25:99"));
  await time.fill("");
  await expect.poll(() => refusal(time)).toBe(texts.schedule.timeless);
  expect(last()?.name).toBe("skipScheduleEntry");
  await time.fill("7.30");
  await page.getByLabel(texts.schedule.name).focus();
  expect(await time.inputValue()).toBe("07:30");
  await expect.poll(() => refusal(time)).toBeNull();
  await time.fill("0815");
  await page.keyboard.press("Enter");
  await expect.poll(last).toMatchObject({ name: "putScheduleEntry", body: { when: { at: "08:15" } } });

  await add.click();
  await page.getByLabel(texts.schedule.name).fill("Pagi");
  await page.getByLabel(texts.schedule.when, { exact: true }).selectOption("pagi");
  await page.getByLabel(texts.rules.days["7"], { exact: true }).uncheck();
  await save.click();
  await expect.poll(last).toMatchObject({
    name: "putScheduleEntry",
    body: { name: "Pagi", days: [1, 2, 3, 4, 5, 6], when: { shiftId: "pagi" }, does: { kind: "layout" } },
  });

  await page.getByRole("tab", { name: texts.schedule.shifts }).click();
  const ends = page.getByLabel("Selesai giliran 1");
  await ends.fill("7");
  await save.click();
  await expect.poll(() => refusal(ends)).toBe(texts.schedule.wrongTime.replace("{{typed}}", "7"));
  await ends.fill("16.00");
  await save.click();
  await expect
    .poll(last)
    .toMatchObject({ name: "putShifts", body: { shifts: [{ starts: "07:00", ends: "16:00" }] } });
  expect(errors).toEqual([]);
});

import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Size } from "../../../src/layouts/rect.ts";
import type { Site } from "../../../src/layouts/site.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import type { RoomStats } from "../../../src/renderer/technician/room/room-stats.ts";
import { chromiumArguments } from "../../fixtures/chromium.ts";
import { walls } from "../../fixtures/walls.ts";
import { type Scene, type ScriptedCore, startScriptedCore } from "../console/fixture.ts";
import { emptyData, signIn, startRealCore } from "../console/real-core.ts";
import { busyEvening, showing } from "../console/scene.ts";
import { openPage, picture } from "../fixtures/pages.ts";

const words = technicianTexts.id.room;
/** How often the room is opened and closed: what it kept each time would be seen after the second. */
const TIMES = 3;
/** In software a frame of the room costs what its pixels cost. */
const small: Size = { width: 960, height: 540 };
const PASSWORD = "kata-sandi-panjang";
let plain: Browser;
let drawing: Browser;
let core: ScriptedCore;

beforeAll(async () => {
  plain = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [...chromiumArguments, "--disable-3d-apis"],
  });
  // WebGL in software, which no page of the wall uses.
  drawing = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      ...chromiumArguments.filter((each) => each !== "--disable-gpu"),
      ...["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    ],
  });
  core = await startScriptedCore(busyEvening());
});
afterAll(async () => {
  await drawing.close();
  await plain.close();
  await core.close();
});

/** A quiet evening at a site whose walls show nothing. */
function dark(site: Site): Scene {
  const shown = site.walls.map(({ id, name, canvas }) => [id, showing(id, name, canvas, null)] as const);
  return { ...busyEvening(), site, walls: Object.fromEntries(shown) };
}

const pontianak = () => dark(presets.pontianak().site);
const stats = (page: Page): Promise<RoomStats> => page.evaluate(() => window.roomStats());

/** Left and right of the middle of the wall, which lies on two outputs: 1 where it is bright. */
async function halves(page: Page): Promise<string[]> {
  const { at, width, height } = await picture(page);
  const bright = (value: number) => (value > 200 ? 1 : 0);
  return [-45, 45].map((aside) =>
    at(width / 2 + aside, Math.round(height * 0.52))
      .map(bright)
      .join(" "),
  );
}

/** In the middle before the wall, once scene number `time` stands. */
async function standBefore(page: Page, time: number): Promise<void> {
  await page.waitForFunction(
    (ever) =>
      window.roomStats !== undefined && window.roomStats().ever === ever && window.roomStats().frames > 0,
    time,
  );
  await page.getByRole("button", { name: "Berdiri 1,6 m, dari 5,5 m" }).click();
}

/** Asks the core as somebody else at this desk would. */
async function ask(page: Page, method: "PUT" | "DELETE", path: string, body?: unknown): Promise<void> {
  await page.evaluate(
    async ([how, address, json]) => {
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(
        address,
        json === null ? { method: how } : { method: how, headers, body: json },
      );
      if (!answer.ok) throw new Error(await answer.text());
    },
    [method, `/api/${path}`, body === undefined ? null : JSON.stringify(body)] as const,
  );
}

describe("the room", () => {
  it("stands as plan and elevation where there is no WebGL, and says so", async () => {
    core.play(dark(walls["columns at angles"]()));
    await using opened = await openPage(plain, `${core.url}/technician/room`, small);
    const { page, errors } = opened;
    await page.getByRole("img", { name: words.plan }).waitFor();
    await page.getByText(words.noWebgl).waitFor();
    expect(await page.locator(".room-face").getAttribute("points")).toMatch(/^(\S+ ){7}\S+$/);
    await page.getByRole("tab", { name: words.front }).click();
    const front = page.getByRole("img", { name: words.frontOf.replace("{{name}}", "Wall") });
    expect(await front.locator("[data-status=present]").count()).toBe(8);
    expect(errors).toEqual([]);
  });

  it("gives back every texture, geometry, listener and canvas, however often it is opened and closed", async () => {
    core.play(pontianak());
    await using opened = await openPage(drawing, `${core.url}/technician/room`, small);
    const { page, errors } = opened;
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const listeners = async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "JSEventListeners")?.value ?? Number.NaN;
    };
    const counts: number[] = [];
    for (let time = 1; time <= TIMES; time += 1) {
      await page.getByRole("tab", { name: "3D" }).click();
      await page.waitForFunction(
        (ever) =>
          window.roomStats !== undefined && window.roomStats().ever === ever && window.roomStats().frames > 0,
        time,
      );
      const held = await stats(page);
      expect(held.held).toEqual({ geometries: 6, textures: 1 });
      expect(held.drawer?.gpu).toBe(false);
      await page.getByRole("tab", { name: words.plan }).click();
      await page.getByRole("img", { name: words.plan }).waitFor();
      await expect.poll(() => page.locator("canvas, video").count()).toBe(0);
      expect(await stats(page)).toMatchObject({ open: 0, ever: time, held: { geometries: 0, textures: 0 } });
      counts.push(await listeners());
    }
    expect(counts.at(-1)).toBeLessThanOrEqual(counts[1] ?? 0);
    expect(errors).toEqual([]);
  });

  it("is turned by keys and mouse, looked at from the height of eyes, and drawn only when something changed", async () => {
    core.play(pontianak());
    await using opened = await openPage(drawing, `${core.url}/technician/room`, small);
    const { page, errors } = opened;
    const canvas = page.locator(".room-canvas");
    await page.waitForFunction(() => window.roomStats !== undefined && window.roomStats().frames > 0);
    /** What the canvas shows once it has changed. */
    const after = async (act: () => Promise<void>) => {
      const before = await canvas.screenshot();
      await act();
      await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
    };
    await after(() => canvas.press("ArrowLeft"));
    await after(() => canvas.press("+"));
    await after(async () => {
      await page.mouse.move(600, 400);
      await page.mouse.down();
      await page.mouse.move(500, 380, { steps: 3 });
      await page.mouse.up();
    });
    await after(() => page.mouse.wheel(0, 300));
    await after(() => page.getByRole("button", { name: "Duduk 1,2 m, dari 2 m" }).click());
    await after(() => page.getByRole("button", { name: "Berdiri 1,6 m, dari 5,5 m" }).click());
    // Straight before the middle: the dark wall is in the middle, and as far to the left as to the right.
    const { at, width, height } = await picture(page);
    const isWall = (x: number) => Math.max(...at(x, Math.round(height * 0.52))) < 20;
    const row = Array.from({ length: width }, (_, x) => isWall(x));
    const [first, last] = [row.indexOf(true), row.lastIndexOf(true)];
    expect(Math.abs(first - (width - 1 - last))).toBeLessThan(4);
    // 9 m from 5.5 m before it, at an angle of 60 degrees from top to bottom.
    const box = await canvas.boundingBox();
    const expected = ((9 / Math.hypot(5.5, 0.3125)) * (box?.height ?? 0)) / (2 * Math.tan(Math.PI / 6));
    expect(Math.abs(last - first - expected)).toBeLessThan(expected * 0.02);
    expect(errors).toEqual([]);
  });

  it("shows on its walls what is on the glass, renewed every second", async () => {
    using data = emptyData();
    await using real = await startRealCore(data.path, { site: "pontianak", demo: true });
    await using opened = await openPage(drawing, `${real.url}/technician/room`, small);
    const { page, errors } = opened;
    await page.waitForFunction(() => window.roomStats !== undefined && window.roomStats().frames > 0);
    const [layout] = await page.evaluate(async () => {
      const list: { id: string; wallId: string }[] = await (await fetch("/api/layouts")).json();
      return list;
    });
    await page.evaluate(async (layoutId) => {
      const headers = { "Content-Type": "application/json" };
      await fetch("/api/walls/utama/take", { method: "POST", headers, body: JSON.stringify({ layoutId }) });
    }, layout?.id);
    await page.getByRole("button", { name: "Berdiri 1,6 m, dari 5,5 m" }).click();
    /** How many colours stand on the face: slates have three, pictures of cameras many. */
    const colours = async () => {
      const { at, width, height } = await picture(page);
      const seen = new Set<string>();
      for (let x = 200; x < width - 200; x += 7)
        for (let y = Math.round(height * 0.4); y < height * 0.6; y += 7) seen.add(at(x, y).join(" "));
      return seen.size;
    };
    await expect.poll(colours, { timeout: 30_000, interval: 500 }).toBeGreaterThan(200);
    // It is drawn when something changed only, and nothing but the pictures does; a frame takes a second of a busy machine.
    const canvas = page.locator(".room-canvas");
    const [before, { frames }] = [await canvas.screenshot(), await stats(page)];
    await page.waitForFunction((drawn) => window.roomStats().frames >= drawn + 2, frames);
    await expect.poll(async () => (await canvas.screenshot()).equals(before)).toBe(false);
    expect(errors).toEqual([]);
  }, 120_000);

  it("shows the test patterns that lie over a wall, where its outputs show them", async () => {
    using data = emptyData();
    await using real = await startRealCore(data.path, { site: "pontianak", password: PASSWORD });
    await using opened = await openPage(drawing, `${real.url}/technician/room`, small);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    await standBefore(page, 1);
    await expect.poll(() => halves(page)).toEqual(["0 0 0", "0 0 0"]);
    await ask(page, "PUT", "patterns/wall:utama", { pattern: "white" });
    await expect.poll(() => halves(page), { timeout: 30_000 }).toEqual(["1 1 1", "1 1 1"]);
    await ask(page, "PUT", "patterns/output:out-2", { pattern: "black" });
    await expect.poll(() => halves(page), { timeout: 30_000 }).toEqual(["1 1 1", "0 0 0"]);
    await ask(page, "DELETE", "patterns");
    await expect.poll(() => halves(page), { timeout: 30_000 }).toEqual(["0 0 0", "0 0 0"]);
    expect(errors).toEqual([]);
  });

  it("shows them where another site has them that is stored while they run, in numbers and in plugs", async () => {
    using data = emptyData();
    await using real = await startRealCore(data.path, { site: "pontianak", password: PASSWORD });
    await using opened = await openPage(drawing, `${real.url}/technician/room`, small);
    const { page, errors } = opened;
    await signIn(page, PASSWORD);
    await standBefore(page, 1);
    const { site } = presets.pontianak();
    // The column to the left of the middle, and the one to its right.
    const column = (number: number) => [1, 2, 3, 4, 5, 6].map((row) => `p-${row}-${number}`);
    const [left, right] = [column(7), column(9)];
    for (const id of left) await ask(page, "PUT", `patterns/panel:utama:${id}`, { pattern: "white" });
    await expect.poll(() => halves(page), { timeout: 30_000 }).toEqual(["1 1 1", "0 0 0"]);
    const pairs = left.map((id, at) => [id, right[at] ?? id] as const);
    const renumbered = new Map([...pairs, ...pairs.map(([one, other]) => [other, one] as const)]);
    const numbered = {
      ...site,
      walls: site.walls.map((wall) => ({
        ...wall,
        panels: wall.panels.map((panel) => ({ ...panel, id: renumbered.get(panel.id) ?? panel.id })),
      })),
    };
    await ask(page, "PUT", "site", numbered);
    // Other walls are a room of their own, which is first seen from afar.
    await standBefore(page, 2);
    await expect.poll(() => halves(page), { timeout: 30_000 }).toEqual(["0 0 0", "1 1 1"]);
    await ask(page, "DELETE", "patterns");
    await ask(page, "PUT", "patterns/output:out-1", { pattern: "white" });
    await expect.poll(() => halves(page), { timeout: 30_000 }).toEqual(["1 1 1", "0 0 0"]);
    // The plugs of the two outputs change places: rooms and walls stay as they are.
    const plugged = (outputId: string) => (outputId === "out-1" ? "out-2" : "out-1");
    await ask(page, "PUT", "site", {
      ...numbered,
      viewports: site.viewports.map((viewport) => ({ ...viewport, outputId: plugged(viewport.outputId) })),
    });
    await expect.poll(() => halves(page), { timeout: 30_000 }).toEqual(["0 0 0", "1 1 1"]);
    expect(errors).toEqual([]);
  });
});

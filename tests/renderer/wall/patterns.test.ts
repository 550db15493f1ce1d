import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PatternName, patternNameSchema } from "../../../src/layouts/patterns/all.ts";
import { layersOn } from "../../../src/layouts/patterns/layers.ts";
import { type Moving, movedTo } from "../../../src/layouts/patterns/mark.ts";
import type { PatternTarget } from "../../../src/layouts/patterns/target.ts";
import { wallOf } from "../../../src/layouts/panel-grid.ts";
import { intersection, type Rect, type Size } from "../../../src/layouts/rect.ts";
import type { Viewport } from "../../../src/layouts/site.ts";
import { outputToCanvas, mapRect, rotatedSize } from "../../../src/layouts/viewport.ts";
import type { Glass } from "../../../src/protocol/channel.ts";
import type { Incident } from "../../../src/protocol/incident.ts";
import { pixelOf } from "../../layouts/patterns/painted.ts";
import { type OpenWall, type PageBench, startPageBench } from "../fixtures/bench-of-pages.ts";
import { makeClip } from "../fixtures/clip.ts";
import { cameraTile, glassOf, outputOf } from "../fixtures/glass.ts";
import { openPage, picture } from "../fixtures/pages.ts";

let bench: PageBench;
beforeAll(async () => {
  bench = await startPageBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const WALL: PatternTarget = { kind: "wall", wallId: "wall" };
const TURNS = [0, 90, 180, 270] as const;

/** LED cabinets of which each second row is wired backwards, on a wall whose canvas begins with them. */
function cabinets(columns: number, rows: number, pixels: Size) {
  const face = wallOf({
    ...{ kind: "led", status: "present", columns, rows, widthMm: 500, heightMm: 300, bezelMm: 0, pixels },
  });
  const ordered = face.panels.map(({ id, canvas }) => ({ id, canvas }));
  const rank = ({ canvas }: { canvas: Rect }) =>
    (canvas.y / pixels.height) * columns +
    ((canvas.y / pixels.height) % 2 === 0 ? canvas.x / pixels.width : columns - 1 - canvas.x / pixels.width);
  const panels = ordered
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ id }) => ({ wallId: "wall", panelId: id }));
  return {
    wall: { id: "wall", name: "Dinding", roomId: "room", ...face },
    controllers: [
      {
        ...{ id: "c", name: "Pengirim", model: "gigabit-6", outputId: "out-0", bits: 8 as const, hertz: 60 },
        ports: [{ id: "1", panels }],
      },
    ],
  };
}

function glassWith(
  { wall, controllers }: ReturnType<typeof cabinets>,
  outputs: readonly (Size & { readonly id: string })[],
  viewports: readonly Omit<Viewport, "wallId">[],
): Glass {
  return glassOf([], wall.canvas, {
    site: { id: "site", name: "Site", zone: "Asia/Makassar", walls: [wall], controllers },
    outputs: outputs.map(({ id, ...size }) => outputOf(id, size)),
    viewports: viewports.map((viewport) => ({ wallId: "wall", ...viewport })),
  });
}

/** A wall of 2 x 2 cabinets, each on an output of its own and turned another way. */
function turned(): Glass {
  const pixels = { width: 120, height: 70 };
  const wall = cabinets(2, 2, pixels);
  const shown = wall.wall.panels.map(({ canvas }, index) => ({
    ...{ outputId: `out-${index}`, canvas, rotation: TURNS[index] ?? 0 },
    output: { x: 0, y: 0, ...rotatedSize(pixels, TURNS[index] ?? 0) },
  }));
  const outputs = shown.map(({ outputId, output: { width, height } }) => ({ id: outputId, width, height }));
  return glassWith(wall, outputs, shown);
}

/** A wall of 5 x 1 cabinets, folded onto one output that is larger: its second row hangs upside down. */
function folded(): Glass {
  const wall = cabinets(5, 1, { width: 64, height: 60 });
  return glassWith(
    wall,
    [{ id: "out-0", width: 200, height: 130 }],
    [
      {
        ...{ outputId: "out-0", canvas: { x: 0, y: 0, width: 192, height: 60 }, rotation: 0 },
        output: { x: 0, y: 0, width: 192, height: 60 },
      },
      {
        ...{ outputId: "out-0", canvas: { x: 192, y: 0, width: 128, height: 60 }, rotation: 180 },
        output: { x: 3, y: 65, width: 128, height: 60 },
      },
    ],
  );
}

const scenes = { "turned by quarters": turned, folded } as const;

function windowOf({ outputs }: Glass): Size {
  return {
    width: outputs.reduce((sum, { width }) => sum + width, 0),
    height: Math.max(...outputs.map(({ height }) => height)),
  };
}

function open(glass: Glass, pixelRatio = 1): Promise<OpenWall> {
  const { width, height } = windowOf(glass);
  const size = { width: width / pixelRatio, height: height / pixelRatio };
  return bench.open(glass, {}, size, { outputs: glass.outputs.map(({ id }) => id).join(","), pixelRatio });
}

function show(wall: OpenWall, ...patterns: readonly (readonly [PatternTarget, PatternName])[]): void {
  const startedAt = Date.now();
  const endsAt = startedAt + 600_000;
  wall.core.show({ patterns: patterns.map(([target, pattern]) => ({ target, pattern, startedAt, endsAt })) });
}

type Picture = Awaited<ReturnType<typeof picture>>;

/** Pixels of the page that are not what the data says, the first few; those that letters may cover are left out. */
function wrong(
  glass: Glass,
  [target, pattern]: readonly [PatternTarget, PatternName],
  seen: Picture,
  before: Picture,
): string[] {
  const found: string[] = [];
  let left = 0;
  for (const { id, width, height } of glass.outputs) {
    const site = { ...glass.site, outputs: glass.outputs, viewports: glass.viewports };
    const layers = layersOn(site, [{ target, pattern }], id);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const pixel = { x, y, width: 1, height: 1 };
        const layer = layers.find(({ clip }) => intersection(clip, pixel) !== null);
        const viewport = glass.viewports.find(
          (one) => one.outputId === id && intersection(one.output, pixel) !== null,
        );
        const onCanvas =
          target.kind === "output" || viewport === undefined
            ? pixel
            : mapRect(outputToCanvas(viewport), pixel);
        const said =
          layer === undefined ? before.at(left + x, y) : pixelOf(layer.marks, onCanvas.x, onCanvas.y);
        const is = seen.at(left + x, y);
        if (said !== "text" && String(is) !== String(said))
          found.push(`${id} ${x},${y}: ${String(is)}, not ${String(said)}`);
      }
    left += width;
  }
  return found.slice(0, 5);
}

describe.each(Object.entries(scenes))("[T5] on a wall that is %s", (_, build) => {
  test("every pixel of every pattern is where the canvas has it, on the wall, a panel and an output", async () => {
    const glass = build();
    await using wall = await open(glass);
    await wall.page.locator("[data-wall]").first().waitFor({ state: "attached" });
    const before = await picture(wall.page);
    const panelId = glass.site.walls[0]?.panels.at(-1)?.id ?? "";
    const targets: PatternTarget[] = [
      WALL,
      { kind: "panel", wallId: "wall", panelId },
      { kind: "output", outputId: glass.outputs.at(-1)?.id ?? "" },
    ];
    for (const pattern of patternNameSchema.options) {
      if (pattern === "moving") continue;
      for (const target of targets) {
        show(wall, [target, pattern]);
        await expect
          .poll(async () => wrong(glass, [target, pattern], await picture(wall.page), before))
          .toEqual([]);
      }
    }
    wall.core.show({ patterns: [] });
    await expect.poll(() => wall.page.locator("canvas").count()).toBe(0);
    expect(wall.errors).toEqual([]);
  });
});

test("[T5] two device pixels a CSS pixel are still one pixel of the output each", async () => {
  const glass = turned();
  await using wall = await open(glass, 2);
  await wall.page.locator("[data-wall]").first().waitFor({ state: "attached" });
  const before = await picture(wall.page);
  for (const pattern of ["checker", "vertical", "horizontal"] as const) {
    show(wall, [WALL, pattern]);
    await expect
      .poll(async () => wrong(glass, [WALL, pattern], await picture(wall.page), before))
      .toEqual([]);
  }
});

test("[T1] the pattern that was started last lies above, and around it the other goes on", async () => {
  const glass = folded();
  await using wall = await open(glass);
  const panel: PatternTarget = {
    kind: "panel",
    wallId: "wall",
    panelId: glass.site.walls[0]?.panels[3]?.id ?? "",
  };
  show(wall, [WALL, "white"], [panel, "moving"]);
  // The fourth cabinet is the first of the row that is turned by 180 degrees: its right one.
  await expect.poll(async () => (await picture(wall.page)).at(130, 66)).not.toEqual([255, 255, 255]);
  expect((await picture(wall.page)).at(20, 20)).toEqual([255, 255, 255]);
  expect((await picture(wall.page)).at(20, 100)).toEqual([255, 255, 255]);
  show(wall, [panel, "moving"], [WALL, "white"]);
  await expect.poll(async () => (await picture(wall.page)).at(130, 66)).toEqual([255, 255, 255]);
  // Nothing of the line that moves below comes through.
  const seen = await picture(wall.page);
  for (let x = 67; x < 131; x += 1) expect(seen.at(x, 90)).toEqual([255, 255, 255]);
});

test("[T4] lines that move are where the core's clock says, on outputs that are turned, in pages of their own", async () => {
  const glass = turned();
  await using wall = await open(glass);
  show(wall, [WALL, "moving"]);
  const { outputs, viewports } = glass;
  const site = { ...glass.site, outputs, viewports };
  await using other = await openPage(bench.browser, wall.page.url(), windowOf(glass));
  const pages = [wall.page, other.page];
  for (const [index, { id, width }] of outputs.entries()) {
    const page = pages[index % pages.length] ?? wall.page;
    const canvas = page.locator(`[data-output=${id}] canvas[data-pattern=moving]`);
    await canvas.waitFor();
    const [layer] = layersOn(site, [{ target: WALL, pattern: "moving" }], id);
    if (layer === undefined) throw new Error(`${id} shows nothing of the wall`);
    const lines = layer.marks.filter((mark): mark is Moving => mark.kind === "moving");
    const places = new Set<string>();
    for (let look = 0; look < 20; look += 1) {
      const seen = await canvas.evaluate(async (element) => {
        if (!(element instanceof HTMLCanvasElement)) throw new Error("no canvas");
        // Whatever was asked for before is drawn before: this is the picture that was drawn a moment ago.
        await new Promise(requestAnimationFrame);
        const at = performance.timeOrigin + performance.now();
        const context = element.getContext("2d");
        const lit = context?.getImageData(0, 0, element.width, element.height).data ?? [];
        const pixels: number[] = [];
        for (let index = 0; index < lit.length; index += 4)
          if ((lit[index + 3] ?? 0) > 0) pixels.push(index / 4);
        return { at, pixels };
      });
      const drawn = (coreMs: number) => {
        const rects = lines
          .flatMap((line) => movedTo(line, coreMs))
          .flatMap((rect) => intersection(mapRect(layer.matrix, rect), layer.clip) ?? []);
        const pixels = new Set<number>();
        for (const rect of rects)
          for (let y = rect.y; y < rect.y + rect.height; y += 1)
            for (let x = rect.x; x < rect.x + rect.width; x += 1) pixels.add(y * width + x);
        return [...pixels].toSorted((a, b) => a - b);
      };
      // A picture is drawn at most so many milliseconds before it is looked at, even on a slow machine.
      const moments = Array.from({ length: 160 }, (_, ago) => seen.at + 10 - ago);
      const found = moments.some((moment) => String(drawn(moment)) === String(seen.pixels));
      expect(found, `${id}: ${seen.pixels.length} pixels at ${seen.at}`).toBe(true);
      places.add(String(seen.pixels));
    }
    expect(places.size).toBeGreaterThan(3);
  }
});

test("a tile that lies wholly behind a pattern is hidden, one that is seen in part is not, and both go on", async () => {
  const red = await makeClip({ width: 424, height: 240, picture: "color=c=red", gop: 10 });
  const { wall, controllers } = cabinets(2, 1, { width: 200, height: 200 });
  const tiles = [
    cameraTile("left", "red", { x: 0, y: 0, width: 200, height: 200 }, "cover"),
    cameraTile("most", "red", { x: 200, y: 0, width: 200, height: 200 }, "cover"),
  ];
  const canvas = wall.canvas;
  const glass = glassOf(tiles, canvas, {
    site: { id: "site", name: "Site", zone: "Asia/Makassar", walls: [wall], controllers },
  });
  await using page = await bench.open(glass, { red }, canvas);
  const states = async () => (await page.stats()).tiles.map(({ tileId, state }) => [tileId, state]);
  const live = [
    ["left", "live"],
    ["most", "live"],
  ];
  await expect.poll(states, { timeout: 20_000 }).toEqual(live);
  show(page, [{ kind: "panel", wallId: "wall", panelId: wall.panels[0]?.id ?? "" }, "black"]);
  await expect.poll(states).toEqual([
    ["left", "hidden"],
    ["most", "live"],
  ]);
  expect((await picture(page.page)).at(100, 60)).toEqual([0, 0, 0]);
  const before = (await page.stats()).tiles[0]?.framesPresented ?? 0;
  show(page, [{ kind: "output", outputId: "out" }, "white"]);
  await expect.poll(states).toEqual([
    ["left", "hidden"],
    ["most", "hidden"],
  ]);
  await expect.poll(async () => (await page.stats()).tiles[0]?.framesPresented ?? 0).toBeGreaterThan(before);
  page.core.show({ patterns: [] });
  await expect.poll(states).toEqual(live);
  const [r, g, b] = (await picture(page.page)).at(100, 60);
  expect([r > 180, g < 80, b < 80]).toEqual([true, true, true]);
});

test("a page that hears of the core no more ends a pattern by itself", async () => {
  await using wall = await open(turned());
  const startedAt = Date.now();
  wall.core.show({ patterns: [{ target: WALL, pattern: "bars", startedAt, endsAt: startedAt + 2500 }] });
  await expect.poll(() => wall.page.locator("canvas").count()).toBe(4);
  await wall.core.kill();
  await expect.poll(() => wall.page.locator("canvas").count(), { timeout: 8000 }).toBe(0);
});

const fire = (id: string, change: Partial<Incident> = {}): Incident => {
  const now = new Date().toISOString();
  return {
    ...{ id, kind: "fire", severity: "critical", text: `Kebakaran ${id}`, source: "Damkar", status: "open" },
    ...{ occurredAt: now, receivedAt: now, updatedAt: now, version: 1 },
    ...change,
  };
};

test("[T8] what came after a pattern and is urgent stands above it, and so does that the core is lost", async () => {
  const glass = folded();
  await using wall = await open(glass);
  const earlier = new Date(Date.now() - 60_000).toISOString();
  const known = [
    fire("lama", { receivedAt: earlier }),
    fire("ringan", { severity: "medium" }),
    fire("diakui", { status: "acknowledged" }),
  ];
  show(wall, [WALL, "white"]);
  wall.core.show({ incidents: known });
  const above = wall.page.locator(".urgent .ticker");
  await wall.page.locator("canvas").waitFor();
  await wall.page.locator(".viewport .ticker").first().waitFor();
  expect(await above.count()).toBe(0);
  // The lowest rows of the wall are still the pattern's.
  await expect.poll(async () => (await picture(wall.page)).at(20, 59)).toEqual([255, 255, 255]);
  wall.core.show({ incidents: [...known, fire("baru")] });
  await expect.poll(() => above.first().innerText()).toContain("Kebakaran baru");
  for (const other of known) expect(await above.first().innerText()).not.toContain(other.text);
  // Both viewports of the folded wall have it, and the pattern goes on above.
  expect(await above.count()).toBe(2);
  await expect.poll(async () => (await picture(wall.page)).at(20, 59)).not.toEqual([255, 255, 255]);
  expect((await picture(wall.page)).at(20, 20)).toEqual([255, 255, 255]);
  wall.core.show({ incidents: known });
  await expect.poll(() => above.count()).toBe(0);
  expect(wall.errors).toEqual([]);
  await wall.core.kill();
  await expect.poll(() => above.first().innerText()).toContain("terputus");
});

/** Share of pixels of a picture with letters that another font engine may smooth otherwise. */
const TOLERANCE = 0.03;

test.each([
  ["turned", turned, { alignment: 0, seams: 0, greys: 0, numbers: TOLERANCE }],
  ["folded", folded, { bars: 0, seams: 0, grid: TOLERANCE }],
] as const)("[T5] a wall that is %s looks as in its golden pictures", async (name, build, pictures) => {
  await using wall = await open(build());
  for (const pattern of patternNameSchema.options) {
    const tolerance = new Map<string, number>(Object.entries(pictures)).get(pattern);
    if (tolerance === undefined) continue;
    show(wall, [WALL, pattern]);
    const file = new URL(`../../fixtures/patterns/${pattern}-${name}.png`, import.meta.url);
    if (process.env["DINDING_WRITE_PICTURES"] === "1" && !existsSync(file)) {
      await wall.page.locator("canvas").first().waitFor();
      writeFileSync(file, await wall.page.screenshot());
    }
    const golden = PNG.sync.read(readFileSync(file));
    const different = async () => {
      const seen = PNG.sync.read(await wall.page.screenshot());
      expect([seen.width, seen.height]).toEqual([golden.width, golden.height]);
      let pixels = 0;
      for (let at = 0; at < golden.data.length; at += 4)
        if ([0, 1, 2].some((part) => golden.data[at + part] !== seen.data[at + part])) pixels += 1;
      return pixels / (golden.width * golden.height);
    };
    await expect.poll(different, { message: pattern }).toBeLessThanOrEqual(tolerance);
  }
});

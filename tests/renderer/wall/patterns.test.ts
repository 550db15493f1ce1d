import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PatternName, patternNameSchema } from "../../../src/layouts/patterns/all.ts";
import { layersOn } from "../../../src/layouts/patterns/layers.ts";
import type { PatternTarget } from "../../../src/layouts/patterns/target.ts";
import { wallOf } from "../../../src/layouts/panel-grid.ts";
import { intersection, type Rect, type Size } from "../../../src/layouts/rect.ts";
import type { Viewport } from "../../../src/layouts/site.ts";
import { outputToCanvas, mapRect, rotatedSize } from "../../../src/layouts/viewport.ts";
import type { Glass } from "../../../src/protocol/channel.ts";
import { pixelOf } from "../../layouts/patterns/painted.ts";
import { type OpenWall, type PageBench, startPageBench } from "../fixtures/bench-of-pages.ts";
import { glassOf, outputOf } from "../fixtures/glass.ts";
import { picture } from "../fixtures/pages.ts";

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
  const endsAt = Date.now() + 600_000;
  wall.core.show({ patterns: patterns.map(([target, pattern]) => ({ target, pattern, endsAt })) });
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

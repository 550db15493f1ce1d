import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { z } from "zod";
import { controllerModels } from "../../src/layouts/controllers.ts";
import { wallOf } from "../../src/layouts/panel-grid.ts";
import type { Site } from "../../src/layouts/site.ts";
import { validateSite } from "../../src/layouts/validate.ts";
import { technicianTexts } from "../../src/renderer/i18n/technician.ts";
import { wireSerpentine } from "../../src/renderer/technician/draft/wiring.ts";
import { emptyData, signIn, startRealCore } from "../renderer/console/real-core.ts";
import { chromiumArguments } from "../fixtures/chromium.ts";
import { eventually } from "../fixtures/eventually.ts";
import { round } from "./scene.ts";

const COLUMNS = 50;
const ROWS = 40;
const CABINET_MM = 600;
const PASSWORD = "bench-password-1";
const EDITS = 120;
/** Edits before those that count: the first one lets the wall grow, and code is still being compiled. */
const WARM_UP = 10;
const VALIDATIONS = 61;

const drawnSchema = z.object({
  /** Milliseconds from the key to the end of the frame that draws the edit. */
  ms: z.number(),
  /** Told apart from the picture before it. */
  picture: z.number(),
});
type Drawn = z.infer<typeof drawnSchema>;

/** 2,000 LED cabinets of 80 x 45 px on one output, all wired, with a free column to the right of them. */
export function largeSite(): Site {
  const face = wallOf({
    ...{ kind: "led", status: "present", columns: COLUMNS, rows: ROWS, bezelMm: 0 },
    ...{ widthMm: CABINET_MM, heightMm: 337.5, pixels: { width: 80, height: 45 } },
  });
  const canvas = { width: face.canvas.width + 80, height: face.canvas.height };
  const widthMm = (COLUMNS + 1) * CABINET_MM;
  const whole = { x: 0, y: 0, ...canvas };
  const site: Site = {
    ...{ id: "bench", name: "Bench", zone: "Asia/Jakarta", notes: [] },
    rooms: [{ id: "room", name: "Room" }],
    walls: [{ id: "wall", name: "Wall", roomId: "room", ...face, widthMm, canvas }],
    outputs: [{ id: "glass", name: "Glass", ...canvas, placement: { kind: "window" } }],
    viewports: [{ wallId: "wall", outputId: "glass", canvas: whole, output: whole, rotation: 0 }],
  };
  const [model] = Object.keys(controllerModels).toReversed();
  const wired = wireSerpentine(site, "wall", { model: model ?? "", bits: 8, hertz: 60 }, "columns");
  if ("refused" in wired) throw new Error(wired.refused.map(({ message }) => message.en).join("; "));
  return wired.site;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** Runs in the page: keeps for each arrow key how long it took until its frame was made, and what the wall looks like in it. */
function watchEdits(): void {
  const drawn: Drawn[] = [];
  const presented: number[] = [];
  Reflect.set(window, "drawn", drawn);
  Reflect.set(window, "presented", presented);
  const wall = document.querySelector("canvas");
  function picture(): number {
    if (wall === null) return 0;
    // The end at which the edits are: to read all of it each time would be most of what the page does.
    const left = Math.floor(wall.width * 0.85);
    const { data } = wall.getContext("2d")?.getImageData(left, 0, wall.width - left, wall.height) ?? {
      data: [],
    };
    let sum = 0;
    for (let at = 0; at < data.length; at += 4) sum = (Math.imul(sum, 31) + (data[at] ?? 0)) | 0;
    return sum;
  }
  addEventListener(
    "keydown",
    ({ timeStamp, key }) => {
      if (!key.startsWith("Arrow")) return;
      // After the frame: a message that is posted while it is made comes once it is painted and handed on.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.addEventListener("message", () => {
          const ms = performance.now() - timeStamp;
          drawn.push({ ms, picture: picture() });
        });
        channel.port1.start();
        channel.port2.postMessage(null);
      });
    },
    { capture: true },
  );
  // From the key to the pixels on the screen, as the browser has it: to 8 ms, and nothing below 16.
  const options = { type: "event", durationThreshold: 16 };
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === "keydown") presented.push(duration);
  }).observe(options);
}

/** A technician's page at a real core in Chromium that shows 2,000 wired panels, the last one chosen. */
export async function openLargeWall() {
  const site = largeSite();
  await using open = new AsyncDisposableStack();
  const data = open.use(emptyData());
  const folder = mkdtempSync(join(tmpdir(), "dinding-bench-site-"));
  open.defer(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "site.json");
  writeFileSync(file, JSON.stringify(site));
  const core = open.use(await startRealCore(data.path, { site: file, password: PASSWORD }));
  const browser = open.use(
    await chromium.launch({ executablePath: "/usr/bin/chromium", args: [...chromiumArguments] }),
  );
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${core.url}/technician`);
  await signIn(page, PASSWORD);
  const drawing = page.getByRole("application");
  await drawing.focus();
  await drawing.press("End");
  const place = page.getByLabel(technicianTexts.id.editor.x, { exact: true });
  await place.waitFor();
  await page.evaluate(watchEdits);
  const drawn = async () =>
    z.array(drawnSchema).parse(await page.evaluate(() => Reflect.get(window, "drawn")));
  const parts = open.move();
  return {
    page,
    /**
     * The last panel a cabinet's width to the right and back, `count` times one or the other. An error where a frame
     * does not show the wall otherwise than the one before, or the panel does not stand where it was put.
     */
    async edit(count: number): Promise<number[]> {
      const before = (await drawn()).length;
      for (let at = 0; at < count; at += 1) {
        await page.keyboard.press(at % 2 === 0 ? "Shift+ArrowRight" : "Shift+ArrowLeft");
        const all = await eventually("the edit's frame", 10_000, async () => {
          const now = await drawn();
          return now.length > before + at ? now : null;
        });
        const expected = String((COLUMNS - 1 + (at % 2 === 0 ? 1 : 0)) * CABINET_MM);
        if ((await place.inputValue()) !== expected) throw new Error(`edit ${at} was not done`);
        const [last, now] = all.slice(-2);
        if (now !== undefined && last?.picture === now.picture)
          throw new Error(`the frame of edit ${at} does not show it`);
      }
      return (await drawn()).slice(before).map(({ ms }) => ms);
    },
    /** Milliseconds from keys to the screen, as the browser has them; those below 16 are left out. */
    presented: async () =>
      z.array(z.number()).parse(await page.evaluate(() => Reflect.get(window, "presented"))),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/**
 * Milliseconds of validating 2,000 wired panels, and milliseconds from a key that moves a panel to the end of the frame
 * that shows it moved, on the technician's page at a real core in Chromium with software rendering.
 */
export async function measureEditor(): Promise<Record<string, unknown>> {
  const site = largeSite();
  const validations: number[] = [];
  for (let at = 0; at < VALIDATIONS; at += 1) {
    const from = performance.now();
    if (validateSite(site).length > 0) throw new Error("the bench's site breaks a rule");
    validations.push(performance.now() - from);
  }
  await using wall = await openLargeWall();
  await wall.edit(WARM_UP);
  const warm = (await wall.presented()).length;
  const drawn = await wall.edit(EDITS);
  const seen = (await wall.presented()).slice(warm);
  const presented = [...seen, ...Array.from({ length: Math.max(0, EDITS - seen.length) }, () => 16)];
  return {
    bench: "editor",
    panels: COLUMNS * ROWS,
    validateMedianMs: round(quantile(validations, 0.5), 1),
    validateP95Ms: round(quantile(validations, 0.95), 1),
    edits: drawn.length,
    editToDrawnMedianMs: round(quantile(drawn, 0.5), 1),
    editToDrawnP95Ms: round(quantile(drawn, 0.95), 1),
    editToPresentedMedianMs: quantile(presented, 0.5),
    editToPresentedP95Ms: quantile(presented, 0.95),
  };
}

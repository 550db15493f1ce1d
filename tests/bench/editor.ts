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
const PASSWORD = "bench-password-1";
const EDITS = 120;
const VALIDATIONS = 61;
const timesSchema = z.array(z.number());

/** 2,000 LED cabinets of 80 x 45 px on one output, all wired. */
function largeSite(): Site {
  const face = wallOf({
    ...{ kind: "led", status: "present", columns: COLUMNS, rows: ROWS, bezelMm: 0 },
    ...{ widthMm: 600, heightMm: 337.5, pixels: { width: 80, height: 45 } },
  });
  const whole = { x: 0, y: 0, ...face.canvas };
  const site: Site = {
    ...{ id: "bench", name: "Bench", zone: "Asia/Jakarta", notes: [] },
    rooms: [{ id: "room", name: "Room" }],
    walls: [{ id: "wall", name: "Wall", roomId: "room", ...face }],
    outputs: [{ id: "glass", name: "Glass", ...face.canvas, placement: { kind: "window" } }],
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

/**
 * Median milliseconds of validating 2,000 wired panels, and milliseconds from a key that moves a panel to the end of the
 * frame that draws it, on the technician's page at a real core in Chromium with software rendering.
 */
export async function measureEditor(): Promise<Record<string, unknown>> {
  const site = largeSite();
  const validations: number[] = [];
  for (let at = 0; at < VALIDATIONS; at += 1) {
    const from = performance.now();
    if (validateSite(site).length > 0) throw new Error("the bench's site breaks a rule");
    validations.push(performance.now() - from);
  }
  using data = emptyData();
  const folder = mkdtempSync(join(tmpdir(), "dinding-bench-site-"));
  const file = join(folder, "site.json");
  writeFileSync(file, JSON.stringify(site));
  await using core = await startRealCore(data.path, { site: file, password: PASSWORD });
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [...chromiumArguments],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${core.url}/technician`);
    await signIn(page, PASSWORD);
    const drawing = page.getByRole("application");
    await drawing.focus();
    await drawing.press("End");
    const place = page.getByLabel(technicianTexts.id.editor.x, { exact: true });
    await place.waitFor();
    await page.evaluate(() => {
      const times: number[] = [];
      Reflect.set(window, "editTimes", times);
      addEventListener(
        "keydown",
        ({ timeStamp }) => {
          // After the frame: a message that is posted while it is made comes once it is painted.
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.addEventListener("message", () => times.push(performance.now() - timeStamp));
            channel.port1.start();
            channel.port2.postMessage(null);
          });
        },
        { capture: true },
      );
    });
    const times = async () => timesSchema.parse(await page.evaluate(() => Reflect.get(window, "editTimes")));
    for (let at = 0; at < EDITS; at += 1) {
      // There and back by a millimetre: the last panel has free ground to its right.
      await page.keyboard.press(at % 2 === 0 ? "ArrowRight" : "ArrowLeft");
      await eventually("the edit's frame", 10_000, async () => ((await times()).length > at ? true : null));
      const expected = String((COLUMNS - 1) * 600 + (at % 2 === 0 ? 1 : 0));
      if ((await place.inputValue()) !== expected) throw new Error(`edit ${at} was not done`);
    }
    const drawn = await times();
    return {
      bench: "editor",
      panels: COLUMNS * ROWS,
      validateMedianMs: round(quantile(validations, 0.5), 1),
      edits: drawn.length,
      editToDrawnMedianMs: round(quantile(drawn, 0.5), 1),
      editToDrawnP95Ms: round(quantile(drawn, 0.95), 1),
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

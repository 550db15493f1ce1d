import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PNG } from "pngjs";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { siteSchema } from "../../src/layouts/site.ts";
import { startCameras } from "../bench/cameras.ts";
import { type Appliance, startAppliance } from "../fixtures/appliance.ts";
import { chromiumArguments } from "../fixtures/chromium.ts";

const run = promisify(execFile);

/** A still checker board of 1280 x 720 in squares of 16 px; at this quantiser every pixel keeps its side of grey. */
async function makeCheckerBoard(path: string): Promise<void> {
  const squares = "geq=lum='if(mod(floor(X/16)+floor(Y/16),2),235,16)':cb=128:cr=128";
  await run("ffmpeg", [
    ...[
      "-v",
      "error",
      "-y",
      "-f",
      "lavfi",
      "-i",
      `color=s=1280x720:r=25,format=yuv420p,${squares}`,
      "-t",
      "2",
    ],
    ...["-c:v", "libx264", "-qp", "4", "-bf", "0", "-g", "25", "-x264-params", "aud=1", "-f", "h264", path],
  ]);
}

/** The tile lies across x = 2400, where Pontianak's two outputs meet, and shows the camera pixel for pixel. */
const TILE = { x: 2400 - 648, y: 180, width: 1280, height: 720 };

describe("Pontianak: a checker board across the seam of two outputs", () => {
  let appliance: Appliance;
  let cameras: Awaited<ReturnType<typeof startCameras>>;
  let browser: Browser;
  const pages: Page[] = [];

  beforeAll(async () => {
    const clip = `/tmp/dinding-checker-${process.pid}.h264`;
    await makeCheckerBoard(clip);
    cameras = await startCameras([[clip, "/checker"]]);
    appliance = await startAppliance(null, "pontianak");
    const site = siteSchema.parse(await appliance.call("GET", "/api/site"));
    const wall = site.walls[0];
    if (!wall) throw new Error("no wall");
    await appliance.call("POST", "/api/cameras", {
      id: "checker",
      name: "Checker",
      streams: [{ role: "main", url: cameras.url("/checker"), transport: "tcp" }],
    });
    await appliance.call("POST", "/api/layouts", {
      id: "checker",
      name: "Checker",
      wallId: wall.id,
      tiles: [{ id: "checker", rect: TILE, content: { kind: "camera", cameraId: "checker" } }],
    });
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: chromiumArguments });
    for (const viewport of site.viewports) {
      const output = site.outputs.find((candidate) => candidate.id === viewport.outputId);
      if (!output) throw new Error("no output");
      const context = await browser.newContext({
        viewport: { width: output.width, height: output.height },
        deviceScaleFactor: 1,
      });
      const page = await context.newPage();
      const answer = await appliance.call("POST", `/api/outputs/${output.id}/code`);
      await page.goto(new URL(z.object({ url: z.string() }).parse(answer).url, appliance.origin).href);
      pages.push(page);
    }
    const take = await appliance.call("POST", `/api/walls/${wall.id}/take`, { layoutId: "checker" });
    const { takeId } = z.object({ takeId: z.string() }).parse(take);
    expect((await appliance.takeEnds(takeId)).state).toBe("complete");
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await appliance?.[Symbol.asyncDispose]();
    await cameras?.child[Symbol.asyncDispose]();
  });

  it("every pixel above the label is the camera's own, on both sides", { timeout: 60_000 }, async () => {
    const site = siteSchema.parse(await appliance.call("GET", "/api/site"));
    // The label strip may cover 8 % of the tile at its bottom.
    const rows = Math.floor(TILE.height * 0.92);
    let compared = 0;
    for (const [at, viewport] of site.viewports.entries()) {
      const page = pages[at];
      if (!page) throw new Error(`no page for ${viewport.outputId}`);
      const shot = PNG.sync.read(await page.screenshot());
      const wrong: string[] = [];
      for (let y = TILE.y; y < TILE.y + rows; y++) {
        for (let x = TILE.x; x < TILE.x + TILE.width; x++) {
          const { canvas, output } = viewport;
          if (x < canvas.x || x >= canvas.x + canvas.width) continue;
          const offset = ((y - canvas.y + output.y) * shot.width + (x - canvas.x + output.x)) * 4;
          const light = (shot.data[offset] ?? 0) > 128;
          const expected = (Math.floor((x - TILE.x) / 16) + Math.floor((y - TILE.y) / 16)) % 2 === 1;
          compared += 1;
          if (light !== expected && wrong.length < 10) wrong.push(`${x},${y}`);
        }
      }
      expect(wrong, `pixels of ${viewport.outputId}`).toEqual([]);
    }
    expect(compared).toBe(TILE.width * rows);
  });
});

import { chromium, type Page } from "playwright";
import { z } from "zod";
import { startAppliance } from "../fixtures/appliance.ts";
import { chromiumArguments } from "../fixtures/chromium.ts";
import { eventually } from "../fixtures/eventually.ts";
import { round } from "./scene.ts";
import { startCameras } from "./cameras.ts";

/** As cameras.py draws it. */
const CODE = { bits: 40, cell: 16, width: 640 };

async function readDelays(page: Page, samples: number): Promise<number[]> {
  return page.evaluate(
    ({ code, samples }) =>
      new Promise<number[]>((resolve) => {
        const video = document.querySelector("video");
        if (!video) throw new Error("no video on the page");
        const canvas = new OffscreenCanvas(code.width, code.cell);
        const context = canvas.getContext("2d", { willReadFrequently: true });
        if (!context) throw new Error("no 2D context");
        const delays: number[] = [];
        const read = () => {
          const now = Date.now();
          context.drawImage(video, 0, 0, code.width, code.cell, 0, 0, code.width, code.cell);
          const row = context.getImageData(0, code.cell / 2, code.width, 1).data;
          let made = 0;
          for (let bit = 0; bit < code.bits; bit++) {
            made = made * 2 + ((row[(bit * code.cell + code.cell / 2) * 4] ?? 0) > 128 ? 1 : 0);
          }
          // The code holds the lowest bits of the time only.
          delays.push((now % 2 ** code.bits) - made);
          if (delays.length < samples) video.requestVideoFrameCallback(read);
          else resolve(delays);
        };
        video.requestVideoFrameCallback(read);
      }),
    { code: CODE, samples },
  );
}

/**
 * Milliseconds from drawing a picture in the camera to its being presented in the page, encoder included (x264
 * zerolatency): the camera writes its clock into the picture, the page reads it from the pixels.
 */
export async function measureDelay(samples: number): Promise<Record<string, unknown>> {
  const cameras = await startCameras([["timecode", "/time"]]);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: chromiumArguments });
  try {
    await using appliance = await startAppliance(null);
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
    const code = await appliance.call("POST", `/api/outputs/${appliance.outputId}/code`);
    await page.goto(new URL(z.object({ url: z.string() }).parse(code).url, appliance.origin).href);
    await appliance.show("time", [cameras.url("/time")]);
    await eventually("the time code on the glass", 30_000, async () =>
      (await appliance.tiles())[0]?.state === "live" ? true : null,
    );
    await readDelays(page, 50);
    const delays = (await readDelays(page, samples)).toSorted((a, b) => a - b);
    const at = (share: number) => round(delays[Math.floor(share * (delays.length - 1))] ?? Number.NaN, 1);
    return { bench: "delay", samples, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
  } finally {
    await browser.close();
    await cameras.child[Symbol.asyncDispose]();
  }
}

import { type CDPSession, chromium, type Page } from "playwright";
import { z } from "zod";
import { arrange } from "../../src/layouts/arrange.ts";
import { CANVAS, startAppliance, WALL } from "../fixtures/appliance.ts";
import { chromiumArguments } from "../fixtures/chromium.ts";
import { eventually } from "../fixtures/eventually.ts";
import { startScreen } from "../fixtures/screen.ts";
import { startCameras } from "./cameras.ts";
import { makeClip } from "./clip.ts";
import { round } from "./scene.ts";

const CAMERAS = 16;
const ROUNDS = 10;
/** Keys of the desk in an order in which each finds what it needs, and the desk is as before at the end. */
const KEYS = [
  ...["1", "2", "u", "p", "ArrowRight", "ArrowDown", "ArrowLeft", "h", "h", "k", "k"],
  ...["l", "ArrowDown", "v", "c", "ArrowDown", "/", "Escape", "Control+k", "Escape", "?"],
];

const entriesSchema = z.array(
  z.object({
    key: z.string(),
    ms: z.number(),
    /** Of it, until its handlers began, and what they took; the rest is the picture. */
    waited: z.number(),
    handled: z.number(),
  }),
);

/** Keeps for each key press the time until the picture after it is on the screen (Event Timing, W3C), milliseconds. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: { key: string; ms: number; waited: number; handled: number }[] = [];
    Reflect.set(window, "keyTimes", kept);
    const keys: string[] = [];
    addEventListener("keydown", ({ key }) => keys.push(key), { capture: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry instanceof PerformanceEventTiming && entry.name === "keydown")
          kept.push({
            ...{ key: keys.at(-1) ?? "?", ms: entry.duration },
            waited: entry.processingStart - entry.startTime,
            handled: entry.processingEnd - entry.processingStart,
          });
    }).observe(Object.assign({ type: "event", buffered: true }, { durationThreshold: 16 }));
  });
}

/** Seconds of a processor that the page's main thread has taken; what else the machine does is not in it. */
async function processorTime(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "ThreadTime")?.value ?? Number.NaN;
}

/**
 * How long the desk takes to answer a key, from its press until the next picture of the page, with sixteen live tiles on
 * a wall beside it; the browser tells times in steps of 8 ms and those below 16 as none, which are counted as 16.
 */
export async function measureKeys(): Promise<Record<string, unknown>> {
  const clip = await makeClip({ width: 640, height: 360, rate: 600_000 });
  const paths = Array.from({ length: CAMERAS }, (_, at) => `/c${at}`);
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const cameras = await startCameras(paths.map((path) => [clip, path] as const));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: chromiumArguments });
  try {
    await using appliance = await startAppliance(screen.display);
    await appliance.takeEnds(
      await appliance.show(
        "a",
        paths.map((path) => cameras.url(path)),
      ),
    );
    const contents = paths.map((_, at) => ({ kind: "camera" as const, cameraId: `a-${CAMERAS - 1 - at}` }));
    const other = { id: "b", name: "B", wallId: WALL, tiles: arrange("16", CANVAS, contents) };
    await appliance.call("POST", "/api/layouts", other);
    await eventually("sixteen live tiles", 60_000, async () =>
      (await appliance.tiles()).filter(({ state }) => state === "live").length === CAMERAS ? true : null,
    );
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      extraHTTPHeaders: { authorization: `Bearer ${appliance.token}` },
    });
    const page = await context.newPage();
    await page.goto(appliance.origin);
    await page.locator(".program [role=option]").first().waitFor();
    await watchKeys(page);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    const pressed: z.infer<typeof entriesSchema> = [];
    /** Milliseconds of a processor from each press until two pictures later. */
    const processor: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      for (const key of KEYS) {
        await page.evaluate(() => {
          const kept: unknown = Reflect.get(window, "keyTimes");
          if (Array.isArray(kept)) kept.length = 0;
        });
        const before = await processorTime(devtools);
        await page.keyboard.press(key);
        // Two pictures later its time is known.
        await page.evaluate(
          () =>
            new Promise<void>((done) =>
              requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))),
            ),
        );
        processor.push(((await processorTime(devtools)) - before) * 1000);
        const times = entriesSchema.parse(await page.evaluate(() => Reflect.get(window, "keyTimes")));
        const slowest = times.toSorted((a, b) => b.ms - a.ms)[0] ?? { ms: 0, waited: 0, handled: 0 };
        pressed.push({ ...slowest, key, ms: Math.max(16, slowest.ms) });
      }
    const quantiles = (values: readonly number[]) => {
      const sorted = values.toSorted((a, b) => a - b);
      return (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0, 0);
    };
    const at = quantiles(pressed.map(({ ms }) => ms));
    const ofProcessor = quantiles(processor);
    const slowest = pressed.toSorted((a, b) => b.ms - a.ms).slice(0, 8);
    return {
      ...{ bench: "keys", tiles: CAMERAS, presses: pressed.length },
      ...{ p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) },
      ...{ over100: pressed.filter(({ ms }) => ms > 100).length },
      // Of the page's main thread, with all that it does beside the key: the same however busy the machine is.
      ...{
        processorP50Ms: ofProcessor(0.5),
        processorP95Ms: ofProcessor(0.95),
        processorMaxMs: ofProcessor(1),
      },
      slowest: slowest
        .map(
          ({ key, ms, waited, handled }) =>
            `${key} ${ms} (waited ${round(waited, 0)}, handled ${round(handled, 0)})`,
        )
        .join(", "),
    };
  } finally {
    await browser.close();
    await cameras.child[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
  }
}

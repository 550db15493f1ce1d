import { chromium } from "playwright";
import { z } from "zod";
import { chromiumArguments } from "../tests/fixtures/chromium.ts";
import { startScriptedCore } from "../tests/renderer/console/fixture.ts";
import { busyEvening, feed } from "../tests/renderer/console/scene.ts";

/**
 * How fast the library of 2,000 cameras answers, as one line of JSON: milliseconds from a key in its search field to the
 * next picture of the page (Event Timing, in steps of 8 ms), and how many pictures of cameras are asked for while
 * one looks at it and scrolls. `node scripts/library-speed.ts`; the pages must be built.
 */
const CAMERAS = 2000;
const LIVE = 256;
const LOOK_S = 20;

const scene = busyEvening();
scene.cameras = Array.from({ length: CAMERAS }, (_, at) => ({
  ...{ id: `kamera-${at + 1}`, name: `Kamera jalan ${at + 1}`, number: at + 1, group: `Wilayah ${at % 40}` },
  streams: [{ role: "sub", url: `rtsp://10.0.0.1/${at}`, hasCredentials: false }],
}));
scene.feeds = scene.cameras.slice(0, LIVE).map(({ id }) => feed(id, "live"));
const jpeg = Buffer.from("/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//2Q==", "base64");
scene.answers = { picture: jpeg };

const core = await startScriptedCore(scene);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: [...chromiumArguments] });
try {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  let pictures = 0;
  page.on("request", (request) => {
    if (request.url().includes("/picture")) pictures += 1;
  });
  await page.goto(core.url);
  await page.locator(".cameras [role=option]").first().waitFor();
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(window, { took });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === "keydown") took.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.keyboard.press("/");
  const keys = "kamera jalan 19 wilayah 7 live".slice(0, 30);
  for (const key of keys) {
    await page.keyboard.press(key === " " ? "Space" : key);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
  await page.waitForTimeout(500);
  const took = z.array(z.number()).parse(await page.evaluate((): unknown => Reflect.get(window, "took")));
  // What took less than 16 ms is not told.
  const all = [...took, ...Array.from({ length: Math.max(0, keys.length - took.length) }, () => 16)];
  const ordered = all.toSorted((a, b) => a - b);
  const at = (share: number) => ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))];
  const rows = await page.locator(".cameras [role=option]").count();
  await page.keyboard.press("Escape");
  pictures = 0;
  const end = performance.now() + LOOK_S * 1000;
  while (performance.now() < end) {
    await page.locator(".cameras").evaluate((list) => list.scrollBy(0, 600));
    await page.waitForTimeout(200);
  }
  const result = {
    ...{
      cameras: CAMERAS,
      live: LIVE,
      keys: keys.length,
      p50Ms: at(0.5),
      p95Ms: at(0.95),
      mostMs: ordered.at(-1),
    },
    ...{ rowsDrawn: rows, picturesASecond: pictures / LOOK_S },
  };
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
  await core.close();
}

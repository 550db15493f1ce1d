import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "playwright";
import { scenes } from "./clips.ts";

/*
 * Draws the demo's clips: each frame on a canvas in a headless Chromium, then H.264 by ffmpeg as cameras send it.
 *   node scripts/node24.mjs scripts/demo-clips/index.ts [NAMES] [--still T --out FOLDER]
 * --still draws one JPEG a clip at that share of the loop instead.
 */

const FPS = 25;
const SECONDS = 12;
const SIZE = { width: 1280, height: 720 };
const folder = join(import.meta.dirname, "..", "..", "assets", "demo");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { still: { type: "string" }, out: { type: "string", default: folder } },
});
const names = positionals.length > 0 ? positionals : Object.keys(scenes);
mkdirSync(values.out, { recursive: true });

/** Serves this folder's modules with their types stripped. */
async function serve() {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    if (path === "/") {
      response.writeHead(200, { "content-type": "text/html" });
      response.end('<!doctype html><script type="module" src="/page.ts"></script>');
    } else if (/^\/[\w/-]+\.ts$/.test(path)) {
      response.writeHead(200, { "content-type": "text/javascript" });
      response.end(stripTypeScriptTypes(readFileSync(join(import.meta.dirname, path), "utf8")));
    } else {
      response.writeHead(404).end();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** How a camera sends: no B-frames, a key frame every two seconds, the loop closed in itself. */
function encoder(name: string) {
  const stream = (filter: string, label: string, crf: number, most: number) => [
    ...["-map", label, "-c:v", "libx264", "-preset", "veryslow", "-profile:v", "main"],
    ...["-bf", "0", "-g", String(2 * FPS), "-keyint_min", String(2 * FPS), "-sc_threshold", "0"],
    ...["-crf", String(crf), "-maxrate", `${most}k`, "-bufsize", `${2 * most}k`, "-pix_fmt", "yuv420p"],
    ...["-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"],
    ...["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart"],
    join(values.out, `${name}-${filter}.mp4`),
  ];
  const toYuv = "scale=in_range=pc:out_range=tv:out_color_matrix=bt709";
  return spawn(
    process.env.FFMPEG_PATH ?? "ffmpeg",
    [
      ...["-v", "error", "-y", "-f", "mjpeg", "-framerate", String(FPS), "-i", "pipe:0"],
      ...["-filter_complex", `[0:v]split[a][b];[a]${toYuv}[main];[b]scale=640:360:flags=area,${toYuv}[sub]`],
      ...stream("main", "[main]", 33, 360),
      ...stream("sub", "[sub]", 31, 160),
    ],
    { stdio: ["pipe", "inherit", "inherit"] },
  );
}

async function frame(page: Page, t: number): Promise<Buffer> {
  return Buffer.from(await page.evaluate((at) => window.frame(at), t), "base64");
}

async function render(page: Page, name: string): Promise<void> {
  await page.evaluate(([scene, size]) => window.begin(scene, size.width, size.height), [name, SIZE] as const);
  if (values.still !== undefined) {
    writeFileSync(join(values.out, `${name}.jpg`), await frame(page, Number(values.still)));
    return;
  }
  const began = performance.now();
  const ffmpeg = encoder(name);
  for (let index = 0; index < FPS * SECONDS; index += 1) {
    if (!ffmpeg.stdin.write(await frame(page, index / (FPS * SECONDS)))) {
      await once(ffmpeg.stdin, "drain");
    }
  }
  ffmpeg.stdin.end();
  const [code] = await once(ffmpeg, "exit");
  if (code !== 0) {
    throw new Error(`ffmpeg ended with ${String(code)}`);
  }
  process.stdout.write(`${name} ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}

const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => process.stderr.write(`${error.message}\n`));
  await page.goto(server.url);
  await page.waitForFunction(() => typeof window.begin === "function");
  for (const name of names) {
    await render(page, name);
  }
} finally {
  await browser.close();
  server.close();
}

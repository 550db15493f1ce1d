import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";

/*
 * Draws assets/icons/icon.svg as icon.png, from which electron-builder makes every size a system asks for.
 *   node scripts/node24.mjs scripts/icons/index.ts
 */

const SIZE = 512;
const folder = join(import.meta.dirname, "..", "..", "assets", "icons");
const svg = readFileSync(join(folder, "icon.svg"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  writeFileSync(join(folder, "icon.png"), await page.screenshot({ omitBackground: true }));
} finally {
  await browser.close();
}

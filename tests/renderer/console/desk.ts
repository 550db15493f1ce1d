import type { Browser, Page } from "playwright";
import type { Size } from "../../../src/layouts/rect.ts";
import type { Language } from "../../../src/protocol/session.ts";
import { launchChromium } from "../fixtures/pages.ts";
import { type Scene, startScriptedCore } from "./fixture.ts";
import { busyEvening } from "./scene.ts";

const defaultLanguage: Language = "id";

export const laptop: Size = { width: 1280, height: 720 };

/** Waits until all that the scene has to choose from is seen at the desk, which hears keys for what it shows. */
async function seen(page: Page, { site, layouts, cameras, walls }: Scene): Promise<void> {
  await page.locator(".status-bar").waitFor();
  if (layouts.length > 0) await page.locator(".layouts [role=option]").first().waitFor();
  if (cameras.length > 0) await page.locator(".cameras [role=option]").first().waitFor();
  const onGlass = walls[site.walls[0]?.id ?? ""]?.tiles ?? [];
  if (onGlass.length > 0) await page.locator(".program [role=option]").first().waitFor();
}

/** Chromium and the pages as they are built, for all tests of a file; one core plays every scene, so that pages load from the cache. */
export async function openDesks() {
  const browser: Browser = await launchChromium();
  const shared = await startScriptedCore(busyEvening());
  const context = await browser.newContext();
  return {
    /** A desk at a core that plays `scene`; it goes with the test. `own`: at a core of its own, which may die; `touch`: on a screen for fingers. */
    async desk(scene: Scene, { size = laptop, language = defaultLanguage, own = false, touch = false } = {}) {
      const core = own ? await startScriptedCore(scene) : shared;
      if (!own) core.play(scene);
      const touched = touch ? await browser.newContext({ hasTouch: true, viewport: size }) : null;
      const page = await (touched ?? context).newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        // An answer of the core that says no is the page's to tell, and the browser logs each.
        const refused = message.text().startsWith("Failed to load resource");
        if (message.type() === "error" && !refused) errors.push(message.text());
      });
      await page.setViewportSize(size);
      await page.addInitScript((spoken) => {
        if (sessionStorage.getItem("begun") !== null) return;
        sessionStorage.setItem("begun", "yes");
        localStorage.setItem("dinding.language", spoken);
      }, language);
      await page.goto(core.url);
      await seen(page, scene);
      return {
        core,
        page,
        errors,
        /** Opens the page anew; it shows what the core plays now. */
        async reload() {
          await page.reload();
          await seen(page, core.scene);
        },
        async [Symbol.asyncDispose]() {
          await page.close();
          await touched?.close();
          if (own) await core.close();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await shared.close();
    },
  };
}

/** What lies outside of the window, or cuts text off without the dots that say so. Runs in the page. */
export function overflowing(): string[] {
  const found: string[] = [];
  const { clientWidth, clientHeight, scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > clientWidth || scrollHeight > clientHeight)
    found.push(`page ${scrollWidth} x ${scrollHeight}`);
  for (const element of document.querySelectorAll("body *")) {
    if (
      !(element instanceof HTMLElement) ||
      element.closest(".hidden-label, .skip, .list, .chip-line, .side, .sheet, option") !== null
    )
      continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.right > clientWidth + 0.5 || box.bottom > clientHeight + 0.5 || box.left < -0.5)
      found.push(`outside: ${element.className} ${element.textContent.slice(0, 40)}`);
  }
  for (const element of document.querySelectorAll(
    ".list, .side, .sheet, .preview-table, .part-head, .take-row, .status-bar, .button, .core-banner",
  )) {
    if (element.scrollWidth > element.clientWidth + 1)
      found.push(`wider than its place: ${element.className} ${element.textContent.slice(0, 40)}`);
  }
  return found;
}

/** Names that stand over one another in the bar or a row. Runs in the page. */
export function colliding(): string[] {
  const found: string[] = [];
  for (const row of document.querySelectorAll(
    ".status-bar, .bar-outputs, .part-head, .centre-head, .stage-head, .take-row",
  )) {
    const boxes = [...row.children]
      .filter((child) => !child.matches(".key-hint, .hidden-label"))
      .map((child) => ({ child, box: child.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    for (const [index, { child, box }] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 0.5 && down > 0.5) found.push(`${child.textContent} over ${other.child.textContent}`);
      }
    }
  }
  return found;
}

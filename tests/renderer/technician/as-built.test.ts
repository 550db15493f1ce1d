import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { controllerLoads } from "../../../src/layouts/load.ts";
import type { Site } from "../../../src/layouts/site.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import type { Language } from "../../../src/protocol/session.ts";
import { walls } from "../../fixtures/walls.ts";
import { wired } from "../../fixtures/wired.ts";
import { type ScriptedCore, startScriptedCore } from "../console/fixture.ts";
import { busyEvening } from "../console/scene.ts";
import { launchChromium } from "../fixtures/pages.ts";

let browser: Browser;
let core: ScriptedCore;

beforeAll(async () => {
  browser = await launchChromium();
  core = await startScriptedCore(busyEvening());
});
afterAll(async () => {
  await browser.close();
  await core.close();
});

/** Millimetres of CSS to its pixels: 96 to the inch. */
const px = (mm: number) => (mm / 25.4) * 96;

/** Pages of a PDF as Chromium writes it. */
function pagesOf(pdf: Buffer): { count: number; sizes: ReadonlySet<string> } {
  const text = pdf.toString("latin1");
  const sizes = [...text.matchAll(/\/MediaBox \[([\d. ]+)\]/g)].map(([, box]) =>
    (box ?? "")
      .split(" ")
      .map((each) => Math.round(Number(each)))
      .join(" "),
  );
  return { count: [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length, sizes: new Set(sizes) };
}

/** What reaches beyond the paper's width or, of what does not part, its height. Runs in the page, at print. */
function beyond([width, height]: readonly [number, number]): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll(".paper main *")) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.right > width + 1 || box.left < -1))
      found.push(`${element.tagName} ${element.textContent.slice(0, 30)} ends at ${Math.round(box.right)}`);
    if (element.matches(".elevation, tr, li, .canvas-picture") && box.height > height)
      found.push(`${element.tagName} is ${Math.round(box.height)} high`);
  }
  return found;
}

/** The sheet of a site as it is printed: its text, its PDF, and what does not fit on A4. */
async function printed(site: Site, language: Language = "id") {
  core.play({ ...busyEvening(), site });
  const context = await browser.newContext({ viewport: { width: Math.floor(px(297 - 24)), height: 700 } });
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.addInitScript((spoken) => localStorage.setItem("dinding.language", spoken), language);
    await page.goto(`${core.url}/technician/sheet`);
    await page.locator(".paper").waitFor();
    await page.emulateMedia({ media: "print" });
    const over = await page.evaluate(beyond, [px(297 - 24), px(210 - 20)] as const);
    const text = await page.locator(".paper main").innerText();
    const figures = await page.locator(".elevation text").allTextContents();
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    return { text: text.replace(/\s+/g, " "), figures, pdf: pagesOf(pdf), over, errors };
  } finally {
    await context.close();
  }
}

describe("the as-built sheet", () => {
  it("of Pontianak has a page for the site, one for the wall and one for its outputs, with their figures", async () => {
    const { site } = presets.pontianak();
    const { text, figures, pdf, over, errors } = await printed(site);
    expect(pdf).toEqual({ count: 3, sizes: new Set(["0 0 842 595"]) });
    expect(figures).toEqual(expect.arrayContaining(["p-1-1", "p-6-15", "9.000 mm", "2.025 mm", "337,5"]));
    expect(text).toContain("Skala 1 : 40");
    expect(text).toContain("20.000 × 6.000");
    expect(text).toMatch(/LED kanan \(out-2\) 2400 × 1080 layar di 2400, 0 utama 2400, 0 · 2400 × 1080 px/);
    for (const { about } of site.notes) expect(text).toContain(`${about} (`);
    expect(over).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("says every port's order and load against its limit, in both languages", async () => {
    const site = wired(11);
    const [load] = controllerLoads(site);
    for (const language of ["id", "en"] as const) {
      const number = (value: number) => value.toLocaleString(language);
      const { text, figures, over } = await printed(site, language);
      for (const { port, pixels, limit } of load?.ports ?? []) {
        const order = port.panels.map(({ panelId }) => panelId).join(" → ");
        expect(text).toContain(`${port.id} ${order} ${number(pixels)} ${number(limit)} `);
      }
      expect(figures).toContain("port-2.1");
      expect(over).toEqual([]);
    }
    const overloaded = await printed(wired(12), "en");
    expect(overloaded.text).toContain("▲ 104.8%");
    expect(overloaded.text).toMatch(/Port c-1\/port-1 would drive 691200 px; .* 659722\. \[P1\]/);
  });

  it("says on every cabinet which controller's port it hangs on, where the wall has several", async () => {
    const site = wired(5);
    const [one] = site.controllers ?? [];
    if (one === undefined) throw new Error("no controller");
    // Each counts its ports from 1, as they are labelled on the box.
    const controllers = [one.ports.slice(0, 2), one.ports.slice(2)].map((ports, at) => ({
      ...one,
      id: `c-${at + 1}`,
      ports: ports.map((port, index) => ({ ...port, id: `${index + 1}` })),
    }));
    const { figures, over } = await printed({ ...site, controllers });
    const expected = controllers.flatMap(({ id, ports }) =>
      ports.flatMap((port) => port.panels.map((_, index) => `${id}/${port.id}.${index + 1}`)),
    );
    expect(figures.filter((figure) => figure.includes("/"))).toEqual(expect.arrayContaining(expected));
    expect(new Set(expected).size).toBe(site.walls[0]?.panels.length);
    expect(over).toEqual([]);
    const elsewhere = { ...one, id: "c-9", ports: [] };
    expect((await printed({ ...site, controllers: [one, elsewhere] })).figures).toContain("port-2.1");
  });

  it("names the monitor of an output by its EDID", async () => {
    const { site } = presets.pontianak();
    const monitor = { maker: "NVS", product: 4711, serial: "A-1" };
    const outputs = site.outputs.map((output, index) =>
      index === 0
        ? { ...output, placement: { kind: "display" as const, connector: "DP-1", monitor } }
        : output,
    );
    const { text, over } = await printed({ ...site, outputs });
    expect(text).toContain("layar DP-1 · NVS 4711 A-1 utama");
    expect(over).toEqual([]);
  });

  it("says what to buy for the next stage: planned panels by article, with their area and what they cost", async () => {
    const { site } = presets.tangerang();
    const prices = [
      { article: "lcd-55-1.8", rupiah: 60_000_000, source: "https://example.org/daftar-harga" },
      { article: "lcd-43", rupiah: 5_000_000 },
    ];
    const { text, pdf, over } = await printed({ ...site, prices }, "en");
    expect(text).toMatch(/55" video wall, 1,8 mm .* 8 6\.\d+ Rp 60,000,000 · \S+daftar-harga Rp 480,000,000/);
    expect(text).toMatch(/43" monitor .* 2 1\.\d+ Rp 5,000,000 · assumed Rp 10,000,000/);
    // What one of them costs is not known, so nor is what all do.
    expect(text).toMatch(/65" monitor 4K .* 1 1\.\d+ – – Total 11 \d+\.\d+ –/);
    const all = [...prices, { article: "lcd-65-4k", rupiah: 15_000_000 }];
    const whole = await printed({ ...site, prices: all }, "id");
    expect(whole.text).toMatch(/Seluruhnya 11 \d+,\d+ Rp 505\.000\.000/);
    expect(pdf.count).toBe(2 + site.walls.length);
    expect(over).toEqual([]);
  });

  it.each(Object.entries(walls))("of %s fits on A4", async (_, make) => {
    const { over, figures, pdf } = await printed(make());
    expect(over).toEqual([]);
    expect(figures.length).toBeGreaterThan(4);
    expect(pdf.count).toBe(3);
  });
});

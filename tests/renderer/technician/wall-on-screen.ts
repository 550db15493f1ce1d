import type { Page } from "playwright";
import { type Site, siteSchema } from "../../../src/layouts/site.ts";
import { z } from "zod";
import { fitted } from "../../../src/renderer/technician/editor/view.ts";
import { eventually } from "../../fixtures/eventually.ts";

const keptSchema = z.object({ site: siteSchema });

/** The draft as the page keeps it, once it fits what is expected of it. */
export async function draftOf(page: Page, siteId: string, fits: (site: Site) => boolean): Promise<Site> {
  return eventually("the draft", 6000, async () => {
    const text = await page.evaluate((id) => localStorage.getItem(`dinding.draft.${id}`), siteId);
    if (text === null) return null;
    const { site } = keptSchema.parse(JSON.parse(text));
    return fits(site) ? site : null;
  });
}

/** Where millimetres of a wall's face lie on the screen while all of the wall is seen. */
export async function screenOf(page: Page, face: { readonly widthMm: number; readonly heightMm: number }) {
  const box = await page.getByRole("application").boundingBox();
  if (box === null) throw new Error("the wall is not drawn");
  const size = { width: Math.floor(box.width), height: Math.floor(box.height) };
  const { scale, xMm, yMm } = fitted({ xMm: 0, yMm: 0, ...face }, size);
  return {
    scale,
    at: (x: number, y: number): readonly [x: number, y: number] => [
      box.x + (x - xMm) * scale,
      box.y + (y - yMm) * scale,
    ],
  };
}

/** Presses, goes there in steps, and lets go. */
export async function dragFrom(
  page: Page,
  from: readonly [x: number, y: number],
  by: readonly [x: number, y: number],
): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(from[0] + by[0] / 2, from[1] + by[1] / 2, { steps: 4 });
  await page.mouse.move(from[0] + by[0], from[1] + by[1], { steps: 4 });
  await page.mouse.up();
}

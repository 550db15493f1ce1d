import type { Display } from "../displays.ts";
import type { ScreenPort } from "./ports.ts";

/**
 * The displays as Electron knows them, left to right and top to bottom. The shell runs with a device scale factor
 * of 1, so Electron's bounds are pixels of the desktop. A display answers to its label, which is the connector's
 * name on Linux and the monitor's elsewhere, and to its number.
 */
export function electronDisplays(screen: ScreenPort): Display[] {
  const primary = screen.getPrimaryDisplay().id;
  return screen
    .getAllDisplays()
    .map(({ id, label, bounds: { x, y, width, height } }) => ({
      names: [label, String(id)].filter((name) => name !== ""),
      rect: { x, y, width, height },
      primary: id === primary,
    }))
    .toSorted((a, b) => a.rect.x - b.rect.x || a.rect.y - b.rect.y);
}

import type { Panel } from "./panel.ts";
import type { Size } from "./rect.ts";
import type { Millimetres } from "./units.ts";

/** A kind of panel that can be bought, upright. A new one is one entry here. */
export interface PanelModel {
  readonly name: string;
  readonly kind: Panel["kind"];
  readonly widthMm: Millimetres;
  readonly heightMm: Millimetres;
  readonly bezelMm: Panel["bezelMm"];
  readonly pixels: Size;
}

const HD = { width: 1920, height: 1080 };
const UHD = { width: 3840, height: 2160 };

const cabinet = (
  pitch: string,
  widthMm: number,
  heightMm: number,
  width: number,
  height: number,
): PanelModel => ({
  name: `LED P${pitch}, ${widthMm} x ${heightMm} mm`,
  kind: "led",
  ...{ widthMm, heightMm, bezelMm: 0, pixels: { width, height } },
});

/** A monitor by its active area: inches along the diagonal of 16:9, and the dead border on each side. */
const monitor = (inches: number, bezelMm: number, pixels: Size, name: string): PanelModel => {
  const diagonal = Math.hypot(16, 9);
  const side = (part: number) => Math.round((inches * 25.4 * part * 10) / diagonal) / 10 + 2 * bezelMm;
  return { name, kind: "lcd", widthMm: side(16), heightMm: side(9), bezelMm, pixels };
};

/**
 * Cabinets and monitors as they are commonly sold: LED cabinets of 16:9 (600 x 337.5 mm and 640 x 360 mm) and of 500 mm,
 * video-wall monitors by the gap between two pictures, and ordinary monitors. A panel that is not here is entered by
 * its own millimetres and pixels; each wall shows what it was made with, and the technician measures.
 */
export const panelModels = {
  "led-600-p0.9": cabinet("0,94", 600, 337.5, 640, 360),
  "led-600-p1.2": cabinet("1,25", 600, 337.5, 480, 270),
  "led-600-p1.5": cabinet("1,56", 600, 337.5, 384, 216),
  "led-600-p1.8": cabinet("1,875", 600, 337.5, 320, 180),
  "led-640-p1.6": cabinet("1,67", 640, 360, 384, 216),
  "led-640-p2": cabinet("2", 640, 360, 320, 180),
  "led-640-p2.5": cabinet("2,5", 640, 360, 256, 144),
  "led-500-p1.9": cabinet("1,95", 500, 500, 256, 256),
  "led-500-p2.6": cabinet("2,6", 500, 500, 192, 192),
  "led-500-p3.9": cabinet("3,9", 500, 500, 128, 128),
  "lcd-46-3.5": monitor(46, 1.75, HD, '46" video wall, 3,5 mm'),
  "lcd-49-1.8": monitor(49, 0.9, HD, '49" video wall, 1,8 mm'),
  "lcd-55-0.88": monitor(55, 0.44, HD, '55" video wall, 0,88 mm'),
  "lcd-55-1.8": monitor(55, 0.9, HD, '55" video wall, 1,8 mm'),
  "lcd-55-3.5": monitor(55, 1.75, HD, '55" video wall, 3,5 mm'),
  "lcd-43": monitor(43, 12, HD, '43" monitor'),
  "lcd-50-4k": monitor(50, 12, UHD, '50" monitor 4K'),
  "lcd-55-4k": monitor(55, 12, UHD, '55" monitor 4K'),
  "lcd-65-4k": monitor(65, 13, UHD, '65" monitor 4K'),
} as const satisfies Record<string, PanelModel>;

export type PanelModelName = keyof typeof panelModels;

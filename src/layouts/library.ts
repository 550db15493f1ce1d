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

/** A monitor by the size of a pixel of its picture in millimetres, and the dead border on each side. */
const monitor = (pitchMm: number, bezelMm: number, pixels: Size, name: string): PanelModel => {
  const side = (count: number) => Math.round((count * pitchMm + 2 * bezelMm) * 100) / 100;
  return { name, kind: "lcd", widthMm: side(pixels.width), heightMm: side(pixels.height), bezelMm, pixels };
};

/**
 * Pixel pitch of LCD panels by class, millimetres. Inches name a class and are no measure: of 55" the picture is 1209.6 x
 * 680.4 mm. Assumed: each is the size in which panels of that class are commonly made, and no maker's sheet is cited.
 */
const PITCH = {
  /** 941.18 x 529.42 mm. */
  hd43: 0.4902,
  /** 1018.08 x 572.67 mm. */
  hd46: 0.53025,
  /** 1073.78 x 604 mm. */
  hd49: 0.55926,
  /** 1209.6 x 680.4 mm. */
  hd55: 0.63,
  /** 1095.84 x 616.41 mm. */
  uhd50: 0.285375,
  /** 1209.6 x 680.4 mm. */
  uhd55: 0.315,
  /** 1428.48 x 803.52 mm. */
  uhd65: 0.372,
} as const;

/**
 * Cabinets and monitors as they are commonly sold: LED cabinets of 16:9 (600 x 337.5 mm and 640 x 360 mm) and of 500 mm,
 * video-wall monitors by the gap between two pictures, and ordinary monitors, whose borders are assumed. A panel that is not
 * here is entered by its own millimetres and pixels; each wall shows what it was made with, and the technician measures.
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
  "lcd-46-3.5": monitor(PITCH.hd46, 1.75, HD, '46" video wall, 3,5 mm'),
  "lcd-49-1.8": monitor(PITCH.hd49, 0.9, HD, '49" video wall, 1,8 mm'),
  "lcd-55-0.88": monitor(PITCH.hd55, 0.44, HD, '55" video wall, 0,88 mm'),
  "lcd-55-1.8": monitor(PITCH.hd55, 0.9, HD, '55" video wall, 1,8 mm'),
  "lcd-55-3.5": monitor(PITCH.hd55, 1.75, HD, '55" video wall, 3,5 mm'),
  "lcd-43": monitor(PITCH.hd43, 12, HD, '43" monitor'),
  "lcd-50-4k": monitor(PITCH.uhd50, 12, UHD, '50" monitor 4K'),
  "lcd-55-4k": monitor(PITCH.uhd55, 12, UHD, '55" monitor 4K'),
  "lcd-65-4k": monitor(PITCH.uhd65, 13, UHD, '65" monitor 4K'),
} as const satisfies Record<string, PanelModel>;

export type PanelModelName = keyof typeof panelModels;

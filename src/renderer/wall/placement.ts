import type { Rect, Size } from "../../layouts/rect.ts";
import type { Output } from "../../layouts/site.ts";

/** Where the outputs of one page lie in its window. */
export interface Arrangement {
  /** In pixels of the outputs, by output id. */
  readonly places: ReadonlyMap<string, Rect>;
  readonly size: Size;
  /** The CSS transform of the whole: CSS pixels of the window a pixel of the outputs, and the shift in CSS pixels. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

/** The place of each output: as the displays lie on the desktop where all are placed there, side by side otherwise. */
function placesOf(outputs: readonly Output[]): Map<string, Rect> {
  const onDesktop = outputs.flatMap(({ id, width, height, placement }) =>
    placement.kind === "display" && placement.x !== undefined && placement.y !== undefined
      ? [{ id, rect: { x: placement.x, y: placement.y, width, height } }]
      : [],
  );
  if (onDesktop.length === outputs.length && outputs.length > 1) {
    const x = Math.min(...onDesktop.map(({ rect }) => rect.x));
    const y = Math.min(...onDesktop.map(({ rect }) => rect.y));
    return new Map(onDesktop.map(({ id, rect }) => [id, { ...rect, x: rect.x - x, y: rect.y - y }]));
  }
  const places = new Map<string, Rect>();
  let x = 0;
  for (const { id, width, height } of outputs) {
    places.set(id, { x, y: 0, width, height });
    x += width;
  }
  return places;
}

/**
 * How the outputs fill a window of `window` CSS pixels on a screen with `pixelRatio` device pixels a CSS pixel. An
 * ordinary window shows the whole, scaled and centred. On a display one pixel of the output is one device pixel, from
 * the top left corner; a display too small for that shows all of it smaller rather than a part.
 */
export function arrange(outputs: readonly Output[], window: Size, pixelRatio: number): Arrangement {
  const places = placesOf(outputs);
  const rects = [...places.values()];
  const width = Math.max(1, ...rects.map((rect) => rect.x + rect.width));
  const height = Math.max(1, ...rects.map((rect) => rect.y + rect.height));
  const size = { width, height };
  const fitted = Math.min(window.width / width, window.height / height);
  const inWindow = outputs.every((output) => output.placement.kind === "window");
  const exact = 1 / pixelRatio;
  // Within a thousandth it is the same size, and exact pixels beat a row more.
  if (!inWindow && fitted >= exact * 0.999) return { places, size, scale: exact, left: 0, top: 0 };
  if (Math.abs(fitted - exact) < exact * 0.001) return { places, size, scale: exact, left: 0, top: 0 };
  // Whole device pixels, so that edges stay sharp.
  const whole = (css: number) => Math.floor(css * pixelRatio) / pixelRatio;
  return {
    places,
    size,
    scale: fitted,
    left: Math.max(0, whole((window.width - width * fitted) / 2)),
    top: Math.max(0, whole((window.height - height * fitted) / 2)),
  };
}

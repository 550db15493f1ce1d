import {
  fromPixel,
  LEAST_ZOOM,
  type MapView,
  type MercatorPoint,
  MOST_ZOOM,
  unproject,
} from "../../layouts/mercator.ts";
import type { Size } from "../../layouts/rect.ts";

/** The view after the map was dragged by so many pixels; a drag to the right shows what lies to the left. */
export function panned(view: MapView, size: Size, dx: number, dy: number): MapView {
  const middle = { x: size.width / 2 - dx, y: size.height / 2 - dy };
  return { ...view, center: unproject(fromPixel(view, size, middle)) };
}

/** The view `steps` zooms nearer, in which what is at `pixel` stays there. */
export function zoomed(view: MapView, size: Size, steps: number, pixel: MercatorPoint): MapView {
  const zoom = Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, view.zoom + steps));
  if (zoom === view.zoom) return view;
  const held = fromPixel(view, size, pixel);
  const away = { x: pixel.x - size.width / 2, y: pixel.y - size.height / 2 };
  const world = 512 * 2 ** zoom;
  return { zoom, center: unproject({ x: held.x - away.x / world, y: held.y - away.y / world }) };
}

/** What a key does to a view: arrows move by a quarter of the shorter side, + and - zoom; null of any other. */
export function keyed(view: MapView, size: Size, key: string): MapView | null {
  const step = Math.min(size.width, size.height) / 4;
  const middle = { x: size.width / 2, y: size.height / 2 };
  switch (key) {
    case "ArrowLeft":
      return panned(view, size, step, 0);
    case "ArrowRight":
      return panned(view, size, -step, 0);
    case "ArrowUp":
      return panned(view, size, 0, step);
    case "ArrowDown":
      return panned(view, size, 0, -step);
    case "+":
    case "=":
      return zoomed(view, size, 1, middle);
    case "-":
    case "_":
      return zoomed(view, size, -1, middle);
    default:
      return null;
  }
}

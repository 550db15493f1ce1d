/** What of a wall is on the screen: CSS pixels for a millimetre, and the millimetres at the upper left corner. */
export interface View {
  readonly scale: number;
  readonly xMm: number;
  readonly yMm: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** CSS pixels for a millimetre: from a room of 100 m to one LED pixel across the screen. */
const LEAST = 0.004;
const MOST = 400;
/** CSS pixels that stay free around what is fitted. */
const MARGIN = 28;

export function clampScale(scale: number): number {
  return Math.min(MOST, Math.max(LEAST, scale));
}

/** An area of the face in the middle of a screen of that size, as large as it may be. */
export function fitted(
  area: { readonly xMm: number; readonly yMm: number; readonly widthMm: number; readonly heightMm: number },
  { width, height }: Extent,
): View {
  const scale = clampScale(
    Math.min(
      Math.max(1, width - 2 * MARGIN) / Math.max(1, area.widthMm),
      Math.max(1, height - 2 * MARGIN) / Math.max(1, area.heightMm),
    ),
  );
  return {
    scale,
    xMm: area.xMm + area.widthMm / 2 - width / 2 / scale,
    yMm: area.yMm + area.heightMm / 2 - height / 2 / scale,
  };
}

/** The view nearer or farther by `factor`; what lies at (x, y) of the screen stays there. */
export function zoomed(view: View, factor: number, x: number, y: number): View {
  const scale = clampScale(view.scale * factor);
  return {
    scale,
    xMm: view.xMm + x / view.scale - x / scale,
    yMm: view.yMm + y / view.scale - y / scale,
  };
}

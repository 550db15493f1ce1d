/** Millimetres of paper that a picture of a wall may take, its dimension lines included. */
export const PICTURE = { width: 272, height: 108 } as const;
/** Millimetres of paper around the face, for dimension lines. */
export const MARGIN = { left: 16, top: 4, right: 4, bottom: 14 } as const;

/** Scales of drawings, 1 : n (those of ISO 5455 and some between, for a larger picture). */
const SCALES = [1, 2, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 500, 1000] as const;

/** The n of 1 : n at which a face of so many millimetres fits onto the paper; the smallest there is. */
export function paperScale(widthMm: number, heightMm: number): number {
  const across = PICTURE.width - MARGIN.left - MARGIN.right;
  const down = PICTURE.height - MARGIN.top - MARGIN.bottom;
  return SCALES.find((n) => widthMm / n <= across && heightMm / n <= down) ?? SCALES[SCALES.length - 1] ?? 1;
}

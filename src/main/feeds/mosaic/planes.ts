import type { Rect, Size } from "../../../layouts/rect.ts";

/** A picture of 8 bit 4:2:0 in three planes that follow one another: Y, then U and V of half the sides. */
export interface Planes {
  /** Even. */
  readonly size: Size;
  readonly bytes: Uint8Array;
}

/** Luma and chroma of one colour, 16 to 235 and 16 to 240. */
export interface Colour {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/** Bytes of a picture of `size`. */
export function planesLength({ width, height }: Size): number {
  return (width * height * 3) / 2;
}

export function createPlanes(size: Size, { y, u, v }: Colour): Planes {
  const luma = size.width * size.height;
  const bytes = new Uint8Array(planesLength(size));
  bytes.fill(y, 0, luma).fill(u, luma, luma + luma / 4);
  bytes.fill(v, luma + luma / 4);
  return { size, bytes };
}

/** Copies the whole of `from` into `to` with its upper left corner at `x`, `y`, both even, where there is room for it. */
export function place(from: Planes, to: Planes, x: number, y: number): void {
  for (const [source, target] of zip(planesOf(from), planesOf(to))) {
    const left = x / source.step;
    const top = y / source.step;
    for (let row = 0; row < source.height; row++) {
      const start = source.start + row * source.width;
      to.bytes.set(
        from.bytes.subarray(start, start + source.width),
        target.start + (top + row) * target.width + left,
      );
    }
  }
}

/** Fills a rectangle, sides and places even. */
export function fill(planes: Planes, rect: Rect, colour: Colour): void {
  for (const plane of planesOf(planes)) {
    const left = rect.x / plane.step;
    const width = rect.width / plane.step;
    for (let row = rect.y / plane.step; row < (rect.y + rect.height) / plane.step; row++) {
      const start = plane.start + row * plane.width + left;
      planes.bytes.fill(colour[plane.name], start, start + width);
    }
  }
}

/** A sample of luma, and with its even neighbours one of chroma, becomes `share` of `colour` and the rest what it was. */
export function mix(planes: Planes, x: number, y: number, colour: Colour, share: number): void {
  for (const plane of planesOf(planes)) {
    if (x % plane.step !== 0 || y % plane.step !== 0) continue;
    const at = plane.start + (y / plane.step) * plane.width + x / plane.step;
    planes.bytes[at] = Math.round(colour[plane.name] * share + (planes.bytes[at] ?? 0) * (1 - share));
  }
}

interface Plane {
  readonly name: keyof Colour;
  readonly start: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture that a sample of the plane stands for, along each side. */
  readonly step: 1 | 2;
}

function planesOf({ size: { width, height } }: Planes): readonly Plane[] {
  const luma = width * height;
  const half = { width: width / 2, height: height / 2, step: 2 } as const;
  return [
    { name: "y", start: 0, width, height, step: 1 },
    { name: "u", start: luma, ...half },
    { name: "v", start: luma + luma / 4, ...half },
  ];
}

function zip<T>(a: readonly T[], b: readonly T[]): (readonly [T, T])[] {
  return a.flatMap((each, at) => {
    const other = b[at];
    return other === undefined ? [] : [[each, other] as const];
  });
}

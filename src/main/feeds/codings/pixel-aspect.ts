import type { Bits } from "./bits.ts";

type Aspect = readonly [width: number, height: number];

/** Pixel width and height by the code for them, as far as MPEG-4 has one too (ISO/IEC 14496-2, table 6-12); 0 is unspecified. */
export const firstAspects: readonly Aspect[] = [
  ...([
    [0, 0],
    [1, 1],
    [12, 11],
    [10, 11],
    [16, 11],
    [40, 33],
  ] as const),
];

/** The same of aspect_ratio_idc: table E-1 of ITU-T H.264 and of H.265. */
const aspects: readonly Aspect[] = [
  ...firstAspects,
  ...([
    [24, 11],
    [20, 11],
    [32, 11],
    [80, 33],
    [18, 11],
    [15, 11],
  ] as const),
  ...([
    [64, 33],
    [160, 99],
    [4, 3],
    [3, 2],
    [2, 1],
  ] as const),
];
const EXTENDED = 255;
/** Wider or narrower pixels are damage. */
const WIDEST = 20;

/** The sample aspect ratio at the beginning of the usability information, or null where it does not say. */
export function readPixelAspect(bits: Bits): number | null {
  if (!bits.flag()) return null;
  const code = bits.unsigned(8);
  const [width, height] =
    code === EXTENDED ? [bits.unsigned(16), bits.unsigned(16)] : (aspects[code] ?? [0, 0]);
  return pixelAspectOf(width, height);
}

/** `width` over `height` of a pixel, or null where they are no shape that a pixel has. */
export function pixelAspectOf(width: number, height: number): number | null {
  const aspect = width / height;
  return aspect >= 1 / WIDEST && aspect <= WIDEST ? aspect : null;
}

/** Encoders round the size at which a picture is to be shown; nearer to square than this it is square. */
const ROUNDED = 0.02;

/**
 * Width of a pixel over its height where a picture of `coded` pixels is to be shown in `rendered` ones; null where that
 * is not said, or only scales.
 */
export function renderedAspect(
  coded: { readonly width: number; readonly height: number },
  rendered: { readonly width: number; readonly height: number } | null,
): number | null {
  if (rendered === null) return null;
  const aspect = pixelAspectOf(rendered.width * coded.height, rendered.height * coded.width);
  return aspect === null || Math.abs(aspect - 1) < ROUNDED ? null : aspect;
}

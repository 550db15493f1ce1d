import type { Position } from "../../layouts/simplify.ts";

/** Land and borders of the world. */
export interface Coast {
  /** Each its outer ring, then its holes. */
  readonly polygons: readonly (readonly (readonly Position[])[])[];
  readonly borders: readonly (readonly Position[])[];
}

/** Steps of a degree in which positions are kept: 11 m. */
export const COAST_SCALE = 10_000;

/**
 * Reads `world.bin`: whole numbers of seven bits a byte, the lowest first (LEB128). The number of areas; of
 * each the number of its rings; of each ring the number of its positions and each as its steps from the one before (from 0,
 * 0), east and north, zigzag. Then the borders, as rings. Throws RangeError where bytes are missing.
 */
export function readCoast(bytes: Uint8Array): Coast {
  let at = 0;
  const take = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at];
      if (byte === undefined) throw new RangeError("the base map ends too early");
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const takeSigned = (): number => {
    const value = take();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  };
  const many = <T>(one: () => T): T[] => Array.from({ length: take() }, one);
  const line = (): Position[] => {
    let [x, y] = [0, 0];
    return many(() => {
      x += takeSigned();
      y += takeSigned();
      return [x / COAST_SCALE, y / COAST_SCALE];
    });
  };
  return { polygons: many(() => many(line)), borders: many(line) };
}

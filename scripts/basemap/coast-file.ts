import type { Position } from "../../src/layouts/simplify.ts";
import { COAST_SCALE, type Coast } from "../../src/renderer/map/coast.ts";

/** The bytes of a coast, as `readCoast` of the pages reads them. */
export function writeCoast({ polygons, borders }: Coast): Uint8Array {
  const bytes: number[] = [];
  const put = (value: number): void => {
    let rest = value;
    while (rest >= 0x80) {
      bytes.push((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    bytes.push(rest);
  };
  const putSigned = (value: number): void => put(value < 0 ? -2 * value - 1 : 2 * value);
  const putLine = (line: readonly Position[]): void => {
    put(line.length);
    let [x, y] = [0, 0];
    for (const [lon, lat] of line) {
      const [nextX, nextY] = [Math.round(lon * COAST_SCALE), Math.round(lat * COAST_SCALE)];
      putSigned(nextX - x);
      putSigned(nextY - y);
      [x, y] = [nextX, nextY];
    }
  };
  put(polygons.length);
  for (const rings of polygons) {
    put(rings.length);
    for (const ring of rings) putLine(ring);
  }
  put(borders.length);
  for (const line of borders) putLine(line);
  return Uint8Array.from(bytes);
}

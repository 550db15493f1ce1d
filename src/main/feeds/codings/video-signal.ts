import type { Bits } from "./bits.ts";

/**
 * Goes past what usability information says between the shape of a pixel and the fields: overscan, format, range and
 * colours, the place of chroma. The same in ITU-T H.264, E.1.1 and H.265, E.2.1.
 */
export function skipVideoSignal(bits: Bits): void {
  if (bits.flag()) bits.bit(); // overscan
  if (bits.flag()) {
    bits.skip(4); // format and range
    if (bits.flag()) bits.skip(24);
  }
  if (bits.flag()) {
    bits.expGolomb(); // places of chroma in top and bottom fields
    bits.expGolomb();
  }
}

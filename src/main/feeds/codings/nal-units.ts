import type { NalCoding } from "./annex-b.ts";
import type { CodedUnit, UnitReader } from "./coding.ts";
import type { LengthPrefixed } from "./length-prefixed.ts";
import { type Piece, WholePictures } from "./whole-pictures.ts";

/** Makes the whole pictures of one stream fit to start a decoder with; null where there is none to show. */
interface Units {
  accept(bytes: Uint8Array): CodedUnit | null;
}

/**
 * Reads a coding in NAL units: with lengths before them or start codes, torn pictures put together unless they are known
 * to be whole, each made fit.
 */
export function nalUnits(
  coding: NalCoding,
  prefixed: LengthPrefixed | null,
  units: Units,
  whole: boolean,
): UnitReader {
  const pictures = whole ? { push: (piece: Piece) => [piece] } : new WholePictures(coding);
  return {
    push: ({ bytes, timeUs }) =>
      pictures.push({ bytes: prefixed?.annexB(bytes) ?? bytes, timeUs }).flatMap((picture) => {
        const unit = units.accept(picture.bytes);
        return unit === null ? [] : [{ ...unit, timeUs: picture.timeUs }];
      }),
  };
}

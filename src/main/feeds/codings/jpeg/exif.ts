import type { Format } from "../../../../protocol/format.ts";

/** "Exif", two zeros, and then a TIFF file. */
const IDENTIFIER = [0x45, 0x78, 0x69, 0x66, 0, 0];
const TIFF_HEAD_BYTES = 8;
const ENTRY_BYTES = 12;
const LITTLE_ENDIAN = 0x4949;
const ORIENTATION = 0x0112;
/** Degrees clockwise of the eight orientations (Exif 2.3, 4.6.4); of the mirrored ones the turn alone is shown. */
const rotations: readonly Format["rotation"][] = [0, 0, 0, 180, 180, 270, 90, 90, 270];

/** The rotation that an application segment of a JPEG picture asks for, or null where it does not say. */
export function readExifRotation(segment: Uint8Array): Format["rotation"] | null {
  if (IDENTIFIER.some((byte, index) => segment[index] !== byte)) return null;
  const tiff = segment.subarray(IDENTIFIER.length);
  if (tiff.byteLength < TIFF_HEAD_BYTES) return null;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = view.getUint16(0) === LITTLE_ENDIAN;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return null;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + entry * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.byteLength) return null;
    if (view.getUint16(at, little) === ORIENTATION) return rotations[view.getUint16(at + 8, little)] ?? null;
  }
  return null;
}

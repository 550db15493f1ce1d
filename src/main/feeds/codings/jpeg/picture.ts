import type { Format } from "../../../../protocol/format.ts";
import { pixelAspectOf } from "../pixel-aspect.ts";
import { readExifRotation } from "./exif.ts";

/** What the segments before its scan say of a JPEG picture. */
export interface JpegPicture extends Pick<Format, "width" | "height" | "rotation" | "chroma" | "bitDepth"> {
  /** Width of a pixel over its height, or null where it is not said. */
  readonly pixelAspect: number | null;
}

/** Second bytes of markers, ITU-T T.81, table B.1. */
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const APPLICATION_0 = 0xe0;
const APPLICATION_1 = 0xe1;
/** Frames from 0xc0 to 0xcf, but for tables and what is reserved. */
const noFrames = new Set([0xc4, 0xc8, 0xcc]);
/** 8K stills and panoramas; more than this is damage. */
const MAX_SIDE = 16_384;

/** The head of the JPEG picture in `bytes`, or null where there is none. ITU-T T.81, B.2. */
export function readPicture(bytes: Uint8Array): JpegPicture | null {
  if (bytes[0] !== 0xff || bytes[1] !== START_OF_IMAGE) return null;
  let rotation: Format["rotation"] = 0;
  let pixelAspect: number | null = null;
  for (let at = 2; at + 4 <= bytes.byteLength; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN || marker === END_OF_IMAGE) return null;
    const end = at + 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
    const segment = bytes.subarray(at + 4, end);
    if (marker === APPLICATION_0) pixelAspect = readDensity(segment) ?? pixelAspect;
    if (marker === APPLICATION_1) rotation = readExifRotation(segment) ?? rotation;
    if ((marker & 0xf0) === 0xc0 && !noFrames.has(marker)) {
      const frame = readFrame(segment);
      return frame === null ? null : { ...frame, rotation, pixelAspect };
    }
    at = Math.max(end, at + 4);
  }
  return null;
}

/** A frame header behind its length, B.2.2. */
function readFrame(segment: Uint8Array): Pick<Format, "width" | "height" | "chroma" | "bitDepth"> | null {
  const [bitDepth = 0, heightHigh = 0, heightLow = 0, widthHigh = 0, widthLow = 0, components = 0] = segment;
  const width = widthHigh * 256 + widthLow;
  const height = heightHigh * 256 + heightLow;
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || bitDepth < 8 || bitDepth > 16) {
    return null;
  }
  if (components === 1) return { width, height, chroma: "4:0:0", bitDepth };
  // Three bytes a component: its number, its factors across and down, its table.
  const luma = segment[7] ?? 0;
  const chroma = segment[10] ?? 0;
  const across = (luma >> 4) / (chroma >> 4);
  const down = (luma & 15) / (chroma & 15);
  if (components !== 3 || segment.byteLength < 6 + 3 * components) return null;
  if (!(across >= 1 && down >= 1)) return null;
  // What no name fits has as much chroma as the nearest: 4:1:1 and 4:1:0, 4:4:0.
  const parts = across * down;
  return { width, height, chroma: parts >= 4 ? "4:2:0" : parts >= 2 ? "4:2:2" : "4:4:4", bitDepth };
}

/** "JFIF" and a zero. */
const IDENTIFIER = [0x4a, 0x46, 0x49, 0x46, 0];

/** A JFIF density without a unit is the shape of a pixel, as ffmpeg writes and reads it; others are of print. */
function readDensity(segment: Uint8Array): number | null {
  const unit = segment[7];
  if (unit !== 0 || IDENTIFIER.some((byte, index) => segment[index] !== byte)) return null;
  const [across = 0, acrossLow = 0, down = 0, downLow = 0] = segment.subarray(8, 12);
  return pixelAspectOf(across * 256 + acrossLow, down * 256 + downLow);
}

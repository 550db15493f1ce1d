import type { Coding } from "../../../protocol/format.ts";
import { av1 } from "./av1/reader.ts";
import type { CodingKind } from "./coding.ts";
import { h264 } from "./h264/reader.ts";
import { hevc } from "./hevc/reader.ts";
import { mjpeg } from "./jpeg/reader.ts";
import { mpeg1, mpeg2 } from "./mpeg/mpeg12.ts";
import { mpeg4 } from "./mpeg/mpeg4.ts";
import { h263 } from "./plain.ts";
import { vp8 } from "./vp/vp8.ts";
import { vp9 } from "./vp/vp9.ts";

/** Every coding that a feed carries. A new one is a file and a line. */
const kinds: readonly CodingKind[] = [h264, hevc, mjpeg, mpeg4, mpeg2, mpeg1, h263, vp8, vp9, av1];

const byFourcc = new Map(kinds.flatMap((kind) => kind.fourccs.map((fourcc) => [fourcc, kind])));

/** The coding that a container calls `fourcc`, or null. */
export function codingOf(fourcc: string): CodingKind | null {
  return byFourcc.get(fourcc.toUpperCase()) ?? null;
}

/** How a container is told that it holds `coding`. */
export function fourccOf(coding: Coding): string {
  const [first] = kinds.find((kind) => kind.coding === coding)?.fourccs ?? [];
  if (first === undefined) throw new RangeError(`no container holds ${coding}`);
  return first;
}

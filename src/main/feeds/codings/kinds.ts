import type { Coding } from "../../../protocol/format.ts";
import type { CodingKind } from "./coding.ts";
import { h264 } from "./h264/reader.ts";
import { plainCodings } from "./plain.ts";

/** Every coding that a feed carries. A new one is a file and a line. */
const kinds: readonly CodingKind[] = [h264, ...plainCodings];

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

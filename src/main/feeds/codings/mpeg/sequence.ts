import type { Format } from "../../../../protocol/format.ts";
import { Bits } from "../bits.ts";
import { pixelAspectOf } from "../pixel-aspect.ts";
import type { Section } from "./start-codes.ts";

/** What a sequence header of MPEG-1 or MPEG-2 and its extensions say. */
export interface Sequence extends Pick<Format, "width" | "height" | "chroma"> {
  /** Width of a pixel over its height, or null where it is not said. */
  readonly pixelAspect: number | null;
  /** No picture has fields. */
  readonly progressive: boolean;
  /** The header and its extensions as they stand in the stream. */
  readonly bytes: Uint8Array;
}

const SEQUENCE = 0xb3;
const EXTENSION = 0xb5;
const SEQUENCE_EXTENSION = 1;
const chromas = ["4:2:0", "4:2:0", "4:2:2", "4:4:4"] as const;
/** Height of a pixel over its width by code: ISO/IEC 11172-2, 2.4.3.2. */
const pixelHeights = [
  0, 1, 0.6735, 0.7031, 0.7615, 0.8055, 0.8437, 0.8935, 0.9157, 0.9815, 1.0255, 1.0695, 1.095, 1.1575, 1.2015,
];
/** Width over height of the whole picture by code: ISO/IEC 13818-2, table 6-3; 1 stands for square pixels. */
const pictureAspects = [0, 0, 4 / 3, 16 / 9, 2.21];

export function startsSequence({ code }: Section): boolean {
  return code === SEQUENCE;
}

/** The newest sequence header among `sections`, or null. ISO/IEC 11172-2, 2.4.2.3; 13818-2, 6.2.2.1 and 6.2.2.3. */
export function readSequence(sections: readonly Section[]): Sequence | null {
  const at = sections.findLastIndex(startsSequence);
  const header = sections[at];
  if (header === undefined) return null;
  const bits = new Bits(header.payload);
  const width = bits.unsigned(12);
  const height = bits.unsigned(12);
  const aspect = bits.unsigned(4);
  if (bits.short) return null;
  const extensions: Section[] = [];
  for (const section of sections.slice(at + 1)) {
    if (section.code !== EXTENSION) break;
    extensions.push(section);
  }
  const bytes = Buffer.concat([header, ...extensions].map((section) => section.bytes));
  const extension = extensions.find(({ payload }) => (payload[0] ?? 0) >> 4 === SEQUENCE_EXTENSION);
  if (extension === undefined) {
    const pixelHeight = pixelHeights[aspect] ?? 0;
    if (width < 1 || height < 1) return null;
    return {
      width,
      height,
      chroma: "4:2:0",
      pixelAspect: pixelAspectOf(1, pixelHeight),
      progressive: true,
      bytes,
    };
  }
  const more = new Bits(extension.payload);
  more.skip(4 + 8); // its number, profile and level
  const progressive = more.flag();
  const chroma = chromas[more.unsigned(2)] ?? "4:2:0";
  const size = { width: width + 4096 * more.unsigned(2), height: height + 4096 * more.unsigned(2) };
  if (more.short || size.width < 1 || size.height < 1) return null;
  const shape = pictureAspects[aspect] ?? 0;
  const pixelAspect = aspect === 1 ? 1 : pixelAspectOf(shape * size.height, size.width);
  return { ...size, chroma, pixelAspect, progressive, bytes };
}

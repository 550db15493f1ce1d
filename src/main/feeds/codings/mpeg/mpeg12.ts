import type { Coding } from "../../../../protocol/format.ts";
import type { CodingKind } from "../coding.ts";
import { type StreamFormat, streamFormat } from "../../stream-format.ts";
import { readSequence, type Sequence, startsSequence } from "./sequence.ts";
import { type Section, splitSections } from "./start-codes.ts";

/** Start codes of ISO/IEC 13818-2, table 6-1. */
const codes = { picture: 0x00, firstSlice: 0x01, lastSlice: 0xaf, extension: 0xb5 } as const;
const INTRA = 1;
const PICTURE_CODING = 8;
const FRAME = 3;

/** MPEG-1 and MPEG-2: before each intra picture stands the newest sequence header with its extensions. */
function mpeg(coding: Extract<Coding, "mpeg1" | "mpeg2">, fourccs: readonly string[]): CodingKind {
  return {
    coding,
    fourccs,
    reader({ extradata, pixelAspect }) {
      let newest: Sequence | null = null;
      let fields = false;
      const remember = (sections: readonly Section[]) => {
        const read = readSequence(sections);
        if (read === null || (newest !== null && Buffer.compare(read.bytes, newest.bytes) === 0)) return;
        newest = { ...read, bytes: new Uint8Array(read.bytes) };
        fields = false;
      };
      remember(splitSections(extradata, () => false));
      return {
        push({ bytes, timeUs }) {
          const sections = splitSections(bytes, isSlice);
          remember(sections);
          const picture = sections.find(({ code }) => code === codes.picture);
          if (newest === null || picture === undefined) return [{ bytes, key: false, timeUs, format: null }];
          fields ||= !newest.progressive && hasFields(sections);
          // Ten bits of order, then three of type.
          const key = (((picture.payload[1] ?? 0) >> 3) & 7) === INTRA;
          if (!key) return [{ bytes, key, timeUs, format: null }];
          const { width, height, chroma } = newest;
          const format: StreamFormat = streamFormat({
            ...{ coding, codec: coding, width, height, chroma, interlaced: fields },
            ...{ pixelAspect: newest.pixelAspect ?? pixelAspect, rotation: 0, bitDepth: 8 },
          });
          const whole = sections.some(startsSequence);
          return [{ bytes: whole ? bytes : Buffer.concat([newest.bytes, bytes]), key, timeUs, format }];
        },
      };
    },
  };
}

export const mpeg1 = mpeg("mpeg1", ["MPG1", "MP1V"]);
export const mpeg2 = mpeg("mpeg2", ["MPG2", "MP2V"]);

function isSlice(code: number): boolean {
  return code >= codes.firstSlice && code <= codes.lastSlice;
}

/** By the picture's coding extension, ISO/IEC 13818-2, 6.2.3.1: a single field, or a frame that is not progressive. */
function hasFields(sections: readonly Section[]): boolean {
  const extension = sections.find(
    ({ code, payload }) => code === codes.extension && (payload[0] ?? 0) >> 4 === PICTURE_CODING,
  );
  if (extension === undefined) return false;
  const [, , third = 0, , fifth = 0] = extension.payload;
  return (third & 3) !== FRAME || (fifth & 0x80) === 0;
}

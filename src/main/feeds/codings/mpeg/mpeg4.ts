import type { CodingKind } from "../coding.ts";
import { type StreamFormat, streamFormat } from "../../stream-format.ts";
import { type Section, splitSections } from "./start-codes.ts";
import { readVolume } from "./volume.ts";

/** Start codes of ISO/IEC 14496-2, table 6-3. */
const codes = { lastObject: 0x1f, firstVolume: 0x20, lastVolume: 0x2f, picture: 0xb6 } as const;
/** Sections of the configuration: objects and volumes, and the sequence and object around them. */
const configuring = new Set([0xb0, 0xb5]);

/** MPEG-4 part 2: before each intra picture stands the configuration, which cameras may send outside the stream only. */
export const mpeg4: CodingKind = {
  coding: "mpeg4",
  fourccs: ["MP4V", "FMP4", "XVID", "DIVX", "DX50"],
  reader({ extradata, pixelAspect }) {
    let newest: { readonly bytes: Uint8Array; readonly format: StreamFormat } | null = null;
    const remember = (sections: readonly Section[]) => {
      const found = sections.filter(isConfiguration);
      const volume = found.findLast(({ code }) => isVolume(code));
      if (volume === undefined) return;
      const bytes = Buffer.concat(found.map((section) => section.bytes));
      if (newest !== null && Buffer.compare(newest.bytes, bytes) === 0) return;
      const format = readVolume(volume.payload, pixelAspect);
      if (format !== null) newest = { bytes, format: streamFormat(format, volume.bytes) };
    };
    remember(splitSections(extradata, () => false));
    return {
      push({ bytes, timeUs }) {
        const sections = splitSections(bytes, (code) => code === codes.picture);
        remember(sections);
        const picture = sections.find(({ code }) => code === codes.picture);
        // vop_coding_type: intra is 0.
        const key =
          picture !== undefined && picture.payload.byteLength > 0 && ((picture.payload[0] ?? 0) & 0xc0) === 0;
        if (!key || newest === null) return [{ bytes, key: false, timeUs, format: null }];
        const whole = sections.some(({ code }) => isVolume(code));
        return [
          { bytes: whole ? bytes : Buffer.concat([newest.bytes, bytes]), key, timeUs, format: newest.format },
        ];
      },
    };
  },
};

function isVolume(code: number): boolean {
  return code >= codes.firstVolume && code <= codes.lastVolume;
}

function isConfiguration({ code }: Section): boolean {
  return code <= codes.lastObject || isVolume(code) || configuring.has(code);
}

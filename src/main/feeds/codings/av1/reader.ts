import type { CodingKind } from "../coding.ts";
import { streamFormat } from "../../stream-format.ts";
import { readKeyFrame } from "./key-frame.ts";
import { type Obu, obuTypes, splitObus } from "./obu.ts";
import { readSequence, type Sequence } from "./sequence.ts";

const MAX_SIDE = 16_384;
/** Bytes of an AV1CodecConfigurationRecord before its units, and how it begins ("AV1 in ISO-BMFF", 2.3.3). */
const CONFIGURATION_BYTES = 4;
const CONFIGURATION = 0x81;

/** AV1 in the low overhead format: before each key frame stands the newest sequence header. */
export const av1: CodingKind = {
  coding: "av1",
  fourccs: ["AV01"],
  reader({ extradata, pixelAspect }) {
    let newest: { readonly obu: Obu; readonly read: Sequence } | null = null;
    const remember = (obus: readonly Obu[]) => {
      for (const obu of obus) {
        if (obu.type !== obuTypes.sequence) continue;
        if (newest !== null && Buffer.compare(newest.obu.bytes, obu.bytes) === 0) continue;
        const kept = copyOf(obu);
        const read = readSequence(kept.payload);
        if (read !== null) newest = { obu: kept, read };
      }
    };
    const configured = extradata[0] === CONFIGURATION;
    remember(splitObus(configured ? extradata.subarray(CONFIGURATION_BYTES) : extradata));
    return {
      push({ bytes, timeUs }) {
        const obus = splitObus(bytes);
        remember(obus);
        const head = obus.find(({ type }) => type === obuTypes.frame || type === obuTypes.frameHeader);
        const frame = head === undefined || newest === null ? null : readKeyFrame(head.payload, newest.read);
        if (frame === null || newest === null || frame.width > MAX_SIDE || frame.height > MAX_SIDE) {
          return [{ bytes, key: false, timeUs, format: null }];
        }
        const { obu, read } = newest;
        const format = streamFormat(
          {
            ...{ coding: "av1", codec: read.codec, width: frame.width, height: frame.height },
            ...{ pixelAspect: frame.pixelAspect ?? pixelAspect, rotation: 0 },
            ...{ chroma: read.chroma, bitDepth: read.bitDepth, interlaced: false },
          },
          obu.bytes,
        );
        return [{ bytes: withSequence(bytes, obus, obu), key: true, timeUs, format }];
      },
    };
  },
};

/** Behind the temporal delimiter, which comes first where there is one. */
function withSequence(bytes: Uint8Array, obus: readonly Obu[], sequence: Obu): Uint8Array {
  if (obus.some(({ type }) => type === obuTypes.sequence)) return bytes;
  const [first] = obus;
  const at = first?.type === obuTypes.delimiter ? first.bytes.byteLength : 0;
  return Buffer.concat([bytes.subarray(0, at), sequence.bytes, bytes.subarray(at)]);
}

function copyOf({ type, bytes, payload }: Obu): Obu {
  const kept = new Uint8Array(bytes);
  return { type, bytes: kept, payload: kept.subarray(kept.byteLength - payload.byteLength) };
}

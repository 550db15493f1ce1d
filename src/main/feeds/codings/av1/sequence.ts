import type { Format } from "../../../../protocol/format.ts";
import { Bits } from "../bits.ts";
import { readColour } from "./colour.ts";

/** What a sequence header says of its pictures, and what reading the heads of key frames needs of it. */
export interface Sequence {
  readonly codec: string;
  readonly chroma: Format["chroma"];
  readonly bitDepth: number;
  /** Bits and greatest values of width and height. */
  readonly widthBits: number;
  readonly heightBits: number;
  readonly width: number;
  readonly height: number;
  /** A single picture with a shortened head. */
  readonly still: boolean;
  /** Bits of the time at which a frame is shown; 0 where frames do not say it. */
  readonly presentationBits: number;
  /** Whether frames may say when a buffer is emptied. */
  readonly decoderModel: boolean;
  readonly screenContent: Choice;
  readonly integerMotion: Choice;
  /** 0 where frames have none. */
  readonly frameIdBits: number;
  readonly orderHintBits: number;
  readonly superResolution: boolean;
}

/** Off, on, or as each frame says. */
type Choice = 0 | 1 | "frame";

const HIGHEST_MAIN_LEVEL = 7;

/** The payload of a sequence header, or null where it is damaged. 5.5 of the AV1 specification. */
export function readSequence(payload: Uint8Array): Sequence | null {
  const bits = new Bits(payload);
  const profile = bits.unsigned(3);
  bits.bit(); // still picture
  const still = bits.flag();
  const operation = still
    ? { level: bits.unsigned(5), tier: 0, presentationBits: 0, decoderModel: false }
    : readOperation(bits);
  const widthBits = bits.unsigned(4) + 1;
  const heightBits = bits.unsigned(4) + 1;
  const width = bits.unsigned(widthBits) + 1;
  const height = bits.unsigned(heightBits) + 1;
  let frameIdBits = 0;
  if (!still && bits.flag()) frameIdBits = bits.unsigned(4) + 2 + (bits.unsigned(3) + 1);
  bits.skip(3); // large blocks, intra filters and edges
  const tools = still
    ? ({ screenContent: "frame", integerMotion: "frame", orderHintBits: 0 } as const)
    : readTools(bits);
  const superResolution = bits.flag();
  bits.skip(2); // filters
  const { chroma, bitDepth } = readColour(bits, profile);
  if (bits.short || profile > 2) return null;
  const { level, tier, presentationBits, decoderModel } = operation;
  const [levelText, depthText] = [level, bitDepth].map((number) => String(number).padStart(2, "0"));
  return {
    ...{ codec: `av01.${profile}.${levelText}${tier === 1 ? "H" : "M"}.${depthText}`, chroma, bitDepth },
    ...{ widthBits, heightBits, width, height, still, presentationBits, decoderModel },
    ...{ ...tools, frameIdBits, superResolution },
  };
}

/** From timing_info_present_flag to the operating points; what is said of the first one. */
function readOperation(bits: Bits) {
  let equalIntervals = true;
  let delayBits = 0;
  let presentationBits = 0;
  let decoderModel = false;
  if (bits.flag()) {
    bits.skip(64);
    equalIntervals = bits.flag();
    if (equalIntervals) skipVariable(bits);
    decoderModel = bits.flag();
    if (decoderModel) {
      delayBits = bits.unsigned(5) + 1;
      bits.skip(32 + 5);
      presentationBits = bits.unsigned(5) + 1;
    }
  }
  const displayDelay = bits.flag();
  const points = bits.unsigned(5) + 1;
  let level = 0;
  let tier = 0;
  for (let point = 0; point < points; point += 1) {
    bits.skip(12);
    const pointLevel = bits.unsigned(5);
    const pointTier = pointLevel > HIGHEST_MAIN_LEVEL ? bits.bit() : 0;
    if (point === 0) [level, tier] = [pointLevel, pointTier];
    if (decoderModel && bits.flag()) bits.skip(2 * delayBits + 1);
    if (displayDelay && bits.flag()) bits.skip(4);
  }
  return { level, tier, decoderModel, presentationBits: equalIntervals ? 0 : presentationBits };
}

function readTools(bits: Bits): { screenContent: Choice; integerMotion: Choice; orderHintBits: number } {
  bits.skip(4); // interintra, masked, warped, dual filter
  const orderHint = bits.flag();
  if (orderHint) bits.skip(2);
  const screenContent = readChoice(bits);
  const integerMotion = screenContent === 0 ? "frame" : readChoice(bits);
  return { screenContent, integerMotion, orderHintBits: orderHint ? bits.unsigned(3) + 1 : 0 };
}

function readChoice(bits: Bits): Choice {
  if (bits.flag()) return "frame";
  return bits.flag() ? 1 : 0;
}

/** uvlc(), 4.10.3. */
function skipVariable(bits: Bits): void {
  let zeros = 0;
  while (!bits.flag() && !bits.short) zeros += 1;
  if (zeros < 32) bits.skip(zeros);
}

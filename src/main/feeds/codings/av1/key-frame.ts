import { Bits } from "../bits.ts";
import { renderedAspect } from "../pixel-aspect.ts";
import type { Sequence } from "./sequence.ts";

/** What the head of a key frame says of its size. */
export interface KeyFrame {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Width of a pixel over its height, or null where it is not said. */
  readonly pixelAspect: number | null;
}

const KEY_FRAME = 0;

/**
 * The head of a frame that is shown and at which a decoder can start, or null of any other: 5.9.2 of the AV1
 * specification, up to the size at which it is to be shown.
 */
export function readKeyFrame(payload: Uint8Array, sequence: Sequence): KeyFrame | null {
  const bits = new Bits(payload);
  if (!sequence.still) {
    if (bits.flag() || bits.unsigned(2) !== KEY_FRAME || !bits.flag()) return null;
    bits.skip(sequence.presentationBits);
  }
  bits.bit(); // how probabilities are kept
  const { screenContent, integerMotion, width, height } = sequence;
  const screen = screenContent === "frame" ? bits.flag() : screenContent === 1;
  if (screen && integerMotion === "frame") bits.bit();
  bits.skip(sequence.frameIdBits);
  const own = !sequence.still && bits.flag();
  bits.skip(sequence.orderHintBits);
  const largest = { width, height, pixelAspect: null };
  // Times at which buffers are emptied would follow: which of them depends on layers that are not read here.
  if (sequence.decoderModel && bits.flag()) return largest;
  const size = own
    ? { width: bits.unsigned(sequence.widthBits) + 1, height: bits.unsigned(sequence.heightBits) + 1 }
    : { width, height };
  if (sequence.superResolution && bits.flag()) bits.skip(3);
  const rendered = bits.flag() ? { width: bits.unsigned(16) + 1, height: bits.unsigned(16) + 1 } : null;
  if (bits.short || size.width > width || size.height > height) return largest;
  return { ...size, pixelAspect: renderedAspect(size, rendered) };
}

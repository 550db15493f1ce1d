import type { Format } from "../../../protocol/format.ts";
import { Bits } from "./bits.ts";

/** A supplemental enhancement message of H.264 or HEVC. */
export interface Message {
  readonly type: number;
  readonly payload: Uint8Array;
}

/** The messages of a SEI unit behind its head, emulation prevention removed. ITU-T H.264 7.3.2.3.1, H.265 7.3.5. */
export function readMessages(body: Uint8Array): Message[] {
  const messages: Message[] = [];
  let at = 0;
  // Type and size are given in bytes of 255 and a last one.
  const number = () => {
    let value = 0;
    for (; body[at] === 255; at += 1) value += 255;
    value += body[at] ?? 0;
    at += 1;
    return value;
  };
  // One byte of stop bit at the end is no message.
  while (at + 2 <= body.byteLength) {
    const type = number();
    const size = number();
    messages.push({ type, payload: body.subarray(at, at + size) });
    at += size;
  }
  return messages;
}

/** Type of the message, the same in H.264 (D.1.1) and H.265 (D.2.1). */
const DISPLAY_ORIENTATION = 47;
/** Whole turns of the anticlockwise angle of a display orientation. */
const TURN = 2 ** 16;

/** Degrees clockwise by which `messages` ask to turn the picture; 0 where they ask for nothing. */
export function rotationOf(messages: readonly Message[]): Format["rotation"] {
  const orientation = messages.find(({ type }) => type === DISPLAY_ORIENTATION);
  return orientation === undefined ? 0 : readOrientation(orientation.payload);
}

/**
 * Degrees clockwise by which a display orientation asks to turn the picture, to the nearest quarter. H.264 D.1.27, H.265
 * D.2.17 begin alike. Flips along both axes are half a turn; along one, a mirror, which is not shown.
 */
export function readOrientation(payload: Uint8Array): Format["rotation"] {
  const bits = new Bits(payload);
  if (bits.flag()) return 0;
  const flips = bits.bit() + bits.bit();
  const anticlockwise = bits.unsigned(16) / TURN;
  if (bits.short) return 0;
  const quarters = (4 - (Math.round(anticlockwise * 4) % 4) + (flips === 2 ? 2 : 0)) % 4;
  return ([0, 90, 180, 270] as const)[quarters] ?? 0;
}

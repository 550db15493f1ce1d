import type { Format } from "../../protocol/format.ts";

/** A format, and what of it a decoder depends on: another fingerprint asks for another decoder. */
export interface StreamFormat extends Format {
  readonly fingerprint: string;
}

/** `format` with its fingerprint; `sets` are the parameter sets that a decoder depends on beyond what it says. */
export function streamFormat(format: Format, sets: Uint8Array = new Uint8Array()): StreamFormat {
  const { coding, codec, width, height, pixelAspect, rotation, chroma, bitDepth, interlaced } = format;
  const said = [coding, codec, width, height, pixelAspect, rotation, chroma, bitDepth, interlaced];
  return { ...format, fingerprint: `${said.join(" ")} ${Buffer.from(sets).toString("hex")}` };
}

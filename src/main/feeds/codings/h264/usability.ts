import type { Bits } from "../bits.ts";
import { readPixelAspect } from "../pixel-aspect.ts";
import { skipVideoSignal } from "../video-signal.ts";

/** How messages about the timing of pictures are written (ITU-T H.264, D.1.3). */
export interface Timing {
  /** Bits before pic_struct: the delays of the hypothetical decoder. */
  readonly delayBits: number;
  /** Whether they say how a picture consists of fields. */
  readonly structure: boolean;
  /** Bits of time_offset in a clock timestamp. */
  readonly offsetBits: number;
}

/** What usability information says here. */
interface Usability {
  /** Width of a pixel over its height, or null where it is not said. */
  readonly pixelAspect: number | null;
  readonly timing: Timing;
}

/** Bits of time_offset where no hypothetical decoder is described (E.2.2). */
const DEFAULT_OFFSET_BITS = 24;

/** vui_parameters_present_flag and what follows of it: ITU-T H.264, 7.3.2.1.1 and E.1.1. Damage counts as nothing said. */
export function readUsability(bits: Bits): Usability {
  const nothing = { delayBits: 0, structure: false, offsetBits: DEFAULT_OFFSET_BITS };
  if (!bits.flag()) return { pixelAspect: null, timing: nothing };
  const pixelAspect = readPixelAspect(bits);
  if (bits.short) return { pixelAspect: null, timing: nothing };
  skipVideoSignal(bits);
  if (bits.flag()) bits.skip(65); // ticks and whether the rate is fixed
  const decoders = [readDecoder(bits), readDecoder(bits)];
  const described = decoders.find((one) => one !== null) ?? null;
  if (described !== null) bits.bit(); // low delay
  const structure = bits.flag();
  if (bits.short) return { pixelAspect, timing: nothing };
  return {
    pixelAspect,
    timing: {
      delayBits: described?.delayBits ?? 0,
      structure,
      offsetBits: described?.offsetBits ?? DEFAULT_OFFSET_BITS,
    },
  };
}

/** A description of the hypothetical decoder, E.1.2, or null where there is none. */
function readDecoder(bits: Bits): Pick<Timing, "delayBits" | "offsetBits"> | null {
  if (!bits.flag()) return null;
  const count = bits.expGolomb() + 1;
  bits.skip(8); // scales
  for (let index = 0; index < count && !bits.short; index += 1) {
    bits.expGolomb();
    bits.expGolomb();
    bits.bit();
  }
  bits.skip(5); // initial delay
  const delayBits = bits.unsigned(5) + 1 + (bits.unsigned(5) + 1);
  return { delayBits, offsetBits: bits.unsigned(5) };
}

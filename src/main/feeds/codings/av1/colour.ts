import type { Format } from "../../../../protocol/format.ts";
import type { Bits } from "../bits.ts";

/** sRGB as colours and transfer and matrix say it: then there is no subsampling. */
const SRGB = (1 << 16) + (13 << 8);

/** color_config of a sequence header of `profile`, 5.5.2 of the AV1 specification. */
export function readColour(bits: Bits, profile: number): Pick<Format, "chroma" | "bitDepth"> {
  const high = bits.flag();
  const twelve = profile === 2 && high && bits.flag();
  const bitDepth = twelve ? 12 : high ? 10 : 8;
  if (profile !== 1 && bits.flag()) return { chroma: "4:0:0", bitDepth };
  const described = bits.flag() ? bits.unsigned(24) : null;
  if (described === SRGB || profile === 1) return { chroma: "4:4:4", bitDepth };
  bits.bit(); // range
  if (profile === 0) return { chroma: "4:2:0", bitDepth };
  if (!twelve) return { chroma: "4:2:2", bitDepth };
  const across = bits.flag();
  const down = across && bits.flag();
  return { chroma: down ? "4:2:0" : across ? "4:2:2" : "4:4:4", bitDepth };
}

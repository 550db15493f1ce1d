import type { Bits } from "../bits.ts";
import { readPixelAspect } from "../pixel-aspect.ts";
import { skipVideoSignal } from "../video-signal.ts";

/** What usability information says here. */
interface Usability {
  /** Width of a pixel over its height, or null where it is not said. */
  readonly pixelAspect: number | null;
  /** Every picture is a single field. */
  readonly fields: boolean;
  /** Whether timing messages say how a picture consists of fields. */
  readonly structure: boolean;
}

/** vui_parameters_present_flag and what follows of it: ITU-T H.265, 7.3.2.2.1 and E.2.1. Damage counts as nothing said. */
export function readUsability(bits: Bits): Usability {
  const nothing = { pixelAspect: null, fields: false, structure: false };
  if (bits.short || !bits.flag()) return nothing;
  const pixelAspect = readPixelAspect(bits);
  if (bits.short) return nothing;
  skipVideoSignal(bits);
  bits.bit(); // neutral chroma
  const fields = bits.flag();
  const structure = bits.flag();
  return bits.short ? { ...nothing, pixelAspect } : { pixelAspect, fields, structure };
}

import type { Rung } from "../../../protocol/ladder.ts";
import { rungOptions } from "../transcode/arguments.ts";
import { software } from "../transcode/hardware.ts";

/** Options that make any picture into H.264 within `rung`, for sources that encode what they read themselves. */
export function normalised(rung: Rung): string[] {
  return rungOptions(rung, { rotation: 0, interlaced: true }, software.encoder);
}

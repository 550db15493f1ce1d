import { z } from "zod";
import type { Tile } from "../layouts/layout.ts";
import type { Size } from "../layouts/rect.ts";
import { enlargement, KEPT_ENLARGEMENT } from "../layouts/stream.ts";

/** The ladder: what a stream that pages cannot show is made into, named by its height. */
export const rungSchema = z.enum(["360p", "720p", "1080p"]);
export type Rung = z.infer<typeof rungSchema>;

/** The largest picture of each rung, pixels; smaller ones are not enlarged. */
export const rungSizes: Readonly<Record<Rung, Size>> = {
  "360p": { width: 640, height: 360 },
  "720p": { width: 1280, height: 720 },
  "1080p": { width: 1920, height: 1080 },
};

/** A picture on a rung: made to fit its box, never enlarged. */
export function onRung(picture: Size, rung: Rung): Size {
  const box = rungSizes[rung];
  const scale = Math.min(1, box.width / picture.width, box.height / picture.height);
  return { width: picture.width * scale, height: picture.height * scale };
}

/**
 * The lowest rung whose picture, shown with `fit` in `tilePx` (output pixels), is not enlarged more than the camera's
 * own would be; the highest where all are. A lower one that is shown already, `held`, stays while it is enlarged by no
 * more than a tenth beyond that [L10].
 */
export function chooseRung(picture: Size, tilePx: Size, fit: Tile["fit"], held: Rung | null = null): Rung {
  const rungs = rungSchema.options;
  const needed = Math.max(1, enlargement(picture, tilePx, fit));
  const scale = (rung: Rung) => enlargement(onRung(picture, rung), tilePx, fit) / needed;
  const chosen = rungs.find((rung) => scale(rung) <= 1) ?? rungs[rungs.length - 1] ?? "1080p";
  const keeps =
    held !== null && rungs.indexOf(held) < rungs.indexOf(chosen) && scale(held) <= KEPT_ENLARGEMENT;
  return keeps ? held : chosen;
}

/** The rung below, or null where there is none. */
export function lowerRung(rung: Rung): Rung | null {
  return rungSchema.options[rungSchema.options.indexOf(rung) - 1] ?? null;
}

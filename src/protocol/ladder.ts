import { z } from "zod";
import type { Tile } from "../layouts/layout.ts";
import type { Size } from "../layouts/rect.ts";
import { enlargement } from "../layouts/stream.ts";

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

/** The lowest rung whose picture, shown with `fit` in `tilePx` (output pixels), is not enlarged; the highest where all are. */
export function chooseRung(picture: Size, tilePx: Size, fit: Tile["fit"]): Rung {
  const rungs = rungSchema.options;
  const needed = Math.max(1, enlargement(picture, tilePx, fit));
  const found = rungs.find((rung) => enlargement(onRung(picture, rung), tilePx, fit) <= needed);
  return found ?? rungs[rungs.length - 1] ?? "1080p";
}

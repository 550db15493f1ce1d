import type { Format } from "../../../protocol/format.ts";

/** ffmpeg's filters that turn a picture clockwise by its `rotation`. */
export const turns: Readonly<Record<Format["rotation"], readonly string[]>> = {
  0: [],
  90: ["transpose=clock"],
  180: ["hflip", "vflip"],
  270: ["transpose=cclock"],
};

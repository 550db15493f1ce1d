import type { Content, Tile } from "../layouts/layout.ts";
import { mosaicColumns, mosaicPlan } from "../layouts/mosaic.ts";
import type { Size } from "../layouts/rect.ts";
import { enlargement } from "../layouts/stream.ts";
import { type FeedRef, mosaicRef } from "./feed.ts";
import { rungSchema, rungSizes } from "./ladder.ts";

/**
 * The feed of a mosaic in a tile of `pixels` (output pixels): on the lowest rung on which its picture is not enlarged,
 * or the highest.
 */
export function mosaicFeed(
  { cameraIds, columns }: Extract<Content, { kind: "mosaic" }>,
  pixels: Size,
  fit: Tile["fit"],
): FeedRef {
  const across = columns ?? mosaicColumns(cameraIds.length, pixels);
  const rung = rungSchema.options.find((one) => {
    const { size } = mosaicPlan(cameraIds.length, across, rungSizes[one]);
    return enlargement(size, pixels, fit) <= SLACK;
  });
  return mosaicRef({ cameraIds, columns: across }, rung ?? "1080p");
}

/** Even pixels leave a mosaic a little smaller than its rung; a tile of that size does not ask for a higher one. */
const SLACK = 1.05;

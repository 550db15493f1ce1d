import { chooseStream } from "../../layouts/stream.ts";
import type { Tile } from "../../layouts/layout.ts";
import type { Size } from "../../layouts/rect.ts";
import { type Ability, showsAsIs } from "../../protocol/ability.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { FeedRef } from "../../protocol/feed.ts";
import { shownSize } from "../../protocol/format.ts";
import { chooseRung } from "../../protocol/ladder.ts";
import type { Feeds } from "../feeds/feeds.ts";

/**
 * The feed that a tile of `pixels` (output pixels) opens on a page with these abilities: the smallest stream that
 * covers it, as the camera sends it where the page shows that, otherwise on the lowest rung that covers it. What has
 * never been seen is opened as it is.
 */
export function chooseFeed(
  camera: Camera,
  pixels: Size,
  fit: Tile["fit"],
  abilities: ReadonlySet<Ability>,
  feeds: Pick<Feeds, "knownFormat">,
): FeedRef {
  const { id: cameraId } = camera;
  const streams = camera.streams.map(({ role }) => {
    const format = feeds.knownFormat(cameraId, role);
    return { role, ...(format === null ? {} : shownSize(format)) };
  });
  const stream = chooseStream(streams, pixels, fit);
  const format = feeds.knownFormat(cameraId, stream);
  const asIs = format === null || showsAsIs(format, abilities);
  return { cameraId, stream, rung: asIs ? null : chooseRung(shownSize(format), pixels, fit) };
}

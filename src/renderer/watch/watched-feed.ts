import type { Content } from "../../layouts/layout.ts";
import type { Size } from "../../layouts/rect.ts";
import { chooseStream } from "../../layouts/stream.ts";
import { type Ability, showsAsIs } from "../../protocol/ability.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { FeedRef } from "../../protocol/feed.ts";
import { shownSize } from "../../protocol/format.ts";
import { chooseRung } from "../../protocol/ladder.ts";
import { mosaicFeed } from "../../protocol/mosaic-feed.ts";
import { playerOf } from "../../protocol/relay.ts";

/** What of `content` a page with `abilities` opens for a box of `pixels`; null of what is no camera, or gone. */
export function watchedFeed(
  content: Content,
  pixels: Size,
  cameras: readonly Camera[],
  abilities: ReadonlySet<Ability>,
): FeedRef | null {
  if (content.kind === "mosaic") return mosaicFeed(content, pixels, "contain");
  const cameraId = content.kind === "camera" ? content.cameraId : null;
  const camera = cameras.find(({ id }) => id === cameraId);
  if (camera === undefined) return null;
  const sized = camera.streams.map(({ role, format }) => ({ role, ...(format && shownSize(format)) }));
  const role = chooseStream(sized, pixels, "contain");
  const stream = camera.streams.find((each) => each.role === role);
  const ref = { cameraId: camera.id, stream: role, rung: null } as const;
  // What the core reads too costs this page less from there.
  if (stream !== undefined && playerOf(stream) === "whep") return { ...ref, player: "whep" };
  const format = stream?.format;
  if (format === undefined || showsAsIs(format, abilities)) return ref;
  return { ...ref, rung: chooseRung(shownSize(format), pixels, "contain") };
}

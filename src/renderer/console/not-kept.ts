import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import { type Player, playerOf } from "../../protocol/relay.ts";

/**
 * How the displays play a camera by themselves, where that is why nothing of it is kept: the core reads none of its
 * streams now, and keeps none. Null where something is, or can be as soon as somebody looks.
 */
export function whyNotKept({ id, streams }: Camera, feeds: readonly Feed[]): Player | null {
  const players = streams.map(playerOf);
  if (players.includes(undefined)) return null;
  // The desk's own picture of it, a mosaic or a probe has the core read it all the same.
  if (feeds.some((feed) => feed.cameraId === id && feed.rung === null && feed.lastFrameAt !== null))
    return null;
  return players.includes("hls") ? "hls" : "whep";
}

import { z } from "zod";

/** How a page plays a stream itself: HLS through the core, or WebRTC (WHEP) from the server. */
export const playerSchema = z.enum(["hls", "whep"]);
export type Player = z.infer<typeof playerSchema>;

/** How pages play a stream themselves, or undefined where they are given the core's pictures. */
export function playerOf(stream: {
  readonly url: string;
  readonly player?: string | undefined;
}): Player | undefined {
  // Only a browser speaks WebRTC here.
  if (/^wheps?:/i.test(stream.url)) return "whep";
  if (stream.player !== "page" || !/^https?:/i.test(stream.url)) return undefined;
  const path = URL.parse(stream.url)?.pathname ?? "";
  return /\/whep\/?$/i.test(path) ? "whep" : "hls";
}

/** Where a page that plays HLS itself finds the playlist of a stream, handed on by the core. Private to our pages. */
export function hlsPath(cameraId: string, stream: string): string {
  return `/relay/${cameraId}/${stream}/hls`;
}

/** Where a page that plays WebRTC itself sends its offer (WHEP), handed on by the core. Private to our pages. */
export function whepPath(cameraId: string, stream: string): string {
  return `/relay/${cameraId}/${stream}/whep`;
}

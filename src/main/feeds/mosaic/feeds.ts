import { assumedSizes } from "../../../layouts/stream.ts";
import { type Camera, type StreamRole, streamRoleSchema } from "../../../protocol/camera.ts";
import { playerOf } from "../../../protocol/relay.ts";
import type { Feeds } from "../feeds.ts";
import type { CellSource, MosaicFeeds, StreamAddress } from "../source.ts";
import type { CameraWatch } from "../stand-ins/camera-watch.ts";
import { type Source, sourceOf } from "../stand-ins/stand-in.ts";

/** What is known of cameras and their backups. */
export interface StandIns {
  /** Who judges the streams; asked for when a mosaic begins. */
  watch(): Pick<CameraWatch, "follow" | "downSince" | "ask">;
  find(cameraId: string): Camera | undefined;
}

interface Addresses {
  lookup(cameraId: string, stream: StreamRole): StreamAddress | null;
}

/** The feeds that a mosaic is made from: `feeds`, with what stands in for the cameras that are lost. */
export function mosaicFeeds(feeds: Feeds, addresses: Addresses, standIns: StandIns | null): MosaicFeeds {
  const pixels = (cameraId: string, stream: StreamRole) => {
    const { width, height } = feeds.knownFormat(cameraId, stream) ?? assumedSizes[stream];
    return width * height;
  };
  /** What only browsers speak is nothing that a mosaic can be made from, whether it runs or not. */
  const reads = ({ cameraId, stream }: Source) => {
    const described = standIns?.find(cameraId)?.streams.find(({ role }) => role === stream);
    const address = described ?? addresses.lookup(cameraId, stream);
    return address !== null && playerOf(address) !== "whep";
  };
  const smallest = (cameraId: string): StreamRole | null => {
    const streams = streamRoleSchema.options.filter((stream) => addresses.lookup(cameraId, stream) !== null);
    const readable = streams.filter((stream) => reads({ cameraId, stream }));
    const candidates = readable.length > 0 ? readable : streams;
    return candidates.toSorted((a, b) => pixels(cameraId, a) - pixels(cameraId, b))[0] ?? null;
  };
  const chosen = (cameraId: string): CellSource | null => {
    const stream = smallest(cameraId);
    if (stream === null) return null;
    const own = { cameraId, stream };
    const camera = standIns?.find(cameraId);
    if (standIns === null || camera === undefined) return { ...own, lostSince: null };
    const watch = standIns.watch();
    const source = sourceOf(camera, {
      find: (id) => standIns.find(id),
      wanted: ({ id }) => smallest(id) ?? "main",
      isDown: (wanted) => reads(wanted) && watch.downSince(wanted) !== null,
      ask: (other) => (reads(other) ? watch.ask(other) : "down"),
    });
    return { ...source, lostSince: source.cameraId === cameraId ? null : watch.downSince(own) };
  };
  return {
    chosen,
    follow: (look) => standIns?.watch().follow(look) ?? (() => undefined),
    knownFormat: (cameraId, stream) => feeds.knownFormat(cameraId, stream),
    watch: (ref, viewer) => feeds.watch(ref, viewer),
  };
}

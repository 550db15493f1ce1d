import type { Tile } from "../../layouts/layout.ts";
import type { Size } from "../../layouts/rect.ts";
import { chooseStream } from "../../layouts/stream.ts";
import type { Camera } from "../../protocol/camera.ts";
import { shownSize } from "../../protocol/format.ts";
import type { CameraWatch } from "../feeds/stand-ins/camera-watch.ts";
import type { Feeds } from "../feeds/feeds.ts";
import { type Answer, type Source, sourceOf } from "../feeds/stand-ins/stand-in.ts";

interface Parts {
  readonly feeds: Pick<Feeds, "knownFormat">;
  readonly watch: Pick<CameraWatch, "downSince" | "ask">;
  readonly find: (cameraId: string) => Camera | undefined;
}

/**
 * Whether a camera, or what may stand in for it, has a picture for a tile of `pixels` (output pixels). Asking opens what
 * the tile wants of it, for as long as it is asked about every second.
 */
export function readiness(
  { feeds, watch, find }: Parts,
  camera: Camera,
  pixels: Size,
  fit: Tile["fit"],
): Answer {
  const wanted = ({ id, streams }: Camera) =>
    chooseStream(
      streams.map(({ role }) => {
        const format = feeds.knownFormat(id, role);
        return { role, ...(format === null ? {} : shownSize(format)) };
      }),
      pixels,
      fit,
    );
  const isDown = (source: Source) => watch.downSince(source) !== null;
  const ask = (source: Source) => watch.ask(source);
  const own = { cameraId: camera.id, stream: wanted(camera) };
  if (!isDown(own)) return ask(own);
  const other = sourceOf(camera, { find, wanted, isDown, ask });
  return other.cameraId === own.cameraId && other.stream === own.stream ? "down" : "up";
}

import type { Camera, StreamRole } from "../../../protocol/camera.ts";

/** Backups of backups that are asked, and no more: a long chain would show a street nobody expects. */
const LEVELS = 2;

export interface Source {
  readonly cameraId: string;
  readonly stream: StreamRole;
}

/** `trying`: it has just been opened to see whether it runs. */
export type Answer = "up" | "trying" | "down";

export interface Sight {
  find(cameraId: string): Camera | undefined;
  /** The stream that the tile wants of a camera. */
  wanted(camera: Camera): StreamRole;
  /** Whether the stream that the tile wants of its own camera counts as down. */
  isDown(source: Source): boolean;
  /** Whether another stream runs; asking for it opens it. */
  ask(source: Source): Answer;
}

/** The backup of `camera`, and that one's, without ever coming back to a camera that was asked. */
export function backupsOf(camera: Camera, find: Sight["find"]): Camera[] {
  const chain = [camera];
  while (chain.length <= LEVELS) {
    const next = find(chain.at(-1)?.backupCameraId ?? "");
    if (next === undefined || chain.some(({ id }) => id === next.id)) break;
    chain.push(next);
  }
  return chain.slice(1);
}

/**
 * What a tile of `camera` shows: the stream that it wants; where that is down the camera's other one, then its backup,
 * then the backup's backup, each only once it is seen to run. Where nothing does it stays with what it wants, which
 * says why there is no picture. While one that comes first is still tried, nothing that comes after it is taken.
 */
export function sourceOf(camera: Camera, sight: Sight): Source {
  const own = { cameraId: camera.id, stream: sight.wanted(camera) };
  if (!sight.isDown(own)) return own;
  const others = [
    ...sourcesOf(camera, own.stream).slice(1),
    ...backupsOf(camera, (id) => sight.find(id)).flatMap((backup) => sourcesOf(backup, sight.wanted(backup))),
  ];
  for (const other of others) {
    const answer = sight.ask(other);
    if (answer === "up") return other;
    if (answer === "trying") return own;
  }
  return own;
}

function sourcesOf({ id, streams }: Camera, first: StreamRole): Source[] {
  const rest = streams.map(({ role }) => role).filter((role) => role !== first);
  return [first, ...rest].map((stream) => ({ cameraId: id, stream }));
}

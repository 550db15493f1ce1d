import { randomBytes } from "node:crypto";
import type { Site } from "../../layouts/site.ts";
import type { ClipInput } from "../../protocol/minute.ts";
import { projectVersion } from "../base/project.ts";
import type { Mp4 } from "../feeds/minute/mp4.ts";
import type { Recording } from "../feeds/minute/recording.ts";
import type { StoredClip } from "../store/followup-store.ts";

/** What is asked for, and by whom. */
export interface ClipAsked extends Pick<ClipInput, "stream" | "reason"> {
  readonly from: string;
  readonly to: string;
  readonly camera: { readonly id: string; readonly name: string };
  readonly site: Pick<Site, "id" | "name">;
  readonly madeBy: string;
  /** The incident that it is cut for; then its last picture is kept beside it as well. */
  readonly incidentId?: string;
}

/** What `nameOf` gives; what people put beside the clips is theirs. */
export const ownName = /-\d{8}t\d{6}z-[0-9a-f]{6}$/;

/** Camera, time and a word of chance: lower case, as file systems everywhere keep apart. */
export function nameOf(cameraId: string, { pictures }: Recording): string {
  const at = new Date(pictures[0]?.packet.arrivedAt ?? 0).toISOString();
  const stamp = at.slice(0, 19).replaceAll(/[-:]/g, "").toLowerCase();
  return `${cameraId.slice(0, 40)}-${stamp}z-${randomBytes(3).toString("hex")}`;
}

function spanOf({ pictures }: Recording): { startsAt: string; endsAt: string } {
  const iso = (at: number | undefined) => new Date(at ?? 0).toISOString();
  return {
    startsAt: iso(pictures[0]?.packet.arrivedAt),
    endsAt: iso(pictures.at(-1)?.packet.arrivedAt),
  };
}

/** What stands in the file itself; players and ffprobe show it. */
export function tagsOf(asked: ClipAsked, recording: Recording, madeAt: string): Record<string, string> {
  const { startsAt, endsAt } = spanOf(recording);
  const { camera, site } = asked;
  return {
    title: `${camera.name}, ${startsAt}`,
    // What players take for the time of recording.
    "com.apple.quicktime.creationdate": startsAt,
    "dinding.starts-at": startsAt,
    "dinding.ends-at": endsAt,
    "dinding.camera-id": camera.id,
    "dinding.camera-name": camera.name,
    "dinding.stream": recording.stream,
    "dinding.coding": recording.format.coding,
    "dinding.site-id": site.id,
    "dinding.site-name": site.name,
    "dinding.made-at": madeAt,
    "dinding.made-by": asked.madeBy,
    ...(asked.reason === undefined ? {} : { "dinding.reason": asked.reason }),
    ...(asked.incidentId === undefined ? {} : { "dinding.incident-id": asked.incidentId }),
  };
}

interface Made {
  readonly id: string;
  readonly madeAt: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mp4: Mp4;
  readonly still: StoredClip["still"] | null;
}

export function clipOf(asked: ClipAsked, recording: Recording, made: Made): StoredClip {
  const { camera, site, from, to, reason, madeBy } = asked;
  const { mp4, ...file } = made;
  return {
    ...{ id: file.id, cameraId: camera.id, cameraName: camera.name, site: { id: site.id, name: site.name } },
    ...{ stream: recording.stream, from, to, ...spanOf(recording), coding: recording.format.coding },
    ...{ copied: mp4.copied, width: mp4.width, height: mp4.height, frames: mp4.frames },
    ...{ bytes: file.bytes, sha256: file.sha256, madeAt: file.madeAt, madeBy },
    ...(reason === undefined ? {} : { reason }),
    ...(asked.incidentId === undefined ? {} : { incidentId: asked.incidentId }),
    ...(file.still === null ? {} : { still: file.still }),
  };
}

/** The record beside the file, for people and for `#recover`. */
export function record(clip: StoredClip): string {
  const software = `Dinding ${projectVersion()}`;
  const check = `sha256sum -c ${clip.id}.mp4.sha256`;
  const times = "startsAt and endsAt: arrival of the first and the last picture in the core, by its clock";
  return `${JSON.stringify({ clip, software, check, times }, null, 2)}\n`;
}

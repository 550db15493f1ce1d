import type { StreamRole } from "../../../protocol/camera.ts";
import type { StreamFormat } from "../stream-format.ts";
import type { Packet } from "../feeds.ts";
import type { KeptGroup } from "./ring.ts";

export interface KeptPicture {
  /** Microseconds since the first picture, on the camera's clock; across a break, on the core's. */
  readonly timeUs: number;
  readonly packet: Packet;
}

/** Kept pictures of one camera and one format, from a key frame on, in the order of decoding. */
export interface Recording {
  readonly cameraId: string;
  readonly stream: StreamRole;
  readonly format: StreamFormat;
  readonly pictures: readonly KeptPicture[];
}

/** Puts groups of one format on one time line that begins with the first key frame. */
export function onOneTimeLine(groups: readonly KeptGroup[]): KeptPicture[] {
  const pictures: KeptPicture[] = [];
  let run: string | null = null;
  let originUs = 0;
  let newestUs = 0;
  const startedAt = groups[0]?.packets[0]?.arrivedAt ?? 0;
  for (const group of groups) {
    const [key] = group.packets;
    if (key === undefined) continue;
    const begins = group.origin.run !== run;
    if (begins) {
      // What the camera's clock did meanwhile nobody knows; the core's went on.
      const resumedUs =
        pictures.length === 0 ? 0 : Math.max(newestUs + 1, (key.arrivedAt - startedAt) * 1000);
      originUs = key.timeUs - resumedUs;
      run = group.origin.run;
    }
    for (const packet of group.packets) {
      // Shown before the key frame and built on pictures of a group that is not there.
      if (begins && packet.timeUs < key.timeUs) continue;
      const timeUs = packet.timeUs - originUs;
      newestUs = Math.max(newestUs, timeUs);
      pictures.push({ timeUs, packet });
    }
  }
  return pictures;
}

/** The last picture of `recording` with all that its decoder needs: from the last key frame on, on a time line of its own. */
export function lastGroup(recording: Recording): Recording {
  const { pictures } = recording;
  const from = pictures.findLastIndex(({ packet }) => packet.key);
  const beganUs = pictures[from]?.timeUs ?? 0;
  return {
    ...recording,
    pictures: pictures
      .slice(Math.max(0, from))
      // What is shown before the key frame is built on pictures of the group before.
      .filter(({ timeUs }) => timeUs >= beganUs)
      .map(({ packet, timeUs }) => ({ packet, timeUs: timeUs - beganUs })),
  };
}

/** `groups` cut into stretches of one camera and one format each, oldest first. */
export function byFormat(groups: readonly KeptGroup[]): KeptGroup[][] {
  const stretches: KeptGroup[][] = [];
  for (const group of groups) {
    const last = stretches.at(-1);
    const begun = last?.[0];
    if (begun?.format.fingerprint === group.format.fingerprint && begun.origin.url === group.origin.url)
      last?.push(group);
    else stretches.push([group]);
  }
  return stretches;
}

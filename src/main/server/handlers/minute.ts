import type { Clip, ClipInput } from "../../../protocol/minute.ts";
import { PICTURE_STREAM_HEADER, PICTURE_TIME_HEADER } from "../../../protocol/minute.ts";
import type { Language } from "../../../protocol/session.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { StoredClip } from "../../store/followup-store.ts";
import type { Handlers } from "../api.ts";
import { InvalidRequest } from "../invalid.ts";
import { MediaContent } from "../media.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type MinuteHandlers = Pick<
  Handlers,
  | "picture"
  | "makeClip"
  | "listClips"
  | "getClip"
  | "clipFile"
  | "clipStill"
  | "clipChecksum"
  | "clipRecord"
  | "removeClip"
>;

/** The kept minute as others see it: pictures and clips. */
export function minuteHandlers(
  { store, moments, clips, walls }: Rooms,
  clock: Pick<Clock, "now">,
): MinuteHandlers {
  const file = async (id: string, ending: Parameters<typeof clips.file>[1]) => {
    const content = await clips.file(id, ending);
    const headers = { "content-disposition": `attachment; filename="${content.name}"` };
    return { body: new MediaContent(content, headers) };
  };
  return {
    picture: async ({ id, query }) => {
      const { value: camera } = await store.cameras.get(id);
      const roles = camera.streams.map(({ role }) => role).toSorted();
      const { jpeg, at, stream } = await moments.picture({
        cameraId: camera.id,
        // "main" before "sub".
        streams: query.stream === undefined ? roles : [query.stream],
        at: query.at === undefined ? null : Date.parse(query.at),
      });
      const headers = { [PICTURE_TIME_HEADER]: new Date(at).toISOString(), [PICTURE_STREAM_HEADER]: stream };
      return { body: new MediaContent(jpeg, headers) };
    },
    makeClip: async ({ id, body, caller, language }) => {
      if (caller === null) throw new Fault("unauthenticated");
      const { lastSeconds: _, ...rest } = body;
      const stretch = stretchOf(body, clock.now(), language);
      const { value: camera } = await store.cameras.get(id);
      const { site } = walls;
      const clip = await clips.make({ ...rest, ...stretch, camera, site, madeBy: caller.name });
      return { body: addressed(clip), location: `/api/clips/${clip.id}` };
    },
    listClips: async ({ query }) => ({
      body: (await store.clips.list(query.cameraId ?? null)).map(addressed),
    }),
    getClip: async ({ id }) => ({ body: addressed(await store.clips.get(id)) }),
    clipFile: ({ id }) => file(id, "mp4"),
    clipStill: async ({ id }) => ({ body: new MediaContent(await clips.file(id, "jpg")) }),
    clipChecksum: ({ id }) => file(id, "mp4.sha256"),
    clipRecord: ({ id }) => file(id, "json"),
    removeClip: async (request) => {
      await clips.remove(request.id, callerName(request));
      return { body: null };
    },
  };
}

function addressed(clip: StoredClip): Clip {
  return { ...clip, url: `/api/clips/${encodeURIComponent(clip.id)}/file` };
}

/** The time that is asked for, in the core's own: that of the pictures. */
function stretchOf(
  { from, to, lastSeconds }: ClipInput,
  now: number,
  language: Language,
): { from: string; to: string } {
  if (from === undefined && to === undefined && lastSeconds !== undefined) {
    const began = new Date(now - lastSeconds * 1000);
    return { from: began.toISOString(), to: new Date(now).toISOString() };
  }
  if (from === undefined || to === undefined || lastSeconds !== undefined) {
    const detail = {
      en: "send from and to, or lastSeconds alone",
      id: "kirim from dan to, atau lastSeconds saja",
    };
    throw new InvalidRequest([{ field: "from", detail: detail[language] }]);
  }
  if (Date.parse(from) >= Date.parse(to)) throw backwards(from, to, language);
  return { from, to };
}

function backwards(from: string, to: string, language: Language): InvalidRequest {
  const detail = { en: `${to} is not after from, ${from}`, id: `${to} tidak sesudah from, ${from}` };
  return new InvalidRequest([{ field: "to", detail: detail[language] }]);
}

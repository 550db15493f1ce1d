import { PICTURE_STREAM_HEADER, PICTURE_TIME_HEADER } from "../../../protocol/minute.ts";
import type { Handlers } from "../api.ts";
import { MediaContent } from "../media.ts";
import type { Rooms } from "../rooms.ts";

type MinuteHandlers = Pick<Handlers, "picture">;

/** The kept minute as others see it. */
export function minuteHandlers({ store, moments }: Rooms): MinuteHandlers {
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
  };
}

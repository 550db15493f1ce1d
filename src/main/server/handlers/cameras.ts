import type { Camera } from "../../../protocol/camera.ts";
import type { Handlers } from "../api.ts";
import { matching } from "../match.ts";
import type { Rooms } from "../rooms.ts";

type CameraHandlers = Pick<
  Handlers,
  "listCameras" | "addCamera" | "getCamera" | "editCamera" | "removeCamera" | "listFeeds"
>;

export function cameraHandlers({ store, feeds, camerasChanged }: Rooms): CameraHandlers {
  const seen = (camera: Camera): Camera => ({
    ...camera,
    streams: camera.streams.map((stream) => {
      const format = feeds.knownFormat(camera.id, stream.role);
      return format === null ? stream : { ...stream, format };
    }),
  });
  const version = async (id: string) => (await store.cameras.get(id)).version;
  return {
    listCameras: async () => ({ body: (await store.cameras.list()).map(seen) }),
    addCamera: async ({ body }) => {
      const { value, version } = await store.cameras.add(body);
      await camerasChanged([value.id]);
      return { body: seen(value), version, location: `/api/cameras/${value.id}` };
    },
    getCamera: async ({ id }) => {
      const { value, version } = await store.cameras.get(id);
      return { body: seen(value), version };
    },
    editCamera: async ({ id, body, ifMatch }) => {
      const { value, version: now } = await matching(
        ifMatch,
        "camera",
        () => version(id),
        (expected) => store.cameras.edit(id, body, expected),
      );
      await camerasChanged([id]);
      return { body: seen(value), version: now };
    },
    removeCamera: async ({ id, ifMatch }) => {
      await matching(
        ifMatch,
        "camera",
        () => version(id),
        (expected) => store.cameras.remove(id, expected),
      );
      await camerasChanged([id]);
      return { body: null };
    },
    listFeeds: () => ({ body: feeds.list() }),
  };
}

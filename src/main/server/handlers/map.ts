import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";

type MapHandlers = Pick<
  Handlers,
  "getMap" | "getMapSettings" | "putMapSettings" | "getMapBoundary" | "putMapBoundary" | "removeMapBoundary"
>;

/** What lies under the maps of the site. */
export function mapHandlers({ map }: Rooms): MapHandlers {
  const setUp = async () => ({ body: { settings: map.settings, files: await map.files() } });
  return {
    getMap: () => ({ body: map.face() }),
    getMapSettings: setUp,
    putMapSettings: async ({ body }) => {
      await map.set(body);
      return await setUp();
    },
    getMapBoundary: () => {
      const boundary = map.boundary();
      if (boundary === null) throw new Fault("notFound", { what: "boundary", id: "map" });
      return { body: { type: "MultiPolygon", coordinates: boundary.coordinates } };
    },
    putMapBoundary: async ({ body }) => ({ body: await map.setBoundary(body) }),
    removeMapBoundary: async () => {
      await map.removeBoundary();
      return { body: null };
    },
  };
}

import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type TourHandlers = Pick<
  Handlers,
  "listTours" | "putTour" | "removeTour" | "startTour" | "steerWallTour" | "stopTour"
>;

/** Tours of layouts, and the one that a wall shows. */
export function tourHandlers({
  layoutTours,
  walls,
  schedules,
}: Pick<Rooms, "layoutTours" | "walls" | "schedules">): TourHandlers {
  return {
    listTours: () => ({ body: [...layoutTours.all] }),
    putTour: async ({ id, body }) => {
      if (body.id !== id)
        throw new Fault("invalid", { field: "id", problem: `the address says ${id}, the body ${body.id}` });
      return { body: await layoutTours.put(body) };
    },
    removeTour: async ({ id }) => {
      await layoutTours.remove(id);
      return { body: null };
    },
    startTour: async (request) => {
      const { id, body } = request;
      walls.state(id);
      const begun = await layoutTours.begin(id, body.tourId, callerName(request));
      // As any take by hand, it goes before what waits to come by the clock.
      await schedules.takenByHand(id);
      return { body: begun };
    },
    steerWallTour: async (request) => {
      const { id, body } = request;
      walls.state(id);
      return { body: await layoutTours.steer(id, body.act, callerName(request)) };
    },
    stopTour: async ({ id }) => {
      walls.state(id);
      await layoutTours.stop(id);
      return { body: null };
    },
  };
}

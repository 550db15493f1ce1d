import { Fault } from "../../base/fault.ts";
import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";

type ScheduleHandlers = Pick<
  Handlers,
  "getSchedule" | "putScheduleEntry" | "removeScheduleEntry" | "skipScheduleEntry"
>;

/** What comes to walls by the clock. */
export function scheduleHandlers({ schedules }: Rooms): ScheduleHandlers {
  return {
    getSchedule: () => ({ body: schedules.all }),
    putScheduleEntry: async ({ id, body }) => {
      if (body.id !== id)
        throw new Fault("invalid", { field: "id", problem: `the address says ${id}, the body ${body.id}` });
      return { body: await schedules.put(body) };
    },
    removeScheduleEntry: async ({ id }) => {
      await schedules.remove(id);
      return { body: null };
    },
    skipScheduleEntry: async ({ id, body }) => {
      await schedules.skip(id, body.skip);
      return { body: null };
    },
  };
}

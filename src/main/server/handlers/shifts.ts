import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";

type ShiftHandlers = Pick<Handlers, "getShifts" | "putShifts">;

export function shiftHandlers({ shifts, schedules }: Rooms): ShiftHandlers {
  return {
    getShifts: () => ({ body: shifts.plan }),
    putShifts: async ({ body }) => {
      const plan = await shifts.put(body.shifts);
      schedules.look();
      return { body: plan };
    },
  };
}

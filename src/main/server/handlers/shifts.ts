import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";

type ShiftHandlers = Pick<Handlers, "getShifts" | "putShifts">;

export function shiftHandlers({ shifts }: Rooms): ShiftHandlers {
  return {
    getShifts: () => ({ body: shifts.plan }),
    putShifts: async ({ body }) => ({ body: await shifts.put(body.shifts) }),
  };
}

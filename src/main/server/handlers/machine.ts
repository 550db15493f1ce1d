import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";

export function machineHandlers({ machine }: Rooms): Pick<Handlers, "getMachine"> {
  return { getMachine: async () => ({ body: await machine.look() }) };
}

import type { Handlers } from "../api.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type BrightnessHandlers = Pick<Handlers, "getBrightness" | "setBrightness" | "monitorsDim">;

export function brightnessHandlers({ brightness }: Rooms): BrightnessHandlers {
  return {
    getBrightness: () => ({ body: brightness.state }),
    setBrightness: (request) => ({ body: brightness.set(request.body.percent, callerName(request)) }),
    monitorsDim: ({ body }) => {
      brightness.follows(body.outputIds);
      return { body: null };
    },
  };
}

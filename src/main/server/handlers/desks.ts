import type { Clock } from "../../base/clock.ts";
import { NoticeStream } from "../../desk/notice-stream.ts";
import type { Handlers } from "../api.ts";
import { MediaContent } from "../media.ts";
import type { OpenStreams } from "../open-streams.ts";
import type { Rooms } from "../rooms.ts";
import { callerName } from "./caller-name.ts";

type DeskHandlers = Pick<Handlers, "events" | "listPresence" | "putPresence" | "leave">;

/** `streams`: end with the session that asked for them. */
export function deskHandlers(
  { notices, presences }: Rooms,
  clock: Clock,
  streams: OpenStreams,
): DeskHandlers {
  return {
    events: ({ caller, signal }) => ({
      // A proxy that collects a page before it hands it on would keep what is news.
      body: new MediaContent(new NoticeStream(notices, clock, streams.signalOf(caller, signal)), {
        "x-accel-buffering": "no",
      }),
    }),
    listPresence: () => ({ body: presences.list() }),
    putPresence: (request) => {
      presences.put(request.id, callerName(request), request.body);
      return { body: null };
    },
    leave: (request) => {
      presences.leave(request.id, callerName(request));
      return { body: null };
    },
  };
}

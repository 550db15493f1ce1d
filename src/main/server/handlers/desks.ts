import type { Notice } from "../../../protocol/notice.ts";
import { hashOf } from "../../access/token.ts";
import type { Clock } from "../../base/clock.ts";
import { NoticeStream } from "../../desk/notice-stream.ts";
import type { Handlers } from "../api.ts";
import { MediaContent } from "../media.ts";
import type { OpenStreams } from "../open-streams.ts";
import type { Rooms } from "../rooms.ts";
import type { Sight } from "../sight.ts";
import { callerName } from "./caller-name.ts";

type DeskHandlers = Pick<Handlers, "events" | "listPresence" | "putPresence" | "leave">;

/** `streams`: end with the session that asked for them. */
export function deskHandlers(
  { notices, presences }: Rooms,
  clock: Clock,
  streams: OpenStreams,
): DeskHandlers {
  return {
    events: ({ caller, signal, sight }) => {
      const seen = {
        follow: (listener: (notice: Notice) => void) => notices.follow(seenBy(sight, listener)),
      };
      return {
        // A proxy that collects a page before it hands it on would keep what is news.
        body: new MediaContent(new NoticeStream(seen, clock, streams.signalOf(caller, signal)), {
          "x-accel-buffering": "no",
        }),
      };
    },
    listPresence: () => ({ body: presences.list() }),
    putPresence: (request) => {
      const token = request.caller?.token ?? null;
      presences.put(request.id, callerName(request), request.body, token === null ? null : hashOf(token));
      return { body: null };
    },
    leave: (request) => {
      presences.leave(request.id, callerName(request));
      return { body: null };
    },
  };
}

/** Notices as somebody hears them who sees a part of the site: of what is no wall or camera of theirs only what kind it is. */
function seenBy(sight: Sight, listener: (notice: Notice) => void): (notice: Notice) => void {
  if (sight.isWhole) return listener;
  return (notice) => {
    const { what, id } = notice;
    const kind = what === "walls" ? "wall" : what === "cameras" ? "camera" : null;
    if (kind === null || id === undefined) listener({ what });
    else if (sight.sees(kind, id)) listener(notice);
  };
}

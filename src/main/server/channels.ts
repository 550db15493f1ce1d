import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { CHANNEL_VERSION, closeCodes } from "../../protocol/channel.ts";
import { hashOf } from "../access/token.ts";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Asking, Caller } from "./caller.ts";

/** Messages of pages are small; only what a page reports of its tiles grows with them. Bytes. */
const LARGEST_MESSAGE = [
  ["feeds", 4 * 1024],
  ["glass", 512 * 1024],
] as const;
/** A page that answers no ping for this long is gone: its network was cut, or it reads nothing. Milliseconds. */
const PING_MS = 5000;
/** How often it is asked anew whether a page may stay, which also keeps its session alive. Milliseconds. */
const STAY_MS = 3_600_000;

type Channel = (typeof LARGEST_MESSAGE)[number][0];

export interface ChannelDoor {
  readonly clock: Clock;
  readonly log: Log;
  askingOf(request: IncomingMessage): Asking;
  isOurHost(request: IncomingMessage): boolean;
  /** Null where nobody who may see pictures asks; throws where the request is forged. */
  admit(asking: Asking): Promise<Caller | null>;
  opened(channel: Channel, socket: WebSocket, caller: Caller): void;
  count(channel: Channel, change: 1 | -1): void;
}

export interface Channels {
  /** Tokens of these hashes are no longer good: the sockets that they opened close. Null: any may be, so all are asked about. */
  ended(tokenHashes: readonly string[] | null): void;
  /** Closes every socket; no upgrade is answered any more. */
  end(): void;
}

/** Answers the upgrades of `server`. */
export function openChannels(server: Server, door: ChannelDoor): Channels {
  const sessions = new Map<WebSocket, { readonly hash: string; readonly asking: Asking }>();
  const servers = new Map<string, { channel: Channel; server: WebSocketServer }>();
  for (const [channel, maxPayload] of LARGEST_MESSAGE) {
    // Pictures are compressed already, and each deflater would hold memory of its own.
    const options = { noServer: true, maxPayload, perMessageDeflate: false, clientTracking: true };
    servers.set(channel, { channel, server: new WebSocketServer(options) });
  }
  const upgrade = (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    // Before the upgrade nobody else listens, and an unheard error would end the core.
    const onError = (error: Error) => door.log.debug({ err: error }, "a socket failed before its upgrade");
    raw.on("error", onError);
    void answer(request, raw)
      .catch((error: unknown) => {
        door.log.error({ err: error }, "an upgrade failed");
        return refuse(raw, "500 Internal Server Error");
      })
      .then((upgrade) => {
        raw.off("error", onError);
        if (upgrade !== null && !raw.destroyed)
          upgrade.server.handleUpgrade(request, raw, head, upgrade.accepted);
        return null;
      });
  };

  async function answer(request: IncomingMessage, raw: Duplex) {
    const asking = door.askingOf(request);
    const path = /^\/ws\/(\d{1,9})\/(feeds|glass)$/.exec((request.url ?? "").split("?")[0] ?? "");
    const asked = servers.get(path?.[2] ?? "");
    if (asked === undefined) return refuse(raw, "404 Not Found");
    const { channel, server } = asked;
    if (!door.isOurHost(request)) return refuse(raw, "421 Misdirected Request");
    let caller: Caller | null;
    try {
      caller = await door.admit(asking);
    } catch (error) {
      door.log.info({ err: error, origin: asking.origin }, "a forged upgrade was refused");
      return refuse(raw, "403 Forbidden");
    }
    const version = Number(path?.[1]);
    return {
      server,
      accepted: (socket: WebSocket) => {
        socket.on("error", (error) => door.log.debug({ err: error, channel }, "a page's socket failed"));
        // A browser tells its page nothing of a refused upgrade, but the code of a close.
        if (version !== CHANNEL_VERSION) return socket.close(closeCodes.wrongVersion, "load the page anew");
        if (caller === null) return socket.close(closeCodes.unauthenticated, "sign in first");
        door.count(channel, 1);
        const stops = [keepAlive(socket, door.clock), stayAdmitted(socket, door, asking)];
        if (caller.token !== null) sessions.set(socket, { hash: hashOf(caller.token), asking });
        socket.once("close", () => {
          for (const stop of stops) stop();
          sessions.delete(socket);
          door.count(channel, -1);
        });
        door.opened(channel, socket, caller);
      },
    };
  }

  server.on("upgrade", upgrade);
  return {
    ended: (hashes) => {
      for (const [socket, { hash, asking }] of sessions)
        if (hashes === null) void askAgain(socket, door, asking);
        else if (hashes.includes(hash)) socket.close(closeCodes.unauthenticated, "signed out");
    },
    end: () => {
      server.off("upgrade", upgrade);
      for (const { server } of servers.values()) {
        for (const socket of server.clients) socket.terminate();
        server.close();
      }
    },
  };
}

function refuse(raw: Duplex, status: string): null {
  raw.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  return null;
}

async function askAgain(socket: WebSocket, door: ChannelDoor, asking: Asking): Promise<void> {
  try {
    if ((await door.admit(asking)) === null) socket.close(closeCodes.unauthenticated, "sign in again");
  } catch (error) {
    // It was known, and who cannot be asked takes no picture away.
    door.log.warn({ err: error }, "whether a page may stay could not be asked");
  }
}

/** Closes the socket once its visitor's session has ended; as long as the socket stands it is in use. */
function stayAdmitted(socket: WebSocket, door: ChannelDoor, asking: Asking): () => void {
  let cancel: () => void = () => {};
  const again = () => {
    cancel = door.clock.after(STAY_MS, again);
    void askAgain(socket, door, asking);
  };
  cancel = door.clock.after(STAY_MS, again);
  return () => {
    cancel();
  };
}

/** Pings every `PING_MS` and ends the socket when the ping before was not answered. */
function keepAlive(socket: WebSocket, clock: Clock): () => void {
  let answered = true;
  let cancel: () => void = () => {};
  socket.on("pong", () => {
    answered = true;
  });
  const beat = () => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
    cancel = clock.after(PING_MS, beat);
  };
  cancel = clock.after(PING_MS, beat);
  return () => {
    cancel();
  };
}

import { once } from "node:events";
import { WebSocket } from "ws";
import {
  type Glass,
  glassChannelPath,
  type GlassNotice,
  glassNoticeSchema,
} from "../../../src/protocol/channel.ts";
import type { RunningCore } from "./core.ts";

export interface Visit {
  readonly cookie?: string;
  readonly token?: string;
  readonly origin?: string | null;
  readonly host?: string;
  readonly ca?: string;
}

/** A socket of a page; `origin` null sends none, left out it is the core's own. */
export function socketTo(core: RunningCore, path: string, visit: Visit = {}): WebSocket {
  const headers: Record<string, string> = {
    ...(visit.cookie === undefined ? {} : { cookie: `dinding_session=${visit.cookie}` }),
    ...(visit.token === undefined ? {} : { authorization: `Bearer ${visit.token}` }),
    ...(visit.host === undefined ? {} : { host: visit.host }),
    ...(visit.origin === null ? {} : { origin: visit.origin ?? core.origin }),
  };
  return new WebSocket(core.origin.replace(/^http/, "ws") + path, {
    headers,
    ...(visit.ca === undefined ? {} : { ca: visit.ca }),
  });
}

/** How an attempt to open ended: the close code of the socket, or the HTTP status of a refused upgrade. */
export async function ending(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on("error", () => {});
    socket.once("unexpected-response", (_, reply) => {
      resolve(reply.statusCode ?? 0);
      socket.terminate();
    });
    socket.once("close", (code) => resolve(code));
  });
}

/** An output page without pictures: it keeps what the core told it. */
export class TestPage {
  readonly socket: WebSocket;
  readonly notices: GlassNotice[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => {
      this.notices.push(glassNoticeSchema.parse(JSON.parse(data.toString("utf8"))));
    });
  }

  static async open(core: RunningCore, outputIds: readonly string[], visit: Visit): Promise<TestPage> {
    const page = new TestPage(socketTo(core, glassChannelPath, visit));
    await once(page.socket, "open");
    page.send({ type: "hello", outputIds, abilities: [] });
    return page;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** The newest glass, or null before the first. */
  get glass(): Glass | null {
    return this.notices.findLast((notice) => notice.type === "glass")?.glass ?? null;
  }

  close(): void {
    this.socket.terminate();
  }
}

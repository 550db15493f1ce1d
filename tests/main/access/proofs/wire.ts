import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { routes } from "../../../../src/protocol/routes.ts";
import type { Route } from "../../../../src/protocol/routes/route.ts";
import type { RunningCore } from "../../server/core.ts";

/** Every route of the API, with its name. */
export const everyRoute: readonly (readonly [string, Route])[] = Object.entries(routes);

/** Those that change something. */
export const everyChange = everyRoute.filter(([, { method }]) => method !== "GET");

/** A route's path with `word` in the place of what it names. */
export function pathWith({ path }: Pick<Route, "path">, word: string): string {
  return path.replaceAll(/:[A-Za-z]+/gu, () => word);
}

export interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Said {
  readonly method: string;
  /** Goes out as it is: nothing is resolved or escaped. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Requests on few connections, as many as are asked for. */
export function talker(core: Pick<RunningCore, "origin">) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const { hostname, port } = new URL(core.origin);
  const say = ({ method, path, headers = {}, body = "" }: Said): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const length = { "content-length": String(Buffer.byteLength(body)) };
      const sent = request(
        { hostname, port, method, path, agent, headers: { ...(method === "GET" ? {} : length), ...headers } },
        (reply) => {
          const parts: Buffer[] = [];
          reply.on("data", (part: Buffer) => parts.push(part));
          reply.on("error", reject);
          reply.on("end", () =>
            resolve({
              ...{ status: reply.statusCode ?? 0, headers: reply.headers },
              text: Buffer.concat(parts).toString("latin1"),
            }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(method === "GET" ? undefined : body);
    });
  return { say, [Symbol.dispose]: () => agent.destroy() };
}

/** A connection on which anything may be said. */
export async function connection(core: Pick<RunningCore, "origin">): Promise<Socket> {
  const { hostname, port } = new URL(core.origin);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** The first line and all that follows, until the core closes the connection. */
export async function wholeAnswer(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  socket.on("data", (part: Buffer) => parts.push(part));
  if (!socket.closed) await once(socket, "close");
  return Buffer.concat(parts).toString("latin1");
}
